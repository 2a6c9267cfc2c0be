"""A record as the file that a person would write: short forms where they say the same, nothing that is empty."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluacion.model.practica import Practica

_PLAIN = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ](?:[A-Za-zÁÉÍÓÚÜÑáéíóúüñ0-9_.()/-]| (?=[^ #]))*")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "verdadero", "falso", "nan", "inf"})
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_LONE = {"evidencia": "texto", "fuente": "lugar"}
"""Mappings that are written as a text when this is all that they say."""


def plain_practica(practica: Practica) -> dict[str, Any]:
    """Return a record as plain data, as it is written: no empty values, short forms."""
    data: dict[str, Any] = practica.model_dump(mode="json", exclude_defaults=True)
    answers = {marco: {name: _plain_answer(item) for name, item in said.items()} for marco, said in data.get("respuestas", {}).items()}
    data |= {"respuestas": {marco: {name: item for name, item in said.items() if item} for marco, said in answers.items()}}
    data |= {"indicadores": {name: _plain_series(item) for name, item in data.get("indicadores", {}).items()}}
    return _without_empty(data)


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in data.items():
        kept = _without_empty(value) if isinstance(value, dict) else value
        if kept not in (None, {}, [], ""):
            found[name] = kept[_LONE[name]] if isinstance(kept, dict) and name in _LONE and set(kept) == {_LONE[name]} else kept
    return found


def _plain_answer(answer: dict[str, Any]) -> object:
    found = _without_empty(answer)
    return found["respuesta"] if set(found) == {"respuesta"} else found


def _plain_series(serie: dict[str, Any]) -> object:
    if not serie.get("no_aplica"):
        return serie
    rest = {name: value for name, value in serie.items() if name != "no_aplica"}
    return {"no_aplica": True, **rest}


def as_yaml(practica: Practica) -> str:
    """Return a record as YAML text."""
    return plain_as_yaml(plain_practica(practica))


def plain_as_yaml(data: dict[str, Any]) -> str:
    """Return plain data as YAML text: groups indented, lists of values in one line, lists of groups with a dash each."""
    return "\n".join(_lines(data, 0)) + "\n"


def _lines(data: dict[str, Any], depth: int) -> list[str]:
    found = []
    for name, value in data.items():
        head = f"{'  ' * depth}{_key(name)}:"
        if isinstance(value, dict):
            found += [head, *_lines(value, depth + 1)] if value else [f"{head} {{}}"]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found.append(head)
            for item in value:
                first, *rest = _lines(item, depth + 2)
                found += [f"{'  ' * (depth + 1)}- {first.lstrip()}", *rest]
        elif isinstance(value, list):
            found.append(f"{head} [{', '.join(map(_scalar, value))}]")
        else:
            found.append(f"{head} {_scalar(value)}")
    return found


def _key(name: str) -> str:
    return name if _KEY.fullmatch(name) and name.casefold() not in _RESERVED else _quoted(name)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, str):
        return value if _is_plain(value) else _quoted(value)
    return repr(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004


def _is_plain(text: str) -> bool:
    """Whether a text can go without quotes: nothing in it means something else to whoever reads YAML."""
    return len(text) < 200 and text.casefold() not in _RESERVED - {"no"} and _PLAIN.fullmatch(text) is not None  # noqa: PLR2004


def _quoted(text: str) -> str:
    """Return a text in double quotes, on one line."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))

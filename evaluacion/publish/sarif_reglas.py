"""The rules of a review as SARIF describes them: what each looks at, with its page."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from evaluacion.publish.hallazgos import clean, flatten
from evaluacion.publish.texto import escape_markdown

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import ReglaUsada

LEVEL: Final = {"falla": "error", "aviso": "warning"}
_PRECISION: Final = {"falla": "very-high", "aviso": "medium"}
_MOST_CHARS: Final = 1_024
"""The longest description that GitHub takes."""


def describe_rule(rule: ReglaUsada) -> dict[str, Any]:
    """Return the descriptor of a rule."""
    return {
        "id": rule.codigo,
        "name": _pascal(rule.titulo) or "ReglaPropia",
        "shortDescription": {"text": _sentence(rule.titulo)},
        "fullDescription": {"text": _sentence(f"{rule.que} {rule.por_que}")},
        "help": {"text": _page(rule), "markdown": _page_in_markdown(rule)},
        "defaultConfiguration": {"level": LEVEL[rule.severidad]},
        "properties": {
            "tags": ["estrategia", flatten(rule.familia)],
            "precision": _PRECISION[rule.severidad],
            "problem.severity": LEVEL[rule.severidad],
        },
    }


def _pascal(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", plain))[:120]


def _sentence(text: str) -> str:
    flat = flatten(text)
    flat = flat if flat.endswith((".", "?", "!")) else f"{flat}."
    return flat if len(flat) <= _MOST_CHARS else flat[: _MOST_CHARS - 2].rstrip() + "…."


def _page(rule: ReglaUsada) -> str:
    parts = [f"Qué es: {rule.que}", f"Por qué importa: {rule.por_que}"]
    parts += [f"{name}:\n{clean(text).rstrip()}" for name, text in (("Mal", rule.mal), ("Bien", rule.bien)) if text]
    return clean("\n".join([*parts, f"Remedio: {rule.remedio}", f"Fuente: {rule.fuente}."]))


def _page_in_markdown(rule: ReglaUsada) -> str:
    parts = [f"# {escape_markdown(rule.codigo)}: {escape_markdown(rule.titulo)}", f"**Qué es.** {escape_markdown(rule.que)}"]
    parts.append(f"**Por qué importa.** {escape_markdown(rule.por_que)}")
    parts += [f"**{name}**\n\n{_fenced(text)}" for name, text in (("Mal", rule.mal), ("Bien", rule.bien)) if text]
    parts += [f"**Remedio.** {escape_markdown(rule.remedio)}", f"*Fuente: {escape_markdown(rule.fuente)}.*"]
    return clean("\n\n".join(parts)) + "\n"


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}yaml\n{text.rstrip()}\n{fence}"

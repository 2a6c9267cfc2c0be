"""A strategy as plain data and as the file that a person would write: closed lists in full orthography, nothing empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from evaluacion.model.formulario_estrategia import Dato, Seccion, sections
from evaluacion.publish.registro_yaml import plain_as_yaml

if TYPE_CHECKING:
    from evaluacion.model.estrategia import Estrategia


def plain_estrategia(estrategia: Estrategia) -> dict[str, Any]:
    """Return a strategy as plain data; a group that is written and says nothing stays, empty."""
    data: dict[str, Any] = estrategia.model_dump(mode="json", exclude_defaults=True)
    for section in sections():
        for item in items_of(data, section):
            for dato in section.datos:
                if dato.opciones:
                    _spell(item, dato)
    return data


def items_of(data: dict[str, Any], section: Seccion) -> Iterator[dict[str, Any]]:
    """Yield each mapping to which the data of a section belong: the strategy, an item of a list, or a part of it."""
    if section.forma == "datos":
        yield data
    elif section.forma == "renglones":
        yield from value_in(data, section.ruta) or ()
    elif section.forma == "parte":
        owners = value_in(data, section.ruta[:-1]) or ()
        yield from (part for owner in owners if (part := owner.get(section.ruta[-1])) is not None)


def value_in(data: dict[str, Any], path: tuple[str, ...]) -> Any:  # noqa: ANN401 - any plain data
    """Return what plain data has at a path, None where it has nothing."""
    node: Any = data
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _spell(item: dict[str, Any], dato: Dato) -> None:
    """Write a word of a closed list as Spanish writes it; yes and no stay what they are."""
    holder, name = value_in(item, dato.ruta[:-1]), dato.ruta[-1]
    value = holder.get(name) if isinstance(holder, dict) else None
    if isinstance(value, list):
        holder[name] = [dato.option(word) or word for word in value]
    elif isinstance(value, str):
        holder[name] = dato.option(value) or value


def estrategia_as_yaml(estrategia: Estrategia) -> str:
    """Return a strategy as YAML text."""
    return plain_as_yaml(_with_short_sources(plain_estrategia(estrategia)))


def _with_short_sources(node: Any) -> Any:  # noqa: ANN401 - any plain data
    """Return plain data where a source that only says its place is a text."""
    if isinstance(node, list):
        return [_with_short_sources(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {name: _with_short_sources(value) for name, value in node.items()}
    source = found.get("fuente")
    if isinstance(source, dict) and set(source) == {"lugar"}:
        found["fuente"] = source["lugar"]
    return found

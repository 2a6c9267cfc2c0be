"""Differences between comparisons as text: for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number
from evaluacion.publish.diferencias_indice_palabras import (
    DE_OTROS_TEXTO,
    METODO,
    cell_text,
    has_moved,
    is_still,
    moves_of_places,
    others_of,
    place_move,
)
from evaluacion.publish.diferencias_palabras import DECIMALS, short_text, show_change
from evaluacion.publish.diferencias_renglones import Renglon, lines_as_markdown, lines_as_text, source_lines

if TYPE_CHECKING:
    from evaluacion.compare.diferencia_indice import DiferenciaDeIndice, DiferenciasDeIndice, NodoMovido, UnidadMovida

_SHOWN = 3
"""How many cells a unit shows in a terminal."""
_ENDS = ("puntaje", "garantizado", "alcanzable")


def as_text(found: DiferenciasDeIndice) -> str:
    """Return the differences for a terminal: the index, places, and the cells that moved each unit most."""
    return lines_as_text(_lines(found, is_brief=True))


def as_markdown(found: DiferenciasDeIndice) -> str:
    """Return the differences as Markdown: every node and every cell."""
    return lines_as_markdown(_lines(found, is_brief=False))


def _lines(found: DiferenciasDeIndice, *, is_brief: bool) -> Iterator[Renglon]:
    yield "1", f"Qué cambió en {found.titulo}: {' → '.join(found.rondas)}"
    yield "p", METODO
    for step in found.todas:
        yield "2", f"De {step.de} a {step.a}"
        yield from _step_lines(step, is_brief=is_brief)
        yield from source_lines((step.de, step.a), step.procedencias)


def _step_lines(step: DiferenciaDeIndice, *, is_brief: bool) -> Iterator[Renglon]:
    if step.politicas:
        rows = [(rule.lugar, short_text(rule.antes or "no está", 60), short_text(rule.despues or "no está", 60)) for rule in step.politicas]
        yield "t", [("Política", "Antes", "Después"), *rows]
    yield "p", DE_OTROS_TEXTO[step.de_otros]
    if step.unidades:
        yield "t", [("Unidad", *_head(step)), *((unit.nombre, *_figures(step, unit.indice)) for unit in step.unidades)]
    for sentence in moves_of_places(step):
        yield "-", sentence
    for unit in step.unidades:
        if has_moved(unit):
            yield from _brief_lines(unit) if is_brief else _unit_lines(step, unit)


def _head(step: DiferenciaDeIndice) -> tuple[str, ...]:
    others = ("De otras",) if step.de_otros == "calculado" else ()
    return ("Antes", "Después", "Cambio", "Datos", "Se supo o se perdió", "Políticas", *others, "Lugar")


def _figures(step: DiferenciaDeIndice, node: NodoMovido, measure: int = 0) -> tuple[str, ...]:
    parts = node.partes or (None,) * 3
    changes = [show_change(three[measure] if three is not None else None) for three in (node.cambio, *parts)]
    others = (show_change(others_of(node) if not measure else None),) if step.de_otros == "calculado" else ()
    return (*(show_number(three[measure], DECIMALS) for three in (node.antes, node.despues)), *changes, *others, place_move(node))


def _brief_lines(unit: UnidadMovida) -> Iterator[Renglon]:
    told = [cell_text(cell) for cell in unit.celdas if not is_still(cell.en_indice)][:_SHOWN]
    if told:
        yield "3", f"{unit.nombre} ({unit.id})"
        yield from (("-", line) for line in told)


def _unit_lines(step: DiferenciaDeIndice, unit: UnidadMovida) -> Iterator[Renglon]:
    yield "3", f"{unit.nombre} ({unit.id})"
    rows = [(node.nombre, *_figures(step, node)) for node in unit.nodos if node.antes != node.despues or node is unit.indice]
    ends = unit.indice.antes, unit.indice.despues
    if any(three.minimo != three.maximo for three in ends):
        rows[1:1] = [(f"{unit.indice.nombre}, {_ENDS[end]}", *_figures(step, unit.indice, end)) for end in (1, 2)]
    yield "t", [("", *_head(step)), *rows]
    yield from (("-", f"{cell_text(cell)}.") for cell in unit.celdas)

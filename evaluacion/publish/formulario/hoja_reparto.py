"""The sharing of records among evaluators as a workbook for who coordinates: who evaluates what, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evaluacion.model.formulario import FORMATO_REPARTO, HOJA_CLAVES
from evaluacion.publish.formulario.estilos import ENTRADA
from evaluacion.publish.libro import Celda, Fila, Hoja, Hojeador, Impresion, Libro, Rango
from evaluacion.publish.tablero.estilos import (
    BLUE,
    ENCABEZADO,
    GREEN,
    GREY,
    LINEA,
    LINEA_CENTRADA,
    NAVY,
    NOTA,
    TITULO,
    headers,
    height_of,
    label,
    text,
)
from evaluacion.version import VERSION

_ROWS = ("N.º", "Identificador", "Título", "Quién evalúa", "Formulario", "Enviado", "Recibido", "Observaciones")
_WIDTHS = (6.0, 30.0, 52.0, 26.0, 44.0, 12.0, 12.0, 30.0)
_ENTRIES = 3
_MARK = "●"
_HEADER = 3
_MOST_NAMES, _MOST_TITLE = 60, 120
_MOST_MATRIX = 60
"""Evaluators that fit side by side; with more, the sheet says who has what in rows only."""


class Encargo(NamedTuple):
    """One form: of which record, for whom, and the name of its file."""

    id: str
    titulo: str | None
    evaluador: str
    archivo: str


def arrange_reparto(encargos: Sequence[Encargo], evaluadores: Sequence[str], como: str, avisos: Sequence[str]) -> Libro:
    """Return the workbook of a sharing.

    Args:
        encargos: every form, in order of record.
        evaluadores: everybody who takes part, in the order given.
        como: how the sharing was made, in a sentence, so that it can be made again.
        avisos: what whoever coordinates has to know about it.
    """
    sheets = [_rows(encargos, como, avisos), _loads(encargos, evaluadores)]
    if len(evaluadores) <= _MOST_MATRIX:
        sheets.append(_matrix(encargos, evaluadores))
    mark = Hoja(HOJA_CLAVES, GREY, (12.0, 30.0), (Fila((Celda("formato"), Celda(FORMATO_REPARTO))),), protegida=True, oculta=True)
    return Libro("Reparto de la evaluación", como, f"evaluacion {VERSION}", (*sheets, mark))


def _rows(encargos: Sequence[Encargo], como: str, avisos: Sequence[str]) -> Hoja:
    sheet = Hojeador()
    sheet.put(label("Reparto de la evaluación", TITULO), alto=28)
    sheet.put(label(f"{como} Anote en las columnas de color crema lo que envíe y reciba.", NOTA))
    sheet.put(label(" ".join(avisos), NOTA) if avisos else None)
    sheet.put(*headers(*_ROWS), alto=18)
    for number, item in enumerate(encargos, start=1):
        entries = (Celda(None, ENTRADA),) * _ENTRIES
        cells = (_count(number), *(text(word, LINEA._replace(ajustar=True)) for word in (item.id, item.titulo, item.evaluador)))
        row = (*cells, text(item.archivo, LINEA), *entries)
        sheet.put(*row, alto=height_of(row, _WIDTHS), de=item.id)
    last = len(sheet.filas) - 1
    return Hoja(
        "Reparto",
        NAVY,
        _WIDTHS,
        tuple(sheet.filas),
        (_HEADER + 1, 0),
        filtro=Rango(_HEADER, 0, last, len(_ROWS) - 1),
        encabezado=_HEADER,
        impresion=Impresion((1, 0), repetir=(_HEADER, _HEADER)),
    )


def _count(number: int) -> Celda:
    return Celda(float(number), LINEA_CENTRADA)


def _loads(encargos: Sequence[Encargo], evaluadores: Sequence[str]) -> Hoja:
    """Return how many forms each evaluator has, and of which records."""
    widths = (30.0, 12.0, 110.0)
    sheet = Hojeador()
    sheet.put(label("Carga de cada evaluador", TITULO), alto=28)
    sheet.put(*headers("Quién evalúa", "Formularios", "De qué"), alto=18)
    for name in evaluadores:
        mine = [(item.titulo or item.id)[:_MOST_TITLE] for item in encargos if item.evaluador == name]
        row = (text(name, LINEA), _count(len(mine)), text(_list(mine), LINEA._replace(ajustar=True)))
        sheet.put(*row, alto=height_of(row, widths), de=name)
    return Hoja("Por evaluador", BLUE, widths, tuple(sheet.filas), (2, 1), encabezado=1, impresion=Impresion((1, 0), repetir=(1, 1)))


def _list(names: Sequence[str]) -> str | None:
    """Return names in a row, as many as can be read in a cell, and how many more there are."""
    shown = names[:_MOST_NAMES]
    more = f"; y {len(names) - len(shown)} más" if len(names) > len(shown) else ""
    return "; ".join(shown) + more if shown else None


def _matrix(encargos: Sequence[Encargo], evaluadores: Sequence[str]) -> Hoja:
    """Return the records by the evaluators, with a mark where one evaluates the other."""
    sheet = Hojeador()
    sheet.put(label("Cruce", TITULO), alto=28)
    sheet.put(*headers("Registro"), *(text(name, ENCABEZADO) for name in evaluadores), alto=30)
    pairs = {(item.id, item.evaluador) for item in encargos}
    for name in dict.fromkeys(item.id for item in encargos):
        marks = (Celda(_MARK if (name, other) in pairs else None, LINEA_CENTRADA) for other in evaluadores)
        sheet.put(text(name, LINEA), *marks, de=name)
    widths = (40.0, *(14.0 for _ in evaluadores))
    return Hoja("Cruce", GREEN, widths, tuple(sheet.filas), (2, 1), encabezado=1, impresion=Impresion((1, 0), repetir=(1, 1)))

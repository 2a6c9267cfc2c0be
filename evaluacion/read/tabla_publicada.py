"""A table of a publication, read from any kind of table file: the first column names the rows."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors, suggestion
from evaluacion.model.cifras import TablaDescrita
from evaluacion.model.tabla_publicada import Casilla, TablaPublicada
from evaluacion.read.tabla_datos import Tabla

_NUMBER = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){2,4}|\d{1,3}(?:,\d{3}){1,4}(?=\.))(?:\.(\d{1,9}))?", re.ASCII)
_AMBIGUOUS = re.compile(r"[+-]?\d{1,3},\d{3}|[+-]?\d+,\d+", re.ASCII)
_NAME = "nombre"


def read_publicada(tabla: Tabla, described: TablaDescrita, doubtful: Collection[tuple[str, str]], origen: Origen) -> TablaPublicada:
    """Return the published table that a file holds.

    Args:
        tabla: the file as columns of text.
        described: what the catalogue says of it.
        doubtful: cells (row, column) whose reading is not confirmed.
        origen: where the catalogue describes it.

    Raises:
        EvaluacionError: rows without id or repeated, ambiguous numbers, or a catalogue that names what the table lacks.
    """
    first, *columns = tabla.columnas
    rows, problems = _read_rows(tabla, first)
    casillas: dict[tuple[str, str], Casilla] = {}
    places: dict[tuple[str, str], Origen] = {}
    for position, row in enumerate(rows):
        for column in columns:
            text = tabla.texto(position, column) or ""
            if _AMBIGUOUS.fullmatch(text):
                what = f"El número {quote(text)} se puede leer de dos maneras."
                problems.append(Problema("numero_ambiguo", what, tabla.lugar(position, column), "Escriba 1500, o 1.5 con punto decimal."))
            is_rounded, is_doubtful = column in described.redondeadas, (row, column) in doubtful
            places[row, column] = tabla.lugar(position, column)
            casillas[row, column] = _read_cell(text, is_rounded=is_rounded, is_doubtful=is_doubtful)
    problems += _check_description(described, columns, rows, origen)
    raise_errors(problems)
    names = {row: tabla.texto(position, _NAME) or row for position, row in enumerate(rows)} if _NAME in columns else {}
    summary = {item.fila: item.es for item in described.resumen}
    return TablaPublicada(described.id, described.titulo, described.fuente, tuple(rows), tuple(columns), casillas, summary, names, places)


def _read_rows(tabla: Tabla, first: str) -> tuple[list[str], list[Problema]]:
    rows: list[str] = []
    problems: list[Problema] = []
    for position in range(tabla.filas):
        row = tabla.texto(position, first)
        if row is None or row in rows:
            what = "La fila no tiene identificador." if row is None else f"La fila {quote(row)} está dos veces."
            remedy = f"Cada fila lleva en {quote(first)} un identificador que no se repite."
            problems.append(Problema("tabla_invalida", what, tabla.lugar(position, first), remedy))
        rows.append(row or "")
    return rows, problems


def _read_cell(text: str, *, is_rounded: bool, is_doubtful: bool) -> Casilla:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return Casilla(text, es_dudosa=is_doubtful)
    value = Fraction(Decimal(text.replace(",", "")))
    return Casilla(text, value, len(match[1] or ""), is_rounded, is_doubtful)


def _check_description(described: TablaDescrita, columns: list[str], rows: list[str], origen: Origen) -> list[Problema]:
    """Return what a catalogue names and its table does not have."""
    found = [
        (f"La tabla {quote(described.id)} no tiene la columna {quote(name)}.", suggestion(name, columns))
        for name in (*described.redondeadas, *described.columnas)
        if name not in columns
    ]
    found += [
        (f"La tabla {quote(described.id)} no tiene la fila {quote(item.fila)}.", suggestion(item.fila, rows))
        for item in described.resumen
        if item.fila not in rows
    ]
    if len(columns) == 0:
        raise EvaluacionError([Problema("tabla_invalida", "La tabla tiene una sola columna.", origen, "Revise el separador.")])
    return [Problema("cifra_no_valida", what, origen, remedy) for what, remedy in found]

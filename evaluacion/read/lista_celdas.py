"""The cells of a list, in Excel or CSV, row by row, each with its place."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.celdas_xlsx import CeldaLeida, HojaLeida, read_celdas
from evaluacion.read.documento import read_bytes, show_path
from evaluacion.read.extranos import what_it_is
from evaluacion.read.tabla import read_head
from evaluacion.read.texto import decode

_MOST_BYTES = 20_000_000
_DELIMITERS = ";\t|,"
_NONE = "\x1f"
"""A sign that no text has: the file has one column."""
_REMEDY = "Escriba los títulos en una hoja de Excel y guárdela como «Libro de Excel (.xlsx)» o «CSV UTF-8»."


@dataclass(slots=True)
class HojaDeLista:
    """A sheet, or a CSV file: its rows that are not blank, by number; the cells of each by column, from 1."""

    archivo: str
    filas: dict[int, dict[int, Escrita]] = field(default_factory=dict)


def read_hojas(path: Path) -> list[HojaDeLista]:
    """Return the sheets of a list that have anything; a CSV file is one sheet.

    Raises:
        EvaluacionError: it cannot be read, is another kind of file, or is empty.
    """
    archivo = show_path(path)
    head = read_head(path, archivo)
    if head.startswith(b"PK"):
        found = [_of_sheet(archivo, sheet) for sheet in read_celdas(path, archivo)]
    elif (what := what_it_is(head)) is not None:
        raise EvaluacionError([Problema("tipo_de_archivo", f"La lista no se puede leer: es {what[0]}.", Origen(archivo), what[1])])
    else:
        found = [_of_csv(decode(read_bytes(path, max_bytes=_MOST_BYTES), archivo, max_bytes=None), archivo)]
    found = [hoja for hoja in found if hoja.filas]
    if not found:
        raise EvaluacionError([Problema("archivo_vacio", "La lista está vacía.", Origen(archivo), _REMEDY)])
    return found


def _of_sheet(archivo: str, sheet: HojaLeida) -> HojaDeLista:
    hoja = HojaDeLista(archivo)
    for place, cell in sheet.celdas.items():
        hoja.filas.setdefault(place[0], {})[place[1]] = Escrita(cell, sheet.origen(place))
    return hoja


def _of_csv(text: str, archivo: str) -> HojaDeLista:
    hoja = HojaDeLista(archivo)
    lines = text.splitlines(keepends=True)
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0].strip()) == len("sep=;"):
        lines[0] = "\n"
    header = next((line for line in lines if line.strip()), "")
    counts = {sign: header.count(sign) for sign in _DELIMITERS}
    best = max(counts, key=lambda sign: counts[sign])
    reader = csv.reader(lines, delimiter=best if counts[best] else _NONE, strict=True)
    start = 1
    try:
        for row in reader:
            cells = {column: word.strip() for column, word in enumerate(row, start=1) if word.strip()}
            if cells:
                hoja.filas[start] = {
                    column: Escrita(CeldaLeida(word, es_formula=False, es_numero=False), Origen(archivo, start, column))
                    for column, word in cells.items()
                }
            start = reader.line_num + 1
    except csv.Error:
        what = "Hay una comilla fuera de lugar o sin cerrar."
        remedy = 'Escriba la celda entera entre comillas y duplique las de adentro («""»).'
        raise EvaluacionError([Problema("tabla_invalida", what, Origen(archivo, start), remedy)]) from None
    return hoja

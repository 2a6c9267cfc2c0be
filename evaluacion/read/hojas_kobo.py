"""The sheets of an export of KoboToolbox, from its workbook or its CSV, each cell with its place."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.model.formulario import HOJA_CLAVES
from evaluacion.model.xlsform import HOJAS, VERSION
from evaluacion.read.celdas_xlsx import CeldaLeida, HojaLeida, Lugar, read_celdas
from evaluacion.read.documento import read_bytes
from evaluacion.read.guardia_xlsx import ZIP_ERRORS, check_libro
from evaluacion.read.partes_xlsx import XmlError, broken, read_libro
from evaluacion.read.tabla import read_head
from evaluacion.read.tabla_csv import DELIMITERS
from evaluacion.read.texto import decode

UUID, INDEX = "_uuid", "_index"
PARENT_UUID, PARENT_INDEX = "_submission__uuid", "_parent_index"
_SIGNS = {UUID, "_id", "_submission_time", PARENT_UUID, PARENT_INDEX, VERSION}
"""Columns that tell an export from another table."""
_CSV_NAMES = (".csv", ".tsv", ".txt")
_MOST_BYTES = 100_000_000
_MOST_ABOVE = 10
"""Rows in which the headings are looked for."""


@dataclass(slots=True)
class HojaCsv(HojaLeida):
    """A CSV file as a sheet: places are lines and columns."""

    lineas: dict[int, int] = field(default_factory=dict)

    def origen(self, lugar: Lugar) -> Origen:
        """Return the place of a cell."""
        return Origen(self.archivo, self.lineas[lugar[0]], lugar[1])


def tail_of(heading: str) -> str:
    """Return the name of a column without the groups that it is in."""
    return heading.strip().rsplit("/", 1)[-1]


def row_of_headings(hoja: HojaLeida) -> int | None:
    """Return the row with the headings of a sheet of an export; None when it is none."""
    return next((row for (row, _), cell in hoja.celdas.items() if row <= _MOST_ABOVE and tail_of(cell.texto) in _SIGNS), None)


def read_hojas(path: Path, archivo: str) -> list[HojaLeida] | None:
    """Return the sheets of an export; None when the file is something else.

    Raises:
        EvaluacionError: the file cannot be read, or it is the form and not what was answered to it.
    """
    if read_head(path, archivo).startswith(b"PK"):
        sheets = _read_book(path, archivo)
    elif path.suffix.casefold() in _CSV_NAMES:
        sheets = [_read_csv(path, archivo)]
    else:
        return None
    return sheets if any(row_of_headings(sheet) is not None for sheet in sheets) else None


def _read_book(path: Path, archivo: str) -> list[HojaLeida]:
    check_libro(path, archivo)
    try:
        with zipfile.ZipFile(path) as book:
            names = {hoja.nombre.casefold() for hoja in read_libro(book).hojas}
    except (XmlError, IndexError, *ZIP_ERRORS):
        raise broken(archivo) from None
    if names >= set(HOJAS):
        what = "Es el XLSForm que se sube a KoboToolbox u ODK, no lo que se respondió."
        remedy = "En KoboToolbox: DATA, Downloads, XLS; importe ese archivo."
        raise EvaluacionError([Problema("formulario_no_valido", what, Origen(archivo), remedy)])
    return [] if HOJA_CLAVES in names else read_celdas(path, archivo)


def _read_csv(path: Path, archivo: str) -> HojaCsv:
    text = decode(read_bytes(path, max_bytes=_MOST_BYTES), archivo, max_bytes=None)
    first = text.lstrip().split("\n", 1)[0]
    sheet, width = HojaCsv(archivo, archivo), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    line = 1
    try:
        for row, cells in enumerate(reader, start=1):
            sheet.lineas[row] = line
            width = width or len(cells)
            if cells and len(cells) != width:
                what = f"El renglón de nombres tiene {width} celdas y este {len(cells)}."
                remedy = "Descargue de nuevo el archivo; si lo editó, guárdelo como «CSV UTF-8»."
                raise EvaluacionError([Problema("fila_de_otro_ancho", what, Origen(archivo, line), remedy)])
            said = ((column, value) for column, value in enumerate(cells, start=1) if value.strip())
            sheet.celdas.update({(row, column): CeldaLeida(value, es_formula=False, es_numero=False) for column, value in said})
            line = reader.line_num + 1
    except csv.Error:
        what = "Las comillas de este renglón no cierran, o una celda es demasiado larga."
        raise EvaluacionError([Problema("tabla_invalida", what, Origen(archivo, line), "Descargue de nuevo el archivo.")]) from None
    return sheet

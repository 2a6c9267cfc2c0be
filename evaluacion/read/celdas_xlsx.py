"""The cells of every sheet of a workbook as they were left, to look for a form in them: one pass, no table expected."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read.guardia_xlsx import ZIP_ERRORS, check_libro
from evaluacion.read.notas_xlsx import Nota, read_notas
from evaluacion.read.partes_xlsx import Atributos, Hoja, Libro, XmlError, broken, parse_part, read_libro
from evaluacion.read.tabla_datos import column_letters
from evaluacion.read.valores_xlsx import CellError, Interprete

MAX_ROW, MAX_COLUMN, MAX_CELLS = 1_048_576, 16_384, 500_000
_MAX_BYTES = 50_000_000
"""A form opened takes a few of these."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
Lugar = tuple[int, int]
"""Row and column, from 1."""


class CeldaLeida(NamedTuple):
    """What a cell says, how it says it, and what is wrong with it if it says nothing that can be used."""

    texto: str
    es_formula: bool
    es_numero: bool
    error: CellError | None = None
    formula: str = ""
    """What it computes, without `=`; of a formula that was dragged, the one that it was dragged from."""

    @property
    def dicho(self) -> str:
        """What it says, for who keeps it apart: a formula with what it gives."""
        if not self.es_formula:
            return self.texto
        return f"={self.formula}" + (f" (da «{self.texto}»)" if self.texto else "")


@dataclass(slots=True)
class HojaLeida:
    """A sheet: its cells that are not empty, and the blocks of merged ones."""

    archivo: str
    nombre: str
    celdas: dict[Lugar, CeldaLeida] = field(default_factory=dict)
    combinadas: list[tuple[Lugar, Lugar]] = field(default_factory=list)
    notas: list[Nota] = field(default_factory=list)
    """What is written over the cells: comments and boxes."""

    def origen(self, lugar: Lugar) -> Origen:
        """Return the place of a cell."""
        return self.en(f"{column_letters(lugar[1])}{lugar[0]}")

    def en(self, celda: str) -> Origen:
        """Return the place of a cell from its name."""
        return Origen(self.archivo, hoja=self.nombre, celda=celda)


def read_celdas(path: Path, archivo: str) -> list[HojaLeida]:
    """Return every sheet of a workbook with its cells.

    Raises:
        EvaluacionError: what the guard refuses, a damaged workbook, or more cells than a form has.
    """
    check_libro(path, archivo, max_bytes=_MAX_BYTES)
    try:
        with zipfile.ZipFile(path) as book:
            libro = read_libro(book)
            readers = [_Lector(hoja, libro, archivo) for hoja in libro.hojas]
            for reader in readers:
                parse_part(book, reader.parte, reader.start, reader.end, reader.text)
                reader.hoja.notas.extend(read_notas(book, reader.parte))
                if sum(len(other.hoja.celdas) for other in readers) > MAX_CELLS:
                    raise EvaluacionError([_too_many(archivo)])
    except (XmlError, IndexError, *ZIP_ERRORS):
        raise broken(archivo) from None
    return [reader.hoja for reader in readers]


class _Lector:
    """Turns the events of a sheet into cells."""

    def __init__(self, hoja: Hoja, libro: Libro, archivo: str) -> None:
        self.hoja, self.parte = HojaLeida(archivo, hoja.nombre), hoja.parte
        self.read = Interprete(libro.textos, libro.formatos, desde_1904=libro.desde_1904)
        self.row = self.column = 0
        self.kind = self.style = ""
        self.has_formula = self.reading = self.in_formula = self.phonetic = False
        self.pieces: list[str] = []
        self.formula, self.shared = "", ""
        self.dragged: dict[str, str] = {}

    def start(self, tag: str, attributes: Atributos) -> None:
        """Take the opening of an element."""
        if tag == "c":
            self.open_cell(attributes)
        elif tag in ("v", "t"):
            self.reading = not self.phonetic
        elif tag == "f":
            self.has_formula = self.in_formula = True
            self.shared = attributes.get("si", "")
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "row":
            written = attributes.get("r", str(self.row + 1))
            row = int(written) if written.isdecimal() and len(written) < 9 else 0  # noqa: PLR2004 - said by the line itself
            if not self.row < row <= MAX_ROW:
                raise XmlError
            self.row, self.column = row, 0
        elif tag == "mergeCell":
            self.merge(attributes.get("ref", ""))

    def open_cell(self, attributes: Atributos) -> None:
        """Move to another cell and forget the one before."""
        reference = attributes.get("r")
        place = (self.row, self.column + 1) if reference is None else _place(reference)
        if place is None or place[0] != self.row or not self.column < place[1] <= MAX_COLUMN:
            raise XmlError
        self.column = place[1]
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.has_formula = self.reading = self.in_formula = False
        self.formula = self.shared = ""
        self.pieces.clear()

    def text(self, piece: str) -> None:
        """Take a piece of what a cell holds."""
        if self.reading:
            self.pieces.append(piece)
        elif self.in_formula:
            self.formula += piece

    def end(self, tag: str) -> None:
        """Take the closing of an element."""
        if tag in ("v", "t"):
            self.reading = False
        elif tag == "f":
            self.in_formula = False
            if self.shared:
                self.formula = self.dragged.setdefault(self.shared, self.formula)
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "c":
            self.close_cell("".join(self.pieces))

    def close_cell(self, written: str) -> None:
        """Keep what a cell says, unless it is nothing."""
        place, is_number = (self.row, self.column), self.kind == "n"
        try:
            value = self.read.text(self.kind, self.style, written, is_measure=True)
        except CellError as error:
            self.hoja.celdas[place] = CeldaLeida(written, self.has_formula, is_number, error, self.formula)
            return
        if (value and not value.isspace()) or self.has_formula:
            self.hoja.celdas[place] = CeldaLeida(value, self.has_formula, is_number, None, self.formula)

    def merge(self, reference: str) -> None:
        """Note a block of merged cells."""
        corners = [_place(part) for part in reference.split(":")]
        if len(corners) == 2 and corners[0] is not None and corners[1] is not None:  # noqa: PLR2004 - two corners
            self.hoja.combinadas.append((corners[0], corners[1]))


def _place(reference: str) -> Lugar | None:
    """Return the row and column of a reference such as `B7`."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _too_many(archivo: str) -> Problema:
    return Problema(
        "archivo_grande",
        f"El libro tiene más de {MAX_CELLS:,} celdas con datos.",
        Origen(archivo),
        "Un formulario tiene unos miles: revise el libro.",
    )

"""One sheet of a workbook, turned into columns while its XML streams by."""

from __future__ import annotations

import re

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read.columnas_tabla import SIN_USO, clean_names, is_key_column, is_number, route_of
from evaluacion.read.hallazgos_tabla import ColumnaEnObra, Hallazgos
from evaluacion.read.partes_xlsx import Atributos, Hoja, Libro, XmlError
from evaluacion.read.tabla_datos import Claves, Tabla, column_letters
from evaluacion.read.valores_xlsx import CellError, Interprete

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 20_000_000
HEADER_WITHIN = 50
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class StopReading(Exception):  # noqa: N818 - no error: the sheet holds no table, or only its header matters
    """The rest of the sheet does not matter."""


class LectorHoja:
    """Turns the events of a sheet into columns."""

    def __init__(self, hoja: Hoja, libro: Libro, archivo: str, *, whole: bool, claves: Claves | None = None) -> None:
        self.hoja, self.libro, self.archivo, self.whole, self.claves = hoja, libro, archivo, whole, claves
        self.hallazgos = Hallazgos()
        self.problemas: list[Problema] = []
        self.names: dict[int, str] = {}
        self.measures: dict[int, bool] = {}
        self.ids: set[int] = set()
        self.columns: dict[int, ColumnaEnObra] = {}
        self.header_row = 0
        self.header: dict[int, str] = {}
        self.row = self.column = self.last_row = self.widest = 0
        self.letters: dict[str, int] = {}
        self.kind = self.style = ""
        self.has_formula = self.reading = False
        self.pieces: list[str] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.hidden_rows: list[int] = []
        self.read = Interprete(libro.textos, libro.formatos, desde_1904=libro.desde_1904)

    def place(self, column: int, row: int) -> Origen:
        """Return where a cell is."""
        return Origen(self.archivo, hoja=self.hoja.nombre, celda=f"{column_letters(column)}{row}")

    def start(self, tag: str, attributes: Atributos) -> None:
        """Take the opening of an element."""
        if tag == "c":
            self.open_cell(attributes)
        elif tag in ("v", "t"):
            self.reading = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "rPh":
            self.kind = "rPh"
        elif tag == "row":
            self.open_row(attributes)
        elif tag == "mergeCell":
            self.check_merge(attributes.get("ref", ""))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            low, high = attributes.get("min", "1"), attributes.get("max", "1")
            if low.isdecimal() and high.isdecimal():
                self.hidden_columns.append((int(low), int(high)))

    def open_row(self, attributes: Atributos) -> None:
        """Move to another row."""
        written = attributes.get("r", str(self.row + 1))
        row = int(written) if written.isdecimal() and len(written) < 9 else 0  # noqa: PLR2004 - said by the line itself
        if row <= self.row:
            raise XmlError
        self.row, self.column = row, 0
        self.check_extent()
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows.append(row)

    def open_cell(self, attributes: Atributos) -> None:
        """Move to another cell and forget the one before."""
        reference = attributes.get("r")
        column = self.column + 1
        if reference is not None:
            letters = reference.rstrip("0123456789")
            column = self.letters.get(letters) or self.learn(reference, letters)
            if reference[len(letters) :] != str(self.row) or column <= self.column:
                raise XmlError
        self.column = column
        if column > self.widest:
            self.widest = column
            self.check_extent()
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.has_formula = self.reading = False
        self.pieces.clear()

    def learn(self, reference: str, letters: str) -> int:
        """Return the number of a column by its letters, once the whole reference proves to be one."""
        if not _REFERENCE.fullmatch(reference):
            raise XmlError
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        self.letters[letters] = number
        return number

    def check_extent(self) -> None:
        """Refuse a sheet whose cells reach further than memory should."""
        if self.row > MAX_ROWS or self.widest > MAX_COLUMNS or self.row * self.widest > MAX_CELLS:
            what = f"La hoja llega hasta {column_letters(self.widest)}{self.row}: son más de {MAX_CELLS:,} celdas."
            remedy = "Borre las filas y columnas que sobran más allá de los datos, o guarde la hoja como «CSV UTF-8»."
            raise EvaluacionError([Problema("archivo_grande", what, self.place(max(self.widest, 1), self.row), remedy)])

    def text(self, piece: str) -> None:
        """Take a piece of what a cell holds."""
        if self.reading and self.kind != "rPh":
            self.pieces.append(piece)

    def end(self, tag: str) -> None:
        """Take the closing of an element."""
        if tag in ("v", "t"):
            self.reading = False
        elif tag == "c":
            self.close_cell("".join(self.pieces))
        elif tag == "rPh":
            self.kind = "inlineStr"
        elif tag == "row" and not self.header_row:
            self.look_for_header()

    def close_cell(self, written: str) -> None:
        """Put in its column what a cell says, or report it."""
        if self.has_formula and not written and self.kind != "str":
            what = "La fórmula no tiene guardado su resultado."
            self.note("formula_sin_valor", what, "Abra el libro en Excel o LibreOffice, guárdelo, o pegue los valores.")
            return
        try:
            value = self.read.text(self.kind, self.style, written, is_measure=self.measures.get(self.column, False))
        except CellError as error:
            self.note(error.codigo, error.mensaje, error.remedio)
            return
        if not value or value.isspace():
            return
        if not self.header_row:
            self.header[self.column] = value
            return
        holder = self.columns.get(self.column)
        if holder is None:
            self.note("tabla_invalida", "Hay datos en una columna sin nombre.", "Póngale nombre en la fila de títulos, o bórrela.")
            return
        if self.column in self.ids and self.kind == "n" and _DAY.match(value):
            self.note(
                "celda_no_valida",
                f"Excel guarda esta clave como la fecha {value}.",
                "Dé a la columna formato de texto y escríbala de nuevo.",
            )
            return
        holder.put(self.row - self.header_row - 1, value)
        self.last_row = self.row

    def note(self, code: str, message: str, remedy: str) -> None:
        """Report the current cell, unless it is above the table."""
        if self.header_row:
            self.hallazgos.note(code, message, remedy, self.place(self.column, self.row))

    def look_for_header(self) -> None:
        """Take the row just read as the names of the columns if one of them is known."""
        if len(self.header) < 2 or not any(self.is_key(name.strip()) for name in self.header.values()):  # noqa: PLR2004
            self.header.clear()
            if self.row >= HEADER_WITHIN:
                raise StopReading
            return
        self.header_row = self.last_row = self.row
        positions = sorted(self.header)
        names, problems = clean_names((self.header[column] for column in positions), (self.place(column, self.row) for column in positions))
        self.names = dict(zip(positions, names, strict=True))
        if not self.whole:
            raise StopReading
        self.problemas = problems
        for column, name in self.names.items():
            self.columns[column] = ColumnaEnObra()
            ruta = route_of(name)
            if name in self.claves if self.claves is not None else is_key_column(name):
                self.ids.add(column)
            if self.claves is not None:
                self.measures[column] = name not in self.claves
                continue
            self.measures[column] = ruta is not None and (is_number(ruta) or ruta[-1] == "respuesta")

    def is_key(self, name: str) -> bool:
        """Whether a name is one of those that the table must have."""
        return is_key_column(name) if self.claves is None else name in self.claves

    def check_merge(self, reference: str) -> None:
        """Report merged cells that touch the table: only the first of them holds the value."""
        cells = [_REFERENCE.fullmatch(part) for part in reference.split(":")]
        if not self.header_row or len(cells) != 2 or cells[0] is None or cells[1] is None:  # noqa: PLR2004
            return
        left, top = self.learn(cells[0][0], cells[0][1]), int(cells[0][2])
        right, bottom = self.learn(cells[1][0], cells[1][1]), int(cells[1][2])
        inside = bottom >= self.header_row and top <= self.last_row
        if inside and any(left <= column <= right for column in self.names):
            what = f"Las celdas {reference} están combinadas y solo la primera guarda el valor."
            self.hallazgos.note(
                "celda_no_valida", what, "Sepárelas («Combinar y centrar») y escriba el valor en cada una.", self.place(left, top)
            )

    def finish(self) -> Tabla:
        """Return what was read, once the sheet has ended."""
        rows = self.last_row - self.header_row
        arrays = {name: self.columns[column].finish(rows) for column, name in self.names.items() if name != SIN_USO}
        fields = {name: column for column, name in self.names.items() if name != SIN_USO}
        numbers = np.arange(rows, dtype=np.int64) + self.header_row + 1
        avisos = (*self.problemas, *self.hallazgos.problemas(), *self.hidden())
        return Tabla(self.archivo, "xlsx", tuple(arrays), arrays, rows, fields, self.header_row, numbers, self.hoja.nombre, tuple(avisos))

    def hidden(self) -> list[Problema]:
        """Return warnings of what is read although nobody sees it, and of what stands over the table."""
        found: list[Problema] = []
        rows = [row for row in self.hidden_rows if self.header_row <= row <= self.last_row]
        columns = [column for column in self.names if any(low <= column <= high for low, high in self.hidden_columns)]
        help_text = "Si no deben contar, bórrelas del libro; si deben, muéstrelas."
        if rows:
            what = f"Hay filas ocultas o filtradas que sí se leyeron: {_shorten(list(map(str, rows)))}."
            found.append(Problema("celda_oculta", what, self.place(min(self.names), rows[0]), help_text, "aviso"))
        if columns:
            what = f"Hay columnas ocultas que sí se leyeron: {_shorten([column_letters(column) for column in columns])}."
            found.append(Problema("celda_oculta", what, self.place(columns[0], self.header_row), help_text, "aviso"))
        if self.hoja.oculta:
            place = self.place(min(self.names), self.header_row)
            found.append(
                Problema("celda_oculta", "La hoja que se leyó está oculta.", place, "Muéstrela, o ponga los registros en otra.", "aviso")
            )
        return found


def _shorten(items: list[str], most: int = 10) -> str:
    return ", ".join(items[:most]) + (f" y {len(items) - most:,} más" if len(items) > most else "")

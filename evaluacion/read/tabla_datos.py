"""A table as columns: what each cell says and where it is, whatever file it was read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, Severidad

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

Formato = Literal["csv", "xlsx", "ndjson", "parquet"]
SHOWN_CELLS = 20
_SHOWN_KINDS = 200


class Palabras(NamedTuple):
    """A column, dictionary-encoded: the distinct written texts, and for each row its position in them or -1."""

    valores: list[str]
    indices: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Tabla:
    """The cells of a table, by column, with the place of each.

    `datos`: for each column a pyarrow array of `filas` cells: dictionary<int32, string>, string (free text) or
    float64 (numbers that the file keeps as numbers). `numeros`: the line or row of the file where each row is.
    """

    archivo: str
    formato: Formato
    columnas: tuple[str, ...]
    datos: Mapping[str, Any]
    filas: int
    campos: Mapping[str, int]
    """For each column, its position in the file, from 1."""
    encabezado: int | None = 1
    """The line or row of the names of the columns, if the file has one."""
    numeros: NDArray[np.int64] | None = None
    """None: the rows follow the header one by one."""
    hoja: str | None = None
    avisos: tuple[Problema, ...] = ()

    def lugar(self, fila: int, columna: str) -> Origen:
        """Return the place of a cell; `fila` counts from 0."""
        number = int(self.numeros[fila]) if self.numeros is not None else (self.encabezado or 0) + 1 + fila
        return self._place(number, self.campos[columna])

    def lugar_de_columna(self, columna: str) -> Origen:
        """Return the place of the name of a column, or of its first cell when names have no row of their own."""
        if self.encabezado is not None:
            return self._place(self.encabezado, self.campos[columna])
        written = np.flatnonzero(self.escritas(columna))
        return self.lugar(int(written[0]), columna) if len(written) else self._place(1, self.campos[columna])

    def _place(self, number: int, column: int) -> Origen:
        if self.hoja is not None:
            return Origen(self.archivo, hoja=self.hoja, celda=f"{column_letters(column)}{number}")
        return Origen(self.archivo, number, 1 if self.formato == "ndjson" else column)

    def texto(self, fila: int, columna: str) -> str | None:
        """Return what a cell says, or None when it is blank."""
        value = self.datos[columna][fila].as_py()
        if value is None:
            return None
        return (value if isinstance(value, str) else show_float(value)).strip() or None

    def palabras(self, columna: str) -> Palabras:
        """Return a column by its distinct texts (without the blanks around them); a blank cell is -1."""
        encoded = self._encoded(columna)
        codes: dict[str, int] = {}
        meaning = [codes.setdefault(text, len(codes)) if text else -1 for text in map(_plain, encoded.dictionary.to_pylist())]
        lookup = np.array([*meaning, -1], dtype=np.int32)
        return Palabras(list(codes), lookup[_indices(encoded)])

    def escritas(self, columna: str) -> NDArray[np.bool_]:
        """Return in which rows a column says something (a bool for each row)."""
        import pyarrow as pa
        import pyarrow.compute as pc

        array = self.datos[columna]
        if pa.types.is_dictionary(array.type):
            filled = np.array([*(bool(_plain(text)) for text in array.dictionary.to_pylist()), False])
            return np.asarray(filled[_indices(array)])
        valid = array.is_valid()
        if pa.types.is_string(array.type):
            valid = pc.and_(valid, pc.greater(pc.binary_length(pc.utf8_trim_whitespace(array)), 0)).fill_null(False)  # type: ignore[attr-defined]
        return np.asarray(valid.to_numpy(zero_copy_only=False), dtype=bool)

    def _encoded(self, columna: str) -> Any:  # noqa: ANN401 - a pyarrow dictionary array
        import pyarrow as pa

        array = self.datos[columna]
        if pa.types.is_dictionary(array.type):
            return array
        encoded = array.dictionary_encode()
        if pa.types.is_string(array.type):
            return encoded
        words = pa.array([show_float(value) for value in encoded.dictionary.to_pylist()], pa.string())
        return pa.DictionaryArray.from_arrays(encoded.indices, words)


def _plain(text: str | None) -> str:
    return text.strip() if text else ""


def _indices(encoded: Any) -> NDArray[np.int32]:  # noqa: ANN401 - a pyarrow dictionary array
    return np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int32)


def show_float(value: float) -> str:
    """Return a number of a file as the text that a person would write: `3`, not `3.0`."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))  # noqa: PLR2004 - exact below this


@cache
def column_letters(number: int) -> str:
    """Return the letters of a column of a sheet: 1 is `A`, 27 is `AA`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def drop_blank_rows(tabla: Tabla, keys: Sequence[str]) -> Tabla:
    """Return the table without the rows in which no cell says anything; `keys` are the columns to look at first."""
    import pyarrow as pa

    blank = np.ones(tabla.filas, dtype=bool)
    for column in (*keys, *tabla.columnas):
        if not blank.any():
            return tabla
        blank &= ~tabla.escritas(column)
    if not blank.any():
        return tabla
    numbers = tabla.numeros if tabla.numeros is not None else np.arange(tabla.filas, dtype=np.int64) + (tabla.encabezado or 0) + 1
    keep = pa.array(~blank)
    datos = {name: array.filter(keep) for name, array in tabla.datos.items()}
    return replace(tabla, datos=datos, filas=int((~blank).sum()), numeros=numbers[~blank])


@dataclass(slots=True)
class Hallazgos:
    """Gathers problems of cells: the first twenty cells of each kind, and how many more there are."""

    _cells: dict[tuple[str, str, str, Severidad], list[Origen]] = field(default_factory=dict)
    _more: dict[tuple[str, str, str, Severidad], int] = field(default_factory=dict)
    _beyond: int = 0

    def note(
        self, codigo: str, mensaje: str, remedio: str, origen: Origen | Callable[[], Origen], *, severidad: Severidad = "error"
    ) -> None:
        """Add one cell."""
        kind = (codigo, mensaje, remedio, severidad)
        if kind not in self._cells and len(self._cells) >= _SHOWN_KINDS:
            self._beyond += 1
            return
        cells = self._cells.setdefault(kind, [])
        if len(cells) < SHOWN_CELLS:
            cells.append(origen if isinstance(origen, Origen) else origen())
        else:
            self._more[kind] = self._more.get(kind, 0) + 1

    def note_rows(self, problema: Problema, tabla: Tabla, columna: str, filas: NDArray[np.int64]) -> None:
        """Add a problem at the cells of a column in these rows."""
        for position, row in enumerate(filas):
            if position > SHOWN_CELLS:
                kind = (problema.codigo, problema.mensaje, problema.remedio, problema.severidad)
                if kind in self._more:
                    self._more[kind] += len(filas) - position
                else:
                    self._beyond += len(filas) - position
                return
            place = int(row)
            self.note(
                problema.codigo,
                problema.mensaje,
                problema.remedio,
                lambda place=place: tabla.lugar(place, columna),
                severidad=problema.severidad,
            )

    def problemas(self) -> list[Problema]:
        """Return what was gathered."""
        found: list[Problema] = []
        for kind, cells in self._cells.items():
            codigo, mensaje, remedio, severidad = kind
            found += [Problema(codigo, mensaje, cell, remedio, severidad) for cell in cells]
            more = self._more.get(kind, 0)
            if more:
                found[-1] = Problema(codigo, f"{mensaje} (y {more:,} celdas más con lo mismo)", cells[-1], remedio, severidad)
        if self._beyond and found:
            last = found[-1]
            found[-1] = replace(last, mensaje=f"{last.mensaje} (y {self._beyond:,} hallazgos más en este archivo)")
        return found


class ColumnaEnObra:
    """A column that is being read cell by cell, in order of rows."""

    __slots__ = ("codes", "words")

    def __init__(self) -> None:
        from array import array

        self.codes: array[int] = array("i")
        self.words: dict[str, int] = {}

    def put(self, row: int, text: str) -> bool:
        """Write a cell; False when that row of the column, or a later one, was already written."""
        gap = row - len(self.codes)
        if gap < 0:
            return False
        if gap:
            self.codes.extend([-1] * gap)
        self.codes.append(self.words.setdefault(text, len(self.words)))
        return True

    def finish(self, rows: int) -> pa.DictionaryArray[Any, Any]:
        """Return the column with that many rows."""
        import pyarrow as pa

        codes = np.full(rows, -1, dtype=np.int32)
        codes[: len(self.codes)] = np.frombuffer(self.codes, dtype=np.int32)
        words = pa.array([text.encode("utf-8", "replace").decode() for text in self.words], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), words)

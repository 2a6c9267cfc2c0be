"""A table as columns: what each cell says and where it is, whatever file it was read from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema
from evaluacion.model.posiciones import MOST_IN_A_BYTE, look_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

Formato = Literal["csv", "xlsx", "ndjson", "parquet"]
Claves = Collection[str]
"""The names of which a table that is not of records has at least one: they tell its header."""


_TODAS = slice(None)


class Palabras(NamedTuple):
    """A column, dictionary-encoded: the distinct written texts, and for each row its position in them or -1."""

    valores: list[str]
    indices: NDArray[np.signedinteger]
    """Of one byte each where the texts are few."""


@dataclass(frozen=True, slots=True, eq=False)
class Tabla:
    """The cells of a table, by column, with the place of each.

    `datos`: for each column a pyarrow array of `filas` cells: dictionary<int8 or int32, string>, string (free text) or
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
    """What was noticed. With an error among it, these are the sound cells of a file that must not be scored."""

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
        return _said(self.datos[columna][fila].as_py())

    def textos(self, filas: Sequence[int], columna: str) -> list[str | None]:
        """Return what the cells of some rows say, None where they are blank."""
        import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read

        encoded = _encode(self.datos[columna].take(pa.array(filas, pa.int64())))
        said = [*map(_said, encoded.dictionary.to_pylist()), None]
        return [said[code] for code in _indices(encoded).tolist()]

    def todos(self, columna: str) -> list[str | None]:
        """Return what every cell of a column says, None where it is blank."""
        array = self.datos[columna]
        if not self._is_free(array):
            words = self.palabras(columna)
            found: list[str | None] = np.array([*words.valores, None], dtype=object)[words.indices].tolist()
            return found
        return [text.strip() or None if text else None for text in array.to_pylist()]

    @staticmethod
    def _is_free(array: Any) -> bool:  # noqa: ANN401 - an array of pyarrow
        import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read

        return bool(pa.types.is_string(array.type))

    def palabras(self, columna: str) -> Palabras:
        """Return a column by its distinct texts (without the blanks around them); a blank cell is -1."""
        encoded = _encode(self.datos[columna])
        codes: dict[str, int] = {}
        meaning = [codes.setdefault(text, len(codes)) if text else -1 for text in map(_plain, encoded.dictionary.to_pylist())]
        positions = _indices(encoded)
        return Palabras(list(codes), look_up(np.array([*meaning, -1], dtype=positions.dtype), positions))

    def escritas(self, columna: str, filas: slice = _TODAS) -> NDArray[np.bool_]:
        """Return in which rows, of all or of a stretch of them, a column says something (a bool for each row)."""
        import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read
        import pyarrow.compute as pc  # noqa: PLC0415

        array = self.datos[columna][filas]
        if pa.types.is_dictionary(array.type):
            filled = np.array([*(bool(_plain(text)) for text in array.dictionary.to_pylist()), False])
            return look_up(filled, _indices(array))
        if not pa.types.is_string(array.type):
            return np.asarray(array.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
        says = pc.and_(pc.greater(pc.binary_length(array), 0), pc.invert(pc.utf8_is_space(array)))
        return np.asarray(says.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)  # noqa: FBT003 - positional in that library


def _encode(array: Any) -> Any:  # noqa: ANN401 - a value of pyarrow or JSON
    """Return an array as positions in its distinct texts."""
    import pyarrow as pa  # noqa: PLC0415

    if pa.types.is_dictionary(array.type):
        return array
    encoded = array.dictionary_encode()
    if pa.types.is_string(array.type):
        return encoded
    words = pa.array([show_float(value) for value in encoded.dictionary.to_pylist()], pa.string())
    return pa.DictionaryArray.from_arrays(encoded.indices, words)


def _said(value: str | float | None) -> str | None:
    """Return what a cell says without the blanks around it, or None when there is nothing else."""
    if value is None:
        return None
    return (value if isinstance(value, str) else show_float(value)).strip() or None


def _plain(text: str | None) -> str:
    return text.strip() if text else ""


def _indices(encoded: Any) -> NDArray[np.signedinteger]:  # noqa: ANN401
    indices = encoded.indices.fill_null(-1) if encoded.indices.null_count else encoded.indices
    positions: NDArray[np.signedinteger] = indices.to_numpy(zero_copy_only=False)
    return positions


def show_float(value: float) -> str:
    """Return a number of a file as the text that a person would write: `3`, not `3.0`."""
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(float(value))  # noqa: PLR2004 - said by the line itself


@cache
def column_letters(number: int) -> str:
    """Return the letters of a column of a sheet: 1 is `A`, 27 is `AA`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def whole_array(column: Any) -> Any:  # noqa: ANN401
    """Return a chunked column, whose chunks share one dictionary if they have any, as one array."""
    import pyarrow as pa  # noqa: PLC0415

    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def words_array(encoded: Any) -> Any:  # noqa: ANN401
    """Return a dictionary of texts, whose positions are right, as a column of words: positions of one byte where the texts are few."""
    import pyarrow as pa  # noqa: PLC0415

    kind = pa.int8() if len(encoded.dictionary) <= MOST_IN_A_BYTE else pa.int32()
    return pa.DictionaryArray.from_arrays(encoded.indices.cast(kind), encoded.dictionary.cast(pa.string()))

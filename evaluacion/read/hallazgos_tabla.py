"""What is gathered while a table is read: columns being built, and problems of its cells."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, Severidad
from evaluacion.read.columnas_tabla import SIN_USO
from evaluacion.read.tabla_datos import Tabla

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

SHOWN_CELLS = 20
_SHOWN_KINDS = 200


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
            place = partial(tabla.lugar, int(row), columna)
            self.note(problema.codigo, problema.mensaje, problema.remedio, place, severidad=problema.severidad)

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
        import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read

        codes = np.full(rows, -1, dtype=np.int32)
        codes[: len(self.codes)] = np.frombuffer(self.codes, dtype=np.int32)
        positions: Any = pa.array(codes, mask=codes < 0)
        words = pa.array([text.encode("utf-8", "replace").decode() for text in self.words], pa.string())
        return pa.DictionaryArray.from_arrays(positions, words)


def name_columns(tabla: Tabla, names: Sequence[str], arrays: Sequence[Any]) -> Tabla:
    """Return the table with these columns, in the order of the file; those without name have to be blank."""
    fields = {name: position for position, name in enumerate(names, 1)}
    full = replace(tabla, columnas=tuple(names), datos=dict(zip(names, arrays, strict=True)), campos=fields)
    hallazgos = Hallazgos()
    for position, name in enumerate(names, 1):
        if not name:
            alone = replace(tabla, columnas=("",), datos={"": arrays[position - 1]}, campos={"": position})
            problem = Problema(
                "tabla_invalida", "Hay datos en una columna sin nombre.", None, "Póngale nombre en la primera fila, o bórrela."
            )
            hallazgos.note_rows(problem, alone, "", np.flatnonzero(alone.escritas("")))
    named = {name: array for name, array in full.datos.items() if name not in ("", SIN_USO)}
    return replace(full, columnas=tuple(named), datos=named, avisos=(*tabla.avisos, *hallazgos.problemas()))


def blank_cells(tabla: Tabla, columna: str, filas: NDArray[np.int64]) -> Tabla:
    """Return the table without what a column, of texts, says in these rows."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    array = tabla.datos[columna]
    blank = np.zeros(tabla.filas, dtype=bool)
    blank[filas] = True
    if pa.types.is_dictionary(array.type):
        codes = pc.if_else(pa.array(blank), pa.scalar(None, array.indices.type), array.indices)
        array = pa.DictionaryArray.from_arrays(codes, array.dictionary)
    else:
        array = pc.if_else(pa.array(blank), pa.scalar(None, array.type), array)
    return replace(tabla, datos={**tabla.datos, columna: array})


def drop_blank_rows(tabla: Tabla, keys: Sequence[str]) -> Tabla:
    """Return the table without the rows in which no cell says anything; `keys` are the columns to look at first."""
    import pyarrow as pa  # noqa: PLC0415

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

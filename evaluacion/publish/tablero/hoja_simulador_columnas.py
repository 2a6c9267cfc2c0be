"""The hidden columns of the Simulador: the numbers of each record that the weights do not change, and the steps from them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.publish.libro import Celda, cell_name
from evaluacion.publish.tablero.estilos import NOTA
from evaluacion.publish.tablero.hoja_simulador_medias import ROW

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Valor = str | float | None


class Columna(NamedTuple):
    """A hidden column: its title, the value of each record, and the formula of a row that gives it, if one does."""

    titulo: str
    valores: Sequence[Valor]
    formula: str | None = None


@dataclass(slots=True)
class Columnas:
    """The hidden columns of a section, from a position of the sheet to the right."""

    primera: int
    hechas: list[Columna] = field(default_factory=list)

    def add(self, *columnas: Columna) -> str:
        """Put columns side by side and return the block that they make in a row: `$S#:$U#`, or `$S#` for one."""
        first = self.siguiente
        self.hechas.extend(columnas)
        return ":".join(dict.fromkeys((self.ref(first), self.ref(self.siguiente - 1))))

    @property
    def siguiente(self) -> int:
        """The position of the next column."""
        return self.primera + len(self.hechas)

    @staticmethod
    def ref(column: int) -> str:
        """Return the cell of a column in any row: `$S#`."""
        return f"${letters_of(column)}{ROW}"

    def titles(self) -> Iterator[Celda]:
        """Yield the cells that name the columns."""
        return (Celda(columna.titulo, NOTA) for columna in self.hechas)

    def row(self, record: int, number: str) -> Iterator[Celda | None]:
        """Yield the cells of a record, in the row of a number."""
        for _, values, formula in self.hechas:
            value = values[record]
            if value is None:
                yield None
            else:
                yield Celda(value, NOTA, None, formula.replace(ROW, number) if formula else None)


def letters_of(column: int) -> str:
    """Return how Excel names a column."""
    return cell_name(0, column)[:-1]


def numbers_or(values: NDArray[np.float64], empty: Valor = None) -> list[Valor]:
    """Return the values as numbers of cells, with something else in the place of those that are not there."""
    return [empty if math.isnan(value) else value for value in values.tolist()]


def down(cell: str, first: int, last: int) -> str:
    """Return the block of a column from a row to another (counted from 0), fixed: `$S$9:$S$40`."""
    column = cell.replace(ROW, "").replace("$", "")
    return f"${column}${first + 1}:${column}${last + 1}"

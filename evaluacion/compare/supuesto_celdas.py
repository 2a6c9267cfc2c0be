"""What moves in a comparison when some cells of one unit change: its nodes, its place and everybody else's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.compare.comparado import Comparado

_TIED = 1e-9


class CeldaSupuesta(NamedTuple):
    """A cell as it would be: how it was typed, its leaf, and its value in natural units; None leaves it empty."""

    texto: str
    hoja: int
    valor: float | None


@dataclass(frozen=True, slots=True, eq=False)
class EfectoEnCeldas:
    """One row of a comparison before and after some of its cells change, and who moves with it."""

    antes: Comparado
    despues: Comparado
    fila: int
    celdas: tuple[CeldaSupuesta, ...]
    nodos: tuple[int, ...]
    """The nodes of the row that are not the same, the root first."""
    movidos: tuple[int, ...]
    """The other rows of its period whose place at the root is not the same."""
    puntajes_ajenos: int
    """How many other rows have another score at the root, because the scale is found from everybody's data."""


def with_cells(crudos: NDArray[np.float64], fila: int, celdas: tuple[CeldaSupuesta, ...]) -> NDArray[np.float64]:
    """Return raw values (3, rows, leaves) with some cells of one row known for sure, or empty."""
    found = np.array(crudos)
    for celda in celdas:
        found[:, fila, celda.hoja] = np.nan if celda.valor is None else celda.valor
    return found


def find_cell_effect(antes: Comparado, despues: Comparado, fila: int, celdas: tuple[CeldaSupuesta, ...]) -> EfectoEnCeldas:
    """Return what changes for a row, and around it: both results have the same rows and the same tree."""
    one, other = antes.nodos, despues.nodos
    moved = ~_same(one[:, fila], other[:, fila]).all(axis=0)
    nodes = sorted(np.flatnonzero(moved).tolist(), reverse=True)
    periods = antes.renglones.periodos
    rows = [row for row in range(one.shape[1]) if row != fila and (periods is None or periods[row] == periods[fila])]
    places = [row for row in rows if _place(antes, row) != _place(despues, row)]
    scores = ~_same(one[0, :, -1], other[0, :, -1])
    return EfectoEnCeldas(antes, despues, fila, celdas, tuple(nodes), tuple(places), int(scores.sum()) - int(scores[fila]))


def _same(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.isclose(one, other, rtol=0, atol=_TIED, equal_nan=True)
    return found


def _place(comparado: Comparado, row: int) -> tuple[int, int]:
    return int(comparado.mejor[row, -1]), int(comparado.peor[row, -1])

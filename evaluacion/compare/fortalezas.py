"""What a unit does well and badly beside its group: each of its scores against the median of the others like it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.comparado import Comparado
from evaluacion.compare.lugares import SIN_GRUPO, number_groups

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Distancia:
    """A score of a unit beside its group. `lugar` among the `casos` units of the group with score, itself included."""

    nodo: int
    puntaje: float
    mediana: float
    diferencia: float
    """Score minus the median of the group; positive: better."""
    lugar: int
    casos: int


@dataclass(frozen=True, slots=True)
class Fortalezas:
    """The nodes where a unit is most over its group, and most under it; the farthest first."""

    fortalezas: tuple[Distancia, ...]
    debilidades: tuple[Distancia, ...]


def distances_to_group(comparado: Comparado, columna: str | None = None) -> NDArray[np.float64]:
    """Return the score of each row at each node minus the median of its group, (rows, nodes); NaN without score or group.

    The group are the units of the same period and, if a column is given, of the same value in it; the unit itself is in it.
    """
    scores = comparado.nodos[0]
    numbers = group_numbers(comparado, columna)
    found = np.full(scores.shape, np.nan)
    for number in np.unique(numbers[numbers != SIN_GRUPO]):
        mine = np.flatnonzero(numbers == number)
        found[mine] = scores[mine] - _medians(scores[mine])
    return found


def strengths_of(comparado: Comparado, renglon: int, columna: str | None = None, *, cuantas: int = 5) -> Fortalezas:
    """Return the leaves where a row is farthest over and under its group; those that tie at the end are left by id."""
    numbers = group_numbers(comparado, columna)
    if numbers[renglon] == SIN_GRUPO:
        return Fortalezas((), ())
    n = comparado.arbol.n_hojas
    group = comparado.nodos[0, numbers == numbers[renglon], :n]
    mine = comparado.nodos[0, renglon, :n]
    medians = _medians(group)
    with np.errstate(invalid="ignore"):
        above = (group > mine).sum(axis=0)
    cases = (~np.isnan(group)).sum(axis=0)
    found = [
        Distancia(leaf, float(mine[leaf]), float(medians[leaf]), float(mine[leaf] - medians[leaf]), int(above[leaf]) + 1, int(cases[leaf]))
        for leaf in np.flatnonzero(~np.isnan(mine)).tolist()
    ]
    best = sorted((item for item in found if item.diferencia > 0), key=lambda item: (-item.diferencia, item.nodo))
    worst = sorted((item for item in found if item.diferencia < 0), key=lambda item: (item.diferencia, item.nodo))
    return Fortalezas(tuple(best[:cuantas]), tuple(worst[:cuantas]))


def group_numbers(comparado: Comparado, columna: str | None) -> NDArray[np.intp]:
    """Return the number of the group of each row in its period; `SIN_GRUPO` where it has none."""
    rows = comparado.renglones
    columns = [*([] if columna is None else [rows.grupos[columna]]), *([] if rows.periodos is None else [rows.periodos])]
    return number_groups(*columns) if columns else np.zeros(len(rows.ids), dtype=np.intp)


def _medians(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the median of each column of what is known, NaN where nothing is."""
    ordered = np.sort(scores, axis=0)
    counts = (~np.isnan(scores)).sum(axis=0)
    columns = np.arange(scores.shape[1])
    low, high = (np.maximum(counts - 1, 0) // 2, counts // 2)
    found: NDArray[np.float64] = (ordered[low, columns] + ordered[np.minimum(high, len(scores) - 1), columns]) / 2
    return np.where(counts > 0, found, np.nan)

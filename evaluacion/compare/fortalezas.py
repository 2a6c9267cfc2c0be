"""What a unit does well and badly beside its group: each of its scores against the median of the others like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.comparado import Comparado
from evaluacion.compare.lugares import SIN_GRUPO, number_groups

if TYPE_CHECKING:
    from numpy.typing import NDArray


def distances_to_group(comparado: Comparado, columna: str | None = None) -> NDArray[np.float64]:
    """Return the score of each row at each node minus the median of its group, (rows, nodes); NaN without score or group.

    The group are the units of the same period and, if a column is given, of the same value in it; the unit itself is in it.
    """
    scores = comparado.nodos[0]
    numbers = _group_numbers(comparado, columna)
    found = np.full(scores.shape, np.nan)
    for number in np.unique(numbers[numbers != SIN_GRUPO]):
        mine = np.flatnonzero(numbers == number)
        found[mine] = scores[mine] - _medians(scores[mine])
    return found


def _group_numbers(comparado: Comparado, columna: str | None) -> NDArray[np.intp]:
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

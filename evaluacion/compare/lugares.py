"""Places: where each unit stands at each node, as a range when what is missing leaves it open (rule 18)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PERCENT = 100.0
SIN_GRUPO = -1
"""The number of the group of a row that belongs to none: it has no place."""


class Lugares(NamedTuple):
    """The best and the worst place of each row at each node, (rows, nodes), 1 = highest score, ties shared; 0 = no place."""

    mejor: NDArray[np.int64]
    peor: NDArray[np.int64]


def places(
    valores: NDArray[np.float64],
    clasifica: NDArray[np.bool_],
    periodos: NDArray[np.intp] | None = None,
    alcance: NDArray[np.float64] | None = None,
) -> Lugares:
    """Return the range of place of each row at each node, among those of its period (or group) that have a place.

    Best: 1 + those whose least is over my greatest. Worst: 1 + others whose greatest is over my least. Where all is known both
    are the place in which ties share the best and leave the next ones empty (1, 2, 2, 4).

    Args:
        valores: (3, rows, nodes), or (rows, nodes) where all is known. Without central score there is no place.
        clasifica: (rows,): who has a place.
        periodos: (rows,): number of the period or group of each, `SIN_GRUPO` where there is none; by default all are compared.
        alcance: (2, nodes): the least and greatest score of each node. Scores are compared at 9 decimals on 0-100 of it (rule
            13); where it is not finite, or not given, of the observed ones.
    """
    ends = valores if valores.ndim == 3 else np.broadcast_to(valores, (3, *valores.shape))  # noqa: PLR2004 - central, least, greatest
    rows, nodes = ends.shape[1:]
    best, worst = np.zeros((rows, nodes), dtype=np.int64), np.zeros((rows, nodes), dtype=np.int64)
    groups = np.zeros(rows, dtype=np.intp) if periodos is None else periodos
    for node in range(nodes):
        reach = (np.nan, np.nan) if alcance is None else (float(alcance[0, node]), float(alcance[1, node]))
        seen = comparable(ends[:, :, node], reach)
        has_place = clasifica & (groups != SIN_GRUPO) & ~np.isnan(ends[0, :, node])
        for group in np.unique(groups[has_place]):
            mine = np.flatnonzero(has_place & (groups == group))
            best[mine, node], worst[mine, node] = _places_of(seen[1, mine], seen[2, mine])
    return Lugares(best, worst)


def comparable(values: NDArray[np.float64], alcance: tuple[float, float]) -> NDArray[np.float64]:
    """Return scores as comparisons look at them: at 9 decimals on 0-100 of what they can reach, or of what they do."""
    low, high = alcance
    if not np.isfinite(low / 2 - high / 2):
        low = float(np.fmin.reduce(values, axis=None, initial=np.nan))
        high = float(np.fmax.reduce(values, axis=None, initial=np.nan))
    half = high / 2 - low / 2
    found: NDArray[np.float64] = np.round((values / 2 - low / 2) / (half if half > 0 else 1.0) * _PERCENT, COMPARED_DECIMALS)
    return found


def number_groups(*columnas: Sequence[str | None]) -> NDArray[np.intp]:
    """Return a number for each row, the same for those equal in all columns; `SIN_GRUPO` where one has no value."""
    keys = list(zip(*columnas, strict=True))
    numbers = {key: number for number, key in enumerate(sorted({key for key in keys if None not in key}))}
    return np.array([numbers.get(key, SIN_GRUPO) for key in keys], dtype=np.intp)


def _places_of(low: NDArray[np.float64], high: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    best = 1 + len(low) - np.searchsorted(np.sort(low), high, side="right")
    itself = (high > low).astype(np.int64)
    return best, 1 + len(low) - np.searchsorted(np.sort(high), low, side="right") - itself

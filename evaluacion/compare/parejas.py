"""Who is above whom, and in what share of the draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEGURO = 0.95
"""From this share of the draws on, one unit is told apart from another."""


def share_above(lugares: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return (rows, rows): share of the draws in which the row is above the column; 0 against itself, the rest to 1 are ties.

    Args:
        lugares: (rows, draws) places, 1 = highest, all of them places (no 0).
    """
    n, n_draws = lugares.shape
    found = np.zeros((n, n))
    for a in range(n):
        for b in range(n):
            found[a, b] = np.count_nonzero(lugares[a] < lugares[b])
    shares: NDArray[np.float64] = found / n_draws
    return shares


def indistinct(encima: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return (rows, rows): which pairs of different rows the draws do not tell apart."""
    known = (encima < SEGURO) & (encima.T < SEGURO)
    np.fill_diagonal(known, val=False)
    return known

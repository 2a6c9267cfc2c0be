"""Which assumption moves the ranks most: Sobol's first and total order, with the interval of a bootstrap.

Two samples A and B of the assumptions, and for each assumption a third one that is A with that assumption taken from B.
First order: mean of B (AB - A) over the variance (Saltelli et al. 2010, table 2, b). Total order: half the mean of
(A - AB) squared over the variance (Jansen 1999; the same table, f). The variance is that of A and B together. Places
are whole numbers, so every sum is exact and the indices are the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.azar import Corriente, Uso

if TYPE_CHECKING:
    from numpy.typing import NDArray

REMUESTRAS = 200
_ENDS = (0.05, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """Sobol's indices of some outputs: arrays (assumptions, outputs), NaN where the output does not vary.

    `primer` is the share of the variance that the assumption explains alone, `total` with its interactions. The
    intervals are (2, assumptions, outputs), 5 and 95 % of a bootstrap; with few draws an estimate may leave [0, 1].
    """

    primer: NDArray[np.float64]
    total: NDArray[np.float64]
    ic_primer: NDArray[np.float64]
    ic_total: NDArray[np.float64]


def sobol_indices(
    a: NDArray[np.float64], b: NDArray[np.float64], ab: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the first and the total order (assumptions, outputs) of what was computed.

    Args:
        a: (draws, outputs) with the first sample. Outputs far from 0 should be centred: the first order is noisier without.
        b: (draws, outputs) with the second.
        ab: (assumptions, draws, outputs) with the first, save that assumption.
    """
    once = np.ones((1, len(a)))
    first, total = _weighted(a, b, ab, once)
    return first[0], total[0]


def estimate(a: NDArray[np.float64], b: NDArray[np.float64], ab: NDArray[np.float64], semilla: int) -> Indices:
    """Return the indices with their intervals: whole draws are taken again with replacement, from a stream of the seed."""
    first, total = sobol_indices(a, b, ab)
    n = len(a)
    chosen = Corriente(semilla, Uso.REMUESTREO).choose(REMUESTRAS, n, n)
    times = np.stack([np.bincount(row, minlength=n) for row in chosen]).astype(np.float64)
    again = _weighted(a, b, ab, times)
    order = [_position(end) for end in _ENDS]
    ends_first, ends_total = (np.sort(values, axis=0)[order] for values in again)
    return Indices(first, total, ends_first, ends_total)


def _position(share: float) -> int:
    return max(0, int(np.ceil(round(share * REMUESTRAS, 9))) - 1)


def _weighted(
    a: NDArray[np.float64], b: NDArray[np.float64], ab: NDArray[np.float64], times: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return both orders (samples, assumptions, outputs) when each draw counts as many times as said (samples, draws)."""
    n = float(len(a))
    sums, squares = times @ (a + b), times @ (a * a + b * b)
    variance = (squares - sums * sums / (2 * n)) / (2 * n - 1)
    own = np.stack([times @ (b * (one - a)) for one in ab], axis=1)
    moved = np.stack([times @ (a - one) ** 2 for one in ab], axis=1)
    whole = np.where(variance > 0, variance, np.nan)[:, None]
    return own / n / whole, moved / (2 * n) / whole

"""The methods that look only at the order of a column: rank, percentile rank, Borda points; and the banded steps.

Ranks ascend: the best has the greatest; those that tie share the least. They look at the data as they are, to the last digit, as
the reference does: no sum is behind them that another order could move. Cuts are compared at 12 significant digits (rule 13).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.regla import Bandas, Metodo

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIGITS = 12
_LEAST_EXPONENT, _MOST_EXPONENT = -290, 290


def significant(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values as comparisons of raw data look at them: at 12 significant digits; NaN stays."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        exponents = np.clip(np.nan_to_num(np.floor(np.log10(np.abs(values))), neginf=0.0), _LEAST_EXPONENT, _MOST_EXPONENT)
        powers = np.power(10.0, exponents)
        found: NDArray[np.float64] = np.round(values / powers, _DIGITS - 1) * powers
    return np.where(np.isfinite(found), found, values)


def rank_ends(ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ranks (3, n) of z (3, n), more is better: of the central values, and the least and greatest they may turn out.

    Least: 1 + others whose greatest is under my least; greatest: 1 + others whose least is under my greatest.
    Central ranks look at central values alone, and are held between the other two.
    """
    centre, low, high = ends
    ranks = np.full(ends.shape, np.nan)
    with np.errstate(invalid="ignore"):
        itself = (low < high).astype(np.float64)
    for position, (mine, others, own) in enumerate([(centre, centre, 0.0), (low, high, 0.0), (high, low, itself)]):
        ordered = np.sort(others[~np.isnan(others)])
        found = 1.0 + np.searchsorted(ordered, mine, side="left") - own
        ranks[position] = np.where(np.isnan(mine), np.nan, found)
    return ranks


def score_by_rank(
    metodo: Metodo, salida: tuple[float, float] | None, ends: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float, float]:
    """Return scores (3, n) of z (3, n), and the least and greatest that the method can give.

    `rango`: rank, 1 to n. `borda`: rank - 1. `prank`, or any of them with an output: (rank - 1) / (n - 1) put on it, where n
    counts the values known (for the ends, those that may be known); missing when there is one value alone.
    Source: COINr 1.1.14, `n_rank`, `n_borda`, `n_prank`.
    """
    ranks = rank_ends(ends)
    counts = (~np.isnan(ends)).sum(axis=-1)
    n = float(counts.max(initial=0))
    low, high, scores = (1.0, max(n, 1.0), ranks) if metodo == "rango" else (0.0, max(n - 1.0, 0.0), ranks - 1.0)
    if salida is not None:
        low, high = salida
        above = np.where(counts > 1, counts - 1.0, np.nan)[:, np.newaxis]
        scores = (ranks - 1.0) / above * (high - low) + low
    scores[0] = np.minimum(np.maximum(scores[0], scores[1]), scores[2])
    return scores, low, high


def score_by_band(bandas: Bandas, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the value of the band in which each of some values falls; a band holds its lower cut. NaN stays."""
    cuts = significant(np.array(bandas.cortes))
    positions = np.searchsorted(cuts, significant(values), side="right")
    return np.where(np.isnan(values), np.nan, np.array(bandas.valores)[positions.clip(max=len(cuts))])

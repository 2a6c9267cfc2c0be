"""Extreme values: winsorised while skewness and kurtosis say so, and put on a logarithm where that is not enough.

Skewness and kurtosis are those of a sample, as in Excel (SKEW, KURT) and in e1071 with type 2. With m_k = sum (x - mean)^k:
skewness = sqrt(n) m3 / m2^1.5 * sqrt(n(n-1)) / (n-2); kurtosis = ((n+1)(n m4 / m2^2 - 3) + 6) (n-1) / ((n-2)(n-3)).
A column passes when |skewness| or kurtosis is under its limit. Source: COINr 1.1.14, `qTreat`, `winsorise`, `log_CT`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.compare.comparado import Tratamiento
from evaluacion.compare.politicas import Winsor

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEWEST = 4
"""With fewer values there is no kurtosis."""
_LOG_SHIFT = 0.01


def skewness(known: NDArray[np.float64]) -> float:
    """Return the skewness of a sample (n,) without missing values; NaN with fewer than 3 or when all are equal."""
    n = len(known)
    centred = _centred(known)
    squares = float((centred**2).sum())
    if n < _FEWEST - 1 or squares == 0:
        return math.nan
    return math.sqrt(n) * float((centred**3).sum()) / math.pow(squares, 1.5) * math.sqrt(n * (n - 1)) / (n - 2)


def kurtosis(known: NDArray[np.float64]) -> float:
    """Return the excess kurtosis of a sample (n,) without missing values; NaN with fewer than 4 or when all are equal."""
    n = len(known)
    centred = _centred(known)
    squares = float((centred**2).sum())
    if n < _FEWEST or squares == 0:
        return math.nan
    ratio = n * float((centred**4).sum()) / squares**2
    return ((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))


def treat(
    ends: NDArray[np.float64], regla: Winsor, columna: int, *, admite_logaritmo: bool
) -> tuple[NDArray[np.float64], Tratamiento] | None:
    """Return the treated column (3, n) and what was done; None when it has no extreme values.

    Which values are extreme, the central ones say; the ends of intervals are held inside what is left. Each step takes the
    greatest (or the least, by the sign of the skewness) and gives it the next value, those that tie at once.

    Args:
        ends: (3, n): central, least and greatest, natural units.
        regla: the limits.
        columna: its position.
        admite_logaritmo: whether what follows may take logarithms: not where goalposts or targets are in the natural unit.
    """
    known = ends[0][~np.isnan(ends[0])]
    before = skewness(known), kurtosis(known)
    if passes(*before, regla):
        return None
    pulled, points = _winsorise(known, regla)
    after = skewness(pulled), kurtosis(pulled)
    treated = np.clip(ends, pulled.min(), pulled.max())
    if passes(*after, regla) or not (regla.logaritmo and admite_logaritmo):
        way: Literal["winsor", "ninguno"] = "winsor" if points else "ninguno"
        return treated, Tratamiento(columna, way, points, (before[0], after[0]), (before[1], after[1]), passes(*after, regla))
    logged = take_logarithm(ends, float(known.min()), float(known.max()))
    own = logged[0][~np.isnan(ends[0])]
    after = skewness(own), kurtosis(own)
    return logged, Tratamiento(columna, "logaritmo", len(own), (before[0], after[0]), (before[1], after[1]), passes(*after, regla))


def passes(asimetria: float, curtosis: float, regla: Winsor) -> bool:
    """Return whether a column needs no treatment: one of both is under its limit at 9 decimals, or cannot be told."""
    return not (round(abs(asimetria), COMPARED_DECIMALS) >= regla.asimetria and round(curtosis, COMPARED_DECIMALS) >= regla.curtosis)


def _winsorise(known: NDArray[np.float64], regla: Winsor) -> tuple[NDArray[np.float64], int]:
    """Return the values pulled in until they pass, enough were touched or all would be the same, and how many were."""
    values = known.copy()
    touched: dict[bool, int] = {True: 0, False: 0}
    while not passes(skew := skewness(values), kurtosis(values), regla) and sum(touched.values()) < regla.puntos_max:
        is_high = skew >= 0
        extreme = values == (values.max() if is_high else values.min())
        if np.ptp(values[~extreme]) == 0:
            break
        values[extreme] = values[~extreme].max() if is_high else values[~extreme].min()
        touched[is_high] = int(extreme.sum())
    return values, sum(touched.values())


def take_logarithm(ends: NDArray[np.float64], least: float, greatest: float) -> NDArray[np.float64]:
    """Return log(x - least + 0.01 (greatest - least)); ends beyond the observed values are held at them."""
    half = greatest / 2 - least / 2
    shifted = np.clip(ends, least, greatest) / 2 - least / 2 + _LOG_SHIFT * half
    logged: NDArray[np.float64] = np.log(shifted) + math.log(2)
    return logged


def _centred(known: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return deviations from the mean over the greatest value, so that no power overflows; both measures ignore the scale."""
    greatest = float(np.abs(known).max(initial=0.0))
    scaled = known / greatest if greatest else known
    deviations: NDArray[np.float64] = scaled - scaled.mean() if len(known) else scaled
    widest = float(np.abs(deviations).max(initial=0.0))
    return deviations / widest if widest else deviations

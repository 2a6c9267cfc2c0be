"""The methods that put a column on a line: min-max, goalposts, distance to target, z-score, and none.

All are one formula on z = sentido * x: p = (z - origen) / ancho, held inside [menor, mayor], times `factor` plus `suma`.
The direction enters there and nowhere else, so goalposts and targets in natural units cannot score upside down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.regla import Regla

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME = 1e-12
"""Values closer than this, relative to the greatest, are one (rule 13: 12 significant digits)."""
_SAFE_EXPONENT, _MOST_EXPONENT = 400, 1000
"""Columns whose greatest value is out of 2**±400 are scaled by a power of two, which is exact, so that nothing overflows."""
_FARTHEST = 1e12
"""How many standard deviations an end of an interval may be away."""
_BLOCK = 1 << 15
_UNKNOWN = math.nan


@dataclass(frozen=True, slots=True)
class Recta:
    """The line of one column in one period: z = x * signo, and the formula of this module; NaN gives no score.

    `signo` is the direction times a power of two. `bajo` and `alto` are the least and greatest scores that it can give.
    """

    signo: float
    origen: float
    ancho: float
    menor: float
    mayor: float
    factor: float
    suma: float
    bajo: float
    alto: float
    constante: bool = False
    """The column tells no unit from another, or has no value."""


def fit_recta(regla: Regla, values: NDArray[np.float64]) -> Recta:
    """Return the line of a column from its values (n,), NaN where missing, in its natural unit.

    Source: COINr 1.1.14, `n_minmax`, `n_goalposts`, `n_dist2targ`, `n_zscore`.
    """
    if regla.metodo == "ninguna":
        return _as_it_is(regla)
    ends = _ends_of(values)
    scale = _scale_of([*ends, *(regla.postes or ()), regla.meta or 0.0])
    least, greatest = sorted(end * regla.sentido * scale for end in ends)
    if regla.metodo == "zscore":
        return _zscore(regla, values * (regla.sentido * scale), scale, is_constant=_are_same(least, greatest))
    return _between(regla, least, greatest, scale)


def apply_recta(recta: Recta, values: NDArray[np.float64], out: NDArray[np.float64], capped: NDArray[np.bool_] | None = None) -> None:
    """Write in `out` (n,) the scores of values (n,), and in `capped` where one was held inside the limits."""
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(values), _BLOCK):
            part = slice(start, start + _BLOCK)
            scores = np.multiply(values[part], recta.signo, out=out[part])
            scores -= recta.origen
            scores /= recta.ancho
            if capped is not None and recta.menor < recta.mayor:
                np.logical_or(scores < recta.menor, scores > recta.mayor, out=capped[part])
            np.clip(scores, recta.menor, recta.mayor, out=scores)
            scores *= recta.factor
            scores += recta.suma


def is_constant(values: NDArray[np.float64]) -> bool:
    """Return whether a column tells no unit from another at 12 significant digits, or has no value."""
    return _are_same(*_ends_of(values))


def _ends_of(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return the least and the greatest of the values known; NaN when there are none."""
    with np.errstate(invalid="ignore"):
        return float(np.fmin.reduce(values, initial=np.nan)), float(np.fmax.reduce(values, initial=np.nan))


def _scale_of(numbers: list[float]) -> float:
    """Return 1, or the power of two that brings the greatest of some numbers near 1."""
    exponent = math.frexp(max((abs(number) for number in numbers if not math.isnan(number)), default=0.0))[1]
    if abs(exponent) <= _SAFE_EXPONENT:
        return 1.0
    return math.ldexp(1.0, -max(-_MOST_EXPONENT, min(_MOST_EXPONENT, exponent)))


def _are_same(least: float, greatest: float) -> bool:
    """Return whether two values are one at 12 significant digits; missing ones are."""
    return not greatest - least > SAME * max(abs(least), abs(greatest))


def _output_of(regla: Regla) -> tuple[float, float]:
    declared = regla.rango_de_salida
    return declared if declared is not None else (-math.inf, math.inf)


def _as_it_is(regla: Regla) -> Recta:
    """Return the line of what is on its scale already; where less is better, the scale is turned round."""
    low, high = _output_of(regla)
    if regla.sentido == 1:
        return Recta(1.0, 0.0, 1.0, low, high, 1.0, 0.0, low, high)
    return Recta(-1.0, 0.0, 1.0, -high, -low, 1.0, low + high, low, high)


def _zscore(regla: Regla, scaled: NDArray[np.float64], scale: float, *, is_constant: bool) -> Recta:
    """Return the line through the mean; the deviation is that of a sample (n - 1)."""
    mean, deviation = _output_of(regla)
    known = scaled[~np.isnan(scaled)]
    centre, spread = (_UNKNOWN, 1.0) if is_constant else (float(np.mean(known)), float(np.std(known, ddof=1)))
    return Recta(regla.sentido * scale, centre, spread, -_FARTHEST, _FARTHEST, deviation, mean, -math.inf, math.inf, constante=is_constant)


def _between(regla: Regla, least: float, greatest: float, scale: float) -> Recta:
    """Return the line from worst to best: the observed ones, the goalposts, or the worst observed and the target."""
    low, high = _output_of(regla)
    sign = regla.sentido * scale
    limits = (0.0, 1.0)
    constant = _are_same(least, greatest)
    worst, best = (_UNKNOWN, _UNKNOWN) if constant else (least, greatest)
    if regla.metodo == "postes" and regla.postes is not None:
        worst, best = sorted(post * sign for post in regla.postes)
    elif regla.metodo == "distancia" and regla.meta is not None:
        worst, best = least, regla.meta * sign
        if best <= worst:
            worst, best, limits, constant = 0.0, 1.0, (1.0, 1.0), True
    return Recta(sign, worst, best - worst, *limits, high - low, low, low, high, constante=constant)

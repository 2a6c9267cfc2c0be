"""How indicators and levels go together: correlations, and how far the parts of a node measure one thing (Cronbach's alpha)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from evaluacion.compare.orden import significant

if TYPE_CHECKING:
    from numpy.typing import NDArray

POCOS_CASOS = 30
"""With fewer units, correlations and alpha are said with «pocos casos»."""
_CLOSE = 1e-9
"""Values that differ by more than this part of the largest differ at 12 significant digits too."""
_FEWEST = 3
"""With two units every correlation is 1 or -1, and tells nothing."""


class Correlaciones(NamedTuple):
    """Correlations between columns, -1 to 1, NaN where one does not vary or fewer than 3 units have both; and those units.

    `valores` (columns, others), `casos` (columns, others).
    """

    valores: NDArray[np.float64]
    casos: NDArray[np.int64]

    @property
    def son_pocos(self) -> NDArray[np.bool_]:
        """Where fewer than 30 units have both."""
        few: NDArray[np.bool_] = self.casos < POCOS_CASOS
        return few


class Alfa(NamedTuple):
    """Cronbach's alpha of some columns, at most 1; NaN where it cannot be told. `casos`: the units that have them all."""

    valor: float
    casos: int
    componentes: int

    @property
    def son_pocos(self) -> bool:
        """Whether fewer than 30 units have them all."""
        return self.casos < POCOS_CASOS


def correlate(
    columnas: NDArray[np.float64], otras: NDArray[np.float64] | None = None, *, metodo: Literal["pearson", "spearman"] = "pearson"
) -> Correlaciones:
    """Return the correlation of each column with each of others (by default, the same ones), over the units that have both.

    Spearman's is Pearson's of the ranks among those units, ties sharing the mean rank. The result does not change when units
    are given in another order as long as rows are in that of the comparison.

    Args:
        columnas: (rows, columns); NaN missing.
        otras: (rows, others).
        metodo: `pearson` or `spearman`.
    """
    others = columnas if otras is None else otras
    values = np.full((columnas.shape[1], others.shape[1]), np.nan)
    cases = np.zeros(values.shape, dtype=np.int64)
    for one, mine in enumerate(columnas.T):
        for other, theirs in enumerate(others.T):
            if otras is None and other < one:
                values[one, other], cases[one, other] = values[other, one], cases[other, one]
                continue
            both = ~(np.isnan(mine) | np.isnan(theirs))
            cases[one, other] = both.sum()
            pair = mine[both], theirs[both]
            values[one, other] = _pearson(*(pair if metodo == "pearson" else (mean_ranks(pair[0]), mean_ranks(pair[1]))))
    return Correlaciones(values, cases)


def cronbach(columnas: NDArray[np.float64]) -> Alfa:
    """Return Cronbach's alpha of columns (rows, k) over the rows that have them all: k/(k-1) (1 - sum of variances / variance of sum).

    Columns are to be on one scale and in one direction, as normalised scores are. Source: Cronbach 1951; OECD and JRC 2008,
    Handbook on Constructing Composite Indicators, on internal consistency.
    """
    complete = columnas[~np.isnan(columnas).any(axis=1)]
    cases, k = complete.shape
    if k < 2 or cases < 2:  # noqa: PLR2004 - one column, or one unit, has no consistency
        return Alfa(np.nan, cases, k)
    scaled = _shrunk(complete)
    whole = float(np.var(scaled.sum(axis=1), ddof=1))
    if whole <= 0:
        return Alfa(np.nan, cases, k)
    parts = float(np.var(scaled, axis=0, ddof=1).sum())
    return Alfa(k / (k - 1) * (1 - parts / whole), cases, k)


def mean_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rank of each value, from 1, those that tie at 12 significant digits sharing the mean of their ranks."""
    seen = significant(values)
    ordered = np.sort(seen)
    found: NDArray[np.float64] = (np.searchsorted(ordered, seen, "left") + np.searchsorted(ordered, seen, "right") + 1) / 2
    return found


def pairs_beyond(correlaciones: Correlaciones, nombres: Sequence[str], limite: float) -> tuple[tuple[str, str, float, int], ...]:
    """Return the pairs of different columns whose correlation, whatever its sign, reaches a limit; the strongest first.

    Two indicators that say the same count twice; two that go against each other, in one node, cancel out.
    """
    n = len(nombres)
    found = [
        (nombres[i], nombres[j], float(correlaciones.valores[i, j]), int(correlaciones.casos[i, j]))
        for i in range(n)
        for j in range(i + 1, n)
        if abs(correlaciones.valores[i, j]) >= limite
    ]
    return tuple(sorted(found, key=lambda pair: (-abs(pair[2]), pair[0], pair[1])))


def _pearson(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    if len(one) < _FEWEST:
        return np.nan
    first, second = (_shrunk(values) for values in (one, other))
    first, second = first - first.mean(), second - second.mean()
    spread = float(np.sqrt((first**2).sum()) * np.sqrt((second**2).sum()))
    if spread == 0 or _is_constant(one) or _is_constant(other):
        return np.nan
    return max(-1.0, min(1.0, float((first * second).sum()) / spread))


def _is_constant(values: NDArray[np.float64]) -> bool:
    """Whether all values are equal at 12 significant digits; those that are far from it are not rounded to see it."""
    return float(np.ptp(values)) <= _CLOSE * float(np.abs(values).max()) and float(np.ptp(significant(values))) == 0


def _shrunk(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values over a power of two, so that no square overflows or vanishes."""
    exponent = int(np.frexp(np.abs(values).max())[1])
    return np.ldexp(values, -exponent)

"""Normalising what was drawn: lines and bands learnt from the central values, ranks among what each draw has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.lugares_sorteados import place_draws
from evaluacion.compare.orden import score_by_band, score_by_rank, significant
from evaluacion.compare.recta import apply_recta, fit_recta
from evaluacion.compare.regla import Regla, check_regla

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.compare.escenarios import Normaliza

_OF_RANK = frozenset({"rango", "prank", "borda"})
_Parte = Callable[["NDArray[np.float64]"], "NDArray[np.float64]"]


def make_normaliza(reglas: Sequence[Regla], centrales: NDArray[np.float64], por: NDArray[np.intp] | None = None) -> Normaliza:
    """Return the function that scores values (rows, draws) of a leaf by its rule, as `normalise_columns` scores the central ones.

    Args:
        reglas: one a leaf.
        centrales: (rows, leaves), in natural units, NaN where missing: what the rules learn from.
        por: (rows,): the number of the period of each row, for the rules that say `por_periodo`.

    Raises:
        ReglaError: a rule cannot be applied.
    """
    parts: list[list[tuple[NDArray[np.intp], _Parte]]] = []
    for leaf, regla in enumerate(reglas):
        check_regla(regla)
        pieces = _rows_of(regla, por, len(centrales))
        parts.append([(rows, _learn(regla, centrales[rows, leaf])) for rows in pieces])

    def normalise(leaf: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
        found = np.empty_like(values)
        for rows, score in parts[leaf]:
            found[rows] = score(values[rows])
        return found

    return normalise


def _rows_of(regla: Regla, por: NDArray[np.intp] | None, n: int) -> list[NDArray[np.intp]]:
    if por is None or not regla.por_periodo:
        return [np.arange(n)]
    return [np.flatnonzero(por == period) for period in np.unique(por)]


def _learn(regla: Regla, central: NDArray[np.float64]) -> _Parte:
    """Return what scores values (rows, draws) of one column in one period."""
    if regla.metodo in _OF_RANK:
        return lambda values: _score_ranks(regla, values)
    bands = regla.bandas
    if bands is not None and regla.metodo == "bandas":
        return lambda values: score_by_band(bands, values)
    line = fit_recta(regla, central)

    def score(values: NDArray[np.float64]) -> NDArray[np.float64]:
        found = np.empty(values.size)
        apply_recta(line, values.ravel(), found)
        return found.reshape(values.shape)

    return score


def _score_ranks(regla: Regla, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what each draw's ranks are worth: the score of the k-th of n is asked once of `score_by_rank`."""
    counts = (~np.isnan(values)).sum(axis=0)
    ranks = place_draws(-significant(values * regla.sentido))
    found = np.full(values.shape, np.nan)
    for n in np.unique(counts[counts > 0]).tolist():
        one_to_n = np.broadcast_to(np.arange(1.0, n + 1.0), (3, n))
        worth, _, _ = score_by_rank(regla.metodo, regla.rango_de_salida, one_to_n)
        draws = np.flatnonzero(counts == n)
        mine = ranks[:, draws]
        found[:, draws] = np.where(mine > 0, worth[0][np.maximum(mine, 1) - 1], np.nan)
    return found

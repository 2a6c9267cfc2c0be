"""Places in many draws, and what their distribution says: ties share the best place (1, 2, 2, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CIEN = 100.0
COLA = 0.05
"""What each end of a band leaves out, at most: the band holds nine draws in ten or more."""


@dataclass(frozen=True, eq=False)
class Distribucion:
    """What the places of each row do over the draws; all arrays are (rows,), NaN or 0 for a row that never has a place."""

    mediana: NDArray[np.float64]
    """The middle place, or the mean of the two in the middle."""
    bajo: NDArray[np.int64]
    """The best place of the band: the 5 % of the draws that are best reach it."""
    alto: NDArray[np.int64]
    """The worst place of the band: 95 % of the draws are there or better."""
    media: NDArray[np.float64]
    en_banda: NDArray[np.float64]
    """Share of the draws inside the band, 0.9 or more."""
    mejor: NDArray[np.int64]
    """The best place of all draws."""
    peor: NDArray[np.int64]


class Alcance(NamedTuple):
    """Where a scale begins and how wide it is, numbers or one a draw: scores are compared on 0-100 of it."""

    bajo: float | NDArray[np.float64]
    ancho: float | NDArray[np.float64]


def reach_of(hojas: NDArray[np.float64]) -> Alcance:
    """Return the reach of normalised leaves (rows, leaves): every score lies between the least and the greatest of them."""
    known = hojas[~np.isnan(hojas)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    return Alcance(low, high - low if high > low else 1.0)


def comparable(valores: NDArray[np.float64], alcance: Alcance) -> NDArray[np.float64]:
    """Return scores as comparisons look at them, at 9 decimals on 0-100: the order of a sum cannot move a place (rule 13)."""
    found: NDArray[np.float64] = np.round((valores - alcance.bajo) * (_CIEN / alcance.ancho), COMPARED_DECIMALS)
    return found


def place_draws(valores: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return (rows, draws): the place of each row in each draw, 1 = highest; 0 where there is no score (NaN).

    Args:
        valores: (rows, draws), as comparisons look at them: what is equal there is a tie.
    """
    n_rows = len(valores)
    by_draw = np.ascontiguousarray(-valores.T)
    order = np.argsort(by_draw, axis=1)
    ordered = np.take_along_axis(by_draw, order, axis=1)
    first = np.ones(ordered.shape, dtype=np.int32)
    positions = np.arange(2, n_rows + 1, dtype=np.int32)
    first[:, 1:] = np.where(ordered[:, 1:] == ordered[:, :-1], np.int32(1), positions)
    np.maximum.accumulate(first, axis=1, out=first)
    first[np.isnan(ordered)] = 0
    places = np.empty_like(first)
    np.put_along_axis(places, order, first, axis=1)
    return np.ascontiguousarray(places.T)


def describe(lugares: NDArray[np.int32]) -> Distribucion:
    """Return what the places (rows, draws) do: quantiles are places that some draw has, so nothing is interpolated but the median."""
    n_rows, n_draws = lugares.shape
    ordered = np.sort(lugares, axis=1)
    ranked = ordered[:, 0] > 0
    low, high = _position(COLA, n_draws), _position(1 - COLA, n_draws)
    bottom, top = ordered[:, low].astype(np.int64), ordered[:, high].astype(np.int64)
    middle = (ordered[:, (n_draws - 1) // 2] + ordered[:, n_draws // 2].astype(np.int64)) / 2
    inside = np.count_nonzero((lugares >= bottom[:, None]) & (lugares <= top[:, None]), axis=1) / n_draws
    mean = lugares.sum(axis=1, dtype=np.int64) / n_draws
    nothing = np.full(n_rows, np.nan)
    return Distribucion(
        mediana=np.where(ranked, middle, nothing),
        bajo=bottom * ranked,
        alto=top * ranked,
        media=np.where(ranked, mean, nothing),
        en_banda=np.where(ranked, inside, nothing),
        mejor=ordered[:, 0].astype(np.int64),
        peor=ordered[:, -1].astype(np.int64) * ranked,
    )


def _position(share: float, n: int) -> int:
    """Return where in `n` ordered values the share is first reached."""
    return max(0, int(np.ceil(round(share * n, 9))) - 1)


def share_in_first(lugares: NDArray[np.int32], primeros: int) -> NDArray[np.float64]:
    """Return (rows,): share of the draws in which each row is among the first; NaN for a row without places."""
    inside = np.count_nonzero((lugares > 0) & (lugares <= primeros), axis=1) / lugares.shape[1]
    return np.where((lugares > 0).all(axis=1), inside, np.nan)

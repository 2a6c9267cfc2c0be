"""The bootstrap of agreement by whole records: how far alpha would move with other records like these (rule 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SORTEOS, SEMILLA, MINIMO_DE_REGISTROS = 1_000, 7, 10
"""Draws, the number that they start from, and the fewest records of which a draw says anything."""
_ENDS = (0.05, 0.95)


def draw_records(records: int, sorteos: int = SORTEOS, semilla: int = SEMILLA) -> NDArray[np.float64]:
    """Return (draws, records): how many times each record comes out in each draw of as many records."""
    chosen = np.random.default_rng(semilla).integers(0, records, size=(sorteos, records))
    shifted = chosen + records * np.arange(sorteos)[:, None]
    counts: NDArray[np.float64] = np.bincount(shifted.ravel(), minlength=sorteos * records).reshape(sorteos, records).astype(float)
    return counts


def drawn_ordinal(votos: NDArray[np.float64], veces: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (draws,): the ordinal alpha of the votes (records, evaluators) in each draw; NaN where it has none."""
    values, codes = np.unique(votos[~np.isnan(votos)], return_inverse=True)
    many = (~np.isnan(votos)).sum(axis=1)
    pairable = many > 1
    if len(values) < 2 or not pairable.any():  # noqa: PLR2004 - two values vary
        return np.full(len(veces), np.nan)
    counts = np.zeros((len(votos), len(values)))
    np.add.at(counts, (np.nonzero(~np.isnan(votos))[0], codes), 1.0)
    counts, weights, many = counts[pairable], veces[:, pairable], many[pairable]
    pairs = (counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(len(values))) / (many - 1)[:, None, None]
    met = np.einsum("bn,nck->bck", weights, pairs)
    totals = np.einsum("bn,nc->bc", weights, counts)
    places = np.cumsum(totals, axis=1) - totals / 2
    apart = (places[:, :, None] - places[:, None, :]) ** 2
    observed, expected = (met * apart).sum(axis=(1, 2)), (totals[:, :, None] * totals[:, None, :] * apart).sum(axis=(1, 2))
    found = np.full(len(veces), np.nan)
    np.divide((totals.sum(axis=1) - 1) * observed, expected, out=found, where=expected > 0)
    return 1 - found


def weighted_mean(values: Sequence[NDArray[np.float64]], weights: Sequence[float]) -> NDArray[np.float64]:
    """Return the weighted mean of the values that are known, element by element; NaN where none with weight is."""
    total, whole = np.zeros_like(values[0]), np.zeros_like(values[0])
    for value, weight in zip(values, weights, strict=True):
        known = ~np.isnan(value)
        total += np.where(known, weight * value, 0.0)
        whole += weight * known
    found = np.full_like(total, np.nan)
    np.divide(total, whole, out=found, where=whole > 0)
    return found


def interval_of(drawn: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return between which values nine in ten draws are; None where fewer than that have one."""
    known = drawn[~np.isnan(drawn)]
    if len(known) < (_ENDS[1] - _ENDS[0]) * len(drawn):
        return None
    low, high = np.quantile(known, _ENDS)
    return float(low), float(high)

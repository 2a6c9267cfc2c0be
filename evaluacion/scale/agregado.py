"""Figures of a whole that are put together from those of its parts: counts, sums and levels. Merging is exact but for the sums."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NIVELES = ("nivel_seguro", "nivel_al_menos", "nivel_hasta")


@dataclass(frozen=True, slots=True)
class Agregado:
    """The figures of some scores under one marco; `cuentas` and `sumas` are of each column of numbers."""

    filas: int
    clasificadas: int
    niveles: Mapping[tuple[str, str | None], int]
    cuentas: NDArray[np.int64]
    sumas: tuple[NDArray[np.float64], ...]
    """One of each batch: they are added at the end, all at once and exactly, so that the order of merging changes nothing."""


def aggregate(numeros: NDArray[np.float64], niveles: Mapping[str, Iterable[str | None]], clasificadas: int) -> Agregado:
    """Return the figures of one batch: (columns, rows) of numbers, NaN for none; the texts of each level."""
    levels = Counter((name, text) for name, texts in niveles.items() for text in texts)
    known = ~np.isnan(numeros)
    return Agregado(numeros.shape[1], clasificadas, levels, known.sum(axis=1), (np.where(known, numeros, 0.0).sum(axis=1),))


def merge(partes: Iterable[Agregado]) -> Agregado:
    """Return the figures of all the parts together."""
    found = list(partes)
    levels: Counter[tuple[str, str | None]] = Counter()
    for parte in found:
        levels.update(parte.niveles)
    counts = np.sum([parte.cuentas for parte in found], axis=0)
    sums = tuple(one for parte in found for one in parte.sumas)
    return Agregado(sum(parte.filas for parte in found), sum(parte.clasificadas for parte in found), levels, counts, sums)


def means(agregado: Agregado) -> list[float | None]:
    """Return the mean of each column of numbers; None where no row has one."""
    totals = [math.fsum(column) for column in zip(*agregado.sumas, strict=True)]
    return [total / count if count else None for total, count in zip(totals, agregado.cuentas.tolist(), strict=True)]

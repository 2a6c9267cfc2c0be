"""Figures of a whole that are put together from those of its parts: counts, exact sums, levels. Neither order nor grouping matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.scale.exacta import as_float, exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

NIVELES = ("nivel_seguro", "nivel_al_menos", "nivel_hasta")


@dataclass(frozen=True, slots=True)
class Agregado:
    """The figures of some scores under one marco."""

    filas: int = 0
    clasificadas: int = 0
    textos: Mapping[tuple[str, str | None], int] | None = None
    """How many rows have each text, by column: levels, types and whether a score is provisional."""
    sumas: Mapping[str, tuple[int, int]] | None = None
    """By column of numbers: how many rows have one, and their sum in units of `exacta`."""


def aggregate(
    filas: int, clasificadas: int, numeros: Mapping[str, NDArray[np.float64]], textos: Mapping[tuple[str, str | None], int]
) -> Agregado:
    """Return the figures of one batch: its columns of numbers, NaN for none, and how many rows have each text."""
    sums = {}
    for name, values in numeros.items():
        known = values[~np.isnan(values)]
        sums[name] = (len(known), exact_sum(known))
    return Agregado(filas, clasificadas, textos, sums)


def merge(partes: Iterable[Agregado]) -> Agregado:
    """Return the figures of all the parts together."""
    rows = ranked = 0
    texts: Counter[tuple[str, str | None]] = Counter()
    sums: dict[str, tuple[int, int]] = {}
    for parte in partes:
        rows, ranked = rows + parte.filas, ranked + parte.clasificadas
        texts.update(parte.textos or {})
        for name, (count, total) in (parte.sumas or {}).items():
            before = sums.get(name, (0, 0))
            sums[name] = (before[0] + count, before[1] + total)
    return Agregado(rows, ranked, texts, sums)


def means(agregado: Agregado) -> dict[str, float]:
    """Return the mean of each column of numbers in which some row has one."""
    return {name: as_float(total) / count for name, (count, total) in (agregado.sumas or {}).items() if count}

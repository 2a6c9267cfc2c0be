"""What a draw is computed from, and the places that some draws give: normalise what was drawn, put together, order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.abiertas import Abiertas
from evaluacion.compare.aggregate import SIN_MINIMO, Disponibilidad, aggregate
from evaluacion.compare.comparado import Agregador, Arbol
from evaluacion.compare.juntar_sorteos import aggregate_draws
from evaluacion.compare.lugares_sorteados import Alcance, comparable, place_draws, reach_of
from evaluacion.compare.sorteos import Lote

if TYPE_CHECKING:
    from numpy.typing import NDArray

Normaliza = Callable[[int, "NDArray[np.float64]"], "NDArray[np.float64]"]
"""From a leaf and its values in natural units (rows, draws) to its scores (rows, draws); what it learns from the data, it
learnt from the central values."""


_CELDAS = 1 << 15
"""Cells of a batch: rows x draws, so that what is in work stays in the cache."""
_MENOS, _MAS = 16, 512


@dataclass(frozen=True, eq=False)
class Escenarios:
    """All that the draws may combine.

    `centrales` (rows, leaves): what is normalised, in natural units. `filas` (judged,): the rows that have a place, those
    whose places are counted. `normalizaciones` and `agregaciones`: by name, at least one of each; an aggregation has one
    way a level. `abiertas`: the records with open answers, if those are drawn.
    """

    arbol: Arbol
    centrales: NDArray[np.float64]
    filas: NDArray[np.intp]
    normalizaciones: tuple[tuple[str, Normaliza], ...]
    agregaciones: tuple[tuple[str, tuple[Agregador, ...]], ...]
    tratar: Normaliza
    """What the comparison does to drawn values of a leaf before it normalises them."""
    abiertas: tuple[Abiertas, ...] = ()
    disponibilidad_minima: Disponibilidad = SIN_MINIMO

    @property
    def n_abiertas(self) -> int:
        """How many answers are open in all."""
        return sum(len(part) for part in self.abiertas)

    @property
    def tamano_de_lote(self) -> int:
        """How many draws are worked on at once; the results do not depend on it."""
        return max(_MENOS, min(_MAS, _CELDAS // max(1, len(self.filas))))

    @cached_property
    def _fixed(self) -> tuple[tuple[NDArray[np.float64], ...], ...]:
        """By normalisation and leaf, the scores (judged, 1) of the central values."""
        leaves = range(self.arbol.n_hojas)
        return tuple(tuple(scale(leaf, self.centrales[:, [leaf]])[self.filas] for leaf in leaves) for _, scale in self.normalizaciones)

    @cached_property
    def _reach(self) -> tuple[Alcance, ...]:
        """By normalisation, the reach of its scores: one for all draws, whatever the batch."""
        return tuple(reach_of(np.concatenate(leaves, axis=1)) for leaves in self._fixed)

    @cached_property
    def _always(self) -> tuple[NDArray[np.bool_], ...]:
        """By combination of normalisation and aggregation, (judged, nodes): which nodes the central values give a score."""
        return tuple(self._known(leaves, ways) for leaves in self._fixed for ways in range(len(self.agregaciones)))

    def only_scored(self) -> Escenarios:
        """Return the same with only the rows to which every combination gives a score."""
        always = np.all([known[:, -1] for known in self._always], axis=0)
        return replace(self, filas=self.filas[always])

    def expected_leaves(self, lotes: Iterable[Lote]) -> NDArray[np.float64]:
        """Return (judged, leaves): scores of the first normalisation, open answers at the mean of what some draws give them."""
        fixed = np.concatenate(self._fixed[0], axis=1)
        total, n = np.zeros(fixed.shape), 0
        for lote in lotes:
            drawn = self._leaves(0, self._drawn_leaves(lote))
            total += np.stack([values.sum(axis=1) * (len(lote) // values.shape[1]) for values in drawn], axis=1)
            n += len(lote)
        return total / n if n else fixed

    def scores(self, lote: Lote) -> NDArray[np.float64]:
        """Return (judged, draws): the score of the root in each draw."""
        found = np.empty((len(self.filas), len(lote)))
        drawn = self._drawn_leaves(lote)
        weights = lote.factores * self.arbol.pesos[:, None]
        which = lote.normalizacion * len(self.agregaciones) + lote.agregacion
        for option in np.unique(which).tolist():
            draws = np.flatnonzero(which == option)
            at = slice(None) if len(draws) == len(lote) else draws
            scale, ways = divmod(option, len(self.agregaciones))
            leaves = self._leaves(scale, {leaf: values[:, at] for leaf, values in drawn.items()})
            known = self._known(leaves, ways) if drawn else self._always[option]
            found[:, at] = aggregate_draws(self.arbol, leaves, known, weights[:, at], self.agregaciones[ways][1])
        return found

    def places(self, lote: Lote) -> NDArray[np.int32]:
        """Return (judged, draws): the place of each row in each draw, 1 = highest; 0 where it has no score."""
        reach = Alcance(*(np.array(part)[lote.normalizacion] for part in zip(*self._reach, strict=True)))
        return place_draws(comparable(self.scores(lote), reach))

    def _drawn_leaves(self, lote: Lote) -> dict[int, NDArray[np.float64]]:
        """Return, by leaf with open answers, its values (rows, draws) in natural units."""
        found: dict[int, NDArray[np.float64]] = {}
        start = 0
        for part in self.abiertas:
            end = start + len(part)
            luck, start = lote.suertes[:, start:end], end
            if luck.shape[1] == 0:
                continue
            for leaf, values in zip(part.hojas.tolist(), part.draw(luck).transpose(2, 1, 0), strict=True):
                found[leaf] = whole = np.repeat(self.centrales[:, [leaf]], len(lote), axis=1)
                whole[part.filas] = self.tratar(leaf, values)
        return found

    def _leaves(self, scale: int, drawn: dict[int, NDArray[np.float64]]) -> list[NDArray[np.float64]]:
        normalise = self.normalizaciones[scale][1]
        fixed = self._fixed[scale]
        return [normalise(leaf, drawn[leaf])[self.filas] if leaf in drawn else values for leaf, values in enumerate(fixed)]

    def _known(self, leaves: Sequence[NDArray[np.float64]], ways: int) -> NDArray[np.bool_]:
        """Return (judged, nodes): which nodes have a score, as the policies say; the same in every draw of an option."""
        levels = tuple(replace(level, agregador=way) for level, way in zip(self.arbol.niveles, self.agregaciones[ways][1], strict=True))
        least = np.stack([values.min(axis=1) for values in leaves], axis=1)
        found = aggregate(replace(self.arbol, niveles=levels), least, disponibilidad_minima=self.disponibilidad_minima).nodos
        return ~np.isnan(found)

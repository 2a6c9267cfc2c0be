"""The gap between two units, split exactly among the indicators that make it.

A weighted mean of f(x) (f: x, ln x or 1/x) gives f(A) - f(B) = sum of p (f(a) - f(b)); put back on the scale by
(A - B) / (f(A) - f(B)), that is each child's part, and there is no remainder (for the geometric mean, the logarithmic mean
Divisia method: Ang 2004, Energy Policy 32). For the minimum, each child has the part of the straight way from b to a along
which it is the least (Aumann and Shapley 1974). Parts multiply down the tree. A missing child counts as what skipping it means:
as good as the rest of its node.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.compare.arbol import children_of
from evaluacion.compare.comparado import Agregador, Arbol, Comparado

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Brecha(NamedTuple):
    """How the gap at the root, score of one unit minus that of another, is made up.

    `partes` (nodes,): what each node puts in the gap; those of the children of a node add up to its own, those of the leaves to
    the gap less `resto`. `sin_dato` (2, nodes): where the one, or the other, has no score and takes that of its node.
    `resto`: what holding a score inside its interval leaves unexplained; 0 where all is known.
    """

    total: float
    partes: NDArray[np.float64]
    sin_dato: NDArray[np.bool_]
    resto: float


def split_gap(comparado: Comparado, uno: int, otro: int) -> Brecha | None:
    """Return what each node puts in the gap between two rows; None when one has no score at the root."""
    return split_scores(comparado.arbol, comparado.nodos[0, [uno, otro]])


def split_scores(arbol: Arbol, scores: NDArray[np.float64]) -> Brecha | None:
    """Return what each node puts in the gap between two rows of scores (2, nodes) of a tree, as `split_gap`."""
    if np.isnan(scores[:, -1]).any():
        return None
    children = children_of(arbol)
    filled, missing = _fill_down(scores, children)
    slopes = np.zeros(len(arbol.ids))
    slopes[-1] = 1.0
    for nivel in reversed(arbol.niveles):
        for parent in reversed(nivel.padres.tolist()):
            own = list(children[parent])
            slopes[own] = slopes[parent] * _slopes(filled[:, own], filled[:, parent], _shares(arbol, own), nivel.agregador)
    parts = slopes * (filled[0] - filled[1])
    total = float(filled[0, -1] - filled[1, -1])
    return Brecha(total, parts, missing, total - float(parts[: arbol.n_hojas].sum()))


def _fill_down(scores: NDArray[np.float64], children: dict[int, tuple[int, ...]]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return scores (2, nodes) where what is missing, or hangs from it, takes the score of its parent; and where that is."""
    filled, missing = scores.copy(), np.isnan(scores)
    for parent in sorted(children, reverse=True):
        own = list(children[parent])
        missing[:, own] |= missing[:, [parent]]
        filled[:, own] = np.where(missing[:, own], filled[:, [parent]], filled[:, own])
    return filled, missing


def _shares(arbol: Arbol, children: Sequence[int]) -> NDArray[np.float64]:
    weights = arbol.pesos[list(children)]
    greatest = weights.max()
    return weights / greatest / (weights / greatest).sum() if greatest > 0 else weights


def _slopes(
    children: NDArray[np.float64], parent: NDArray[np.float64], shares: NDArray[np.float64], agregador: Agregador
) -> NDArray[np.float64]:
    """Return how much a point of each child moves its parent between two units; `children` (2, k), `parent` (2,)."""
    if agregador == "aritmetica":
        return shares
    if agregador == "minimo":
        return _least_along(children, shares > 0)
    slopes = np.zeros(len(shares))
    counted = np.flatnonzero(shares > 0)
    for child in counted.tolist():
        one, other = children[:, child].tolist()
        if agregador == "geometrica":
            slopes[child] = shares[child] * _log_mean(*parent.tolist()) / _log_mean(one, other)
        else:
            slopes[child] = shares[child] * (parent[0] / one) * (parent[1] / other)
    return slopes


def _log_mean(one: float, other: float) -> float:
    """Return the logarithmic mean (a - b) / (ln a - ln b) of two positive numbers."""
    if one == other:
        return one
    return float((one - other) / np.log1p((one - other) / other))


def _least_along(children: NDArray[np.float64], counted: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the part of the straight way between two units along which each child is the least; those that tie share it."""
    start, change = children[1], children[0] - children[1]
    found = np.zeros(len(counted))
    own = np.flatnonzero(counted).tolist()
    crossings = {0.0, 1.0}
    for one, other in combinations(own, 2):
        if change[one] != change[other]:
            crossing = float((start[other] - start[one]) / (change[one] - change[other]))
            crossings |= {crossing} if 0 < crossing < 1 else set()
    for before, after in pairwise(sorted(crossings)):
        there = start[own] + (before + after) / 2 * change[own]
        least = np.flatnonzero(there == there.min())
        found[np.array(own)[least]] += (after - before) / len(least)
    return found

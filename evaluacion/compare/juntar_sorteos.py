"""The root of the tree in many draws at once: one product and one sum per node and batch, in the order of the tree.

Arrays are (rows, draws) with draws contiguous: a batch fits the cache, every sum runs child by child whatever the machine,
and what is missing costs one sum per pattern of blanks, not per row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.comparado import Agregador, Arbol

if TYPE_CHECKING:
    from numpy.typing import NDArray


def aggregate_draws(
    arbol: Arbol,
    hojas: Sequence[NDArray[np.float64]],
    conocidos: NDArray[np.bool_],
    pesos: NDArray[np.float64],
    agregadores: Sequence[Agregador],
) -> NDArray[np.float64]:
    """Return (rows, draws): the score of the root in each draw; NaN in the rows that have none.

    Args:
        arbol: the tree.
        hojas: for each leaf, its normalised values: (rows, draws), or (rows, 1) where all draws have the same.
        conocidos: (rows, nodes): which nodes have a score; what the policies leave without one is left out of its parent.
        pesos: (nodes, draws): the weights drawn; only their proportions among siblings matter.
        agregadores: how each level is put together, from the parents of leaves up.
    """
    values: dict[int, NDArray[np.float64]] = dict(enumerate(hojas))
    for level, kind in zip(arbol.niveles, agregadores, strict=True):
        ends = [*level.inicio[1:].tolist(), len(level.hijos)]
        for parent, start, end in zip(level.padres.tolist(), level.inicio.tolist(), ends, strict=True):
            children = level.hijos[start:end].tolist()
            counted = [child for child in children if arbol.pesos[child] > 0]
            values[parent] = _mean([values.pop(child) for child in counted], conocidos[:, counted], pesos[counted], kind)
    root = values[len(arbol.ids) - 1]
    shape = (len(conocidos), pesos.shape[1])
    return np.where(conocidos[:, -1, None], np.broadcast_to(root, shape), np.nan)


def _mean(
    values: Sequence[NDArray[np.float64]], known: NDArray[np.bool_], weights: NDArray[np.float64], kind: Agregador
) -> NDArray[np.float64]:
    """Return the mean of the children that are known; what is not known anywhere is left as 0 (or infinite), and nobody reads it."""
    n_rows, n_draws = len(known), weights.shape[1]
    if kind == "minimo":
        least = np.full((n_rows, 1), np.inf)
        for position, value in enumerate(values):
            least = np.minimum(least, np.where(known[:, position, None], value, np.inf))
        return least
    total, product = np.zeros((n_rows, n_draws)), np.empty((n_rows, n_draws))
    for position, value in enumerate(values):
        np.multiply(_ready(value, known[:, position, None], kind), weights[position], out=product)
        total += product
    mean = _divide(total, weights.sum(axis=0), kind)
    blank = np.flatnonzero(~known.all(axis=1))
    if len(blank):
        mean[blank] = _divide(total[blank], _weight_of_known(known[blank], weights), kind)
    return np.exp(mean) if kind == "geometrica" else mean


def _divide(total: NDArray[np.float64], whole: NDArray[np.float64], kind: Agregador) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(whole, total) if kind == "armonica" else np.divide(total, whole)


def _ready(value: NDArray[np.float64], known: NDArray[np.bool_], kind: Agregador) -> NDArray[np.float64]:
    """Return what is summed of a child: itself, its logarithm or its inverse; 0 where it is not known."""
    if kind == "aritmetica":
        return value if known.all() else np.where(known, value, 0.0)
    usable = np.where(known, value, 1.0)
    return np.log(usable) if kind == "geometrica" else np.where(known, 1.0 / usable, 0.0)


def _weight_of_known(known: NDArray[np.bool_], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (rows, draws): the weight of the children that each row has, child by child."""
    whole = np.zeros((len(known), weights.shape[1]))
    for position, weight in enumerate(weights):
        whole += known[:, position, None] * weight
    return whole

"""What the places would be without each indicator, or without each node and all that hangs from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.aggregate import SIN_MINIMO, Disponibilidad, aggregate
from evaluacion.compare.comparado import Arbol
from evaluacion.compare.lugares_sorteados import comparable, place_draws, reach_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Quitados:
    """The places without each node: `nodos` (removed,) are positions in the tree, in its order.

    `lugares` (removed, rows): the place without that node, 0 where nothing is left to score. `cambio` (removed, rows): how
    many places are gained (negative) or lost, NaN where there is none. `medio` (removed,): its mean size; NaN for nothing.
    """

    nodos: NDArray[np.intp]
    lugares: NDArray[np.int32]
    cambio: NDArray[np.float64]
    medio: NDArray[np.float64]


def remove_each(
    arbol: Arbol, hojas: NDArray[np.float64], lugares: NDArray[np.int32], *, disponibilidad_minima: Disponibilidad = SIN_MINIMO
) -> Quitados:
    """Return what changes when each node of some weight is left out and its siblings share its weight.

    Args:
        arbol: the tree.
        hojas: (rows, leaves), normalised.
        lugares: (rows,) with everything in.
        disponibilidad_minima: that of the comparison; what is left out is neither present nor missing.
    """
    nodes = np.flatnonzero(arbol.pesos[:-1] > 0)
    scores = np.empty((len(hojas), len(nodes)))
    for position, node in enumerate(nodes.tolist()):
        scores[:, position] = aggregate(arbol, hojas, _without(arbol, node), disponibilidad_minima=disponibilidad_minima).nodos[:, -1]
    places = place_draws(comparable(scores, reach_of(hojas))).T
    shift = np.where(places > 0, places - lugares.astype(np.float64), np.nan)
    counted = np.count_nonzero(places > 0, axis=1)
    total = np.nansum(np.abs(shift), axis=1)
    mean = np.divide(total, counted, out=np.full(len(nodes), np.nan), where=counted > 0)
    return Quitados(nodes, np.ascontiguousarray(places), shift, mean)


def _without(arbol: Arbol, node: int) -> NDArray[np.float64]:
    """Return the weights with a node at 0, and with it every parent that would be left with nothing."""
    weights = arbol.pesos.copy()
    weights[node] = 0.0
    parent = int(arbol.padre[node])
    while parent >= 0 and not weights[arbol.padre == parent].any():
        weights[parent] = 0.0
        parent = int(arbol.padre[parent])
    return weights

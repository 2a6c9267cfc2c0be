"""What scores can reach: the ends of the scale of every node, and which means they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.aggregate import EscalaError
from evaluacion.compare.arbol import children_of
from evaluacion.compare.comparado import Arbol
from evaluacion.compare.normalise import Normalizado

if TYPE_CHECKING:
    from numpy.typing import NDArray


def find_reach(arbol: Arbol, scored: Normalizado) -> NDArray[np.float64]:
    """Return the least and greatest score that each node can have, (2, nodes): of its scale, or of its data where it has none."""
    n = arbol.n_hojas
    reach = np.full((2, len(arbol.ids)), np.nan)
    for end, (limit, find) in enumerate(((scored.bajo, np.fmin), (scored.alto, np.fmax))):
        reach[end, :n] = limit
        for leaf in np.flatnonzero(~np.isfinite(limit)).tolist():
            reach[end, leaf] = find.reduce(scored.valores[..., leaf], axis=None, initial=np.nan)
    for parent, children in sorted(children_of(arbol).items()):
        own = [child for child in children if arbol.pesos[child] > 0]
        reach[0, parent] = np.fmin.reduce(reach[0, own], initial=np.nan)
        reach[1, parent] = np.fmax.reduce(reach[1, own], initial=np.nan)
    return reach


def check_scale(arbol: Arbol, alcance: NDArray[np.float64]) -> None:
    """Check that geometric and harmonic means are of scales that stay above 0.

    Raises:
        EscalaError: one is not.
    """
    children = children_of(arbol)
    for nivel in arbol.niveles:
        if nivel.agregador in {"geometrica", "armonica"}:
            for parent in nivel.padres.tolist():
                for child in children[parent]:
                    if arbol.pesos[child] > 0 and alcance[0, child] <= 0:
                        raise EscalaError(arbol.ids[parent], arbol.ids[child], nivel.agregador)

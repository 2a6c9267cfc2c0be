"""From data to scores: each column on its scale and each row up the tree, with little memory beside what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.compare.aggregate import SIN_MINIMO, Disponibilidad, fill_nodes, minimums_of, scale_weights
from evaluacion.compare.alcance import check_scale, find_reach
from evaluacion.compare.comparado import Arbol
from evaluacion.compare.normalise import Normalizado, normalise_columns
from evaluacion.compare.regla import Regla

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Puntuado(NamedTuple):
    """The scores of a table: `nodos`, in the shape of what was given but with all the nodes, and what they rest on.

    `disponibilidad` (2, rows, parents): by count and by effective weight, of the central values. `alcance` (2, nodes): the least
    and greatest score of each. `normalizado`: what the rules did to each column; its scores are the first columns of `nodos`.
    """

    nodos: NDArray[np.float64]
    disponibilidad: NDArray[np.float64]
    alcance: NDArray[np.float64]
    normalizado: Normalizado


def score_table(
    arbol: Arbol,
    x: NDArray[np.float64],
    reglas: Sequence[Regla],
    por: NDArray[np.intp] | None = None,
    *,
    disponibilidad_minima: Disponibilidad = SIN_MINIMO,
) -> Puntuado:
    """Return the scores of a table at every node; what it takes beside its result does not grow with the rows but by 8 columns.

    Args:
        arbol: the tree.
        x: (rows, leaves), or (3, rows, leaves) with central, least and greatest values; natural units, NaN missing.
        reglas: one a leaf.
        por: (rows,): the number of the period of each row, for the rules that say `por_periodo`.
        disponibilidad_minima: as in `aggregate`.

    Raises:
        ReglaError: a rule cannot be applied; `columna` is the position of its leaf.
        EscalaError: a geometric or harmonic mean of a scale that reaches 0 or less.
        NivelesError: the minimum availabilities do not fit the tree.
    """
    n, n_nodes, rows = arbol.n_hojas, len(arbol.ids), x.shape[-2]
    minimums = minimums_of(arbol, disponibilidad_minima)
    scores = np.empty((*x.shape[:-1], n_nodes))
    scored = normalise_columns(x, reglas, por, out=scores[..., :n])
    reach = find_reach(arbol, scored)
    check_scale(arbol, reach)
    present = np.empty((2, rows, n_nodes - n))
    fill_nodes(arbol, scores.reshape(-1, rows, n_nodes), present, scale_weights(arbol, arbol.pesos), minimums)
    return Puntuado(scores, present, reach, scored)

"""Scores of a large table: each column on its scale and each row up the tree, with little memory beside what is asked for."""

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
    """The scores of a table: `nodos` (rows, nodes), `disponibilidad` (2, rows, parents), by count and by effective weight.

    `normalizado`: what the rules did to each column; its scores are the first columns of `nodos`.
    """

    nodos: NDArray[np.float64]
    disponibilidad: NDArray[np.float64]
    normalizado: Normalizado


def score_table(
    arbol: Arbol,
    x: NDArray[np.float64],
    reglas: Sequence[Regla],
    por: NDArray[np.intp] | None = None,
    *,
    disponibilidad_minima: Disponibilidad = SIN_MINIMO,
) -> Puntuado:
    """Return the scores of a table, the same bit for bit as `compute` gives without policies on the data.

    Args:
        arbol: the tree.
        x: (rows, leaves), natural units, NaN missing.
        reglas: one a leaf.
        por: (rows,): the number of the period of each row, for the rules that say `por_periodo`.
        disponibilidad_minima: as in `aggregate`.

    Raises:
        ReglaError, EscalaError, NivelesError: as in `compute`.
    """
    rows, n, n_nodes = len(x), arbol.n_hojas, len(arbol.ids)
    minimums = minimums_of(arbol, disponibilidad_minima)
    scores = np.empty((rows, n_nodes))
    scored = normalise_columns(x, reglas, por, out=scores[:, :n])
    check_scale(arbol, find_reach(arbol, scored))
    present = np.empty((2, rows, n_nodes - n))
    fill_nodes(arbol, scores[np.newaxis], present, scale_weights(arbol, arbol.pesos), minimums)
    return Puntuado(scores, present, scored)

"""The units that pass: the first ones by score, ties broken as declared or all kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evaluacion.compare.comparado import Comparado
from evaluacion.compare.lugares import comparable, number_groups


def choose_finalists(comparado: Comparado, cuantas: int, desempate: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the rows that pass, best first, in each period: the first `cuantas` and all those who tie with the last of them.

    Order is that of the central score at the root; among equal ones, of their scores at the nodes of `desempate` (positions), in
    turn, where one without score comes last. Only rows that have a place pass. Equal ones are listed by id.
    """
    rows = comparado.renglones
    periods = np.zeros(len(rows.ids), dtype=np.intp) if rows.periodos is None else number_groups(rows.periodos)
    keys = np.stack([_seen(comparado, node) for node in (len(comparado.arbol.ids) - 1, *desempate)])
    chosen: list[int] = []
    for period in np.unique(periods):
        ranked = np.flatnonzero((periods == period) & (comparado.mejor[:, -1] > 0)).tolist()
        order = sorted(ranked, key=lambda row: (*(-keys[:, row]), rows.ids[row]))
        last = order[min(cuantas, len(order)) - 1] if order else 0
        chosen += [row for row in order if tuple(-keys[:, row]) <= tuple(-keys[:, last])]
    return tuple(chosen)


def _seen(comparado: Comparado, node: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the scores of a node as comparisons look at them; one that is missing is under all others."""
    reach = (np.nan, np.nan) if comparado.alcance is None else (float(comparado.alcance[0, node]), float(comparado.alcance[1, node]))
    return np.nan_to_num(comparable(comparado.nodos[0, :, node], reach), nan=-np.inf)

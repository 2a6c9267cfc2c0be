"""Who passes: the first places of each period, with what breaks their ties, or all who tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from evaluacion.compare.comparado import Comparado
    from evaluacion.model.comparacion import Comparacion

_ROOT = -1


def find_finalists(comparacion: Comparacion, comparado: Comparado) -> tuple[int, ...]:
    """Return the rows that pass, period by period, by place; empty where the comparison does not say how many.

    Those with too few others that are, or may be, level with them or over them pass. Of those whose best place is among the
    first, and who tie or cannot be told apart, the nodes of `desempate` decide, by their places there; who still ties passes.
    """
    if comparacion.finalistas is None:
        return ()
    periods = comparado.renglones.periodos or ("",) * len(comparado.renglones.ids)
    nodes = [comparado.arbol.ids.index(name) for name in comparacion.desempate]
    found: list[int] = []
    for period in dict.fromkeys(sorted(periods)):
        rows = [row for row, name in enumerate(periods) if name == period]
        found += _pass_in(rows, comparacion.finalistas, nodes, comparado)
    return tuple(found)


def _pass_in(rows: list[int], wanted: int, nodes: list[int], comparado: Comparado) -> list[int]:
    best, worst = comparado.mejor[:, _ROOT], comparado.peor[:, _ROOT]
    ranked = [row for row in rows if best[row] > 0]
    level = np.searchsorted(np.sort(best[ranked]), worst[ranked], side="right")
    sure = [row for row, count in zip(ranked, level.tolist(), strict=True) if count <= wanted]
    tied = [row for row, count in zip(ranked, level.tolist(), strict=True) if best[row] <= wanted < count]
    room = wanted - len(sure)
    if nodes and len(tied) > room:
        keys = {row: _places(row, nodes, comparado) for row in tied}
        limit = sorted(keys.values())[room - 1] if room > 0 else ()
        tied = [row for row in tied if keys[row] <= limit]
    return sorted([*sure, *tied], key=lambda row: (best[row], worst[row], _places(row, nodes, comparado), row))


def _places(row: int, nodes: list[int], comparado: Comparado) -> tuple[tuple[int, int], ...]:
    """Return the places of a row at the nodes that break ties; without a place, after all."""
    last = np.iinfo(np.int64).max
    return tuple((int(comparado.mejor[row, node]) or int(last), int(comparado.peor[row, node]) or int(last)) for node in nodes)

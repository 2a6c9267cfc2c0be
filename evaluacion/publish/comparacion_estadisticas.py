"""What a comparison says beyond its scores, as plain data: places in groups, strengths, correlations, consistency of each node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.compare.comparar import places_in_groups
from evaluacion.compare.correlaciones import correlate, cronbach
from evaluacion.compare.fortalezas import distances_to_group

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.compare.comparado import Comparado
    from evaluacion.compare.lugares import Lugares

CUANTAS = 3
"""Strengths of each unit, and weaknesses."""
MAX_NODOS = 120
"""Most nodes whose correlations are given."""


@dataclass(frozen=True, eq=False)
class Estadisticas:
    """The statistics of a comparison, each found once and only if it is asked for."""

    comparado: Comparado

    @cached_property
    def _in_groups(self) -> Mapping[str, Lugares]:
        return {name: places_in_groups(self.comparado, name) for name in self.comparado.renglones.grupos}

    @cached_property
    def _beside_group(self) -> NDArray[np.float64]:
        """By row and leaf, the score minus the median of the first of the declared groups, or of all."""
        column = next(iter(self.comparado.renglones.grupos), None)
        return distances_to_group(self.comparado, column)[:, : self.comparado.arbol.n_hojas]

    def places(self, row: int, node: int) -> dict[str, dict[str, int] | None]:
        """Return by column of groups the place of a row among those of its group and period, None where it has none."""
        found = {}
        for name, lugares in self._in_groups.items():
            best, worst = int(lugares.mejor[row, node]), int(lugares.peor[row, node])
            found[name] = {"mejor": best, "peor": worst} if best else None
        return found

    def strengths(self, row: int) -> dict[str, list[dict[str, Any]]]:
        """Return the indicators in which a row is farthest above and below the median of its group."""
        return {"fortalezas": self._farthest(row, 1.0), "debilidades": self._farthest(row, -1.0)}

    def _farthest(self, row: int, sign: float) -> list[dict[str, Any]]:
        far = sign * self._beside_group[row]
        chosen = [leaf for leaf in np.argsort(-far, kind="stable")[:CUANTAS].tolist() if far[leaf] > 0]
        return [{"nodo": self.comparado.arbol.ids[leaf], "diferencia": float(sign * far[leaf])} for leaf in chosen]

    def alphas(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """Return Cronbach's alpha of the components of each node over some rows."""
        arbol, scores = self.comparado.arbol, self.comparado.nodos[0][list(rows)]
        found = []
        for node in range(arbol.n_hojas, len(arbol.ids)):
            alpha = cronbach(scores[:, np.flatnonzero(arbol.padre == node)])
            value = None if np.isnan(alpha.valor) else float(alpha.valor)
            found.append({"nodo": arbol.ids[node], "alfa": value, "casos": alpha.casos, "pocos_casos": alpha.son_pocos})
        return found

    def correlations(self, rows: Sequence[int], nodes: Sequence[int]) -> dict[str, Any]:
        """Return Pearson's correlation between the scores of the first of some nodes over some rows, with its cases."""
        chosen = list(nodes)[:MAX_NODOS]
        found = correlate(self.comparado.nodos[0][np.ix_(list(rows), chosen)])
        return {
            "nodos": [self.comparado.arbol.ids[node] for node in chosen],
            "valores": [[None if np.isnan(value) else value for value in line] for line in found.valores.tolist()],
            "casos": found.casos.tolist(),
            "pocos_casos": found.son_pocos.tolist(),
        }

    def last_period(self, rows: Sequence[int]) -> list[int]:
        """Return the rows of the latest period among some; all of them where there are no periods."""
        periods = self.comparado.renglones.periodos
        if periods is None or not rows:
            return list(rows)
        latest = max(periods[row] for row in rows)
        return [row for row in rows if periods[row] == latest]

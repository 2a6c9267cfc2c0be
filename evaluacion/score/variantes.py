"""Records scored again with some of their answers changed, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.score.kernel import Puntos, put_code, score_codes
from evaluacion.score.plan import RESPONDIDA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.score.evaluate import Resultado


class Cambio(NamedTuple):
    """What mending a gap changes: codes (row of the plan, code), and an indicator (criterion, position in it) at full worth."""

    codigos: tuple[tuple[int, int], ...] = ()
    indicador: tuple[int, int] | None = None


@dataclass(slots=True)
class Variantes:
    """Variants of records: the column each one copies, and the cells that differ from it."""

    fuente: list[int] = field(default_factory=list)
    codigos: list[tuple[int, int, int]] = field(default_factory=list)
    directos: list[tuple[int, int, int, float]] = field(default_factory=list)

    def vary(self, position: int, *changes: tuple[int, int]) -> int:
        """Add a copy of a record with some codes changed (row, code); return its column."""
        self.fuente.append(position)
        column = len(self.fuente) - 1
        for row, code in changes:
            self.codigos.append((row, column, code))
        return column

    def vary_indicator(self, position: int, criterion: int, row: int, points: float) -> int:
        """Add a copy of a record in which an indicator is worth those points; return its column."""
        column = self.vary(position)
        self.directos.append((criterion, row, column, points))
        return column

    def mend(self, position: int, cambios: Sequence[Cambio]) -> int:
        """Add a copy of a record with several gaps mended; return its column."""
        column = self.vary(position, *(change for cambio in cambios for change in cambio.codigos))
        self.directos.extend((*cambio.indicador, column, 1.0) for cambio in cambios if cambio.indicador is not None)
        return column

    def score(self, resultado: Resultado) -> NDArray[np.float64]:
        """Return the nodes of every variant, (6, nodes, variants), as the record that it copies was scored."""
        columns = np.array(self.fuente, dtype=np.intp)
        codes = resultado.codigos[:, columns]
        if self.codigos:
            row, column, code = np.array(self.codigos, dtype=np.intp).T
            codes[row, column] = code  # of several codes for one cell, the last one
        direct = {c: points.of(columns) for c, points in resultado.directos.items()}
        self._answer(resultado, direct)
        for c, row, column, value in self.directos:
            direct[c].estado[row, column] = RESPONDIDA
            direct[c].punto[row, column] = direct[c].bajo[row, column] = direct[c].alto[row, column] = value
        return score_codes(resultado.plan, codes, direct=direct)

    def _answer(self, resultado: Resultado, direct: dict[int, Puntos]) -> None:
        """Give the changed answers their points where those of the record come from several votes."""
        for c in resultado.puntos:
            criterio = resultado.plan.criterios[c]
            for row, column, code in self.codigos:
                q = row - criterio.inicio
                if 0 <= q < criterio.n:
                    put_code(direct[c], criterio, q, column, code)

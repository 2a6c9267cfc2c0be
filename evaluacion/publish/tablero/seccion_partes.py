"""One marco on a board made of scores by parts: figures of all the records, and the scorecards of some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.publish.tablero.conjunto import Bloque
from evaluacion.publish.tablero.seccion import cut_text

if TYPE_CHECKING:
    from evaluacion.model.marco import Marco
    from evaluacion.publish.tablero.conjunto import Conjunto
    from evaluacion.publish.tablero.seccion import Renglon


@dataclass(frozen=True, slots=True)
class Distribucion:
    """How the scores of all the records are spread."""

    partes: tuple[float, ...]
    """Which quantiles, as fractions."""
    cuantiles: Mapping[tuple[int, int], tuple[float, ...]]
    """By measure and node; of the total, of each end; of the criteria and the groups, of the score."""
    decimos: tuple[int, ...]
    """How many guaranteed totals are in each tenth of the scale."""


@dataclass(frozen=True, slots=True, eq=False)
class SeccionDePartes:
    """One marco with the records that its sheets list, in order."""

    marco: Marco
    conjunto: Conjunto
    distribucion: Distribucion
    renglones: tuple[Renglon, ...]
    clasifica: bool
    extremos: tuple[range, range] | None
    """The positions of the best and of the worst that are listed; None where all the records are."""

    @property
    def recorte(self) -> str:
        """How many records are listed and how they were chosen; empty when all are."""
        return cut_text(self.marco, len(self.renglones), self.conjunto.total, ranked=self.clasifica)

    @property
    def bloques(self) -> tuple[Bloque, ...]:
        """The records in blocks, each with its title: the best, the worst and the sample; or all of them."""
        if self.extremos is None:
            return (Bloque("Todos los registros", self.renglones),)
        best, worst = self.extremos
        found = (
            Bloque("Los de mayor puntaje garantizado", tuple(one for one in self.renglones if one.posicion in best)),
            Bloque("Los de menor puntaje garantizado", tuple(one for one in self.renglones if one.posicion in worst)),
            Bloque("Muestra de los demás", tuple(one for one in self.renglones if one.posicion not in best and one.posicion not in worst)),
        )
        return tuple(block for block in found if block.renglones)

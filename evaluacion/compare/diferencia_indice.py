"""What a difference between two comparisons is made of: values to read, nothing to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.compare.diferencia import Tres
    from evaluacion.model.procedencia import Procedencia

Lugar = tuple[int, int]
"""The best and the worst place that a unit can have."""
MovimientoDeLugar = Literal["gana", "pierde", "cambia_rango", "igual", "sin_lugar"]
"""How a place moved: `gana` and `pierde` hold whatever is missing; `cambia_rango`: the two ranges overlap."""
DeOtros = Literal["calculado", "ninguno", "sin_calcular"]
"""Whether what comes from the data of the others was computed, cannot be (scales look at nobody else), or was too much."""


@dataclass(frozen=True, slots=True)
class NodoMovido:
    """A node before and after; what means nothing is None.

    `partes` goes by `PARTES_INDICE`. `de_otros`: how much of data, and of what was known or lost, comes from the other units.
    """

    id: str
    nombre: str
    antes: Tres
    despues: Tres
    cambio: Tres | None
    partes: tuple[Tres, Tres, Tres] | None
    de_otros: tuple[Tres, Tres] | None
    lugares: tuple[Lugar | None, Lugar | None]
    lugar: MovimientoDeLugar


@dataclass(frozen=True, slots=True)
class CeldaMovida:
    """A datum that moved a unit: what it said, its score, and what it moves alone in the index (None: it cannot be told)."""

    indicador: str
    nombre: str
    parte: str
    antes: float | None
    despues: float | None
    puntajes: tuple[float | None, float | None]
    en_indice: float | None
    origenes: tuple[Origen | None, Origen | None]


@dataclass(frozen=True, slots=True)
class UnidadMovida:
    """A unit that both sides have: its nodes, the index first, and the cells that moved it, from what moves most."""

    id: str
    nombre: str
    nodos: tuple[NodoMovido, ...]
    celdas: tuple[CeldaMovida, ...]

    @property
    def indice(self) -> NodoMovido:
        """The highest node in common."""
        return self.nodos[0]


@dataclass(frozen=True, slots=True)
class UnidadSola:
    """A unit that only one side has, with its score and place there in the highest node in common."""

    id: str
    nombre: str
    puntaje: float | None
    lugar: Lugar | None


@dataclass(frozen=True, slots=True)
class PoliticaCambiada:
    """A policy, or something of a node, that is not the same; None where a side has no such thing."""

    lugar: str
    antes: str | None
    despues: str | None


@dataclass(frozen=True, slots=True)
class DiferenciaDeIndice:
    """What changed between two comparisons, or two periods of one."""

    de: str
    a: str
    indice: str
    unidades: tuple[UnidadMovida, ...]
    aparecen: tuple[UnidadSola, ...]
    desaparecen: tuple[UnidadSola, ...]
    politicas: tuple[PoliticaCambiada, ...]
    solos: tuple[tuple[str, str], ...]
    """Nodes that only one of them has, and which."""
    de_otros: DeOtros
    procedencias: tuple[Procedencia, Procedencia]


@dataclass(frozen=True, slots=True)
class DiferenciasDeIndice:
    """The rounds, oldest first: each with the one before and, where there are more than two, the last with the first."""

    comparacion: str
    titulo: str
    rondas: tuple[str, ...]
    tramos: tuple[DiferenciaDeIndice, ...]
    plazo: DiferenciaDeIndice | None

    @property
    def todas(self) -> tuple[DiferenciaDeIndice, ...]:
        """Every step, then the whole."""
        return (*self.tramos, *((self.plazo,) if self.plazo is not None else ()))

"""What a difference between two rounds is made of: values to read, nothing to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.compare.cambio import Nodo
    from evaluacion.compare.cambio_reglas import CambioDeRegla
    from evaluacion.model.procedencia import MarcoUsado, Procedencia

MovimientoDeNivel = Literal["gana", "pierde", "sube_garantizado", "baja_garantizado", "cambia_alcanzable", "igual", "sin_comparar"]
"""How a level moved: `gana` and `pierde` hold whatever is missing; the next three are of one end only."""


class Tres(NamedTuple):
    """A figure of a score and its ends; None where there is none."""

    puntaje: float | None
    minimo: float | None
    maximo: float | None


@dataclass(frozen=True, slots=True)
class NodoCambiado:
    """A node before and after; `cambio` and `partes` (by `PARTES`) are None where they do not mean anything."""

    nodo: Nodo
    nombre: str
    antes: Tres
    despues: Tres
    cambio: Tres | None
    partes: tuple[Tres, Tres, Tres, Tres] | None
    juntas: tuple[Tres, Tres, Tres, Tres] | None = None
    """By part, what the questions move together beyond what each moves alone; only in the criteria and the total."""


class Dicho(NamedTuple):
    """What one side says to a question."""

    estado: str
    respuesta: str | None
    evidencia: str | None
    origen: Origen | None


@dataclass(frozen=True, slots=True)
class PreguntaMovida:
    """A question that does not say the same: to which part it belongs and what it moves alone, in its criterion and in the total."""

    criterio: str
    pregunta: str
    texto: str
    parte: int
    antes: Dicho
    despues: Dicho
    en_criterio: Tres
    en_total: Tres


@dataclass(frozen=True, slots=True)
class ReglaMovida:
    """What a change of rule moves alone in one record."""

    regla: int
    """Position in `MarcoComparado.reglas`."""
    en_total: Tres


@dataclass(frozen=True, slots=True)
class RegistroCambiado:
    """A record in both rounds: its total first among `nodos`, then groups and criteria."""

    id: str
    titulo: str | None
    evaluadores: tuple[tuple[str | None, ...], tuple[str | None, ...]]
    otro_juez: bool
    """Whether nobody judged it in both rounds: all that its answers differ counts as votes."""
    nodos: tuple[NodoCambiado, ...]
    preguntas: tuple[PreguntaMovida, ...]
    reglas: tuple[ReglaMovida, ...]
    niveles: tuple[str, str]
    nivel: MovimientoDeNivel
    lugares: tuple[tuple[int, int] | None, tuple[int, int] | None]

    @property
    def total(self) -> NodoCambiado:
        """The whole."""
        return self.nodos[0]


class Ausente(NamedTuple):
    """A record that is in one round only, with its total there."""

    id: str
    titulo: str | None
    evaluador: str | None
    total: Tres
    nivel: str


@dataclass(frozen=True, slots=True)
class MarcoComparado:
    """One marco in two rounds."""

    marco: str
    titulo: str
    antes: MarcoUsado
    despues: MarcoUsado
    ruptura: bool
    """Whether they are of different major versions: the series breaks between them."""
    sin_reparto: str | None
    """Why changes are not split; None when they are."""
    reglas: tuple[CambioDeRegla, ...]
    registros: tuple[RegistroCambiado, ...]
    aparecen: tuple[Ausente, ...]
    desaparecen: tuple[Ausente, ...]
    clasifica: bool


@dataclass(frozen=True, slots=True)
class Diferencia:
    """From one round to a later one; `solo` has the marcos of one of them only, with the round that has them."""

    de: str
    a: str
    marcos: tuple[MarcoComparado, ...]
    solo: tuple[tuple[str, str], ...]
    procedencias: tuple[Procedencia, Procedencia]


class EnRonda(NamedTuple):
    """A record in one round of a trajectory."""

    total: Tres
    nivel: str


@dataclass(frozen=True, slots=True)
class Trayectoria:
    """A marco through the rounds: which one breaks with the one before it, and each record in each round (None: not there)."""

    marco: str
    titulo: str
    rango: tuple[float, float]
    rondas: tuple[str, ...]
    rupturas: tuple[bool, ...]
    versiones: tuple[str | None, ...]
    registros: tuple[tuple[str, str, tuple[EnRonda | None, ...]], ...]
    """Id, name and rounds of each record, by id."""


@dataclass(frozen=True, slots=True)
class Diferencias:
    """Two rounds or more: each with the one before it and, where they are more than two, the last with the first."""

    rondas: tuple[str, ...]
    tramos: tuple[Diferencia, ...]
    plazo: Diferencia | None
    trayectorias: tuple[Trayectoria, ...]

    @property
    def todas(self) -> tuple[Diferencia, ...]:
        """The steps and, if there is one, the whole term."""
        return (*self.tramos, *([self.plazo] if self.plazo is not None else []))

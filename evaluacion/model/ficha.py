"""The scorecard of one record under one marco: a view with its reasons, made on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.model.marco import Criterio, Grupo, Indicador, Marco, Pregunta
    from evaluacion.model.moderacion import Acordada
    from evaluacion.model.practica import Respuesta, SerieEscrita
    from evaluacion.model.tipologia import Modo

Estado = Literal["respondida", "sin_responder", "no_aplica", "sin_evidencia"]


class Puntaje(NamedTuple):
    """The numbers of a node, on the range of the marco; coverage and applicability are fractions; None is unknown."""

    puntaje: float | None
    minimo: float | None
    maximo: float | None
    cobertura: float | None
    aplicabilidad: float | None

    @property
    def no_aplica(self) -> bool:
        """Whether nothing of the node applies to the record (the total of a typology has no score, and may well apply)."""
        return self.cobertura is None


class Voto(NamedTuple):
    """What one evaluator answers to a question: `puntos` on [0, 1], None where it is no vote of points (missing, excused, no aplica)."""

    evaluador: str | None
    valor: str | None
    puntos: float | None
    escrita: Respuesta | None
    origen: Origen
    por_otra: bool = False
    """Whether it counts as what the same evaluator says to the question that this one depends on asks for (rule 4)."""

    @property
    def excusa(self) -> str | None:
        """Why the evaluator does not vote here."""
        return self.escrita.excusa if self.escrita is not None else None


class FichaPregunta(NamedTuple):
    """A question with its answer: `puntos` on [0, 1] after turning inverse ones round, only when answered."""

    pregunta: Pregunta
    ruta: str
    estado: Estado
    valor: str | None
    puntos: float | None
    bajo: float
    alto: float
    escrita: Respuesta | None
    origen: Origen
    votos: tuple[Voto, ...] = ()
    """What each evaluator answered, where the scorecard puts several together."""
    acordada: Acordada | None = None
    """The agreed answer that replaces the votes."""


@dataclass(frozen=True, slots=True)
class FichaIndicador:
    """An indicator with its measure: percentages are unclipped; `luz` is a colour, `aún no exigible` or None."""

    indicador: Indicador
    estado: Estado
    valor: float | None
    periodo: str | None
    linea_base: tuple[str, float] | None
    meta: tuple[str | None, float] | None
    """Its period is None where the marco fixes it."""
    medida: float | None
    esperado: float | None
    puntos: float | None
    bajo: float
    alto: float
    luz: str | None
    senales: tuple[str, ...]
    falla: str | None
    serie: tuple[tuple[str, float], ...]
    escrita: SerieEscrita | None
    origen: Origen


class TotalPropio(NamedTuple):
    """The total that one evaluator's answers alone give."""

    evaluador: str | None
    puntaje: Puntaje
    origen: Origen


class FichaCriterio(NamedTuple):
    """A criterion with its numbers and its questions or indicators."""

    criterio: Criterio
    puntaje: Puntaje
    preguntas: tuple[FichaPregunta, ...]
    indicadores: tuple[FichaIndicador, ...]


@dataclass(frozen=True, slots=True)
class FichaGrupo:
    """A group with its numbers and its criteria."""

    grupo: Grupo
    puntaje: Puntaje
    criterios: tuple[FichaCriterio, ...]


@dataclass(frozen=True, slots=True)
class NivelAlcanzado:
    """The level: `seguro` when no missing answer can change it; else what is guaranteed and what is reachable."""

    seguro: str | None
    al_menos: str | None
    hasta: str | None


@dataclass(frozen=True, slots=True)
class CompuertaAbierta:
    """A minimum that is not met (`cerrada`), not surely met (`pendiente`), or from which the criterion is exempt."""

    nivel: str
    criterio: str
    minimo: float
    estado: Literal["cerrada", "pendiente", "exenta"]


@dataclass(frozen=True, slots=True)
class LecturaAlterna:
    """The total without the questions that some readers judge the other way."""

    sin: tuple[str, ...]
    puntaje: float | None
    minimo: float | None
    maximo: float | None


@dataclass(frozen=True, slots=True)
class MedidaDeTipo:
    """A measure of a typology: its value, and the least and the greatest that the missing answers leave; None is unknown."""

    id: str
    valor: float | None
    minimo: float | None
    maximo: float | None


@dataclass(frozen=True, slots=True)
class FichaTipologia:
    """The types of a record: those that no missing answer can undo, and all that it may still be."""

    modo: Modo
    aplicable: bool
    """Whether enough of the marco applies to say any type."""
    seguros: tuple[str, ...]
    posibles: tuple[str, ...]
    medidas: tuple[MedidaDeTipo, ...]

    @property
    def por_confirmar(self) -> bool:
        """Whether the missing answers can still change it."""
        return self.seguros != self.posibles


@dataclass(frozen=True, slots=True)
class Ficha:
    """One record under one marco."""

    marco: Marco
    practica: str
    tipo: str
    titulo: str | None
    evaluador: str | None
    series: Mapping[str, SerieEscrita]
    """The data of indicators that the record writes, of this marco or not."""
    origen: Origen
    total: Puntaje
    minimo_estricto: float | None
    nivel: NivelAlcanzado
    subnivel: NivelAlcanzado | None
    """The part of the level; None where the marco divides none."""
    tipologia: FichaTipologia | None
    compuertas: tuple[CompuertaAbierta, ...]
    provisional: bool
    elegible: bool | None
    requisitos: tuple[tuple[str, bool | None], ...]
    lugar: tuple[int, int] | None
    lectura_alterna: LecturaAlterna | None
    grupos: tuple[FichaGrupo, ...]
    evaluadores: tuple[TotalPropio, ...] = ()
    """The own total of each evaluator, where the scorecard puts several together."""

    @property
    def criterios(self) -> tuple[FichaCriterio, ...]:
        """Every criterion, in order."""
        return tuple(criterio for grupo in self.grupos for criterio in grupo.criterios)

    @property
    def preguntas(self) -> tuple[FichaPregunta, ...]:
        """Every question, in order."""
        return tuple(pregunta for criterio in self.criterios for pregunta in criterio.preguntas)

    @property
    def indicadores(self) -> tuple[FichaIndicador, ...]:
        """Every indicator, in order."""
        return tuple(indicador for criterio in self.criterios for indicador in criterio.indicadores)

    def walk(self) -> Iterator[tuple[FichaCriterio, FichaPregunta | FichaIndicador]]:
        """Yield every question or indicator with its criterion, in the order of the marco."""
        for criterio in self.criterios:
            yield from ((criterio, pregunta) for pregunta in criterio.preguntas)
            yield from ((criterio, indicador) for indicador in criterio.indicadores)

    @property
    def respondidas(self) -> tuple[int, int]:
        """How many questions and indicators are answered, of how many that apply; those of weight 0 do not count."""
        states = [item.estado for item in self.preguntas if item.pregunta.peso]
        states += [item.estado for item in self.indicadores if item.indicador.peso]
        return states.count("respondida"), len(states) - states.count("no_aplica")

"""One marco in the board: its records in the order in which they are shown, each with its scorecard and its name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evaluacion.publish.orden import in_order, is_ranked
from evaluacion.publish.tablero.estilos import percent
from evaluacion.score.brechas import Calificado
from evaluacion.score.kernel import APLICABILIDAD
from evaluacion.score.levels import below

if TYPE_CHECKING:
    from evaluacion.model.ficha import Ficha
    from evaluacion.model.marco import Criterio, Indicador, Marco, Pregunta
    from evaluacion.score.evaluate import Resultado

MAX_DETALLE = 20_000
"""Most rows of questions that the board lists one by one; beyond it, whole records are chosen and the sheet says so."""


@dataclass(frozen=True, slots=True)
class Renglon:
    """One record of a section: its position in the result, its scorecard and the name that readers see."""

    posicion: int
    ficha: Ficha
    nombre: str


@dataclass(frozen=True, eq=False)
class Seccion:
    """One marco with its records in order. `clasifica` says whether that order is by score and means something."""

    resultado: Resultado
    renglones: tuple[Renglon, ...]
    clasifica: bool
    detallados: tuple[Renglon, ...]
    """The records whose questions are listed one by one."""

    @property
    def marco(self) -> Marco:
        """The instrument."""
        return self.resultado.marco

    @property
    def calificados(self) -> tuple[Calificado, ...]:
        """The records listed one by one, as the score knows them."""
        return tuple(Calificado(renglon.posicion, renglon.ficha) for renglon in self.detallados)

    @cached_property
    def con_datos(self) -> bool:
        """Whether any record answers anything."""
        return any(renglon.ficha.respondidas[0] for renglon in self.renglones)


def make_secciones(resultados: tuple[Resultado, ...], *, sin_clasificar: bool) -> tuple[Seccion, ...]:
    """Return a section for each result: by guaranteed score, or alphabetical where records are not compared."""
    ordered = []
    for resultado in resultados:
        ranked = is_ranked(resultado, clasificar=not sin_clasificar)
        rows = tuple(Renglon(*row) for row in in_order(resultado, clasificar=not sin_clasificar))
        ordered.append((resultado, rows, ranked))
    per_record = sum(len(resultado.plan.preguntas) for resultado, _, _ in ordered)
    most = max(MAX_DETALLE // max(per_record, 1), 1)
    return tuple(Seccion(resultado, rows, ranked, _choose(rows, most, ranked=ranked)) for resultado, rows, ranked in ordered)


def _choose(rows: tuple[Renglon, ...], most: int, *, ranked: bool) -> tuple[Renglon, ...]:
    """Return all the records, or: the first half, the last quarter and evenly spaced ones between; if unranked, evenly spaced."""
    if len(rows) <= most:
        return rows
    best, worst = (most // 2, most // 4) if ranked else (0, 0)
    middle, wanted = rows[best : len(rows) - worst], most - best - worst
    spaced = tuple(middle[i * len(middle) // wanted] for i in range(wanted))
    return (*rows[:best], *spaced, *rows[len(rows) - worst :])


def reason_without_place(seccion: Seccion, renglon: Renglon) -> str:
    """Return why a record is shown without a place."""
    ficha, marco = renglon.ficha, seccion.marco
    if ficha.total.no_aplica:
        return "sin lugar: nada aplica"
    if ficha.elegible is not True:
        return "sin lugar: no elegible" if ficha.elegible is False else "sin lugar: elegibilidad por confirmar"
    if bool(below(seccion.resultado.nodos[APLICABILIDAD, -1, [renglon.posicion]], marco.aplicabilidad_minima)[0]):
        return f"sin lugar: aplicabilidad menor que {percent(marco.aplicabilidad_minima)}"
    return f"sin lugar: cobertura menor que {percent(marco.cobertura_minima)}"


def number_of(criterio: Criterio, item: Pregunta | Indicador) -> str:
    """Return how readers call a question: `15.3`, or its path where the criterion has no number."""
    if criterio.numero is None:
        return f"{criterio.id}.{item.id}"
    position = next(i for i, other in enumerate(criterio.reactivos, start=1) if other.id == item.id)
    return f"{criterio.numero}.{position}"


def criterio_name(criterio: Criterio) -> str:
    """Return the name of a criterion with its number, if it has one."""
    return criterio.nombre if criterio.numero is None else f"{criterio.numero}. {criterio.nombre}"


def source_of(marco: Marco, criterio: Criterio, item: Pregunta | Indicador) -> str:
    """Return where a question comes from in the literature, with the work when only the place is written."""
    source = item.fuente or criterio.fuente
    work = marco.fuente.obra if marco.fuente else None
    if source is None:
        return str(marco.fuente) if marco.fuente else ""
    return str(source) if source.obra or work is None else f"{work}, {source}"

"""A panel of evaluators as numbers: how far they agree, how severe each one is, and what they have still to talk about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.compare.acuerdo import NADA, Acuerdo, measure_agreement
from evaluacion.compare.remuestreo import MINIMO_DE_REGISTROS, draw_records, drawn_ordinal, interval_of, weighted_mean
from evaluacion.compare.severidad import Severidad, measure_severity
from evaluacion.model.marco import Pregunta
from evaluacion.score.kernel import PUNTAJE
from evaluacion.score.plan import FIRST_ANSWER, NO_APLICA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evaluacion.score.consolidar import Consolidado
    from evaluacion.score.plan import Plan
    from evaluacion.score.votos import Votos

Intervalo = tuple[float, float] | None


class AcuerdoEnPregunta(NamedTuple):
    """The agreement in one question: ordinal among those who answer, nominal between `no aplica` and an answer."""

    fila: int
    peso: float
    """Its part of the total."""
    ordinal: Acuerdo
    aplica: Acuerdo
    ic: Intervalo


class AcuerdoEnNodo(NamedTuple):
    """The agreement in a criterion, or in all: `alfa` is the weighted mean of that of its questions; `conjunta` pools their votes."""

    id: str
    alfa: float | None
    ic: Intervalo
    conjunta: Acuerdo
    preguntas: int
    """In how many questions there is an alpha."""


class Desacuerdo(NamedTuple):
    """A question of a record whose votes differ: by how much (mean distance of two votes, on [0, 1]), and whether it is a tie."""

    registro: int
    fila: int
    distancia: float
    empate: bool
    peso: float


@dataclass(frozen=True, eq=False)
class Panel:
    """What the votes say of the evaluators, and what is still to be agreed."""

    consolidado: Consolidado
    preguntas: tuple[AcuerdoEnPregunta, ...]
    criterios: tuple[AcuerdoEnNodo, ...]
    total: AcuerdoEnNodo
    totales: NDArray[np.float64]
    """(records, evaluators): the own total of each evaluator, NaN where one has not judged."""
    acuerdo_en_totales: Acuerdo
    """Of those totals, with the interval metric."""
    severidad: Severidad
    por_moderar: tuple[Desacuerdo, ...]
    """What is to be moderated, largest disagreement first."""

    @property
    def calificadas(self) -> int:
        """How many evaluations have a total: a blank form has none."""
        return int((~np.isnan(self.totales)).sum())

    @property
    def ajustados(self) -> NDArray[np.float64]:
        """(records,): the consolidated total plus what the severity of its evaluators took from it."""
        found: NDArray[np.float64] = self.consolidado.resultado.nodos[PUNTAJE, -1] + self.severidad.ajuste
        return found


def analyse_panel(consolidado: Consolidado) -> Panel:
    """Return the agreement, the severities and the disagreements of some consolidated records."""
    votos, plan = consolidado.votos, consolidado.resultado.plan
    weights = weights_of(plan)
    rows = [row for row, (_, _, item) in enumerate(plan.preguntas) if isinstance(item, Pregunta)]
    times = draw_records(len(votos)) if len(votos) >= MINIMO_DE_REGISTROS else None
    drawn = {row: _drawn(votos, row, times) for row in rows}
    questions = tuple(_question(votos, row, float(weights[row]), drawn[row]) for row in rows)
    criteria = tuple(
        _node(votos, criterio.id, [item for item in questions if 0 <= item.fila - criterio.inicio < criterio.n], drawn)
        for criterio in plan.criterios
        if not criterio.de_indicadores
    )
    totals = own_totals(votos)
    return Panel(
        consolidado,
        questions,
        criteria,
        _node(votos, "total", questions, drawn),
        totals,
        measure_agreement(totals, "intervalo"),
        measure_severity(totals),
        find_disagreements(votos, weights),
    )


def weights_of(plan: Plan) -> NDArray[np.float64]:
    """Return (questions,): what part of the total each question is, when everything applies."""
    found = np.zeros(len(plan.preguntas))
    for grupo, share in zip(plan.grupos, _shares(plan.pesos_grupos), strict=True):
        for criterio, part in zip(plan.criterios[grupo.criterios], _shares(grupo.pesos), strict=True):
            found[criterio.inicio : criterio.inicio + criterio.n] = share * part * _shares(criterio.pesos)
    return found


def _shares(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    whole = weights.sum()
    shares: NDArray[np.float64] = weights / whole if whole > 0 else np.zeros_like(weights)
    return shares


def own_totals(votos: Votos) -> NDArray[np.float64]:
    """Return (records, evaluators): the total of each evaluator's answers alone; NaN where one has not judged."""
    found = np.full((len(votos), len(votos.evaluadores)), np.nan)
    records, places = np.nonzero(votos.plazas >= 0)
    found[records, votos.quien[records, places]] = votos.crudo.nodos[PUNTAJE, -1, votos.plazas[records, places]]
    return found


def _question(votos: Votos, row: int, weight: float, drawn: NDArray[np.float64] | None) -> AcuerdoEnPregunta:
    ordinal = measure_agreement(votos.valores(row, previos=True), "ordinal")
    codes = votos.previos[row]
    says = np.where(codes == NO_APLICA, 1.0, np.where(codes >= FIRST_ANSWER, 0.0, np.nan))
    enough = drawn is not None and ordinal.unidades >= MINIMO_DE_REGISTROS
    return AcuerdoEnPregunta(
        row, weight, ordinal, measure_agreement(says, "nominal"), interval_of(drawn) if enough and drawn is not None else None
    )


def _drawn(votos: Votos, row: int, times: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
    return None if times is None else drawn_ordinal(votos.valores(row, previos=True), times)


def _node(votos: Votos, name: str, questions: Sequence[AcuerdoEnPregunta], drawn: dict[int, NDArray[np.float64] | None]) -> AcuerdoEnNodo:
    """Return the agreement in some questions together."""
    with_alpha = [item for item in questions if item.ordinal.alfa is not None]
    pooled = (
        measure_agreement(np.concatenate([votos.valores(item.fila, previos=True) for item in questions]), "ordinal") if questions else NADA
    )
    if not with_alpha:
        return AcuerdoEnNodo(name, None, None, pooled, 0)
    weights = [item.peso for item in with_alpha]
    mean = float(weighted_mean([np.array([item.ordinal.alfa]) for item in with_alpha], weights)[0])
    draws = [found for item in with_alpha if (found := drawn[item.fila]) is not None]
    enough = draws and _judged(votos, with_alpha) >= MINIMO_DE_REGISTROS
    interval = interval_of(weighted_mean(draws, weights)) if enough else None
    return AcuerdoEnNodo(name, None if np.isnan(mean) else mean, interval, pooled, len(with_alpha))


def _judged(votos: Votos, questions: Sequence[AcuerdoEnPregunta]) -> int:
    """Return on how many records two evaluators or more answer one of some questions."""
    answers = votos.previos[[item.fila for item in questions]] >= FIRST_ANSWER
    return int((answers.sum(axis=2) > 1).any(axis=0).sum())


def find_disagreements(votos: Votos, weights: NDArray[np.float64]) -> tuple[Desacuerdo, ...]:
    """Return the questions whose votes differ and were not moderated: by distance, ties first, then by weight, record and question."""
    found: list[Desacuerdo] = []
    for row in np.flatnonzero((votos.codigos >= NO_APLICA).any(axis=(1, 2))).tolist():
        apart, tie = distances(votos, row)
        found.extend(
            Desacuerdo(record, row, float(apart[record]), bool(tie[record]), float(weights[row]))
            for record in np.flatnonzero(apart > 0).tolist()
            if (row, record) not in votos.acordadas
        )
    return tuple(sorted(found, key=lambda item: (-item.distancia, not item.empate, -item.peso, item.registro, item.fila)))


def distances(votos: Votos, row: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return (records,): the mean distance of two votes on a question, `no aplica` at 1 from any answer; and where it is a tie."""
    ordered = np.sort(votos.valores(row), axis=1)
    answered = (~np.isnan(ordered)).sum(axis=1)
    excluded = (votos.codigos[row] == NO_APLICA).sum(axis=1)
    apart = (answered * excluded).astype(float)
    for place in range(ordered.shape[1]):
        apart += np.where(place < answered, (2 * place - answered + 1) * np.nan_to_num(ordered[:, place]), 0.0)
    votes = answered + excluded
    pairs = votes * (votes - 1) / 2
    found = np.zeros(len(ordered))
    np.divide(apart, pairs, out=found, where=pairs > 0)
    return np.round(found, 12), (answered == excluded) & (answered > 0)

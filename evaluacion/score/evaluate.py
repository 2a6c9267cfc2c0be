"""Where marco and records meet: arrays of scores for all of them, and the scorecard of each when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import Problema, quote
from evaluacion.model.marco import Marco
from evaluacion.score.encode import UNKNOWN, encode
from evaluacion.score.hallazgos import find_indicator_problems
from evaluacion.score.indicators import Medidas, measure_indicators, points_of_indicators
from evaluacion.score.kernel import CHUNK, SCORES, Puntos, apply_dependences, points_of_codes, score_codes
from evaluacion.score.levels import (
    Compuertas,
    Lugares,
    Niveles,
    find_gates,
    find_levels,
    find_subniveles,
    is_provisional,
    is_ranked,
    rank_ranges,
)
from evaluacion.score.plan import NO_APLICA, RESPONDIDA, Plan, make_plan
from evaluacion.score.tipologia import Tipos, drop_grades, find_tipos, in_one_period, shares
from evaluacion.score.votos import Votos, points_of_votes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.ficha import Ficha
    from evaluacion.model.registros import Registros

_MOST_PLACES = 20


@dataclass(frozen=True, eq=False)
class Resultado:
    """The scores of some records under one marco, in order of record id and evaluator.

    `codigos` is (questions, records); `nodos` is (6, nodes, records): measures (see `score.kernel`) of the criteria,
    the groups and the total, on the range of the marco, NaN where there is none.
    """

    plan: Plan
    registros: Registros
    filas: NDArray[np.intp]
    codigos: NDArray[np.uint8]
    medidas: dict[str, Medidas]
    nodos: NDArray[np.float64]
    elegible: tuple[bool | None, ...]
    problemas: tuple[Problema, ...]
    puntos: Mapping[int, Puntos] = field(default_factory=dict)
    """By position of the criterion, what its questions are worth where that comes from several votes and not from `codigos`."""
    votos: Votos | None = None
    """The votes of the evaluators, where they were put together."""

    def __len__(self) -> int:
        """Return how many records were scored."""
        return len(self.filas)

    @property
    def marco(self) -> Marco:
        """The instrument."""
        return self.plan.marco

    def puntos_de(self, criterio: int, columnas: slice | Sequence[int]) -> Puntos:
        """Return what the questions of a criterion are worth in some records, dependences not yet applied."""
        plan, given = self.plan.criterios[criterio], self.puntos.get(criterio)
        if given is not None:
            return given.of(columnas)
        return points_of_codes(plan, self.codigos[plan.inicio : plan.inicio + plan.n][:, columnas])

    @property
    def directos(self) -> dict[int, Puntos]:
        """By position of the criterion, the points that do not come from codes: of indicators and of several votes."""
        return {**points_of_indicators(self.marco, self.medidas), **self.puntos}

    def with_codes(self, codigos: NDArray[np.uint8]) -> Resultado:
        """Return the same records scored with other codes."""
        nodes = score_codes(self.plan, codigos, direct=self.directos)
        return Resultado(self.plan, self.registros, self.filas, codigos, self.medidas, nodes, self.elegible, self.problemas)

    @cached_property
    def niveles(self) -> Niveles:
        """The levels that the lower and the upper ends give."""
        return find_levels(self.plan, self.nodos)

    @cached_property
    def subniveles(self) -> Niveles:
        """The positions in `marco.peldanos` that the lower and the upper ends give."""
        return find_subniveles(self.plan, self.nodos)

    @cached_property
    def lugares(self) -> Lugares:
        """The range of rank of each record; zeros where the marco does not rank or the record is not ranked."""
        meets = np.array([answer is True for answer in self.elegible], dtype=bool)
        ranked = is_ranked(self.plan, self.nodos, meets & self.marco.clasificacion)
        return rank_ranges(self.plan, self.nodos, ranked)

    @cached_property
    def compuertas(self) -> tuple[Compuertas, ...]:
        """Each gate with what it says in each record."""
        return find_gates(self.plan, self.nodos)

    @cached_property
    def tipos(self) -> Tipos | None:
        """The types of each record, where the marco classifies instead of grading."""
        if self.marco.tipologia is None:
            return None
        return find_tipos(self.plan, self.marco.tipologia, self.nodos, self.medidas)

    @cached_property
    def provisional(self) -> NDArray[np.bool_]:
        """Which central scores are provisional."""
        return is_provisional(self.plan, self.nodos)

    @cached_property
    def alterna(self) -> tuple[tuple[str, ...], NDArray[np.float64]] | None:
        """The questions that some read the other way, and (3, records): the total and its ends without them."""
        left_out = tuple(path for path, question in self.marco.preguntas.items() if question.lectura_alterna)
        return (left_out, self.nodos_alternos[:, -1]) if left_out else None

    @cached_property
    def nodos_alternos(self) -> NDArray[np.float64]:
        """(3, nodes, records): as `nodos`, without the questions that some read the other way."""
        groups = [
            grupo.model_copy(
                update={
                    "criterios": tuple(
                        criterio.model_copy(
                            update={
                                "preguntas": tuple(
                                    q.model_copy(update={"peso": 0.0}) if q.lectura_alterna else q for q in criterio.preguntas
                                )
                            }
                        )
                        for criterio in grupo.criterios
                    )
                }
            )
            for grupo in self.marco.grupos
        ]
        plan = make_plan(self.marco.model_copy(update={"grupos": tuple(groups)}))
        return score_codes(plan, self.codigos, measures=SCORES, direct=self.directos)

    @cached_property
    def respondidas(self) -> NDArray[np.int64]:
        """(2, records): how many questions and indicators are answered, and how many apply, as `Ficha.respondidas`."""
        counts = np.zeros((2, len(self)), dtype=np.int64)
        for c, (criterio, plan) in enumerate(zip(self.marco.criterios, self.plan.criterios, strict=True)):
            if plan.de_indicadores:
                _count(counts, np.array([self.medidas[indicador.id].estado for indicador in criterio.indicadores])[plan.pesos > 0])
                continue
            for start in range(0, len(self), CHUNK):
                rows = slice(start, start + CHUNK)
                _count(counts[:, rows], apply_dependences(plan, self.puntos_de(c, rows)).estado[plan.pesos > 0])
        return counts

    def ficha(self, position: int) -> Ficha:
        """Return the scorecard of the record at a position (0 to len - 1)."""
        return next(self.fichas([position]))

    def fichas(self, positions: Sequence[int] | None = None) -> Iterator[Ficha]:
        """Yield the scorecard of each record, in order, or of those at some positions."""
        from evaluacion.score.ficha import make_fichas  # noqa: PLC0415 - the view knows the result, not the reverse

        return make_fichas(self, range(len(self)) if positions is None else positions)


def evaluate(
    marco: Marco,
    registros: Registros,
    *,
    filas: Sequence[int] | NDArray[np.intp] | None = None,
    referencia: int | None = None,
    plan: Plan | None = None,
    en_orden: bool = True,
) -> Resultado:
    """Return the scores of records under a marco.

    Args:
        marco: the instrument.
        registros: the records.
        filas: which rows of them (default: all).
        referencia: last month of the period of reference for `dato atrasado`, in months since year 0 (default: the
            latest measured period in the data, never the clock).
        plan: the arrays of the marco, when somebody has made them.
        en_orden: by record id and evaluator; otherwise as the rows come.

    The result carries in `problemas` what is wrong with the answers; while any of them is an error, its scores mean
    nothing and must not be shown.
    """
    chosen = np.arange(len(registros), dtype=np.intp) if filas is None else np.asarray(filas, dtype=np.intp)
    rows = _in_order(registros, chosen) if en_orden else chosen
    plan = make_plan(marco) if plan is None else plan
    codes, problems = encode(plan, registros, rows)
    problems.extend(_other_kind(marco, registros, rows))
    safe = np.where(codes == UNKNOWN, 0, codes) if problems else codes
    return score_rows(plan, registros, rows, safe, referencia=referencia, problemas=problems)


def score_rows(
    plan: Plan,
    registros: Registros,
    filas: NDArray[np.intp],
    codigos: NDArray[np.uint8],
    *,
    referencia: int | None = None,
    problemas: Sequence[Problema] = (),
    votos: Votos | None = None,
) -> Resultado:
    """Return the scores of some rows whose answers are codes already, or the votes of several evaluators.

    Args:
        plan: the instrument as arrays.
        registros: the records: their indicators are measured here.
        filas: which rows of them, in order.
        codigos: (questions, rows) codes of the answers.
        referencia: last month of the period of reference.
        problemas: what was noticed in the answers.
        votos: the votes that take the place of the codes.
    """
    marco = plan.marco
    measures = measure_indicators(marco, registros, filas, referencia)
    is_spread = marco.tipologia is not None and marco.tipologia.modo == "reparto"
    measures = in_one_period(measures) if is_spread else measures
    found = [*problemas, *find_indicator_problems(registros, filas, measures)]
    eligible = _eligibility(marco, registros, filas)
    measures, direct = shares(plan, measures) if is_spread else (measures, points_of_indicators(marco, measures))
    together = points_of_votes(votos) if votos is not None else {}
    nodes = score_codes(plan, codigos, direct={**direct, **together})
    if marco.tipologia is not None:
        drop_grades(plan, nodes)
    return Resultado(plan, registros, filas, codigos, measures, nodes, eligible, tuple(found), together, votos)


def rows_for(marco: Marco, registros: Registros, marcos: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Return which records a marco is for: those that answer it, and those of its kind with data of an indicator that it defines.

    `marcos` is what `registros.marcos()` says.
    """
    found = np.zeros(len(registros), dtype=bool) | marcos.get(marco.marco, np.zeros(len(registros), dtype=bool))
    defined = {item.id for item in marco.indicadores.values() if item.toma_de is None}
    masks = [mask for indicator, mask in registros.indicadores().items() if indicator in defined] if defined else []
    if masks:
        found |= np.logical_or.reduce(masks) & (np.array(registros.claves().tipos) == marco.evalua)
    return found


def _in_order(registros: Registros, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    ids, _, judges, _ = registros.claves()
    order = rows.tolist()
    if any(judges):
        order.sort(key=lambda row: (ids[row], judges[row] or ""))
    else:
        order.sort(key=ids.__getitem__)
    return np.array(order, dtype=np.intp)


def _count(counts: NDArray[np.int64], states: NDArray[np.uint8]) -> None:
    counts[0] += (states == RESPONDIDA).sum(axis=0)
    counts[1] += (states != NO_APLICA).sum(axis=0)


def _eligibility(marco: Marco, registros: Registros, rows: NDArray[np.intp]) -> tuple[bool | None, ...]:
    if not marco.requisitos:
        return (True,) * len(rows)
    answered = [registros.requisito(requisito.id) for requisito in marco.requisitos]
    return tuple(_eligible([column[row] for column in answered]) for row in rows.tolist())


def _eligible(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _other_kind(marco: Marco, registros: Registros, rows: NDArray[np.intp]) -> Iterator[Problema]:
    ids, kinds, _, _ = registros.claves()
    others = sorted(row for row in rows.tolist() if kinds[row] != marco.evalua) if set(kinds) != {marco.evalua} else []
    more = len(others) - _MOST_PLACES
    for position, row in enumerate(others[: _MOST_PLACES + 1]):
        is_last = position == _MOST_PLACES
        told = f"… y {more:,} registros más con lo mismo, desde aquí." if is_last else f"y {quote(ids[row])} es {kinds[row]}."
        yield Problema(
            "otra_clase_de_registro",
            f"{quote(marco.marco)} evalúa {marco.evalua} {told}",
            registros.origen(row, "respuestas", marco.marco),
            "Se calificó de todos modos; revise que el instrumento corresponda.",
            severidad="aviso",
        )

"""The kernel: answers of any number of records to score, interval, coverage and applicability of every node.

A criterion with few combinations of answers is scored by looking up a table that the exact rule filled once; any other
criterion (many questions, indicators, votes) goes through the exact rule itself. Both give the same bits, and so do one
record and a million: sums run in the order of the marco, row by row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.score.plan import NO_APLICA, RESPONDIDA, SIN_EVIDENCIA, SIN_RESPONDER, Plan, PlanCriterio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.marco import Agregador

PUNTAJE, MINIMO, MAXIMO, COBERTURA, APLICABILIDAD, ESTRICTO = range(6)
"""Rows of a result: score, its two ends, coverage, applicability, and the lower end with each `no aplica` at its worst."""
SCORES = 3
ALL = 6
CHUNK = 16_384
MAX_COMBINATIONS = 400_000
_SMALL_TABLE = 4_096


class Puntos(NamedTuple):
    """What each question of a criterion is worth in each record, on [0, 1]; all arrays are (questions, records)."""

    estado: NDArray[np.uint8]
    punto: NDArray[np.float64]
    bajo: NDArray[np.float64]
    alto: NDArray[np.float64]

    def of(self, records: slice | Sequence[int] | NDArray[np.intp]) -> Puntos:
        """Return those records only."""
        return Puntos(self.estado[:, records], self.punto[:, records], self.bajo[:, records], self.alto[:, records])


def put_code(puntos: Puntos, criterio: PlanCriterio, q: int, record: int, code: int) -> None:
    """Give the q-th question of a criterion, in one record, what a code is worth."""
    puntos.estado[q, record], puntos.punto[q, record] = criterio.estado[q, code], criterio.punto[q, code]
    puntos.bajo[q, record], puntos.alto[q, record] = criterio.bajo[q, code], criterio.alto[q, code]


def points_of_codes(criterio: PlanCriterio, codes: NDArray[np.uint8]) -> Puntos:
    """Return what the codes (questions, records) of a criterion are worth, dependences not yet applied."""
    rows = np.arange(criterio.n)[:, None]
    return Puntos(criterio.estado[rows, codes], criterio.punto[rows, codes], criterio.bajo[rows, codes], criterio.alto[rows, codes])


def apply_dependences(criterio: PlanCriterio, puntos: Puntos) -> Puntos:
    """Return the points after rule 4: what a question earns follows from the one it depends on."""
    if (criterio.base < 0).all():
        return puntos
    state, point, low, high = puntos.estado.copy(), puntos.punto.copy(), puntos.bajo.copy(), puntos.alto.copy()
    for question, base in enumerate(criterio.base):
        if base < 0:
            continue
        of_base = puntos.estado[base]
        lost = (of_base == RESPONDIDA) & (puntos.punto[base] == 0)
        open_ = (of_base == SIN_RESPONDER) | (of_base == SIN_EVIDENCIA)
        excluded = of_base == NO_APLICA
        state[question, lost] = RESPONDIDA
        point[question, lost] = low[question, lost] = high[question, lost] = 0.0
        state[question, open_] = SIN_RESPONDER
        point[question, open_], low[question, open_], high[question, open_] = np.nan, 0.0, 1.0
        state[question, excluded] = NO_APLICA
        point[question, excluded], low[question, excluded], high[question, excluded] = np.nan, 0.0, 0.0
    return Puntos(state, point, low, high)


def score_criterio(criterio: PlanCriterio, puntos: Puntos, low_end: float, high_end: float) -> NDArray[np.float64]:
    """Return (6, records): every measure of a criterion by the exact rule (6, 8, 9, 10); NaN is `null`."""
    state, point, low, high = apply_dependences(criterio, puntos)
    n = state.shape[1]
    whole = answered = applicable = np.zeros(n)
    total = total_low = total_high = np.zeros(n)
    for question, weight in enumerate(criterio.pesos):
        is_applicable = state[question] != NO_APLICA
        is_answered = state[question] == RESPONDIDA
        whole = whole + weight
        applicable = applicable + weight * is_applicable
        answered = answered + weight * is_answered
        total = total + weight * np.where(is_answered, point[question], 0.0)
        total_low = total_low + weight * np.where(is_applicable, low[question], 0.0)
        total_high = total_high + weight * np.where(is_applicable, high[question], 0.0)
    result = np.full((ALL, n), np.nan)
    span = high_end - low_end
    result[MINIMO] = low_end + span * _ratio(total_low, applicable)
    result[MAXIMO] = low_end + span * _ratio(total_high, applicable)
    result[PUNTAJE] = low_end + span * _ratio(total, answered)
    result[PUNTAJE] = np.minimum(np.maximum(result[PUNTAJE], result[MINIMO]), result[MAXIMO])
    result[COBERTURA] = _ratio(answered, applicable)
    result[APLICABILIDAD] = np.nan_to_num(_ratio(applicable, whole))
    result[ESTRICTO] = low_end + span * _ratio(total_low, whole)
    return result


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.full(part.shape, np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return found


def make_table(criterio: PlanCriterio, low_end: float, high_end: float) -> NDArray[np.float64]:
    """Return (6, combinations): the measures of every combination of answers, the first question varying slowest."""
    sizes = tuple(int(size) for size in criterio.codigos)
    codes = np.indices(sizes, dtype=np.uint8).reshape(criterio.n, -1)
    return score_criterio(criterio, points_of_codes(criterio, codes), low_end, high_end)


def score_codes(
    plan: Plan,
    codes: NDArray[np.uint8],
    *,
    measures: int = ALL,
    direct: Mapping[int, Puntos] | None = None,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Return (measures, nodes, records) float64: each measure of criteria, groups and total, in that order.

    Args:
        plan: the marco as arrays.
        codes: (questions, records) uint8, question-major; each code below the number that the plan gives its question.
        measures: 3 (score and its ends) or 6 (also coverage, applicability, strict minimum).
        direct: points already known, by position of the criterion (indicators, means of votes), instead of codes.
        out: an array of that shape to fill and return; a loop over batches that reuses one is spared new memory.
    """
    n = codes.shape[1]
    if out is None:
        out = np.empty((measures, plan.n_nodos, n))
    given = direct or {}
    tables = {c: _table_of(plan, c) for c, criterio in enumerate(plan.criterios) if c not in given and _deserves_table(criterio, n)}
    for start in range(0, n, CHUNK):
        rows = slice(start, min(start + CHUNK, n))
        _score_chunk(plan, codes[:, rows], out[:, :, rows], tables, given, rows)
    return out


def _table_of(plan: Plan, c: int) -> NDArray[np.float64]:
    """Return the table of a criterion: a small one is made once for each plan, since few records ask for it again and again."""
    table = plan.tablas.get(c)
    if table is None:
        table = make_table(plan.criterios[c], plan.bajo, plan.alto)
        if table.shape[1] <= _SMALL_TABLE:
            plan.tablas[c] = table
    return table


def _deserves_table(criterio: PlanCriterio, n: int) -> bool:
    combinations = float(np.prod(criterio.codigos.astype(float)))
    return combinations <= min(MAX_COMBINATIONS, max(n, _SMALL_TABLE))


def _score_chunk(
    plan: Plan,
    codes: NDArray[np.uint8],
    out: NDArray[np.float64],
    tables: Mapping[int, NDArray[np.float64]],
    direct: Mapping[int, Puntos],
    rows: slice,
) -> None:
    measures = out.shape[0]
    for c, criterio in enumerate(plan.criterios):
        first = criterio.inicio
        if c in tables:
            index = _combination(criterio, codes[first : first + criterio.n], tables[c].shape[1])
            for m in range(measures):
                np.take(tables[c][m], index, out=out[m, c], mode="clip")
            continue
        points = direct[c].of(rows) if c in direct else points_of_codes(criterio, codes[first : first + criterio.n])
        out[:, c] = score_criterio(criterio, points, plan.bajo, plan.alto)[:measures]
    n_criteria, n_groups = len(plan.criterios), len(plan.grupos)
    for g, grupo in enumerate(plan.grupos):
        _aggregate(out, grupo.criterios, n_criteria + g, grupo.pesos, plan.agregador("grupos"))
    _aggregate(out, slice(n_criteria, n_criteria + n_groups), n_criteria + n_groups, plan.pesos_grupos, plan.agregador("total"))


def _combination(criterio: PlanCriterio, codes: NDArray[np.uint8], size: int) -> NDArray[np.intp]:
    """Return (records,): the position of each record's answers in the table of the criterion."""
    narrow = np.uint16 if size <= np.iinfo(np.uint16).max else np.uint32
    index: NDArray[np.unsignedinteger] = codes[0].astype(narrow)
    for question in range(1, criterio.n):
        np.multiply(index, narrow(criterio.codigos[question]), out=index)
        np.add(index, codes[question], out=index)
    position: NDArray[np.intp] = index.astype(np.intp)
    return position


def _aggregate(out: NDArray[np.float64], children: slice, node: int, weights: NDArray[np.float64], kind: Agregador) -> None:
    """Fill one node from its children: means end by end, the central score held inside its interval."""
    for m in range(out.shape[0]):
        how: Agregador = "aritmetica" if m in (COBERTURA, APLICABILIDAD) else kind
        values, target = out[m, children], out[m, node]
        if how != "aritmetica":
            target[:] = mean_of_known(values, weights, how)
            continue
        _plain_mean(values, weights, target)
        missing = np.flatnonzero(np.isnan(target))
        if missing.size:
            target[missing] = mean_of_known(values[:, missing], weights, how)
    if out.shape[0] > APLICABILIDAD:
        np.nan_to_num(out[APLICABILIDAD, node], copy=False)
    np.maximum(out[PUNTAJE, node], out[MINIMO, node], out=out[PUNTAJE, node])
    np.minimum(out[PUNTAJE, node], out[MAXIMO, node], out=out[PUNTAJE, node])


def _plain_mean(values: NDArray[np.float64], weights: NDArray[np.float64], target: NDArray[np.float64]) -> None:
    """Fill the weighted mean of rows; NaN where any counted child is NaN."""
    counted = np.flatnonzero(weights)
    if counted.size == 0:
        target[:] = np.nan
        return
    equal = bool((weights[counted] == weights[counted[0]]).all())
    target[:] = values[counted[0]] if equal else weights[counted[0]] * values[counted[0]]
    for child in counted[1:]:
        if equal:
            np.add(target, values[child], out=target)
        else:
            target += weights[child] * values[child]
    target /= float(counted.size) if equal else float(weights[counted].sum())


def mean_of_known(values: NDArray[np.float64], weights: NDArray[np.float64], kind: Agregador) -> NDArray[np.float64]:
    """Return (records,): the weighted mean of the children that are not NaN; NaN where none has weight (rules 7, 8)."""
    n = values.shape[1]
    whole, total = np.zeros(n), np.full(n, np.inf) if kind == "minimo" else np.zeros(n)
    for value, weight in zip(values, weights, strict=True):
        if weight == 0:
            continue
        known = ~np.isnan(value)
        whole += weight * known
        if kind == "minimo":
            total = np.where(known, np.minimum(total, value), total)
        elif kind == "geometrica":
            total += weight * np.log(np.where(known, value, 1.0))
        elif kind == "armonica":
            total += weight * np.where(known, 1.0 / np.where(known, value, 1.0), 0.0)
        else:
            total += weight * np.where(known, value, 0.0)
    if kind == "minimo":
        return np.where(whole > 0, total, np.nan)
    if kind == "armonica":
        return _ratio(whole, total)
    mean = _ratio(total, whole)
    return np.exp(mean) if kind == "geometrica" else mean

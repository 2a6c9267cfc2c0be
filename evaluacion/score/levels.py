"""Levels, gates and ranks: what may be claimed whatever the missing answers turn out to be (rules 11, 12, 18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.score.kernel import APLICABILIDAD, COBERTURA, MAXIMO, MINIMO, PUNTAJE
from evaluacion.score.plan import Plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FULL = 100.0


class Niveles(NamedTuple):
    """Positions in `marco.niveles`, (records,): with all lower ends and with all upper ends; -1 where none is given."""

    bajo: NDArray[np.int64]
    alto: NDArray[np.int64]


class Lugares(NamedTuple):
    """Range of rank of each record, from 1; 0 where it is shown and not ranked."""

    mejor: NDArray[np.int64]
    peor: NDArray[np.int64]


ABIERTA, PENDIENTE, CERRADA, EXENTA = range(4)
"""States of a gate: met whatever is missing, not yet sure, not met whatever is missing, not asked."""


class Compuertas(NamedTuple):
    """One gate: positions of its level and criterion, its minimum, and its state in each record."""

    nivel: int
    criterio: int
    minimo: float
    estado: NDArray[np.int8]


def comparable(plan: Plan, values: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return scores as comparisons look at them: on 0-100, at nine decimals (rule 13)."""
    return np.round((np.asarray(values, dtype=float) - plan.bajo) / (plan.alto - plan.bajo) * _FULL, COMPARED_DECIMALS)


def below(values: NDArray[np.float64], minimum: float) -> NDArray[np.bool_]:
    """Return where a fraction is under its minimum, at the decimals that comparisons look at; NaN is."""
    return ~(np.round(values * _FULL, COMPARED_DECIMALS) >= round(minimum * _FULL, COMPARED_DECIMALS))


def is_open(plan: Plan, values: NDArray[np.float64], minimum: float) -> NDArray[np.bool_]:
    """Return where the ends of criteria reach a gate; `no aplica` (NaN) is exempt."""
    reached: NDArray[np.bool_] = np.logical_or(comparable(plan, values) >= comparable(plan, minimum), np.isnan(values))
    return reached


def gates_of(plan: Plan) -> list[tuple[int, int, float]]:
    """Return each gate as (position of the level, position of the criterion, minimum), in the order of the levels."""
    names = [nivel.nombre for nivel in plan.marco.niveles]
    ids = [criterio.id for criterio in plan.criterios]
    found = [
        (names.index(gate.nivel), ids.index(name), gate.minimo)
        for gate in plan.marco.compuertas
        for name in (ids if gate.criterios == "todos" else gate.criterios)
    ]
    return sorted(dict.fromkeys(found), key=lambda gate: (gate[0], gate[1], gate[2]))


def find_gates(plan: Plan, nodes: NDArray[np.float64]) -> tuple[Compuertas, ...]:
    """Return each gate with what it says in each record (rule 12)."""
    found = []
    for level, criterion, minimum in gates_of(plan):
        low, high = (is_open(plan, nodes[end, criterion], minimum) for end in (MINIMO, MAXIMO))
        exempt = np.isnan(nodes[MINIMO, criterion])
        state = np.where(exempt, EXENTA, np.where(low, ABIERTA, np.where(high, PENDIENTE, CERRADA))).astype(np.int8)
        found.append(Compuertas(level, criterion, minimum, state))
    return tuple(found)


def has_level(plan: Plan, nodes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which records may have a level: enough of the marco applies to them."""
    total = nodes[:, -1]
    found: NDArray[np.bool_] = np.logical_and(~np.isnan(total[MINIMO]), ~below(total[APLICABILIDAD], plan.marco.aplicabilidad_minima))
    return found


def find_levels(plan: Plan, nodes: NDArray[np.float64]) -> Niveles:
    """Return the levels that the lower and the upper ends give, gates included."""
    n = nodes.shape[2]
    if not plan.marco.niveles:
        return Niveles(np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64))
    valid = has_level(plan, nodes)
    low, high = (np.where(valid, _level_of(plan, nodes[end]), -1) for end in (MINIMO, MAXIMO))
    return Niveles(low, high)


def find_subniveles(plan: Plan, nodes: NDArray[np.float64]) -> Niveles:
    """Return the positions in `marco.peldanos` that the lower and the upper ends give, gates included; -1 where none."""
    n = nodes.shape[2]
    if not plan.marco.peldanos:
        return Niveles(np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64))
    valid = has_level(plan, nodes)
    low, high = (np.where(valid, _peldano_of(plan, nodes[end]), -1) for end in (MINIMO, MAXIMO))
    return Niveles(low, high)


def _peldano_of(plan: Plan, ends: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the step that a total reaches; where a gate holds the level back, the highest one of the level given."""
    steps = plan.marco.peldanos
    edges = comparable(plan, np.array([step.desde for step in steps]))
    reached = np.searchsorted(edges, np.nan_to_num(comparable(plan, ends[-1])), side="right") - 1
    last = np.cumsum([max(1, len(nivel.subniveles)) for nivel in plan.marco.niveles]) - 1
    found: NDArray[np.int64] = np.maximum(np.minimum(reached, last[_level_of(plan, ends)]), 0).astype(np.int64)
    return found


def _level_of(plan: Plan, ends: NDArray[np.float64]) -> NDArray[np.int64]:
    edges = comparable(plan, np.array([nivel.desde for nivel in plan.marco.niveles]))
    level = np.searchsorted(edges, np.nan_to_num(comparable(plan, ends[-1])), side="right") - 1
    for position, criterion, minimum in gates_of(plan):
        held = np.flatnonzero(level >= position)
        closed = ~is_open(plan, ends[criterion, held], minimum)
        level[held[closed]] = position - 1
    return np.maximum(level, 0).astype(np.int64)


def is_ranked(plan: Plan, nodes: NDArray[np.float64], elegible: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which records take a place: enough coverage and applicability, and every requisito met."""
    total = nodes[:, -1]
    covered: NDArray[np.bool_] = ~below(total[COBERTURA], plan.marco.cobertura_minima)
    found: NDArray[np.bool_] = np.all([has_level(plan, nodes), elegible, covered], axis=0)
    return found


def rank_ranges(plan: Plan, nodes: NDArray[np.float64], ranked: NDArray[np.bool_]) -> Lugares:
    """Return the range of rank: best = 1 + those surely above; worst = 1 + others that may be above (rule 18)."""
    best = np.zeros(nodes.shape[2], dtype=np.int64)
    worst = best.copy()
    rows = np.flatnonzero(ranked)
    low, high = (comparable(plan, nodes[end, -1, rows]) for end in (MINIMO, MAXIMO))
    best[rows] = 1 + len(rows) - np.searchsorted(np.sort(low), high, side="right")
    itself = (high > low).astype(np.int64)
    worst[rows] = 1 + len(rows) - np.searchsorted(np.sort(high), low, side="right") - itself
    return Lugares(best, worst)


def is_provisional(plan: Plan, nodes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return where the central score is provisional, or missing although the marco applies."""
    total = nodes[:, -1]
    applies = ~np.isnan(total[MINIMO])
    found: NDArray[np.bool_] = np.logical_and(applies, below(total[COBERTURA], plan.marco.cobertura_minima) | np.isnan(total[PUNTAJE]))
    return found

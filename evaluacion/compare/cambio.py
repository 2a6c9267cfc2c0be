"""A change of score split into four that add up: answers changed, newly known or lost, rules changed, votes changed.

Both sides are scored by the one kernel, and so are the sixteen hybrids between them (answers of one under the rules of the
other, …). Each part is the mean, over every order in which the four could have happened, of what it moves then (Shapley
value): no order is chosen, the parts add up to the change, and reading the rounds backwards turns every sign round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import factorial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from evaluacion.score.kernel import CHUNK, SCORES, Puntos, score_codes
from evaluacion.score.plan import NO_APLICA, RESPONDIDA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.score.plan import Plan

T = TypeVar("T", np.uint8, np.float64)
RESPUESTAS, CONOCIDAS, REGLAS, VOTOS = range(4)
"""What may move a score: an answer known on both sides, what became known or was lost, the rules, who voted."""
PARTES = ("respuestas", "conocidas", "reglas", "votos")
"""The four as files write them."""
IGUAL = -1
"""A question that says the same on both sides."""
_SIDES = 2


@dataclass(frozen=True, eq=False)
class Mundo:
    """The answers of both sides under the rules of one of them; the records are the same, in the same order.

    `puntos[v][s]` is what each question is worth, (questions, records), dependences not yet applied: with whoever votes on side
    v, each giving the answers of side s if both sides have theirs, and the only ones that there are otherwise.
    """

    plan: Plan
    puntos: tuple[tuple[Puntos, Puntos], tuple[Puntos, Puntos]]

    @property
    def n(self) -> int:
        """How many records there are."""
        return int(self.puntos[0][0].estado.shape[1])


class Nodo(NamedTuple):
    """A node that both sides may have: `clase` is criterio, grupo or total."""

    clase: str
    id: str


@dataclass(frozen=True, eq=False)
class Reparto:
    """A change split: arrays over (score and its ends, nodes, records), NaN where there is no score."""

    nodos: tuple[Nodo, ...]
    antes: NDArray[np.float64]
    despues: NDArray[np.float64]
    partes: NDArray[np.float64]
    """(4, 3, nodes, records): in the order of `PARTES`."""


def nodes_of(plan: Plan) -> list[Nodo]:
    """Return the nodes of a plan, in the order of the kernel."""
    criteria = [Nodo("criterio", criterio.id) for criterio in plan.criterios]
    return [*criteria, *(Nodo("grupo", grupo.id) for grupo in plan.grupos), Nodo("total", "total")]


def all_nodes(one: Plan, other: Plan) -> tuple[Nodo, ...]:
    """Return the nodes of two plans: those of the first in its order, then by id what only the other has, the total last."""
    own = nodes_of(one)
    extra = sorted(set(nodes_of(other)) - set(own))
    return (*own[:-1], *extra, own[-1])


def known(puntos: Puntos) -> NDArray[np.bool_]:
    """Return which questions say something: an answer with what it asks for, or that the question does not apply."""
    found: NDArray[np.bool_] = (puntos.estado == RESPONDIDA) | (puntos.estado == NO_APLICA)
    return found


def moved_answers(mundo: Mundo) -> NDArray[np.int8]:
    """Return (questions, records): which part each answer that differs belongs to; `IGUAL` where it does not."""
    differs = _differ(*mundo.puntos[0]) | _differ(*mundo.puntos[1])
    part = np.where(known(mundo.puntos[0][0]) & known(mundo.puntos[1][1]), RESPUESTAS, CONOCIDAS)
    return np.where(differs, part, IGUAL).astype(np.int8)


def moved_votes(mundo: Mundo) -> NDArray[np.bool_]:
    """Return (questions, records): where it matters who votes."""
    (one, other), (last, later) = mundo.puntos
    return _differ(one, last) | _differ(other, later)


def _differ(one: Puntos, other: Puntos) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = one.estado != other.estado
    for here, there in ((one.punto, other.punto), (one.bajo, other.bajo), (one.alto, other.alto)):
        found = found | ((here != there) & ~(np.isnan(here) & np.isnan(there)))
    return found


def mix(mundo: Mundo, answers: NDArray[np.bool_], votes: NDArray[np.bool_], columns: NDArray[np.intp] | None = None) -> NDArray[np.float64]:
    """Return (3, nodes, columns): the score of answers taken from either side.

    Args:
        mundo: both sides under some rules.
        answers: (questions, columns): which answers are those of the later side.
        votes: likewise, which are of those who vote there.
        columns: the record that each column copies; by default, each record once.
    """
    chosen = np.arange(mundo.n, dtype=np.intp) if columns is None else columns
    (one, other), (last, later) = mundo.puntos

    def choose(a: NDArray[T], b: NDArray[T], c: NDArray[T], d: NDArray[T]) -> NDArray[T]:
        return np.where(votes, np.where(answers, d[:, chosen], c[:, chosen]), np.where(answers, b[:, chosen], a[:, chosen]))

    state = choose(one.estado, other.estado, last.estado, later.estado)
    point = choose(one.punto, other.punto, last.punto, later.punto)
    low, high = choose(one.bajo, other.bajo, last.bajo, later.bajo), choose(one.alto, other.alto, last.alto, later.alto)
    rows = [slice(criterio.inicio, criterio.inicio + criterio.n) for criterio in mundo.plan.criterios]
    direct = {c: Puntos(state[own], point[own], low[own], high[own]) for c, own in enumerate(rows)}
    codes = np.zeros((len(mundo.plan.preguntas), len(chosen)), dtype=np.uint8)
    return score_codes(mundo.plan, codes, measures=SCORES, direct=direct)


def split(mundos: Sequence[Mundo]) -> Reparto:
    """Return the change of every node split into four.

    Args:
        mundos: both sides under the rules of the earlier one, and under those of the later one.
    """
    nodes = all_nodes(mundos[0].plan, mundos[1].plan)
    values = np.full((_SIDES,) * len(PARTES) + (SCORES, len(nodes), mundos[0].n), np.nan)
    for rules, mundo in enumerate(mundos):
        own = [nodes.index(node) for node in nodes_of(mundo.plan)]
        part = moved_answers(mundo)
        for answers, found, votes in product(range(_SIDES), repeat=3):
            late = np.isin(part, [which for which, on in ((RESPUESTAS, answers), (CONOCIDAS, found)) if on])
            values[answers, found, rules, votes][:, own] = mix(mundo, late, np.full(part.shape, bool(votes)))
    return Reparto(nodes, values[0, 0, 0, 0].copy(), values[1, 1, 1, 1].copy(), shapley(values, len(PARTES)))


def shapley(values: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Return (k, …): what each of k steps moves, the mean over every order of them.

    Args:
        values: (2, …, 2, …): an axis for each step, not yet or already taken, then anything else.
        steps: k, how many steps there are.

    The parts add up to the last corner minus the first; NaN where either of the two is. A corner between them without value
    (a hybrid in which nothing is answered) takes the middle of the two.
    """
    first, last = values[(0,) * steps], values[(1,) * steps]
    filled = np.where(np.isnan(values), (first + last) / _SIDES, values)
    found = np.zeros((steps, *first.shape))
    for corner in product(range(_SIDES), repeat=steps):
        taken = sum(corner)
        for step in range(steps):
            if corner[step]:
                continue
            share = factorial(taken) * factorial(steps - taken - 1) / factorial(steps)
            then = (*corner[:step], 1, *corner[step + 1 :])
            found[step] += share * (filled[then] - filled[corner])
    found[:, np.isnan(first) | np.isnan(last)] = np.nan
    return found


class Solas(NamedTuple):
    """What each question that differs moves on its own; one place an answer.

    `registro`, `parte` (m,): which record and which part. `pregunta`: criterion and question. `criterio`, `total` (3, m):
    score and ends; the mean of changing it alone from the earlier side and of changing it last towards the later one.
    """

    registro: NDArray[np.intp]
    parte: NDArray[np.int8]
    pregunta: tuple[tuple[str, str], ...]
    criterio: NDArray[np.float64]
    total: NDArray[np.float64]


def alone(mundos: Sequence[Mundo]) -> Solas:
    """Return what each question moves on its own: under the earlier rules from the earlier side, under the later ones to the later.

    Where a side does not ask the question, its half is nothing. By record, then by question in the order of the marco, then by part.
    """
    found: dict[tuple[int, str, str, int], NDArray[np.float64]] = {}
    for side, mundo in enumerate(mundos):
        part = moved_answers(mundo)
        for moves, is_vote in ((part != IGUAL, False), (moved_votes(mundo), True)):
            rows, records = np.nonzero(moves)
            effects = _one_by_one(mundo, rows, records, late=bool(side), is_vote=is_vote)
            for position, (row, record) in enumerate(zip(rows.tolist(), records.tolist(), strict=True)):
                criterion, name, _ = mundo.plan.preguntas[row]
                key = (record, criterion, name, VOTOS if is_vote else int(part[row, record]))
                found[key] = found.get(key, np.zeros((_SIDES, SCORES))) + effects[:, :, position] / _SIDES
    order = {name: place for place, name in enumerate(dict.fromkeys(q[:2] for mundo in mundos for q in mundo.plan.preguntas))}
    keys = sorted(found, key=lambda key: (key[0], order[key[1:3]], key[3]))
    alone_moves = np.array([found[key] for key in keys]).reshape(len(keys), _SIDES, SCORES)
    return Solas(
        np.array([key[0] for key in keys], dtype=np.intp),
        np.array([key[3] for key in keys], dtype=np.int8),
        tuple(key[1:3] for key in keys),
        alone_moves[:, 0].T,
        alone_moves[:, 1].T,
    )


def _one_by_one(mundo: Mundo, rows: NDArray[np.intp], records: NDArray[np.intp], *, late: bool, is_vote: bool) -> NDArray[np.float64]:
    """Return (2, 3, m): what each answer, or vote, moves in its criterion and in the total, the rest as on one side."""
    blocks = [slice(start, start + CHUNK) for start in range(0, max(len(rows), 1), CHUNK)]
    found = [_vary(mundo, rows[block], records[block], late=late, is_vote=is_vote) for block in blocks]
    return np.concatenate(found, axis=2)


def _vary(mundo: Mundo, rows: NDArray[np.intp], records: NDArray[np.intp], *, late: bool, is_vote: bool) -> NDArray[np.float64]:
    places = np.arange(len(rows))
    answers, votes = (np.full((len(mundo.plan.preguntas), len(rows)), late) for _ in range(2))
    whole = mix(mundo, answers, votes, records)
    (votes if is_vote else answers)[rows, places] = not late
    varied = mix(mundo, answers, votes, records)
    criterion = np.array([c for c, criterio in enumerate(mundo.plan.criterios) for _ in range(criterio.n)], dtype=np.intp)[rows]
    change = whole - varied if late else varied - whole
    return np.stack([change[:, criterion, places], change[:, -1, places]])

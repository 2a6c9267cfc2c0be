"""A change of score split into four that add up: answers changed, newly known or lost, rules changed, votes changed.

Both sides are scored by the one kernel, and so are the sixteen hybrids between them (answers of one under the rules of the
other, …). Each part is the mean, over every order in which the four could have happened, of what it moves then (Shapley
value): no order is chosen, the parts add up to the change, and reading the rounds backwards turns every sign round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import factorial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.score.kernel import CHUNK, SCORES, Puntos, score_codes
from evaluacion.score.plan import NO_APLICA, RESPONDIDA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.score.plan import Plan

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

    `codigos` are (questions, records), before and after; `directos` the points of criteria that have no codes (indicators,
    means of votes), likewise.
    """

    plan: Plan
    codigos: tuple[NDArray[np.uint8], NDArray[np.uint8]]
    directos: tuple[Mapping[int, Puntos], Mapping[int, Puntos]]


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


def known(plan: Plan, codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which codes (questions, records) say something: an answer with what it asks for, or that it does not apply."""
    state = np.concatenate([c.estado[np.arange(c.n)[:, None], codes[c.inicio : c.inicio + c.n]] for c in plan.criterios])
    return _is_known(state)


def _is_known(state: NDArray[np.uint8]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (state == RESPONDIDA) | (state == NO_APLICA)
    return found


def moved_codes(mundo: Mundo, otro_juez: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return (questions, records): which part each answer that differs belongs to; `IGUAL` where it does not."""
    before, after = mundo.codigos
    return _part_of(before != after, known(mundo.plan, before), known(mundo.plan, after), otro_juez)


def moved_points(before: Puntos, after: Puntos, otro_juez: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return, as `moved_codes`, which part each point of a criterion without codes belongs to."""
    differs = before.estado != after.estado
    for one, other in zip(before[1:], after[1:], strict=True):
        differs = differs | ((one != other) & ~(np.isnan(one) & np.isnan(other)))
    return _part_of(differs, _is_known(before.estado), _is_known(after.estado), otro_juez)


def _part_of(
    differs: NDArray[np.bool_], before: NDArray[np.bool_], after: NDArray[np.bool_], otro_juez: NDArray[np.bool_]
) -> NDArray[np.int8]:
    part = np.where(before & after, RESPUESTAS, CONOCIDAS)
    return np.where(differs, np.where(otro_juez[None, :], VOTOS, part), IGUAL).astype(np.int8)


def moved(mundo: Mundo, otro_juez: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return (questions, records): which part each question that differs belongs to, with codes or without them."""
    found = moved_codes(mundo, otro_juez)
    for c, points in mundo.directos[0].items():
        criterio = mundo.plan.criterios[c]
        found[criterio.inicio : criterio.inicio + criterio.n] = moved_points(points, mundo.directos[1][c], otro_juez)
    return found


def mix(mundo: Mundo, from_after: NDArray[np.bool_], columns: NDArray[np.intp] | None = None) -> NDArray[np.float64]:
    """Return (3, nodes, columns): the score of answers taken from either side.

    Args:
        mundo: both sides under some rules.
        from_after: (questions, columns): which answers come from the later side.
        columns: the record that each column copies; by default, each record once.
    """
    chosen = np.arange(mundo.codigos[0].shape[1], dtype=np.intp) if columns is None else columns
    codes = np.where(from_after, mundo.codigos[1][:, chosen], mundo.codigos[0][:, chosen])
    direct = {}
    for c, before in mundo.directos[0].items():
        criterio = mundo.plan.criterios[c]
        own, after = from_after[criterio.inicio : criterio.inicio + criterio.n], mundo.directos[1][c]
        direct[c] = Puntos(
            np.where(own, after.estado[:, chosen], before.estado[:, chosen]),
            np.where(own, after.punto[:, chosen], before.punto[:, chosen]),
            np.where(own, after.bajo[:, chosen], before.bajo[:, chosen]),
            np.where(own, after.alto[:, chosen], before.alto[:, chosen]),
        )
    return score_codes(mundo.plan, codes, measures=SCORES, direct=direct)


def split(mundos: Sequence[Mundo], otro_juez: NDArray[np.bool_]) -> Reparto:
    """Return the change of every node split into four.

    Args:
        mundos: both sides under the rules of the earlier one, and under those of the later one.
        otro_juez: (records,): where nobody judged on both sides, so that all that differs is a change of votes.
    """
    nodes = all_nodes(mundos[0].plan, mundos[1].plan)
    n = len(otro_juez)
    values = np.full((_SIDES,) * len(PARTES) + (SCORES, len(nodes), n), np.nan)
    for rules, mundo in enumerate(mundos):
        own = [nodes.index(node) for node in nodes_of(mundo.plan)]
        part = moved(mundo, otro_juez)
        for answers, found, votes in product(range(_SIDES), repeat=3):
            late = np.isin(part, [which for which, on in ((RESPUESTAS, answers), (CONOCIDAS, found), (VOTOS, votes)) if on])
            values[answers, found, rules, votes][:, own] = mix(mundo, late)
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


def alone(mundos: Sequence[Mundo], otro_juez: NDArray[np.bool_]) -> Solas:
    """Return what each question moves on its own: under the earlier rules from the earlier side, under the later ones to the later.

    Where a side does not ask the question, its half is nothing. By record, then by question in the order of the marco.
    """
    found: dict[tuple[int, str, str], tuple[int, NDArray[np.float64]]] = {}
    for side, mundo in enumerate(mundos):
        part = moved(mundo, otro_juez)
        rows, records = np.nonzero(part != IGUAL)
        blocks = [slice(start, start + CHUNK) for start in range(0, max(len(rows), 1), CHUNK)]
        effects = np.concatenate([_one_by_one(mundo, rows[block], records[block], late=bool(side)) for block in blocks], axis=2)
        for position, (row, record) in enumerate(zip(rows.tolist(), records.tolist(), strict=True)):
            key = (record, *mundo.plan.preguntas[row][:2])
            _, before = found.get(key, (0, np.zeros((_SIDES, SCORES))))
            found[key] = (int(part[row, record]), before + effects[:, :, position] / _SIDES)
    order = {name: place for place, name in enumerate(dict.fromkeys(q[:2] for mundo in mundos for q in mundo.plan.preguntas))}
    keys = sorted(found, key=lambda key: (key[0], order[key[1:]]))
    moves = np.array([found[key][1] for key in keys]).reshape(len(keys), _SIDES, SCORES)
    return Solas(
        np.array([key[0] for key in keys], dtype=np.intp),
        np.array([found[key][0] for key in keys], dtype=np.int8),
        tuple(key[1:] for key in keys),
        moves[:, 0].T,
        moves[:, 1].T,
    )


def _one_by_one(mundo: Mundo, rows: NDArray[np.intp], records: NDArray[np.intp], *, late: bool) -> NDArray[np.float64]:
    """Return (2, 3, m): what each answer moves in its criterion and in the total, the rest as on one side."""
    m = len(rows)
    own = np.full((len(mundo.plan.preguntas), m), late)
    whole = mix(mundo, own, records)
    own[rows, np.arange(m)] = not late
    varied = mix(mundo, own, records)
    criterion = np.array([c for c, criterio in enumerate(mundo.plan.criterios) for _ in range(criterio.n)], dtype=np.intp)[rows]
    change = whole - varied if late else varied - whole
    places = np.arange(m)
    return np.stack([change[:, criterion, places], change[:, -1, places]])

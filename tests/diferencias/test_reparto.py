"""The split of a change: it adds up, it has no order, and it says the same backwards with the signs turned round."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluacion.compare.cambio import (
    CONOCIDAS,
    IGUAL,
    PARTES,
    REGLAS,
    RESPUESTAS,
    VOTOS,
    Mundo,
    alone,
    moved_answers,
    moved_votes,
    shapley,
    split,
)
from evaluacion.model.marco import Marco
from evaluacion.score.kernel import Puntos, points_of_codes, score_codes
from evaluacion.score.plan import make_plan

EXACT = 1e-9
few = settings(max_examples=max(settings.default.max_examples // 5, 12))
"""A mixture of rules and answers is slow to draw: a fifth of what the suite asks for."""
CODES = 8
"""Codes of a question with evidence obligatory: unanswered, no aplica, three answers with evidence and three without."""


def _marco(weights, aggregation, *, inverse=False, dependent=False, drop=None):
    questions = [
        {
            "id": f"q{i}",
            "texto": "¿Se hace?",
            "peso": weights[i % len(weights)],
            "evidencia": "obligatoria",
            "sentido": "inverso" if inverse and i == 2 else "directo",
            **({"depende_de": "q0"} if dependent and i == 1 else {}),
        }
        for i in range(3)
        if i != drop
    ]
    criteria = [{"id": f"c{c}", "nombre": f"C{c}", "peso": weights[c % len(weights)], "preguntas": questions} for c in range(3)]
    groups = [{"id": "g0", "nombre": "G0", "criterios": criteria[:2]}, {"id": "g1", "nombre": "G1", "criterios": criteria[2:]}]
    data = {"marco": "m", "version": "1.0.0", "evalua": "practica", "titulo": "M", "rango": [1, 5], "grupos": groups}
    return Marco.model_validate({**data, "agregacion": {"grupos": aggregation, "total": "aritmetica"}})


rules = st.builds(
    _marco,
    st.lists(st.integers(1, 4), min_size=1, max_size=3),
    st.sampled_from(["aritmetica", "geometrica", "armonica", "minimo"]),
    inverse=st.booleans(),
    dependent=st.booleans(),
    drop=st.sampled_from([None, 2]),
)
sides = st.lists(st.lists(st.integers(0, CODES - 1), min_size=9, max_size=9), min_size=1, max_size=4)


def _points(plan, table):
    """Return what every question is worth for answers (9 questions, records) of the widest marco."""
    own = [
        c * 3 + int(name[1])
        for c, criterio in enumerate(plan.criterios)
        for _, name, _ in plan.preguntas[criterio.inicio : criterio.inicio + criterio.n]
    ]
    codes = np.array(table, dtype=np.uint8)[own]
    parts = [points_of_codes(criterio, codes[criterio.inicio : criterio.inicio + criterio.n]) for criterio in plan.criterios]
    return Puntos(*(np.concatenate(field) for field in zip(*parts, strict=True)))


def _mundos(marcos, corners):
    """Return the two worlds of four tables of answers: who votes on each side, with the answers of each."""
    plans = [make_plan(marco) for marco in marcos]
    return [Mundo(plan, tuple(tuple(_points(plan, table) for table in own) for own in corners)) for plan in plans]


@st.composite
def changes(draw):
    """Two sets of rules and the answers of some records on both sides, with those who vote on each."""
    n = draw(st.integers(1, 4))
    tables = [
        np.array(draw(st.lists(st.lists(st.integers(0, CODES - 1), min_size=n, max_size=n), min_size=9, max_size=9))) for _ in range(4)
    ]
    same_judges, same_answers = draw(st.booleans()), draw(st.booleans())
    a, b, c, d = tables
    if same_judges:
        c, d = a, b
    if same_answers:
        b, d = a, c
    return _mundos((draw(rules), draw(rules)), ((a, b), (c, d)))


def _backwards(mundos):
    turned = [Mundo(mundo.plan, tuple(tuple(reversed(own)) for own in reversed(mundo.puntos))) for mundo in mundos]
    return turned[::-1]


def _same(one, other):
    return np.allclose(one, other, rtol=0, atol=EXACT, equal_nan=True)


@few
@given(changes())
def test_the_four_parts_add_up_to_the_change_of_every_node_and_end(mundos):
    """Score, guaranteed and reachable: the parts sum to the change, to 1e-9."""
    found = split(mundos)
    assert _same(found.partes.sum(axis=0), np.where(np.isnan(found.antes + found.despues), np.nan, found.despues - found.antes))


@few
@given(changes())
def test_each_side_has_the_scores_of_the_kernel(mundos):
    """Before and after are what the one kernel gives, bit for bit."""
    found = split(mundos)
    for mundo, place, values in ((mundos[0], (0, 0), found.antes), (mundos[1], (1, 1), found.despues)):
        points = mundo.puntos[place[0]][place[1]]
        rows = [slice(criterio.inicio, criterio.inicio + criterio.n) for criterio in mundo.plan.criterios]
        direct = {c: Puntos(*(field[own] for field in points)) for c, own in enumerate(rows)}
        scored = score_codes(mundo.plan, np.zeros(points.estado.shape, dtype=np.uint8), measures=3, direct=direct)
        assert np.array_equal(values[:, -1], scored[:, -1], equal_nan=True)


@few
@given(changes())
def test_reading_the_rounds_backwards_turns_every_sign(mundos):
    """The parts from B to A are those from A to B with the sign turned, and so is what each question moves alone."""
    there, back = split(mundos), split(_backwards(mundos))
    where = [back.nodos.index(node) for node in there.nodos]
    assert _same(there.partes, -back.partes[:, :, where])
    one, other = alone(mundos), alone(_backwards(mundos))
    moves = {(r, p, k): tuple(m) for r, p, k, m in zip(other.registro, other.pregunta, other.parte, other.total.T, strict=True)}
    for r, p, k, m in zip(one.registro, one.pregunta, one.parte, one.total.T, strict=True):
        assert _same(m, -np.array(moves[r, p, k]))


@few
@given(changes())
def test_two_sides_that_are_the_same_change_nothing(mundos):
    """With the same rules, answers and votes on both sides every part is zero and no question moves."""
    still = [Mundo(mundos[0].plan, ((mundos[0].puntos[0][0],) * 2,) * 2)] * 2
    found = split(still)
    assert np.all((found.partes == 0) | np.isnan(found.partes))
    assert len(alone(still).pregunta) == 0


@few
@given(changes())
def test_the_order_of_the_records_changes_no_bit(mundos):
    """The same records in another order have the same parts, bit for bit."""
    turned = [
        Mundo(mundo.plan, tuple(tuple(Puntos(*(field[:, ::-1] for field in points)) for points in own) for own in mundo.puntos))
        for mundo in mundos
    ]
    assert np.array_equal(split(mundos).partes, split(turned).partes[..., ::-1], equal_nan=True)


@few
@given(changes())
def test_what_moves_alone_belongs_to_a_part_that_is_there(mundos):
    """A part without any question and without a change of rules is zero."""
    found, solas = split(mundos), alone(mundos)
    for record in range(mundos[0].n):
        named = set(solas.parte[solas.registro == record].tolist())
        for part in {RESPUESTAS, CONOCIDAS, VOTOS} - named:
            values = found.partes[part][..., record]
            assert np.all((values == 0) | np.isnan(values))


@given(st.lists(st.floats(-100, 100), min_size=16, max_size=16))
def test_the_parts_are_the_mean_over_every_order(corners):
    """Each part is what its step moves, averaged over the 24 orders: done here by going through them one by one."""
    values = np.array(corners).reshape(2, 2, 2, 2)
    expected = np.zeros(4)
    for order in itertools.permutations(range(4)):
        place = [0, 0, 0, 0]
        for step in order:
            before = values[tuple(place)]
            place[step] = 1
            expected[step] += (values[tuple(place)] - before) / 24
    assert np.allclose(shapley(values, 4), expected, atol=EXACT)


def test_a_hybrid_in_which_nothing_is_answered_takes_the_middle():
    """A question is answered before and another after: the hybrid with neither has no score, and its change is shared evenly."""
    values = np.array([[10.0, np.nan], [np.nan, 30.0]])
    assert shapley(values, 2).tolist() == [10.0, 10.0]


def test_a_change_that_has_no_start_is_not_split():
    """From no score to a score there is no change to split: NaN, not the whole score."""
    assert np.isnan(shapley(np.array([[np.nan, 1.0], [2.0, 3.0]]), 2)).all()


def test_an_answer_known_on_both_sides_is_not_one_that_became_known():
    """From sí to no is an answer that changed; from silence to sí, one that became known; from sí to no aplica, a change."""
    marco = _marco([1], "aritmetica")
    before, after = np.zeros((9, 1), dtype=int), np.zeros((9, 1), dtype=int)
    before[0], after[0] = 2, 4
    after[1] = 2
    before[3], after[3] = 2, 1
    before[4], after[4] = 5, 2
    (mundo, _) = _mundos((marco, marco), ((before, after), (before, after)))
    part = moved_answers(mundo)[:, 0]
    assert [int(part[i]) for i in (0, 1, 2, 3, 4)] == [RESPUESTAS, CONOCIDAS, IGUAL, RESPUESTAS, CONOCIDAS]
    assert not moved_votes(mundo).any()


def test_where_nobody_votes_twice_all_that_answers_differ_is_votes():
    """With other evaluators the whole change of answers is of votes."""
    marco = _marco([1], "aritmetica")
    before, after = np.full((9, 1), 2), np.full((9, 1), 4)
    found = split(_mundos((marco, marco), ((before, before), (after, after))))
    assert found.partes[VOTOS, 0, -1, 0] == pytest.approx(-4)
    assert (found.partes[[RESPUESTAS, CONOCIDAS, REGLAS]] == 0).all()


def test_a_criterion_that_one_side_lacks_has_no_change():
    """A criterion of one version only is shown on its side, without parts; the total is split all the same."""
    one = _marco([1], "aritmetica")
    other = one.model_copy(update={"grupos": one.grupos[:1]})
    table = np.full((9, 1), 2)
    table[6:] = 4
    plans = [make_plan(one), make_plan(other)]
    first = Mundo(plans[0], ((_points(plans[0], table),) * 2,) * 2)
    last = Mundo(plans[1], ((_points(plans[1], table),) * 2,) * 2)
    found = split([first, last])
    gone = [node.id for node in found.nodos].index("c2")
    assert np.isnan(found.partes[:, :, gone]).all()
    assert found.partes[REGLAS, 0, -1, 0] == pytest.approx(2)
    assert len(PARTES) == len(found.partes)

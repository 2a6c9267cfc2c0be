"""What the kernel keeps between calls, and the sizes at which it changes how it counts; results are those of the exact rule."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import resolve_marco
from evaluacion.score import kernel
from evaluacion.score.levels import below, comparable, find_levels, find_subniveles
from evaluacion.score.plan import make_plan


def plan_of(questions, **keys):
    """Return the plan of one criterion with so many questions, of four answers and no evidence; keys of the marco may be given."""
    items = [{"id": f"p{i}", "texto": "Pregunta", "evidencia": "opcional", "peso": i + 1} for i in range(questions)]
    marco = {
        "marco": "m",
        "version": "1.0.0",
        "titulo": "De prueba",
        "niveles": [{"desde": 0, "nombre": "uno"}, {"desde": 50, "nombre": "dos", "subniveles": ["abajo", "arriba"]}],
        "escala": [{"valor": f"v{i}", "puntos": i} for i in range(3)] + [{"valor": "no aplica"}],
        "grupos": [{"id": "g", "nombre": "G", "criterios": [{"id": "a", "nombre": "A", "preguntas": items}]}],
        **keys,
    }
    return make_plan(resolve_marco(parse_documento(json.dumps(marco), "marco.json"), Path("marco.json")).marco)


def drawn(plan, records):
    """Return codes for so many records, each within what its question admits."""
    draw = np.random.default_rng(7)
    return draw.integers(0, plan.criterios[0].codigos[:, None], (plan.criterios[0].n, records)).astype(np.uint8)


@pytest.mark.parametrize("questions", [6, 7])
def test_a_table_on_both_sides_of_sixteen_bits_gives_what_the_exact_rule_gives(questions):
    """15,625 combinations are counted with sixteen bits, 78,125 are not; with one more record than combinations both have a table."""
    plan = plan_of(questions)
    (criterio,) = plan.criterios
    codes = drawn(plan, 5**questions + 1)
    exact = kernel.score_criterio(criterio, kernel.points_of_codes(criterio, codes), plan.bajo, plan.alto)
    assert np.array_equal(kernel.score_codes(plan, codes)[:, 0], exact, equal_nan=True)


def test_a_small_table_is_filled_once_for_each_plan(monkeypatch):
    """Few records ask again and again: the second time nothing is computed. A large one is not kept."""
    made = []
    monkeypatch.setattr(kernel, "make_table", lambda *args, real=kernel.make_table: made.append(args) or real(*args))
    plan = plan_of(3)
    first, second = (kernel.score_codes(plan, drawn(plan, 2)) for _ in range(2))
    assert len(made) == 1
    assert np.array_equal(first, second, equal_nan=True)
    assert [table.shape for table in plan.tablas.values()] == [(6, 125)]
    large = plan_of(6)
    kernel.score_codes(large, drawn(large, 5**6))
    assert large.tablas == {}


def test_one_record_of_many_combinations_makes_no_table():
    """15,625 combinations for one record would cost more than they save."""
    plan = plan_of(6)
    kernel.score_codes(plan, drawn(plan, 1))
    assert plan.tablas == {}


def test_points_are_put_where_they_are_said():
    """One question of one record takes what its code is worth: state, points and both ends; the others keep theirs."""
    plan = plan_of(2)
    (criterio,) = plan.criterios
    puntos = kernel.points_of_codes(criterio, np.array([[0, 0], [0, 0]], dtype=np.uint8))
    kernel.put_code(puntos, criterio, 1, 0, 3)
    assert [puntos.estado[1, 0], puntos.punto[1, 0], puntos.bajo[1, 0], puntos.alto[1, 0]] == [2, 0.5, 0.5, 0.5]
    untouched = [(0, 0), (0, 1), (1, 1)]
    assert [puntos.estado[place] for place in untouched] == [0, 0, 0]
    assert [(puntos.bajo[place], puntos.alto[place]) for place in untouched] == [(0, 1)] * 3


@pytest.mark.parametrize("find", [find_levels, find_subniveles])
def test_levels_are_positions(find):
    """Whole numbers, as an index asks for."""
    plan = plan_of(2)
    found = find(plan, kernel.score_codes(plan, drawn(plan, 4)))
    assert {ends.dtype.kind for ends in found} == {"i"}


def test_scores_are_compared_on_a_hundred_at_nine_decimals():
    """Whatever the range; what differs in the tenth decimal is equal, in the ninth it is not."""
    plan = plan_of(1, rango=[1, 3], niveles=[])
    assert comparable(plan, np.array([1.0, 2.0, 3.0])).tolist() == [0, 50, 100]
    assert comparable(plan, 2 + 2e-13).item() == 50
    assert comparable(plan, 2 + 2e-11).item() == 50.000000001


def test_a_fraction_is_compared_with_its_minimum_at_nine_decimals():
    """Three in a thousand over the minimum reaches it; what is unknown does not."""
    assert below(np.array([0.504, 0.501, np.nan, 0.502 - 1e-13]), 0.502).tolist() == [False, True, True, False]


@pytest.mark.parametrize("find", [find_levels, find_subniveles])
def test_without_levels_there_is_no_position(find):
    """Minus one at both ends of each record."""
    plan = plan_of(2, niveles=[])
    found = find(plan, kernel.score_codes(plan, drawn(plan, 3)))
    assert [ends.tolist() for ends in found] == [[-1] * 3] * 2


@pytest.mark.parametrize("find", [find_levels, find_subniveles])
def test_what_does_not_apply_has_no_position(find):
    """Minus one too where everything is «no aplica»."""
    plan = plan_of(2)
    found = find(plan, kernel.score_codes(plan, np.ones((2, 1), dtype=np.uint8)))
    assert [ends.tolist() for ends in found] == [[-1]] * 2

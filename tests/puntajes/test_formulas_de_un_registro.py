"""What is said of an indicator that has a formula: the period of what its variables give, and between what it must lie."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import resolve_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score.brechas import Calificado, find_brechas
from evaluacion.score.evaluate import evaluate


def score(data, top=5, peso=0, veces=1, **changes):
    """Score one record, or several alike, under a marco of one formula: x + part, the part between 0 and `top`."""
    common = {"definicion": "De prueba", "unidad": "casos", "acumulacion": "existencia", "sentido": "ascendente", "frecuencia": "anual"}
    part = {"id": "parte", "nombre": "P", **common, "medida": "cumplimiento", "meta_fija": top, "limites": [0, top], "peso": peso}
    whole = {"id": "todo", "nombre": "T", **common, "medida": "cumplimiento", "formula": "x + parte", **changes}
    criterion = {"id": "a", "nombre": "A", "indicadores": [whole, part]}
    marco = {"marco": "m", "version": "1.0.0", "titulo": "M", "grupos": [{"id": "g", "nombre": "G", "criterios": [criterion]}]}
    leido = resolve_marco(parse_documento(json.dumps(marco), "marco.json"), Path("marco.json"))
    texts = [json.dumps({"practica": f"r{i}" if i else "r", "indicadores": data}) for i in range(veces)]
    records = [load_practica(parse_documento(text, "r.json")) for text in texts]
    return evaluate(leido.marco, RegistrosArchivo(records, {}))


@pytest.mark.parametrize(
    ("x", "top", "says"),
    [
        (10, 5, "va de 10 a 15"),
        (10, 5e-9, "va de 10 a 10.000000005"),
        (10, 5e-12, "es 10"),
        (0, 5e-13, "es 0"),
        (0, 5e-11, "va de 0 a 0.00000000005"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_what_it_may_be(x, top, says):
    """Two ends that are one at twelve digits are told as one."""
    found = score({"x": {"valores": {"2024": x}}, "todo": {"valores": {"2024": 99}}}, top).problemas
    told = [problem.mensaje for problem in found if problem.codigo == "valor_contradictorio"]
    assert told == [f"«r»: «todo» dice 99 en 2024 y según su fórmula {says}."]


@pytest.mark.parametrize("period", ["2020", "2020-06", "2020-01", "2020-11"])
def test_a_baseline_that_comes_from_the_variables_is_of_their_period(period):
    """A year by its name, a month by the year and its two digits."""
    data = {name: {"linea_base": {"periodo": period, "valor": 2}, "valores": {"2024": 3}} for name in ("x", "parte")}
    (todo, _) = score(data, medida="avance").ficha(0).indicadores
    assert (todo.linea_base, todo.meta) == ((period, 4.0), None)


GOAL = {"meta": {"periodo": "2025", "valor": 10}}
TINY = {"meta": {"periodo": "2025", "valor": 1}}


@pytest.mark.parametrize(
    ("medida", "data", "why"),
    [
        ("avance", {"linea_base": {"periodo": "2020", "valor": 10}, **GOAL}, "la meta es igual a la línea base"),
        ("avance", {"linea_base": {"periodo": "2020", "valor": 11}, **GOAL}, "la meta va contra el sentido del indicador"),
        ("avance", {"linea_base": {"periodo": "2020", "valor": 10 - 1e-320}, "meta": {"periodo": "2025", "valor": 11}}, None),
        ("cumplimiento", {"meta": {"periodo": "2025", "valor": 0}}, "el cumplimiento necesita una meta mayor que 0"),
        ("cumplimiento", {"meta": {"periodo": "2025", "valor": -1}}, "el cumplimiento necesita una meta mayor que 0"),
        ("cumplimiento", {"meta": {"periodo": "2025", "valor": 1e-320}}, "los datos son demasiado grandes para calcular con ellos"),
        ("cumplimiento", {**TINY, "valores": {"2024": 1e307}}, "los datos son demasiado grandes para calcular con ellos"),
        ("cumplimiento", {**TINY, "valores": {"2024": 1e305}}, None),
        ("cumplimiento", {**GOAL, "valores": {"2024": -1}}, "el cumplimiento necesita un valor que no sea negativo"),
        ("cumplimiento", {**GOAL, "valores": {"2024": 0}}, None),
    ],
)
def test_what_cannot_be_computed_says_why(medida, data, why):
    """The first cause found, and none where it can; an infinite measure is none, and nothing is warned of on the way."""
    with np.errstate(over="raise"):
        (todo, _) = score({"todo": {"valores": {"2024": 5}, **data}}, medida=medida).ficha(0).indicadores
    assert (todo.falla, todo.medida is None) == (why, why is not None)


@pytest.mark.parametrize(("written", "differs"), [(1e6 + 5e-7, False), (1e6 + 2e-6, True), (1e6 - 5e-7, False), (1e6 - 2e-6, True)])
def test_a_value_contradicts_its_formula_from_the_twelfth_digit(written, differs):
    """What comes after is the error of sums."""
    data = {"x": {"valores": {"2024": 1e6}}, "parte": {"valores": {"2024": 0}}, "todo": {"valores": {"2024": written}}}
    assert any(problem.codigo == "valor_contradictorio" for problem in score(data).problemas) == differs


def test_what_the_known_part_settles_is_settled():
    """Zero times whatever the other part is, plus five: five of ten, whatever is missing."""
    (todo, _) = score({"x": {"valores": {"2024": 0}}}, formula="x * parte + 5", limites=[0, 10], meta_fija=10).ficha(0).indicadores
    assert (todo.estado, todo.bajo, todo.alto) == ("sin_responder", 0.5, 0.5)


@pytest.mark.parametrize(("written", "told"), [(5, False), (5 + 1e-13, False), (6, True)])
def test_a_target_written_as_the_marco_fixes_it_is_no_news(written, told):
    """At the twelve digits that comparisons look at."""
    found = score({"parte": {"meta": {"periodo": "2025", "valor": written}, "valores": {"2024": 2}}}).problemas
    assert any(problem.codigo == "meta_distinta" for problem in found) == told


@pytest.mark.parametrize("period", ["2020-T2", "2020-S1", "2020-06-30"])
def test_a_baseline_keeps_the_words_of_who_wrote_it(period):
    """A quarter is shown as a quarter."""
    data = {"todo": {"linea_base": {"periodo": period, "valor": 1}, "meta": {"periodo": "2025-T1", "valor": 3}, "valores": {"2024": 2}}}
    (todo, _) = score(data, medida="avance").ficha(0).indicadores
    assert (todo.linea_base, todo.meta, todo.medida) == ((period, 1.0), ("2025-T1", 3.0), 50.0)


@pytest.mark.parametrize(
    ("formula", "x", "ends"), [("x + parte", 23.5, (0.0, 0.25)), ("x - parte", 16.5, (0.0, 0.25)), ("x + parte", 19, (0.0, 1.0))]
)
def test_what_must_stay_near_its_target_is_worth_most_where_it_comes_nearest(formula, x, ends):
    """Within two degrees of 20 is all; at 23.5 or 16.5 and going away, a quarter is the best that it can be."""
    data = {"x": {"valores": {"2024": x}}}
    (todo, _) = score(data, 9, formula=formula, sentido="mantener", tolerancia=2, meta_fija=20).ficha(0).indicadores
    assert (todo.bajo, todo.alto) == ends


def test_an_indicator_that_does_not_apply_lacks_nothing():
    """The other one lacks its value; and one at its target lacks nothing either."""
    resultado = score({"todo": {"no_aplica": True, "motivo": "Ejemplo"}, "parte": {"valores": {"2024": 2}}}, peso=1)
    gaps = find_brechas(resultado, [Calificado(0, resultado.ficha(0))])
    assert [(gap.item.indicador.id, gap.lista, gap.mejor) for gap in gaps] == [("parte", "Por mejorar", "alcanzar la meta")]
    todo = resultado.ficha(0).indicadores[0]
    assert (todo.estado, todo.puntos, todo.bajo, todo.alto) == ("no_aplica", None, 0.0, 0.0)
    resultado = score({"parte": {"valores": {"2024": 5}}}, peso=1)
    gaps = find_brechas(resultado, [Calificado(0, resultado.ficha(0))])
    assert [(gap.item.indicador.id, gap.lista) for gap in gaps] == [("todo", "Por responder")]


def test_a_value_that_the_formula_gives_is_held_against_what_is_written():
    """Nothing bounds a power of zero, but zero to the zero is one."""
    data = {name: {"valores": {"2024": value}} for name, value in (("x", 0), ("parte", 0), ("todo", 9))}
    (told,) = (problem.mensaje for problem in score(data, formula="x ** parte").problemas if problem.codigo == "valor_contradictorio")
    assert told.endswith("según su fórmula es 1.")


def test_a_fault_of_many_records_is_told_twenty_times_and_then_counted():
    """The last line says how many more there are."""
    found = score({"todo": {"meta": {"periodo": "2025", "valor": 0}, "valores": {"2024": 5}}}, veces=23).problemas
    told = [problem.mensaje for problem in found if problem.codigo == "indicador_no_calculable"]
    assert (len(told), told[-1]) == (21, "… y «todo» igual en 3 registros más, desde aquí.")

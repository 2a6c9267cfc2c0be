"""The edges of scoring: what a loop reuses, what a view hands on, and what is said of what has no end."""

from __future__ import annotations

import numpy as np
import pytest

from evaluacion.base.periodo import parse_periodo
from evaluacion.flujo.calificar import score_paths
from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import load_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score import kernel
from evaluacion.score.brechas import Calificado, find_brechas
from evaluacion.score.hallazgos import _between
from evaluacion.score.periodo import RegistrosDelPeriodo
from evaluacion.score.plan import make_plan

TEXTO = """
practica: beca
requisitos: {vigencia: sí}
respuestas: {cualitativo: {sostenibilidad.continuidad: parcial}}
indicadores: {acuerdos: {valores: {2023: 3, 2024: 5}}}
"""


@pytest.fixture
def registros():
    """One record with an answer, a requirement and an indicator of two years."""
    return RegistrosArchivo([load_practica(parse_documento(TEXTO, "beca.yaml"))], {"beca.yaml": "0" * 64})


def test_a_loop_that_gives_its_own_memory_gets_it_back_filled():
    """The same numbers as with new memory, in the array that was given."""
    plan = make_plan(load_marco("cualitativo").marco)
    codes = np.ones((len(plan.preguntas), 5), dtype=np.uint8)
    fresh = kernel.score_codes(plan, codes)
    mine = np.empty_like(fresh)
    assert kernel.score_codes(plan, codes, out=mine) is mine
    np.testing.assert_array_equal(mine, fresh)


def test_a_table_too_large_to_keep_is_made_for_each_run(monkeypatch):
    """Only small ones stay with the plan; the numbers are the same."""
    marco = load_marco("cualitativo").marco
    plan, other = make_plan(marco), make_plan(marco)
    codes = np.ones((len(plan.preguntas), 50_000), dtype=np.uint8)
    kept = kernel.score_codes(plan, codes)
    monkeypatch.setattr(kernel, "_SMALL_TABLE", 0)
    np.testing.assert_array_equal(kernel.score_codes(other, codes), kept)
    assert plan.tablas
    assert not other.tablas


def test_a_view_of_one_period_hands_on_all_that_has_no_period(registros):
    """Only the series are cut; everything else is what the records say."""
    vista = RegistrosDelPeriodo(registros, parse_periodo("2024"))
    assert vista.practica(0) == registros.practica(0)
    assert vista.marcos().keys() == {"cualitativo"}
    assert vista.requisito("vigencia") == [True]
    assert vista.columna("cualitativo", "sostenibilidad.continuidad").valores == ["parcial"]
    assert vista.respuestas([0], "cualitativo", "sostenibilidad.continuidad")[0].respuesta == "parcial"
    assert vista.series_de(0).keys() == {"acuerdos"}
    assert [period.texto for period in vista.serie("acuerdos").periodos] == ["2024"]


def test_a_record_to_which_nothing_applies_has_no_gaps(tmp_path):
    """There is nothing to mend where nothing counts."""
    question = "{id: hay, texto: ¿Hay?, evidencia: opcional}"
    groups = f"[{{id: g, nombre: G, criterios: [{{id: a, nombre: A, preguntas: [{question}]}}]}}]"
    (tmp_path / "marco.yaml").write_text(f"marco: m\nversion: 1.0.0\ntitulo: De prueba\ngrupos: {groups}\n", encoding="utf-8")
    record = "practica: r\nrespuestas: {m: {a.hay: {respuesta: no aplica, motivo: Otra competencia}}}\n"
    (tmp_path / "r.yaml").write_text(record, encoding="utf-8")
    (resultado,) = score_paths(tmp_path).resultados
    assert resultado.ficha(0).total.no_aplica
    assert find_brechas(resultado, [Calificado(0, resultado.ficha(0))]) == []


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(3, 3, "es 3"), (3, 5, "va de 3 a 5"), (3, float("inf"), "es 3 o más"), (float("-inf"), 5, "es 5 o menos")],
)
def test_what_a_formula_may_be_is_said_with_the_ends_that_it_has(low, high, said):
    """One value, two ends, or only one of them."""
    assert _between(low, high) == said

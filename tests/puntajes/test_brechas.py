"""What a gap closes and what it is worth."""

from __future__ import annotations

import pytest

from evaluacion.flujo.calificar import score_paths
from evaluacion.score.brechas import Calificado, find_brechas

MARCO = """\
marco: m
version: 1.0.0
titulo: De prueba
grupos:
  - id: g
    nombre: G
    criterios:
      - id: a
        nombre: A
        preguntas:
          - {id: hay, texto: ¿Hay?, evidencia: opcional}
          - {id: sirve, texto: ¿Sirve?, evidencia: opcional, depende_de: hay}
          - {id: otra, texto: ¿Otra?, evidencia: opcional}
"""


def test_a_gap_closes_what_the_answer_that_closes_least_closes(tmp_path):
    """A `no` to the first question settles the second one too; a `sí` leaves it open, and that is what is promised."""
    (tmp_path / "marco.yaml").write_text(MARCO, encoding="utf-8")
    (tmp_path / "r.yaml").write_text("practica: r\nrespuestas: {m: {a.otra: sí}}\n", encoding="utf-8")
    (resultado,) = score_paths(tmp_path).resultados
    ficha = resultado.ficha(0)
    gaps = {gap.item.pregunta.id: gap for gap in find_brechas(resultado, [Calificado(0, ficha)])}
    assert (ficha.total.minimo, ficha.total.maximo) == (pytest.approx(100 / 3), pytest.approx(100))
    assert gaps["hay"].cierra == pytest.approx(100 / 3)
    assert gaps["hay"].gana == pytest.approx(100 / 3)


def gaps_of(tmp_path, marco, respuestas):
    """Return the gaps of one record, by question."""
    (tmp_path / "marco.yaml").write_text(marco, encoding="utf-8")
    (tmp_path / "r.yaml").write_text(f"practica: r\nrespuestas: {{m: {{{respuestas}}}}}\n", encoding="utf-8")
    (resultado,) = score_paths(tmp_path).resultados
    return {gap.item.pregunta.id: gap for gap in find_brechas(resultado, [Calificado(0, resultado.ficha(0))])}


def test_what_lacks_only_its_evidence_is_asked_for_as_it_is_said(tmp_path):
    """A `parcial` without its obligatory evidence is asked to prove the `parcial`; a `no` there, to become the best answer."""
    marco = MARCO.replace("¿Otra?, evidencia: opcional", "¿Otra?, evidencia: obligatoria")
    assert gaps_of(tmp_path, marco, "a.otra: parcial")["otra"].mejor == "parcial, con evidencia"
    assert gaps_of(tmp_path, marco, "a.otra: no")["otra"].mejor == "sí, con evidencia"
    assert gaps_of(tmp_path, marco, "a.otra: no")["hay"].mejor == "sí"


def test_behind_a_no_the_question_that_it_settles_comes_second(tmp_path):
    """Nothing is gained there before the other one is mended: the gap names it, and counts from there."""
    gap = gaps_of(tmp_path, MARCO, "a.hay: no, a.sirve: no")["sirve"]
    assert gap.primero is not None
    assert gap.primero.pregunta.id == "hay"
    assert (gap.gana, gap.despues) == (pytest.approx(100 / 3), pytest.approx(200 / 3))
    assert gaps_of(tmp_path, MARCO, "a.hay: sí, a.sirve: no")["sirve"].primero is None
    silent = gaps_of(tmp_path, MARCO, "a.hay: no")["sirve"]
    assert (silent.lista, silent.cierra) == ("Por mejorar", 0.0)


def test_who_says_that_it_does_not_apply_is_asked_for_nothing_there(tmp_path):
    """Whatever the question that it depends on says."""
    none = "{respuesta: no aplica, motivo: No hay.}"
    assert set(gaps_of(tmp_path, MARCO, f"a.hay: no, a.sirve: {none}")) == {"hay", "otra"}
    assert set(gaps_of(tmp_path, MARCO, f"a.sirve: {none}")) == {"hay", "otra"}


def test_what_waits_for_a_proof_comes_after_it(tmp_path):
    """While the question it depends on lacks its evidence, a question waits for it."""
    gaps = gaps_of(tmp_path, MARCO.replace("¿Hay?, evidencia: opcional", "¿Hay?, evidencia: obligatoria"), "a.hay: sí, a.sirve: no")
    assert gaps["sirve"].primero.pregunta.id == "hay"
    assert gaps["hay"].primero is None


def test_a_gap_says_which_gate_it_meets_and_which_it_leaves_open(tmp_path):
    """With one question at `no` the gate cannot be reached; mending it, it still may, and mending the other as well it is met."""
    levels = "niveles: [{desde: 0, nombre: bajo}, {desde: 50, nombre: alto}]\ncompuertas: [{nivel: alto, criterios: [a], minimo: 90}]\n"
    marco = MARCO.replace("grupos:", levels + "grupos:").replace(", depende_de: hay", "")
    gate = "el requisito mínimo de «alto» en A"
    assert gaps_of(tmp_path, marco, "a.otra: no, a.sirve: sí")["otra"].abre == ("pone al alcance el nivel «alto»", f"deja de cerrar {gate}")
    assert gaps_of(tmp_path, marco, "a.hay: sí, a.otra: no, a.sirve: sí")["otra"].abre == ("asegura el nivel «alto»", f"cumple {gate}")
    assert gaps_of(tmp_path, marco, "a.hay: no, a.otra: no")["otra"].abre == ()

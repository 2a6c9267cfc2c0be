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

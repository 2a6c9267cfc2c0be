"""Scores of the shipped examples, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluacion.flujo.calificar import score_paths

RAIZ = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def ejemplos():
    """The scores of `examples/practicas`, with paths as a person in the project writes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(RAIZ)
        return score_paths(["examples/practicas"])


@pytest.fixture
def hostil(tmp_path):
    """The scores of two records whose titles and ids of evaluator look like formulas, with a marco of their own."""
    (tmp_path / "marco.yaml").write_text(
        "marco: m\nversion: 1.0.0\ntitulo: 'Con | barra y *asteriscos*'\ngrupos: [{id: g, nombre: G, criterios: [{id: a, nombre: A, "
        "preguntas: [{id: p, texto: '?', peso: 3, evidencia: opcional}, {id: q, texto: '?', peso: 4, evidencia: opcional}]}]}]\n",
        encoding="utf-8",
    )
    for number, text in enumerate(['=cmd|"/c calc"!A1', "+1", "-1", "@SUM(A1)", "  =1+1", "＝1", "normal = no", '- uno, "dos"']):
        quoted = text.replace("'", "''")
        (tmp_path / f"r{number}.yaml").write_text(
            f"practica: r{number}\ntitulo: '{quoted}'\nevaluacion: {{evaluador: '{quoted}'}}\nrespuestas:\n  m: {{a.p: sí, a.q: parcial}}\n",
            encoding="utf-8",
        )
    return score_paths([tmp_path])

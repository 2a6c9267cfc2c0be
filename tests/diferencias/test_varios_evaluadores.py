"""Rounds in which several evaluators judge one record: what is said of their votes, and what is warned of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evaluacion.flujo.diferencias import differences_of
from evaluacion.flujo.diferencias_lados import is_marco
from evaluacion.publish import diferencias_texto

PANEL = Path(__file__).resolve().parents[2] / "examples/panel"


@pytest.fixture(scope="module")
def comparadas():
    """The votes of the example without its moderation, and with it."""
    return differences_of([str(PANEL / "evaluaciones"), str(PANEL / "panel.yaml")], marcos=["cualitativo"])


def test_a_tie_says_who_voted_what_and_that_it_waits(comparadas):
    """Until it is moderated."""
    told = diferencias_texto.as_text(comparadas.diferencias)
    assert "escalabilidad.nuevas_practicas: de «1 no aplica, 1 sí (cuenta como sin responder)» a «sí»" in told


def test_votes_that_differ_are_counted(tmp_path):
    """Never «respondida»: who reads the change sees how many voted what, before and after."""
    for name in "ac":
        shutil.copy(PANEL / f"evaluaciones/evaluadora_{name}.csv", tmp_path)
    told = diferencias_texto.as_text(differences_of([str(PANEL / "evaluaciones"), str(tmp_path)], marcos=["cualitativo"]).diferencias)
    assert "de «1 parcial, 2 sí» a «sí» [votos]" in told
    assert "«respondida»" not in told


def test_evidence_that_one_evaluator_gives_is_missed_in_no_other(comparadas):
    """As `panel`, that puts the same votes together: in the example one gives the evidence for all."""
    assert not [problem for problem in comparadas.avisos if problem.codigo == "sin_evidencia_recomendada"]


def test_a_result_set_keeps_the_excused_votes(tmp_path, corre):
    """An archived round gives the scores of its records: an excused vote does not come back as a vote."""
    records, archived = PANEL / "evaluaciones", tmp_path / "cierre.json"
    corre("calificar", records, "--marco", "cualitativo", "--formato", "json", "--salida", archived, check=0)
    found = differences_of([str(records), str(archived)], marcos=["cualitativo"]).diferencias.tramos[0].marcos[0]
    assert len(found.registros) == 12
    assert all(record.total.antes == record.total.despues and not record.preguntas for record in found.registros)


def test_a_round_may_keep_its_records_in_a_folder_beside_its_marco(tmp_path):
    """What is below counts too: it is a round, not a version of the marco."""
    shutil.copy(PANEL.parents[1] / "criteria/cualitativo/marco.yaml", tmp_path / "marco.yaml")
    assert is_marco(tmp_path)
    (tmp_path / "registros").mkdir()
    shutil.copy(PANEL / "evaluaciones/evaluadora_a.csv", tmp_path / "registros")
    assert not is_marco(tmp_path)

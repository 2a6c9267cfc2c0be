"""Forms given to the commands that read records and strategies: that of a plan is a strategy, that of a marco is told apart."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.formulario_estrategia import write_formularios_de_estrategia
from evaluacion.flujo.incluir import Inclusion, include
from evaluacion.flujo.remedios_en_celdas import name_cells
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.revisar import review_paths

PLAN = Path(__file__).parents[2] / "examples" / "estrategias" / "alvaro-obregon.yaml"
HOY = date(2025, 6, 1)


@pytest.fixture
def plan(tmp_path):
    """The form of a strategy of the examples, saved by another program."""
    (path,) = write_formularios_de_estrategia(PLAN, tmp_path, reemplazar=True).escritos
    openpyxl.load_workbook(path).save(path)
    return path


def test_the_form_of_a_plan_is_scored_as_its_file(plan):
    """The scores of the form are those of the strategy in YAML."""
    found, expected = (score_paths(path, hoy=HOY).resultados for path in (plan, PLAN))
    assert [result.nodos.tobytes() for result in found] == [result.nodos.tobytes() for result in expected]
    assert len(found) > 0


def test_the_form_of_a_plan_joins_a_board(plan):
    """Its sheets are those of the strategy in YAML, and its findings are at its cells."""
    sheets = []
    for path in (plan, PLAN):
        done = Inclusion()
        include(path, done, hoy=HOY)
        sheets.append([anexa.hoja.nombre for anexa in done.sheets()])
    assert sheets[0] == sheets[1]
    form = Inclusion()
    include(plan, form, hoy=HOY)
    assert all(item.origen.celda for revision in form.revisiones for item in revision.hallazgos)


def test_forms_in_a_folder_are_no_records(plan, taller):
    """A folder with forms beside what they became is read once: the forms are passed over."""
    taller.make()
    assert gather(plan.parent).leidos == []
    assert gather(plan.parent).problemas == []


def test_a_form_of_a_marco_is_sent_to_importar(taller):
    """Neither a result of this tool nor a strategy: a form, and how it becomes records."""
    (path,) = taller.make()
    (problem,) = gather(path).problemas
    assert problem.mensaje == "Es un formulario, no registros."
    assert f"evaluacion importar {path.as_posix()}" in problem.remedio
    with pytest.raises(EvaluacionError, match=r"Es un formulario de un marco, no de una estrategia\. .*evaluacion importar"):
        review_paths(path)


def test_the_remedies_of_a_plan_in_cells_name_sheets_and_columns(plan):
    """No key of a file is left in the remedies of a form; in those of the file they stay."""
    in_cells, in_file = (
        {item.regla: item.remedio for revision in review_paths(path).total.revisiones for item in revision.hallazgos}
        for path in (plan, PLAN)
    )
    assert in_file["PLAN-08"] == "Anote en «instrumento» su nombre y la fecha en que se aprobó."
    assert in_cells["PLAN-08"] == "Anote en «Instrumento» su nombre y la fecha en que se aprobó."
    assert in_cells["PLAN-06"] == "Agregue a la hoja «Alineación» el instrumento y el «Objetivo» al que sirve."
    assert in_cells["PLAN-03"] == "Haga el inventario de acuerdos y proyectos y resúmalo en «Herencia»."
    assert not [remedy for remedy in in_cells.values() if re.search("«[a-z_]+(: [a-z_]+)*»", remedy)]


def test_what_a_remedy_offers_is_not_renamed():
    """An id that is spelled like a key stays as it is."""
    assert name_cells("¿Quiso escribir «ejes»?", "Acciones") == "¿Quiso escribir «ejes»?"

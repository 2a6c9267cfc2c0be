"""Records that several people judged, compared: their votes together as a panel puts them, and never a unit twice."""

from __future__ import annotations

import csv
import json
import shutil

import numpy as np
import pytest

import evaluacion
from evaluacion.compare.abiertas import Abiertas
from evaluacion.compare.azar import Corriente, Uso
from evaluacion.flujo.comparar import compare
from evaluacion.publish.comparacion import as_text
from evaluacion.publish.comparacion_datos import as_csv, as_json
from evaluacion.publish.tablero.comparacion_hecha import make_vista
from evaluacion.score.kernel import MAXIMO, MINIMO, PUNTAJE
from evaluacion.score.plan import SIN_EVIDENCIA, SIN_RESPONDER

REGISTRO = "practica: {id}\ntitulo: {id}\nevaluacion: {{evaluador: {who}}}\nrespuestas: {{cualitativo: {{{answers}}}}}\n"
ENDS = (PUNTAJE, MINIMO, MAXIMO)


@pytest.fixture
def panel(raiz, tmp_path):
    """A folder with the panel of the example, and what writes a comparison in it."""
    folder = tmp_path / "panel"
    shutil.copytree(raiz / "examples" / "panel", folder)

    def write(unidades, more=""):
        path = folder / "comparacion.yaml"
        path.write_text(f"comparacion: p\nunidades: {{marco: cualitativo, {unidades}}}\n{more}", encoding="utf-8")
        return path

    write.folder = folder
    return write


def total(done):
    """Return (3, units): the index and its ends."""
    return done.hecha.comparado.nodos[:, :, -1]


def test_each_record_has_the_score_and_the_interval_of_the_panel(panel):
    """One unit a record; what its evaluators leave open is still an interval."""
    done = compare(panel("fichas: evaluaciones"))
    wanted = evaluacion.consolidate("cualitativo", panel.folder / "evaluaciones").resultado
    assert len(set(done.hecha.comparado.renglones.ids)) == len(done.hecha.comparado.renglones.ids) == len(wanted) == 12
    assert np.allclose(total(done), wanted.nodos[list(ENDS), -1], rtol=0, atol=1e-9)
    assert (total(done)[1] < total(done)[2]).all()


def test_a_range_of_places_is_no_date_in_a_spreadsheet(panel):
    """`1 a 12` in the table of columns, two numbers in the JSON."""
    done = compare(panel("fichas: evaluaciones"))
    assert {row["rango.total"] for row in csv.DictReader(as_csv(done.hecha).splitlines())} == {"1 a 12"}
    assert json.loads(as_json(done.hecha, done.procedencia))["unidades"][0]["nodos"]["total"]["lugar"] == {"mejor": 1, "peor": 12}


def test_a_panel_file_stands_for_its_records_and_its_agreed_answers(panel):
    """The same bits as naming its records and its moderation; without the moderation the score is another."""
    with_panel = as_csv(compare(panel("fichas: panel.yaml")).hecha)
    assert with_panel == as_csv(compare(panel("fichas: evaluaciones, moderacion: moderacion.yaml")).hecha)
    assert with_panel != as_csv(compare(panel("fichas: evaluaciones")).hecha)


def test_what_was_put_together_is_told_everywhere(panel):
    """How, of how many evaluators, how many a record, and the agreed answers: on screen, in JSON, in the workbook."""
    done = compare(panel("fichas: panel.yaml"))
    said = [
        "evaluaciones juntas con «cualitativo»: cada respuesta es la media de los votos de 3 evaluadores, 3 por registro",
        f"moderación: 2 respuestas acordadas en {panel.folder / 'moderacion.yaml'}",
    ]
    provenance = json.loads(as_json(done.hecha, done.procedencia))["procedencia"]
    assert provenance["politicas"][-2:] == said
    names = {item["archivo"].rpartition("/")[2] for item in provenance["archivos"]}
    assert names >= {"comparacion.yaml", "panel.yaml", "moderacion.yaml", "evaluadora_a.csv", "evaluadora_b.csv", "evaluadora_c.csv"}
    text = as_text(done.hecha, done.procedencia)
    assert all(sentence[1:] in text for sentence in said)
    assert ("Evaluaciones juntas con «cualitativo»", said[0].partition(": ")[2]) in make_vista(done.hecha).politicas


def test_records_with_one_evaluation_say_nothing_of_votes(panel):
    """One evaluator of the example alone: the comparison is as it always was."""
    done = compare(panel("fichas: evaluaciones/evaluadora_a.csv"))
    assert done.hecha.juntas == ()
    assert not any("votos" in policy for policy in done.procedencia.politicas)


def test_the_period_of_a_panel_is_that_of_its_comparison(panel):
    """Late data are judged at its date, and that is told; two panels with two dates are refused."""
    path = panel.folder / "panel.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "fecha: 2026\n", encoding="utf-8")
    (panel.folder / "otro.yaml").write_text(text + "fecha: 2025\n", encoding="utf-8")
    assert "periodo de referencia: 2026, el del panel" in compare(panel("fichas: panel.yaml")).procedencia.politicas
    with pytest.raises(evaluacion.EvaluacionError, match="fechas distintas: 2025, 2026"):
        compare(panel("fichas: [panel.yaml, otro.yaml]"))


def test_an_excluded_record_takes_its_agreed_answers_with_it(panel):
    """It is no unit, so what was agreed about it is no error."""
    done = compare(panel("fichas: panel.yaml, excluye: med-aci"))
    assert "med-aci" not in done.hecha.comparado.renglones.ids
    assert len(done.hecha.comparado.renglones.ids) == 11


def test_only_what_is_still_open_is_drawn(tmp_path):
    """Two people who say sí and no leave a half that does not move; what nobody answered, and a tie with no aplica, do."""
    votes = {
        "ana": "sostenibilidad.institucionalizacion: sí, escalabilidad.nuevas_practicas: sí",
        "luis": "sostenibilidad.institucionalizacion: no, escalabilidad.nuevas_practicas: no aplica",
    }
    for who, answers in votes.items():
        for name in ("a", "b"):
            (tmp_path / f"{name}-{who}.yaml").write_text(REGISTRO.format(id=name, who=who, answers=answers), encoding="utf-8")
    done = evaluacion.consolidate("cualitativo", tmp_path)
    resultado = done.resultado
    found = Abiertas.of(resultado, np.arange(2), np.array([0]), np.array([resultado.plan.n_nodos - 1]))
    drawn_paths = {cell.ruta for cell in found.celdas if cell.registro == 0}
    assert "sostenibilidad.institucionalizacion" not in drawn_paths
    assert "escalabilidad.nuevas_practicas" in drawn_paths
    assert len(drawn_paths) == len(resultado.marco.preguntas) - 1


def test_no_draw_of_a_panel_leaves_its_interval(raiz):
    """Every open answer of the example is drawn, those alone, and the totals stay between both ends."""
    resultado = evaluacion.consolidate("cualitativo", raiz / "examples" / "panel" / "evaluaciones").resultado
    found = Abiertas.of(resultado, np.arange(len(resultado)), np.array([0]), np.array([resultado.plan.n_nodos - 1]))
    totals = found.draw(Corriente(7, Uso.FALTANTES).uniform(200, len(found)))[:, :, 0]
    low, high = resultado.nodos[[MINIMO, MAXIMO], -1]
    assert ((totals >= low) & (totals <= high)).all()
    assert (totals.std(axis=0) > 0).all()


def test_the_doubt_of_a_panel_says_how_many_answers_were_drawn(panel):
    """As many as its consolidated records leave open."""
    done = compare(panel("fichas: panel.yaml", "incertidumbre: {sorteos: 20, semilla: 7}\n"))
    resultado = evaluacion.consolidate("cualitativo", panel.folder / "evaluaciones", panel.folder / "moderacion.yaml").resultado
    still_open = sum(int(np.isin(puntos.estado, (SIN_RESPONDER, SIN_EVIDENCIA)).sum()) for puntos in resultado.puntos.values())
    assert done.hecha.duda.n_abiertas == still_open > 0
    assert f"cada respuesta que falta ({still_open})" in as_text(done.hecha, done.procedencia).replace("\n", " ")

"""Forms that came back spoiled, as another program writes them; the many ways of spoiling one are in `estropear.py`."""

from __future__ import annotations

import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.formulario import write_formularios
from evaluacion.flujo.importar import write_importado

from .conftest import MARCOS, MEZCLA, cell_of

HAY = ("1/mezcla/base.hay", "Respuesta")


def test_a_cell_of_a_wrong_answer_is_that_cell(taller):
    """The place of a wrong answer is the cell where it stands."""
    (path,) = taller.make()
    filled = taller.fill(path, {HAY: "más o menos"})
    where = cell_of(openpyxl.load_workbook(filled), *HAY)
    with pytest.raises(EvaluacionError) as caught:
        taller.read(filled)
    assert (caught.value.problemas[0].origen.hoja, caught.value.problemas[0].origen.celda) == ("mezcla", where.coordinate)


def test_a_form_of_another_version_keeps_what_no_longer_fits(taller, tmp_path):
    """Answers to a question that the marco no longer has go to the annex; the others are taken."""
    own = tmp_path / "mezcla.yaml"
    own.write_text(MEZCLA.read_text(encoding="utf-8"), encoding="utf-8")
    (path,) = taller.make(marcos=(own,))
    filled = taller.fill(path, {HAY: "sí", ("1/mezcla/sola.unica", "Respuesta"): "a veces"})
    newer = MEZCLA.read_text(encoding="utf-8").replace("version: 1.2.0", "version: 2.0.0").replace("id: unica", "id: otra")
    own.write_text(newer, encoding="utf-8")
    done = taller.read(filled, marcos=(own,))
    assert {"formulario_de_otra_version", "formulario_cambiado"} <= {problem.codigo for problem in done.problemas}
    assert set(done.registros[0].practica.respuestas["mezcla"]) == {"base.hay"}
    assert [cell.celda.texto for cells in done.anexos.values() for cell in cells] == ["a veces"]


def test_what_exists_is_not_written_over_unless_asked(taller, tmp_path):
    """A form may have answers, and so may a record: nothing is replaced, and nothing is half written."""
    (path,) = taller.make()
    with pytest.raises(EvaluacionError, match="reemplazar"):
        write_formularios(MARCOS, path.parent, ids=["p0", "p1"])
    assert [item.name for item in path.parent.iterdir()] == ["p1.xlsx"]
    done = taller.read(path)
    (record,) = write_importado(done, tmp_path / "sal")
    record.write_text("practica: p1\ntitulo: otro\n", encoding="utf-8")
    with pytest.raises(EvaluacionError, match="reemplazar"):
        write_importado(done, tmp_path / "sal")
    assert write_importado(done, tmp_path / "sal", reemplazar=True) == (record,)


def test_what_a_cell_cannot_hold_is_refused_before_any_form_is_written(taller):
    """A text of more than 32,767 characters or a number of more than 15 figures is named, and there is no form."""
    long = f"practica: p1\ntitulo: {'x' * 32_768}\n"
    precise = "practica: p2\nindicadores: {firmados: {valores: {2024: 0.12345678901234567}}}\n"
    for text, code in ((long, "texto_demasiado_largo"), (precise, "numero_demasiado_largo")):
        with pytest.raises(EvaluacionError) as caught:
            taller.make(text)
        assert {problem.codigo for problem in caught.value.problemas} == {code}
        assert not (taller.folder / "formularios").exists()

"""Forms that came back spoiled, as another program writes them; the many ways of spoiling one are in `estropear.py`."""

from __future__ import annotations

import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.formulario import write_formularios
from evaluacion.flujo.importado import write_importado

from .conftest import MARCOS, MEZCLA, cell_of, cells_of, places_of

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


def test_what_is_no_longer_asked_is_told_with_its_question(taller, tmp_path):
    """The notice names the key that the marco no longer has, apart from stray texts; the annex, its question and its column."""
    own = tmp_path / "mezcla.yaml"
    own.write_text(MEZCLA.read_text(encoding="utf-8"), encoding="utf-8")
    (path,) = taller.make(marcos=(own,))
    filled = taller.fill(path, {("1/mezcla/sola.unica", "Respuesta"): "a veces", ("1/mezcla/sola.unica", "Ayuda"): "ojo con esto"})
    own.write_text(MEZCLA.read_text(encoding="utf-8").replace("id: unica", "id: otra"), encoding="utf-8")
    done = taller.read(filled, marcos=(own,))
    gone, stray = (problem.mensaje for problem in done.problemas if problem.mensaje.startswith("Hay "))
    assert "«mezcla/sola.unica»" in gone
    assert "«" not in stray
    ((stray_of, gone_of),) = ([cell.de for cell in cells] for cells in done.anexos.values())
    assert (stray_of, gone_of) == ("", "mezcla/sola.unica «¿Se repitió?», Respuesta")


def test_the_order_of_the_rows_does_not_reach_the_record(taller, tmp_path):
    """A form whose rows were sorted by another column gives the same bytes: answers go in the order of the marco, series by period."""
    (path,) = taller.make()
    answers = {("1/mezcla/sola.unica", "Respuesta"): "a veces", HAY: "sí", ("1/titulo", "Valor"): "Beca"}
    filled = taller.fill(path, answers)

    def number(book):
        for which, year in enumerate(("2021", "2022", "2023")):
            cells_of(book, "1/indicadores/firmados/valores", "Periodo")[which].value = year
            cells_of(book, "1/indicadores/firmados/valores", "Valor")[which].value = which + 0.5

    def upside_down(book):
        number(book)
        for sheet in book:
            rows, _ = places_of(sheet)
            places = sorted(place for found in rows.values() for place in found)
            values = [[cell.value for cell in sheet[place]] for place in places]
            for place, said in zip(places, reversed(values), strict=True):
                for cell, value in zip(sheet[place], said, strict=True):
                    cell.value = value

    texts = []
    for name, change in (("uno", number), ("dos", upside_down)):
        (record,) = (
            path for path in write_importado(taller.read(taller.change(filled, change)), tmp_path / name) if path.suffix == ".yaml"
        )
        texts.append(record.read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    assert texts[0].index("base.hay") < texts[0].index("sola.unica")
    assert texts[0].index("2021") < texts[0].index("2023")


def test_no_sheet_takes_a_name_that_excel_keeps_for_itself(taller, tmp_path):
    """A marco called «history» gets a sheet with another name."""
    own = tmp_path / "history.yaml"
    own.write_text(MEZCLA.read_text(encoding="utf-8").replace("marco: mezcla", "marco: history"), encoding="utf-8")
    (path,) = taller.make(marcos=(own,))
    assert {"history (2)"} == {name for name in openpyxl.load_workbook(path).sheetnames if name.casefold().startswith("history")}


def test_a_file_in_place_of_the_folder_is_said_to_be_one(tmp_path):
    """`--salida` with the name of a file, or inside one, is told in words."""
    taken = tmp_path / "lista.csv"
    taken.write_text("titulo\n", encoding="utf-8")
    with pytest.raises(EvaluacionError, match=r"ya hay un archivo con ese nombre\. Indique una carpeta"):
        write_formularios(MARCOS, taken, ids=["p1"])
    with pytest.raises(EvaluacionError, match=r"una parte de la ruta no es una carpeta\. Indique una carpeta"):
        write_formularios(MARCOS, taken / "formularios", ids=["p1"])
    assert taken.read_text(encoding="utf-8") == "titulo\n"


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

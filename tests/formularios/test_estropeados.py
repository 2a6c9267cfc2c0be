"""Forms that came back spoiled: each one is survived, or its fault is named at its sheet and cell."""

from __future__ import annotations

from datetime import datetime

import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.formulario import write_formularios
from evaluacion.flujo.importar import write_importado

from .conftest import MARCOS, MEZCLA, cell_of, cells_of, places_of

HAY = ("1/mezcla/base.hay", "Respuesta")
FECHA = ("1/mezcla/base.hay", "Fecha de la evidencia")
VALOR = ("1/indicadores/firmados/valores", "Valor")
PERIODO = ("1/indicadores/firmados/valores", "Periodo")

SURVIVED = {
    "capitals": ({HAY: "SÍ"}, "sí"),
    "no accent": ({HAY: "si"}, "sí"),
    "blanks around": ({HAY: "  sí\u00a0"}, "sí"),
    "a boolean of another Excel": ({HAY: True}, "sí"),
    "two words in capitals": ({HAY: "A VECES"}, "a veces"),
}


@pytest.mark.parametrize(("answers", "said"), SURVIVED.values(), ids=SURVIVED)
def test_an_answer_pasted_in_another_way_is_understood(taller, answers, said):
    """What a person means is read as the scale spells it."""
    (path,) = taller.make()
    done = taller.read(taller.fill(path, answers))
    assert done.registros[0].practica.respuestas["mezcla"]["base.hay"].respuesta == said


DATES = {
    "a date of Excel": (datetime(2024, 7, 31), "2024-07-31"),  # noqa: DTZ001 - sheets have no time zone
    "a day that cannot be a month": ("31/12/2024", "2024-12-31"),
    "a year as a number": (2024, "2024"),
    "as text": ("2024-07", "2024-07"),
}


@pytest.mark.parametrize(("value", "said"), DATES.values(), ids=DATES)
def test_a_date_is_read_as_excel_keeps_it(taller, value, said):
    """Dates, years as numbers and texts that can be read in one way only."""
    (path,) = taller.make()
    done = taller.read(taller.fill(path, {HAY: "sí", FECHA: value}))
    assert done.registros[0].practica.respuestas["mezcla"]["base.hay"].evidencia.fecha == said


REFUSED = {
    "an answer out of the scale": ({HAY: "más o menos"}, "respuesta_desconocida"),
    "a formula that gives an answer": ({HAY: '="sí"'}, "celda_no_valida"),
    "a formula in the evidence": ({("1/mezcla/base.hay", "Evidencia"): "=1+1"}, "celda_no_valida"),
    "an error of Excel": ({HAY: "#N/A"}, "celda_no_valida"),
    "no aplica where it is not admitted": ({("1/mezcla/base.inversa", "Respuesta"): "no aplica"}, "no_aplica_no_admitido"),
    "a date that may be two": ({HAY: "sí", FECHA: "03/04/2024"}, "valor_no_permitido"),
    "a date that does not exist": ({HAY: "sí", FECHA: "2024-02-31"}, "valor_no_permitido"),
    "a value that is a word": ({PERIODO: "2024", VALOR: "muchos"}, "tipo_equivocado"),
    "a value with a doubtful comma": ({PERIODO: "2024", VALOR: "1,500"}, "numero_ambiguo"),
    "a value without its period": ({VALOR: 5}, "valor_vacio"),
    "a period without its value": ({PERIODO: "2024"}, "valor_vacio"),
    "a period that is none": ({PERIODO: "pronto", VALOR: 5}, "valor_no_permitido"),
    "a baseline without its value": ({("1/indicadores/firmados/linea_base", "Periodo"): "2020"}, "falta_clave"),
    "a correction without reason": ({HAY: "sí", ("1/mezcla/base.hay", "Corrección: antes"): "nunca"}, "falta_clave"),
    "an SDG that does not exist": ({("1/ods", "Valor"): "4, 18"}, "fuera_de_limites"),
    "an SDG in words": ({("1/ods", "Valor"): "cuatro"}, "tipo_equivocado"),
    "a role that is none": ({("1/evaluacion.rol", "Valor"): "asesor"}, "valor_no_permitido"),
    "a requirement half met": ({("1/requisitos/vigencia", "Valor"): "tal vez"}, "valor_no_permitido"),
    "another id": ({("1/id", "Valor"): "p2"}, "formulario_no_valido"),
    "text that turns the direction": ({("1/titulo", "Valor"): "a\u202eb"}, "caracter_invisible"),
    "a territory in small letters": ({("1/territorio.pais", "Valor"): "mx"}, "forma_no_valida"),
    "ends before it begins": ({("1/periodo.desde", "Valor"): "2024", ("1/periodo.hasta", "Valor"): "2020"}, "valor_no_permitido"),
}


@pytest.mark.parametrize(("answers", "code"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_cell_is_named_at_its_sheet_and_cell(taller, answers, code):
    """The message has the code that the fault deserves, and its cell."""
    (path,) = taller.make()
    filled = taller.fill(path, answers)
    with pytest.raises(EvaluacionError) as caught:
        taller.read(filled)
    problem = next(item for item in caught.value.problemas if item.severidad == "error")
    assert problem.codigo == code
    assert problem.origen.celda is not None
    assert problem.origen.hoja is not None


def test_a_cell_of_a_wrong_answer_is_that_cell(taller):
    """The place of a wrong answer is the cell where it stands."""
    (path,) = taller.make()
    filled = taller.fill(path, {HAY: "más o menos"})
    where = cell_of(openpyxl.load_workbook(filled), *HAY)
    with pytest.raises(EvaluacionError) as caught:
        taller.read(filled)
    assert (caught.value.problemas[0].origen.hoja, caught.value.problemas[0].origen.celda) == ("mezcla", where.coordinate)


def move_rows(book):
    sheet = book["mezcla"]
    rows, columns = places_of(sheet)
    keys = [("1/mezcla/base.hay", "1/mezcla/sola.unica")]
    for one, other in keys:
        for column in columns.values():
            a, b = sheet.cell(rows[one][0], column), sheet.cell(rows[other][0], column)
            a.value, b.value = b.value, a.value


def rename_sheets(book):
    for number, sheet in enumerate(book.worksheets):
        if not sheet.title.startswith("_"):
            sheet.title = f"Mi hoja {number}"


LAYOUTS = {
    "rows in another order": move_rows,
    "rows inserted above": lambda book: book["mezcla"].insert_rows(1, 3),
    "a blank row between": lambda book: book["mezcla"].insert_rows(6),
    "a column inserted": lambda book: book["mezcla"].insert_cols(1),
    "sheets renamed": rename_sheets,
    "rows hidden": lambda book: book["mezcla"].row_dimensions.__getitem__(6).__setattr__("hidden", True),
    "another sheet first": lambda book: book.move_sheet("Avance", -3),
}


@pytest.mark.parametrize("change", LAYOUTS.values(), ids=LAYOUTS)
def test_answers_are_found_by_key_and_not_by_place(taller, change):
    """Whatever was moved, each answer goes to its question."""
    (path,) = taller.make()
    filled = taller.change(path, lambda book: setattr(cell_of(book, *HAY), "value", "a veces"), change)
    practica = taller.read(filled).registros[0].practica
    assert {name: item.respuesta for name, item in practica.respuestas["mezcla"].items()} == {"base.hay": "a veces"}


def write_at(title, cell, value):
    return lambda book: book[title].__setitem__(cell, value)


LOOSE = {
    "a remark beside a question": lambda book: setattr(cell_of(book, "1/mezcla/base.hay", "Ayuda").offset(0, 40), "value", "ojo con esto"),
    "a remark over the headings": write_at("mezcla", "F1", "ojo con esto"),
    "a remark in a row of its own": write_at("mezcla", "C60", "ojo con esto"),
    "a remark on a locked cell": lambda book: setattr(cell_of(book, "1/mezcla/base.hay", "Pregunta"), "value", "ojo con esto"),
    "a sheet of their own": lambda book: book.create_sheet("Mías").__setitem__("B2", "ojo con esto"),
    "in the instructions": write_at("Instrucciones", "E9", "ojo con esto"),
    "in a datum that is not asked": lambda book: setattr(cell_of(book, "1/indicadores/firmados", "Periodo"), "value", "ojo con esto"),
    "under a heading that was changed": lambda book: (
        setattr(next(cell for row in book["mezcla"].iter_rows(max_row=5) for cell in row if cell.value == "Nota"), "value", "Mis notas"),
        setattr(book["mezcla"].cell(5, 15), "value", "ojo con esto"),
    ),
    "in a row whose key was changed": lambda book: (
        setattr(cell_of(book, "1/mezcla/base.hay", "Evidencia"), "value", "ojo con esto"),
        setattr(cell_of(book, "1/mezcla/base.hay", "Clave (no cambiar)"), "value", "1/mezcla/base.otra"),
    ),
}


@pytest.mark.parametrize("change", LOOSE.values(), ids=LOOSE)
def test_nothing_that_a_person_typed_is_dropped(taller, tmp_path, change):
    """What has no place in the record goes to the annex, with its cell, and is told."""
    (path,) = taller.make()
    done = taller.read(taller.change(path, change))
    assert "formulario_cambiado" in {problem.codigo for problem in done.problemas}
    annex = next(path for path in write_importado(done, tmp_path / "sal") if path.name.endswith(".anexo.txt"))
    assert "ojo con esto" in annex.read_text(encoding="utf-8")


def delete_key_columns(book):
    for sheet in book:
        _, columns = places_of(sheet)
        if columns:
            sheet.delete_cols(columns["Clave (no cambiar)"])


def merge_answers(book):
    cell = cell_of(book, *HAY)
    book["mezcla"].merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column)


def repeat_key(book):
    cell_of(book, *HAY).value = "sí"
    cell_of(book, "1/mezcla/sola.unica").value = "nunca"
    cell_of(book, "1/mezcla/sola.unica", "Clave (no cambiar)").value = HAY[0]


NO_FORMS = {
    "no hidden sheet": (lambda book: book.remove(book["_evaluacion"]), "formulario_no_valido"),
    "no keys": (delete_key_columns, "formulario_no_valido"),
    "a key twice": (repeat_key, "formulario_no_valido"),
    "answers merged": (merge_answers, "celda_no_valida"),
    "a period twice": (
        lambda book: [
            setattr(cell, "value", value)
            for title, value in (("Periodo", "2024"), ("Valor", 3))
            for cell in cells_of(book, VALOR[0], title)[:2]
        ],
        "clave_repetida",
    ),
}


@pytest.mark.parametrize(("change", "code"), NO_FORMS.values(), ids=NO_FORMS)
def test_a_form_that_lost_what_it_is_read_by_is_refused(taller, change, code):
    """Without keys nothing is guessed."""
    (path,) = taller.make()
    with pytest.raises(EvaluacionError) as caught:
        taller.read(taller.change(path, change))
    assert code in {problem.codigo for problem in caught.value.problemas}


FILES = {
    "text": b"hola",
    "old Excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "half a zip": b"PK\x03\x04abc",
    "PDF": b"%PDF-1.7",
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_what_is_no_workbook_is_called_by_its_name(taller, tmp_path, data):
    """Another kind of file gives one clear message."""
    path = tmp_path / "formulario.xlsx"
    path.write_bytes(data)
    with pytest.raises(EvaluacionError) as caught:
        taller.read(path)
    assert {problem.codigo for problem in caught.value.problemas} <= {"tipo_de_archivo", "tabla_invalida"}


def test_a_lost_row_is_told_by_its_key(taller):
    """A deleted row leaves its question unanswered, and the warning names it."""
    (path,) = taller.make()
    done = taller.read(taller.change(path, lambda book: book["mezcla"].delete_rows(cell_of(book, *HAY).row)))
    assert any("«mezcla/base.hay»" in problem.mensaje for problem in done.problemas)


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


def test_two_forms_of_one_record_and_evaluator_are_a_conflict(taller, tmp_path):
    """Nobody can know which one is right."""
    (path,) = taller.make()
    copy = tmp_path / "copia.xlsx"
    copy.write_bytes(path.read_bytes())
    with pytest.raises(EvaluacionError) as caught:
        taller.read(path, copy)
    assert {problem.codigo for problem in caught.value.problemas} == {"registro_repetido"}


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

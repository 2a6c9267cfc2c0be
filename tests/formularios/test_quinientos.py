"""Drawn records go into forms and come back the same, whoever saved the forms in between."""

from __future__ import annotations

import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.publish.registro_yaml import as_yaml

from .conftest import MARCOS, MEZCLA
from .registros import TEXTS, draw_record

ALL = (*MARCOS, "cualitativo")
"""Two marcos of the tests, questions and indicators, and one that ships."""


def go_and_return(taller, records, *, marcos=MARCOS, un_libro=True, saved=False):
    """Put records into forms and assert that what comes back is the same, with nothing besides."""
    paths = taller.make(*map(as_yaml, records), marcos=marcos, un_libro=un_libro)
    done = taller.read(*(taller.open_and_save(path) if saved else path for path in paths))
    found = {item.practica.id: item.practica for item in done.registros}
    for record in records:
        assert found[record.id] == record, record.id
    assert len(found) == len(records)
    assert done.anexos == {}


def batches(first, last, size):
    """Return the numbers from one to another, some at a time."""
    return [range(start, min(start + size, last)) for start in range(first, last, size)]


def test_sixty_drawn_records_come_back_as_they_went(taller):
    """Accents, emoji, line breaks, what looks like a formula, the longest texts, fifteen figures, series, reasons."""
    for numbers in batches(0, 60, 20):
        go_and_return(taller, [draw_record(number) for number in numbers])
        taller = type(taller)(taller.folder / "otro")
        taller.folder.mkdir()


@pytest.mark.lenta
@pytest.mark.parametrize("numbers", batches(0, 400, 40), ids=str)
def test_four_hundred_drawn_records_come_back_as_they_went(taller, numbers):
    """The long form, many records in a workbook."""
    go_and_return(taller, [draw_record(number) for number in numbers])


@pytest.mark.lenta
@pytest.mark.parametrize("numbers", batches(400, 500, 25), ids=str)
def test_a_hundred_drawn_records_come_back_from_a_form_each(taller, numbers):
    """The long form, a workbook for each record, with a marco that ships."""
    records = [draw_record(number, ("mezcla", "ausente", "cualitativo")) for number in numbers]
    go_and_return(taller, records, marcos=ALL, un_libro=False)


@pytest.mark.libreoffice
def test_drawn_records_come_back_from_forms_that_libreoffice_saved(taller):
    """Some records in a workbook that another program opened and saved."""
    go_and_return(taller, [draw_record(number, texts=TEXTS) for number in range(4)], saved=True)


@pytest.mark.lenta
@pytest.mark.libreoffice
@pytest.mark.parametrize("numbers", batches(500, 620, 40), ids=str)
def test_many_drawn_records_come_back_from_forms_that_libreoffice_saved(taller, numbers):
    """The long form."""
    go_and_return(taller, [draw_record(number, texts=TEXTS) for number in numbers], saved=True)


def test_line_ends_of_another_system_are_one_before_the_form_is_made(taller):
    """A record in JSON or YAML that ends lines as Windows does says the same after the form."""
    for number, text in enumerate(('{"practica": "a", "nota": "uno\\r\\ndos\\rtres"}', 'practica: a\nnota: "uno\\r\\ndos\\rtres"\n')):
        workshop = type(taller)(taller.folder / str(number))
        workshop.folder.mkdir()
        assert workshop.read(*workshop.make(text)).registros[0].practica.nota == "uno\ndos\ntres"


def test_no_cell_that_comes_from_a_record_is_a_formula(taller):
    """In the forms of records full of signs that open formulas, the formulas are those of the empty form."""
    (empty,) = taller.make(ids=("r1",), marcos=(MEZCLA,))
    ours = formulas_of(empty)
    for number in range(1, 6):
        record = draw_record(number).model_copy(update={"practica": "r1"})
        (path,) = taller.make(as_yaml(record), marcos=(MEZCLA,))
        assert formulas_of(path) == ours


def formulas_of(path):
    """Return the formulas of a workbook, by sheet and cell."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }


OVER = {
    "a text": ({"nota": "x" * 32_768}, "texto_demasiado_largo", "«Valor» (hoja Registro)"),
    "letters that count twice": ({"descripcion": "😀" * 16_384}, "texto_demasiado_largo", "«Valor» (hoja Registro)"),
    "evidence": (
        {"respuestas": {"mezcla": {"base.hay": {"respuesta": "sí", "evidencia": "x" * 40_000}}}},
        "texto_demasiado_largo",
        "«Evidencia» (hoja mezcla)",
    ),
    "a reason": (
        {"respuestas": {"mezcla": {"base.hay": {"respuesta": "no aplica", "motivo": "x" * 40_000}}}},
        "texto_demasiado_largo",
        "«Motivo» (hoja mezcla)",
    ),
    "a note of an indicator": (
        {"indicadores": {"firmados": {"nota": "x" * 40_000}}},
        "texto_demasiado_largo",
        "«Nota» (hoja Indicadores)",
    ),
    "a value": ({"indicadores": {"firmados": {"valores": {"2024": 0.1 + 0.2}}}}, "numero_demasiado_largo", "«firmados»"),
    "a target": (
        {"indicadores": {"firmados": {"meta": {"periodo": "2024", "valor": 1 / 3}}}},
        "numero_demasiado_largo",
        "«firmados»",
    ),
}


@pytest.mark.parametrize(("change", "code", "where"), OVER.values(), ids=OVER)
def test_what_is_over_the_limits_is_named_before_any_form_is_written(taller, change, code, where):
    """One record over the limits among sound ones: no form at all, and the record and its field are said."""
    sound = [draw_record(number) for number in (1, 2)]
    over = type(sound[0]).model_validate({"practica": "r9", **change})
    with pytest.raises(EvaluacionError) as caught:
        taller.make(*map(as_yaml, [*sound, over]))
    (problem,) = (item for item in caught.value.problemas if item.severidad == "error")
    assert problem.codigo == code
    assert "«r9" in problem.mensaje
    assert where in problem.mensaje
    assert not (taller.folder / "formularios").exists()

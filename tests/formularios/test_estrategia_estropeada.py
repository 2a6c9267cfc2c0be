"""Forms of strategies that came back spoiled: each fault is named at its sheet and cell, and nothing is reviewed or written."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.cli.principal import _run
from evaluacion.flujo.criterios import Seleccion
from evaluacion.flujo.estrategia_en_libro import read_form
from evaluacion.flujo.formatos import formats, write_as
from evaluacion.flujo.formulario import write_formularios
from evaluacion.flujo.formulario_estrategia import write_formularios_de_estrategia
from evaluacion.flujo.revisar import Opciones, review_paths

from .conftest import MEZCLA
from .planes import cells_of, change, datum, make, put, put_datum

CORTA = """
estrategia: plan
fecha: 2025-01-31
periodo: {desde: 2025, hasta: 2027}
ejes: [{id: economia, nombre: Inversión}, {id: ambiente, nombre: Agua}]
objetivos:
  - {id: ied, eje: economia, enunciado: Captar 10 millones de dólares para 2027, indicador: {unidad: USD}, serie: {2024: 4}}
  - {id: agua, eje: ambiente, meta: {periodo: 2027, valor: 5}}
acciones: [{id: mision, objetivo: ied, presupuesto: {monto: 5, moneda: MXN}}]
presupuesto: {total: 10, por_anio: {2025: 4}}
"""


@pytest.fixture(scope="module")
def corta(tmp_path_factory):
    """The form of a short strategy."""
    return make(tmp_path_factory.mktemp("corta"), CORTA)


@pytest.fixture(scope="module")
def _libro(corta):
    book = openpyxl.load_workbook(corta)
    cells = [cell for sheet in book if not sheet.title.startswith("_") for row in sheet.iter_rows() for cell in row]
    return book, [(cell, cell.value) for cell in cells if not isinstance(cell, openpyxl.cell.cell.MergedCell)]


@pytest.fixture
def abierto(_libro):
    """The same form, open in another program; what a test writes is undone after it."""
    book, before = _libro
    yield book
    for cell, value in before:
        if cell.value != value:
            cell.value = value


REFUSED = {
    "a word out of the list": (
        (put("Actores", "Nombre", "UNAM"), put("Actores", "Sector", "academia")),
        "valor_no_permitido",
        "Actores",
        "Sector",
        0,
    ),
    "a profile that is none": ((put_datum("Identificación", "Perfil", "unidá"),), "valor_no_permitido", "Identificación", "Perfil", None),
    "neither yes nor no": (
        (put_datum("Organización", "Informe: público", "tal vez"),),
        "valor_no_permitido",
        "Organización",
        "Informe: público",
        None,
    ),
    "a formula": ((put("Acciones", "Acción", "=1+1"),), "celda_no_valida", "Acciones", "Acción", 0),
    "a formula in a datum": ((put_datum("Identificación", "Visión", "=A1"),), "celda_no_valida", "Identificación", "Visión", None),
    "an error of Excel": ((put("Acciones", "Responsable", "#N/A"),), "celda_no_valida", "Acciones", "Responsable", 0),
    "a date that may be two": ((put("Acciones", "Inicio", "03/04/2025"),), "valor_no_permitido", "Acciones", "Inicio", 0),
    "a date in words": ((put("Acciones", "Fin", "fin de año"),), "valor_no_permitido", "Acciones", "Fin", 0),
    "a date that does not exist": (
        (put_datum("Identificación", "Fecha", "2025-02-30"),),
        "valor_no_permitido",
        "Identificación",
        "Fecha",
        None,
    ),
    "a period that is none": ((put("Objetivos", "Meta: periodo", "pronto", 1),), "valor_no_permitido", "Objetivos", "Meta: periodo", 1),
    "an amount in words": ((put("Acciones", "Presupuesto: monto", "mucho"),), "tipo_equivocado", "Acciones", "Presupuesto: monto", 0),
    "an amount with a doubtful comma": ((put_datum("Presupuesto", "Total", "1,500"),), "numero_ambiguo", "Presupuesto", "Total", None),
    "a negative amount": ((put_datum("Presupuesto", "Total", -5),), "fuera_de_limites", "Presupuesto", "Total", None),
    "an id twice": ((put("Objetivos", "Identificador", "ied", 1),), "identificador_repetido", "Objetivos", "Identificador", 1),
    "an id with an accent": ((put("Ejes", "Identificador", "economía"),), "forma_no_valida", "Ejes", "Identificador", 0),
    "a row without its id": ((put("Ejes", "Identificador", None),), "falta_clave", "Ejes", "Identificador", 0),
    "an actor without name": ((put("Actores", "Sector", "social"),), "falta_clave", "Actores", "Nombre", 0),
    "a risk without its type": ((put("Riesgos", "Probabilidad", "alta", 2),), "falta_clave", "Riesgos", "Tipo", 2),
    "a target without its value": ((put("Objetivos", "Meta: valor", None, 1),), "falta_clave", "Objetivos", "Meta: valor", 1),
    "an SDG that does not exist": ((put("Objetivos", "ODS", "8, 18"),), "fuera_de_limites", "Objetivos", "ODS", 0),
    "an SDG in words": ((put("Objetivos", "ODS", "ocho"),), "tipo_equivocado", "Objetivos", "ODS", 0),
    "an indicator of no objective": ((put("Indicadores", "Objetivo", "iet"),), "valor_no_permitido", "Indicadores", "Objetivo", 0),
    "an indicator that does not say of which": ((put("Indicadores", "Objetivo", None),), "falta_clave", "Indicadores", "Objetivo", 0),
    "two indicators of one objective": (
        (put("Indicadores", "Objetivo", "ied", 1), put("Indicadores", "Unidad", "MXN", 1)),
        "clave_repetida",
        "Indicadores",
        "Clave (no cambiar)",
        1,
    ),
    "a value without its period": ((put("Series", "Periodo", None),), "valor_vacio", "Series", "Periodo", 0),
    "a year without its amount": ((put("Presupuesto por año", "Monto", None),), "valor_vacio", "Presupuesto por año", "Monto", 0),
    "an amount of a year in words": (
        (put("Presupuesto por año", "Monto", "mucho"),),
        "tipo_equivocado",
        "Presupuesto por año",
        "Monto",
        0,
    ),
    "a year twice": (
        (put("Presupuesto por año", "Año", "2025", 1), put("Presupuesto por año", "Monto", 3, 1)),
        "clave_repetida",
        "Presupuesto por año",
        "Año",
        1,
    ),
    "no id of the plan": ((put_datum("Identificación", "Estrategia", None),), "falta_clave", "Identificación", "Estrategia", None),
    "a country in words": (
        (put_datum("Identificación", "Territorio: país", "México"),),
        "forma_no_valida",
        "Identificación",
        "Territorio: país",
        None,
    ),
    "text that turns the direction": (
        (put_datum("Identificación", "Título", "a\u202eb"),),
        "caracter_invisible",
        "Identificación",
        "Título",
        None,
    ),
}


@pytest.mark.parametrize(("changes", "code", "sheet", "title", "row"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_cell_is_named_and_the_form_is_not_reviewed(tmp_path, abierto, changes, code, sheet, title, row):
    """The message has the code that the fault deserves, and the cell where it is or where what is missing would be."""
    for each in changes:
        each(abierto)
    abierto.save(tmp_path / "devuelto.xlsx")
    wanted = datum(abierto, sheet, title) if row is None else cells_of(abierto[sheet], title)[row]
    with pytest.raises(EvaluacionError) as caught:
        review_paths(tmp_path / "devuelto.xlsx")
    found = [(item.codigo, item.origen.hoja, item.origen.celda) for item in caught.value.problemas if item.severidad == "error"]
    assert found == [(code, sheet, wanted.coordinate)]


def test_a_word_that_is_almost_one_of_the_list_brings_the_one_meant(tmp_path):
    """In full orthography, as the drop-down shows it."""
    path = change(make(tmp_path, CORTA), put("Actores", "Nombre", "UNAM"), put("Actores", "Sector", "academico s"))
    with pytest.raises(EvaluacionError, match=r"¿Quiso escribir «académico»\?"):
        read_form(path)


def merge(book):
    book["Objetivos"].merge_cells("C6:C7")


def repeat_heading(book):
    head = next(cell for row in book["Acciones"].iter_rows(max_row=6) for cell in row if cell.value == "Responsable")
    head.offset(0, 1).value = "Responsable"


def delete_column(title, heading):
    def delete(book):
        sheet = book[title]
        sheet.delete_cols(cells_of(sheet, heading)[0].column)

    return delete


def repeat_reference(book):
    sheet = book["Indicadores"]
    head = next(cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == "Objetivo")
    sheet.cell(head.row, 14).value = "Objetivo"


def repeat_datum(book):
    first, other = datum(book, "Identificación", "Título"), datum(book, "Identificación", "Fecha")
    first.value = "Plan"
    book["Identificación"].cell(other.row, 1).value = "titulo"


STRUCTURES = {
    "cells merged": (merge, "celda_no_valida", "Objetivos"),
    "two columns with one heading": (repeat_heading, "formulario_no_valido", "Acciones"),
    "two columns that say of which": (repeat_reference, "formulario_no_valido", "Indicadores"),
    "a column deleted": (delete_column("Acciones", "Responsable"), "formulario_no_valido", "Acciones"),
    "the keys of a sheet deleted": (delete_column("Objetivos", "Clave (no cambiar)"), "formulario_no_valido", "Objetivos"),
    "the values of a sheet deleted": (delete_column("Presupuesto", "Valor"), "formulario_no_valido", "Presupuesto"),
    "a datum in two rows": (repeat_datum, "clave_repetida", "Identificación"),
}


@pytest.mark.parametrize(("changed", "code", "sheet"), STRUCTURES.values(), ids=STRUCTURES)
def test_a_sheet_that_lost_what_it_is_read_by_is_named(tmp_path, corta, changed, code, sheet):
    """Nothing is guessed."""
    path = change(corta, changed, folder=tmp_path)
    with pytest.raises(EvaluacionError) as caught:
        read_form(path)
    assert (code, sheet) in {(item.codigo, item.origen.hoja) for item in caught.value.problemas}
    assert all(item.origen.celda for item in caught.value.problemas if item.origen.hoja)


WARNED = {
    "a sheet deleted": (lambda book: book.remove(book["Riesgos"]), "la hoja «Riesgos»"),
    "a row deleted": (lambda book: book["Identificación"].delete_rows(6), "«Título» de la hoja «Identificación»"),
    "a remark beside": (lambda book: setattr(book["Ejes"]["H20"], "value", "ojo"), "Ejes!H20"),
    "a remark over the headings": (lambda book: setattr(book["Ejes"]["F2"], "value", "ojo"), "Ejes!F2"),
    "a locked text changed": (lambda book: setattr(book["Identificación"]["B6"], "value", "Mi título"), "Identificación!B6"),
    "a sheet of their own": (lambda book: setattr(book.create_sheet("Mías")["B2"], "value", "ojo"), "Mías!B2"),
    "a column of their own": (
        lambda book: [setattr(book["Ejes"][place], "value", word) for place, word in (("J4", "Mis notas"), ("J6", "ojo"))],
        "Ejes!J4, Ejes!J6",
    ),
}


@pytest.mark.parametrize(("changed", "said"), WARNED.values(), ids=WARNED)
def test_what_does_not_stop_the_review_is_told(tmp_path, corta, changed, said):
    """A lost sheet or row, and what was typed where nothing is asked."""
    done = review_paths(change(corta, changed, folder=tmp_path))
    assert [(item.codigo, item.severidad) for item in done.problemas] == [("formulario_cambiado", "aviso")]
    assert said in done.problemas[0].mensaje
    assert len(done.leidas) == 1


def merge_title(book):
    book["Ejes"].merge_cells("A1:C1")


def fill_years(book):
    sheet = book["Presupuesto por año"]
    for number, (year, amount) in enumerate(zip(cells_of(sheet, "Año"), cells_of(sheet, "Monto"), strict=True)):
        year.value, amount.value = str(2025 + number), 1


@pytest.mark.parametrize("changed", [merge_title, fill_years])
def test_what_hurts_nothing_is_not_told(tmp_path, corta, changed):
    """Cells merged where nothing is asked, and a list filled to its last row."""
    done = review_paths(change(corta, changed, folder=tmp_path))
    assert (done.problemas, len(done.leidas)) == ((), 1)


def with_part(path, name, data):
    """Return a copy of a workbook with another part in it."""
    changed = path.with_name("otro.xlsx")
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in book.infolist():
            copy.writestr(entry, book.read(entry))
        copy.writestr(name, data)
    return changed


def other_format(book):
    book["_estrategia"]["B1"].value = "formulario de estrategia 99"


def without_keys(book):
    for cell in [cell for sheet in book for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == "Clave (no cambiar)"]:
        cell.value = None


BOOKS = {
    "no keys anywhere": (lambda path: change(path, without_keys), "formulario_no_valido"),
    "no hidden sheet": (lambda path: change(path, lambda book: book.remove(book["_estrategia"])), "formulario_no_valido"),
    "another format": (lambda path: change(path, other_format), "formulario_no_valido"),
    "macros": (lambda path: with_part(path, "xl/vbaProject.bin", b"x"), "libro_peligroso"),
    "a bomb": (lambda path: with_part(path, "xl/worksheets/sheet99.xml", b" " * 3_000_000), "libro_peligroso"),
    "links to other books": (lambda path: with_part(path, "xl/externalLinks/externalLink1.xml", b"<a/>"), "libro_peligroso"),
    "text with that name": (lambda path: written(path, b"hola"), "tipo_de_archivo"),
    "old Excel": (lambda path: written(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "tipo_de_archivo"),
    "half a zip": (lambda path: written(path, path.read_bytes()[:900]), "tabla_invalida"),
    "the form of a marco": (lambda path: write_formularios([MEZCLA], path.parent / "m", ids=["p1"]).escritos[0], "formulario_no_valido"),
}


def written(path, data):
    other = path.with_name("otro.xlsx")
    other.write_bytes(data)
    return other


@pytest.mark.parametrize(("spoil", "code"), BOOKS.values(), ids=BOOKS)
def test_what_is_no_form_of_a_strategy_is_called_by_its_name(tmp_path, spoil, code):
    """One clear message, and nothing is read."""
    path = spoil(make(tmp_path, CORTA))
    with pytest.raises(EvaluacionError) as caught:
        review_paths(path)
    assert [item.codigo for item in caught.value.problemas] == [code]


def test_in_a_folder_only_the_forms_of_strategies_are_reviewed(tmp_path):
    """Other workbooks are passed over; one that cannot be opened is told, without failing."""
    make(tmp_path, CORTA)
    (tmp_path / "plan.yaml").unlink()
    write_formularios([MEZCLA], tmp_path, ids=["p1"])
    (tmp_path / "roto.xlsx").write_bytes(b"PK\x03\x04abc")
    done = review_paths(tmp_path)
    assert [Path(item.documento.archivo).name for item in done.leidas] == ["plan.xlsx"]
    assert [(item.codigo, item.severidad) for item in done.problemas] == [("tabla_invalida", "aviso")]


def test_every_shape_names_the_cell(tmp_path, monkeypatch):
    """In text with the text of the cell underlined; for programs also row and column, from 1."""
    monkeypatch.chdir(tmp_path)
    path = make(tmp_path, CORTA.replace("objetivo: ied", "objetivo: iet"))
    cell = cells_of(openpyxl.load_workbook(path)["Acciones"], "Objetivo")[0]
    said = f"Acciones!{cell.coordinate}"
    total = review_paths(path.name, Opciones(seleccion=Seleccion(("COH-02",)))).total
    shapes = {name: write_as(name, total) for name in formats()}
    assert [name for name, text in shapes.items() if said not in text and name not in ("json", "ndjson")] == []
    assert f"plan.xlsx!{said}: falla [COH-02]" in shapes["texto"]
    assert f"  {cell.coordinate} | iet\n  {' ' * len(cell.coordinate)} | ^^^\n" in shapes["texto"]
    (found,) = json.loads(shapes["json"])["hallazgos"]
    assert (found["archivo"], found["hoja"], found["celda"]) == ("plan.xlsx", "Acciones", cell.coordinate)
    assert (found["linea"], found["columna"]) == (cell.row, cell.column)
    region = json.loads(shapes["sarif"])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    place = {"startLine": cell.row, "startColumn": cell.column, "endLine": cell.row, "endColumn": cell.column + 1}
    assert region == {**place, "snippet": {"text": "iet"}}


def test_the_end_of_the_run_is_the_one_of_a_file(tmp_path, capsys):
    """1 with findings; 2 where the form cannot be reviewed, with its cell, and nothing is written."""
    path = make(tmp_path, CORTA)
    assert _run(["revisar", str(path)]) == 1
    assert capsys.readouterr().err == ""
    spoiled = change(path, put("Acciones", "Inicio", "03/04/2025"))
    assert _run(["revisar", str(spoiled)]) == 2
    cell = cells_of(openpyxl.load_workbook(spoiled)["Acciones"], "Inicio")[0].coordinate
    assert f"!Acciones!{cell}: error [valor_no_permitido]" in capsys.readouterr().err
    assert _run(["importar", str(spoiled), "--salida", str(tmp_path / "sal")]) == 2
    assert not (tmp_path / "sal").exists()


UNFIT = {
    "a number of more than 15 digits": ("estrategia: p\npresupuesto: {total: 0.12345678901234567}\n", "numero_demasiado_largo"),
    "a text of more than 32,767 characters": (f"estrategia: p\nnota: {'á' * 32_768}\n", "texto_demasiado_largo"),
}


@pytest.mark.parametrize(("text", "code"), UNFIT.values(), ids=UNFIT)
def test_what_would_not_come_back_is_refused_before_a_form_is_written(tmp_path, text, code):
    """Named, with its file; no form is written."""
    with pytest.raises(EvaluacionError) as caught:
        make(tmp_path, text)
    assert [(item.codigo, Path(item.origen.archivo).name) for item in caught.value.problemas] == [(code, "plan.yaml")]
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_form_that_exists_is_not_written_over(tmp_path):
    """It may have answers."""
    make(tmp_path, CORTA)
    with pytest.raises(EvaluacionError) as caught:
        write_formularios_de_estrategia(tmp_path / "plan.yaml", tmp_path)
    assert [item.codigo for item in caught.value.problemas] == ["salida_imposible"]

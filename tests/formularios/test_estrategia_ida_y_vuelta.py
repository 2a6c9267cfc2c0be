"""A strategy, put in a form and read from it, is the same strategy, and the rules say the same of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from evaluacion.flujo.estrategia_en_libro import read_form
from evaluacion.flujo.importado import write_importado
from evaluacion.flujo.importar import import_formularios
from evaluacion.flujo.revisar import review_paths
from evaluacion.model.campos import shape_of
from evaluacion.model.estrategia import Estrategia
from evaluacion.model.formulario_estrategia import sections
from evaluacion.publish.estrategia_yaml import estrategia_as_yaml, plain_estrategia
from evaluacion.read.documento import parse_documento, read_documento
from evaluacion.read.estrategia import load_estrategia

from .planes import ESTRATEGIAS, cells_of, change, datum, make, make_of, put, put_datum, read

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
RAIZ = Path(__file__).resolve().parents[2]
ARCHIVOS = [
    *sorted((RAIZ / "examples" / "estrategias").glob("*.yaml")),
    RAIZ / "tests" / "revision" / "diez-defectos.yaml",
    RAIZ / "plantillas" / "estrategia.yaml",
]
PHASES = (Phase.explicit, Phase.generate)
"""Workbooks are too slow to shrink by trying hundreds of them."""
MODELO = (RAIZ / "examples" / "estrategias" / "modelo.yaml").read_text(encoding="utf-8")


def load(text):
    return load_estrategia(parse_documento(text, "plan.yaml")).estrategia


@pytest.mark.parametrize("archivo", ARCHIVOS, ids=lambda path: path.stem)
def test_a_strategy_comes_back_from_its_form_as_it_went(tmp_path, archivo):
    """Every value, and nothing that nobody typed."""
    here = load_estrategia(read_documento(archivo)).estrategia
    there, warnings, loose = read_form(make(tmp_path, archivo.read_text(encoding="utf-8")))
    assert there.estrategia == here
    assert (warnings, loose) == ([], [])


@pytest.mark.parametrize("archivo", ARCHIVOS, ids=lambda path: path.stem)
def test_the_rules_say_the_same_of_the_form_and_of_the_file(tmp_path, archivo):
    """The same rule at the same path, the same scores; in the form each has its cell."""
    text = archivo.read_text(encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    of_file, of_form = (review_paths(path).total.revisiones[0] for path in (tmp_path / "plan.yaml", make(tmp_path, text)))

    def said(revision):
        return sorted((item.regla, item.ruta, item.severidad, item.texto) for item in revision.hallazgos)

    assert said(of_form) == said(of_file)
    assert of_form.puntajes == of_file.puntajes
    assert (of_form.en_duda, of_form.en_regla) == (of_file.en_duda, of_file.en_regla)
    assert all(item.origen.hoja and item.origen.celda and item.origen.linea for item in of_form.hallazgos)


@settings(max_examples=8, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(ESTRATEGIAS)
def test_any_strategy_comes_back_from_its_form(data):
    """Whatever the model holds: long lists, empty groups, texts that look like formulas, dates or numbers."""
    comes_back(data)


@pytest.mark.lenta
@settings(max_examples=500, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(ESTRATEGIAS)
def test_five_hundred_strategies_come_back_from_their_forms(data):
    """The same, as many times as the issue asks."""
    comes_back(data)


def comes_back(data):
    estrategia = Estrategia.model_validate(data)
    with tempfile.TemporaryDirectory() as folder:
        path = make_of(plain_estrategia(estrategia), Path(folder) / "plan.xlsx")
        there, warnings, loose = read_form(path)
    assert there.estrategia == estrategia
    assert (warnings, loose) == ([], [])


@settings(max_examples=20, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(ESTRATEGIAS)
def test_any_strategy_written_as_yaml_is_read_as_the_same(data):
    """The file that is written says the same."""
    estrategia = Estrategia.model_validate(data)
    assert load(estrategia_as_yaml(estrategia)) == estrategia


def paths_of(model, before=()):
    """Yield the path of everything that a model holds, without positions."""
    for name, field in model.model_fields.items():
        _, item = shape_of(field)
        if item is not None:
            yield from paths_of(item, (*before, name))
        else:
            yield (*before, name)


def test_the_form_asks_for_everything_that_a_strategy_holds_once():
    """A key that the model gains has its cell without anybody adding it."""
    asked = [
        (*section.ruta, *(() if section.forma == "pares" else dato.ruta))
        for section in sections()
        for dato in (section.datos[-1:] if section.forma == "pares" else section.datos)
        if dato.ruta
    ]
    assert sorted(asked) == sorted(paths_of(Estrategia))


def test_no_two_columns_of_a_sheet_have_the_same_heading():
    """Nor two data of a group."""
    for section in sections():
        titles = [(dato.grupo, dato.titulo) for dato in section.datos]
        assert len(set(titles)) == len(titles)


def test_an_empty_form_that_somebody_fills_in_is_the_strategy_that_it_says(tmp_path):
    """Another program writes in the cells; rows that only have the id that they suggest do not count."""
    path = change(
        make(tmp_path),
        put_datum("Identificación", "Estrategia", "mi-plan"),
        put_datum("Identificación", "Perfil", "Sin oficina"),
        put_datum("Identificación", "Periodo: desde", 2025),
        put_datum("Diagnóstico", "Fortalezas", "El puerto"),
        put_datum("Diagnóstico", "Fortalezas", "La universidad", 2),
        put_datum("Organización", "Informe: público", "VERDADERO"),
        put("Ejes", "Nombre", "Inversión"),
        put("Actores", "Nombre", "Cámara de comercio"),
        put("Actores", "Sector", "ACADEMICO"),
        put("Objetivos", "Identificador", "ied", 1),
        put("Objetivos", "Enunciado", "Captar 10 millones de dólares para 2027", 1),
        put("Objetivos", "Eje", "eje-1", 1),
        put("Objetivos", "ODS", "8, 17", 1),
        put("Indicadores", "Objetivo", "ied"),
        put("Indicadores", "Unidad", "USD"),
        put("Series", "Objetivo", "ied", 3),
        put("Series", "Periodo", "2024", 3),
        put("Series", "Valor", 4.5, 3),
        put("Acciones", "Presupuesto: monto", 1200000),
        put("Acciones", "Inicio", "31/12/2025"),
        put("Presupuesto por año", "Año", 2025),
        put("Presupuesto por año", "Monto", 5),
    )
    wanted = {
        "estrategia": "mi-plan",
        "perfil": "sin_oficina",
        "periodo": {"desde": "2025"},
        "diagnostico": {"fortalezas": ["El puerto", "La universidad"]},
        "actores": [{"nombre": "Cámara de comercio", "sector": "academico"}],
        "ejes": [{"id": "eje-1", "nombre": "Inversión"}],
        "objetivos": [
            {
                "id": "ied",
                "enunciado": "Captar 10 millones de dólares para 2027",
                "eje": "eje-1",
                "ods": [8, 17],
                "indicador": {"unidad": "USD"},
                "serie": {"2024": 4.5},
            }
        ],
        "acciones": [{"id": "accion-1", "inicio": "2025-12-31", "presupuesto": {"monto": 1200000}}],
        "presupuesto": {"por_anio": {"2025": 5}},
        "seguimiento": {"informe": {"publico": True}},
    }
    assert read(path) == Estrategia.model_validate(wanted)


@pytest.fixture(scope="module")
def modelo(tmp_path_factory):
    """The form of the model strategy."""
    return make(tmp_path_factory.mktemp("modelo"), MODELO)


def swap_rows(book):
    sheet = book["Objetivos"]
    for column in range(1, sheet.max_column + 1):
        a, b = sheet.cell(6, column), sheet.cell(8, column)
        a.value, b.value = b.value, a.value


LAYOUTS = {
    "rows in another order": swap_rows,
    "rows inserted above the headings": lambda book: book["Acciones"].insert_rows(1, 3),
    "a blank row between": lambda book: book["Objetivos"].insert_rows(7),
    "a column inserted": lambda book: book["Objetivos"].insert_cols(3),
    "sheets renamed": lambda book: [setattr(sheet, "title", f"Hoja {n}") for n, sheet in enumerate(book) if sheet.title[0] != "_"],
    "sheets moved": lambda book: book.move_sheet("Indicadores", -6),
    "rows hidden": lambda book: setattr(book["Actores"].row_dimensions[7], "hidden", True),
}


@pytest.mark.parametrize("changed", LAYOUTS.values(), ids=LAYOUTS)
def test_what_was_moved_is_found_by_its_headings_and_keys(tmp_path, modelo, changed):
    """Only the order of what was put in another order changes."""
    here, there = load(MODELO), read(change(modelo, changed, folder=tmp_path))
    assert {item.id: item for item in there.objetivos} == {item.id: item for item in here.objetivos}
    assert there.model_copy(update={"objetivos": here.objetivos}) == here


@pytest.mark.libreoffice
def test_a_form_that_libreoffice_opened_and_saved_says_the_same(taller, modelo):
    """The same strategy, and nothing loose."""
    there, warnings, loose = read_form(taller.open_and_save(modelo))
    assert there.estrategia == load(MODELO)
    assert (warnings, loose) == ([], [])


def test_no_cell_is_a_formula_and_two_runs_give_the_same_bytes(tmp_path):
    """A text that starts with an equals sign stays a text."""
    text = MODELO.replace("vision: >-", 'nota: "=1+1"\nvision: >-')
    path = make(tmp_path, text)
    first = path.read_bytes()
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert any(cell.value == "=1+1" for cell in cells)
    assert make(tmp_path, text).read_bytes() == first


def test_only_the_cells_to_write_in_are_unlocked_and_lists_offer_what_is_admitted(modelo):
    """Protected without a password; the sectors in full orthography, the axes by the ids of their sheet."""
    book = openpyxl.load_workbook(modelo)
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    assert not datum(book, "Identificación", "Visión").protection.locked
    assert datum(book, "Identificación", "Visión").offset(0, -1).protection.locked
    assert {book[name].sheet_state for name in ("_estrategia", "_listas")} == {"veryHidden"}
    offered = {}
    for title, heading in (("Actores", "Sector"), ("Objetivos", "Eje"), ("Series", "Objetivo")):
        cell = cells_of(book[title], heading)[0]
        menu = next(item for item in book[title].data_validations.dataValidation if cell.coordinate in item.sqref)
        where, block = menu.formula1.replace("$", "").replace("'", "").split("!")
        offered[title] = [row[0].value for row in book[where][block]]
    assert "académico" in offered["Actores"]
    assert offered["Objetivos"][:4] == ["economia", "cooperacion", "ambiente", "eje-4"]
    assert offered["Series"][:2] == ["inversion", "acuerdos"]


def test_a_form_becomes_the_file_of_its_strategy_and_what_has_no_place_an_annex(tmp_path, modelo):
    """`importar` takes it among the others, and nothing typed is lost."""
    path = change(modelo, lambda book: setattr(book["Ejes"]["J9"], "value", "ojo con esto"), folder=tmp_path)
    done = import_formularios(path)
    assert [problem.codigo for problem in done.problemas] == ["formulario_cambiado"]
    written = write_importado(done, tmp_path / "sal")
    assert [item.name for item in written] == ["modelo.yaml", f"{path.stem}.anexo.txt"]
    assert load(written[0].read_text(encoding="utf-8")) == load(MODELO)
    assert "Ejes!J9:\n  ojo con esto" in written[1].read_text(encoding="utf-8")

"""A marco as an XLSForm: pyxform and ODK Validate accept it, and no text of the marco is more than text."""

from __future__ import annotations

import re
import shutil
from types import SimpleNamespace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluacion.base.recursos import shipped_marcos
from evaluacion.flujo.xlsform import as_pedidos, write_xlsform
from evaluacion.model.comun import fold
from evaluacion.model.formulario import MarcoDelFormulario
from evaluacion.model.xlsform import make_name, name_choices, parse_version, show_version, split_name
from evaluacion.publish.xlsform.libro import arrange_xlsform
from evaluacion.publish.xlsform.texto import as_label
from evaluacion.read.marco import load_marco

from .conftest import CASOS, MARCOS
from .kobo import read_form

HOSTIL = CASOS / "hostil.yaml"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
ASKED = [name for name in shipped_marcos() if load_marco(name).marco.evalua != "plan"]
FEW = ("cuantitativo", "rango_oficina_migrante", "seguimiento")
IDS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """Forms by marcos, each made and read once."""
    known = {}

    def make(*marcos):
        if marcos not in known:
            (path,) = write_xlsform(marcos, tmp_path_factory.mktemp("xlsform")).escritos
            known[marcos] = SimpleNamespace(path=path, leido=read_form(path))
        return known[marcos]

    return make


@pytest.mark.parametrize("name", [pytest.param(name, marks=[] if name in FEW else pytest.mark.lenta) for name in ASKED])
def test_pyxform_makes_a_form_of_every_shipped_marco_without_a_warning(forms, name):
    """Each question of the marco, and each indicator, is asked by a name that XForms admit."""
    leido = forms(name).leido
    names = [leido.name(path) for path in leido.rutas]
    marco = load_marco(name).marco
    assert leido.avisos == []
    assert {make_name("respuestas", name, *path.split("."), "respuesta") for path in marco.preguntas} <= set(names)
    assert {make_name("indicadores", item, "valores", "valor") for item in marco.indicadores} <= set(names)
    assert len(names) == len(set(names))
    assert all(NAME.fullmatch(part) for path in leido.rutas for part in path.split("/")[1:])


@pytest.mark.parametrize("marcos", [pytest.param((HOSTIL,), id="hostil"), pytest.param(MARCOS, id="mezcla", marks=pytest.mark.lenta)])
def test_odk_validate_accepts_the_form(forms, marcos):
    """The program of ODK that checks every expression of a form, where Java is installed."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    assert read_form(forms(*marcos).path, validate=True).avisos == []


@pytest.mark.lenta
@pytest.mark.parametrize("name", ASKED)
def test_odk_validate_accepts_the_form_of_every_shipped_marco(forms, name):
    """As above, for all that ship."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    assert read_form(forms(name).path, validate=True).avisos == []


def test_no_text_of_a_marco_becomes_an_expression_or_an_element(forms):
    """References, XPath, tags, Markdown and formulas in the texts of a marco are shown as they are written."""
    leido = forms(HOSTIL).leido
    labels = list(leido.etiquetas.values())
    assert leido.avisos == []
    assert "<output" not in leido.xform.replace("&lt;output", "")
    assert any('HYPERLINK("x") $ {practica}?' in label for label in labels)
    assert any("\\*\\*Fuerte\\*\\* [enlace] (javascript" in label for label in labels)
    assert not any(re.search(r"<[A-Za-z/]|\$\{", label) for label in labels)
    for bind in leido.binds.values():
        written = " ".join(bind.get(key, "") for key in ("relevant", "constraint", "calculate"))
        assert not re.search(r"HYPERLINK|no_existe|javascript|alert", written)


def test_no_cell_of_the_workbook_is_a_formula(forms):
    """Every cell is text, in a cell of texts."""
    book = openpyxl.load_workbook(forms(HOSTIL).path)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_two_runs_give_the_same_bytes(forms, tmp_path):
    """The same marco makes the same form."""
    (again,) = write_xlsform(MARCOS, tmp_path).escritos
    assert again.read_bytes() == forms(*MARCOS).path.read_bytes()


def test_the_form_says_its_id_its_language_and_the_version_and_hash_of_its_marcos(forms):
    """Settings and every submission carry the marcos with version and content hash."""
    book = openpyxl.load_workbook(forms(*MARCOS).path)
    titles, values = book["settings"].iter_rows(values_only=True)
    settings = dict(zip(titles, values, strict=True))
    made = [(leido.marco.marco, leido.marco.version, leido.huella[:12]) for leido in map(load_marco, MARCOS)]
    assert settings["form_id"] == "evaluacion-mezcla-medidas"
    assert settings["default_language"] == "Español (es)"
    assert [tuple(item) for item in parse_version(settings["version"])] == made
    assert forms(*MARCOS).leido.binds["/data/evaluacion_version"]["calculate"] == f"'{settings['version']}'"


def test_many_marcos_go_into_one_form_whose_names_and_labels_are_all_different():
    """KoboToolbox refuses a name that is given twice, groups included, and names columns by label unless told otherwise."""
    marcos = [load_marco(name) for name in ASKED if load_marco(name).marco.evalua == "gobierno"]
    survey, _, settings_sheet = arrange_xlsform(as_pedidos(marcos)).hojas
    for column in (1, 2):
        written = [fila.celdas[column].valor for fila in survey.filas if fila.celdas[column] is not None]
        assert len(written) == len(set(written)) > 1000
    assert all(len(celda.valor) <= 255 for celda in settings_sheet.filas[1].celdas)
    assert len(marcos) > 20


def bind_of(leido, name):
    path = next(path for path in leido.rutas if leido.name(path) == name)
    return leido.binds[path]


def test_a_dependent_question_is_asked_while_the_other_is_worth_something(forms):
    """Rule of the kernel: where the base is worth nothing the dependent one is too, so nobody is asked."""
    path = next(path for path in forms(*MARCOS).leido.binds if path.endswith("/respuestas-mezcla-base-abierta"))
    asked = forms(*MARCOS).leido.binds[path]["relevant"]
    assert re.findall(r"= '(\w+)'", asked) == ["si", "a_veces"]
    path = next(path for path in forms(HOSTIL).leido.binds if path.endswith("/respuestas-hostil-respuesta-evidencia"))
    assert re.findall(r"= '(\w+)'", forms(HOSTIL).leido.binds[path]["relevant"]) == ["si_siempre", "si_siempre_2", "a_b_c"]


def test_no_aplica_is_offered_where_it_is_admitted_and_asks_for_its_reason(forms):
    """The list of a question without «no aplica» lacks it, and the reason is asked only with it."""
    leido = forms(*MARCOS).leido
    choices = {leido.name(path): [name for name, _ in found] for path, found in leido.opciones.items()}
    assert choices["respuestas-mezcla-base-hay-respuesta"] == ["si", "a_veces", "no_aplica", "nunca"]
    assert choices["respuestas-mezcla-base-inversa-respuesta"] == ["si", "a_veces", "nunca"]
    motive = bind_of(leido, "respuestas-mezcla-base-hay-motivo")
    assert motive["relevant"].endswith("= 'no_aplica'")
    assert motive["required"] == "true()"


def test_the_values_of_an_indicator_stay_within_its_limits(forms):
    """Limits become constraints in plain decimals, which is all that XPath 1.0 reads."""
    leido = forms(HOSTIL).leido
    assert bind_of(leido, "indicadores-titulo-valores-valor")["constraint"] == ". >= -0.00001 and . <= 1000000000"


def test_the_record_is_chosen_from_a_list_where_records_are_given(tmp_path):
    """With `--practica` or `--practicas` nobody writes an id, so nobody writes it in two ways."""
    leido = read_form(write_xlsform(MARCOS, tmp_path, ids=["p-1", "p-2"]).escritos[0])
    assert [name for name, _ in leido.opciones["/data/registro/practica"]] == ["p-1", "p-2"]


@settings(max_examples=30)
@given(st.lists(IDS, min_size=1, max_size=5))
def test_a_name_says_its_path_back(path):
    """Ids have no hyphen, so the names made of them are legal in XForms and reversible."""
    assert split_name(make_name(*path)) == tuple(path)
    assert NAME.fullmatch(make_name(*path))


@given(st.lists(st.text(min_size=1, max_size=8), unique_by=fold, min_size=1, max_size=6))
def test_choices_have_legal_names_and_none_is_the_answer_of_another(values):
    """A name is found for every answer; a text that is one answer is never the name of another."""
    names = name_choices(values)
    assert len(set(names.values())) == len(values)
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names.values())
    assert all(names[value] == fold(value) for value in values if fold(value) in names.values())


@given(st.text(max_size=80))
def test_a_label_has_no_reference_no_tag_and_no_mark_left_alone(text):
    """Whatever a text says, what is left is one line without `${`, tags or Markdown that acts."""
    label = as_label(text)
    assert "${" not in label
    assert not re.search(r"<[A-Za-z/!?]|\]\(|\n", label)
    assert not re.search(r"(?<!\\)(\\\\)*[*_]", label)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            IDS, st.from_regex(r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}", fullmatch=True), st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
        ),
        max_size=3,
    )
)
def test_the_version_of_a_form_is_read_back(marcos):
    """The word that travels with each submission names the marcos, their versions and the start of their hashes."""
    made = [MarcoDelFormulario(*marco) for marco in marcos]
    assert parse_version(show_version(made)) == tuple(marco._replace(huella=marco.huella[:12]) for marco in made)

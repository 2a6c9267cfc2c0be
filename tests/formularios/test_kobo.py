"""Exports of KoboToolbox: what was answered comes back as records, and each fault is named at its sheet and cell."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.importado import write_importado
from evaluacion.flujo.importar import import_formularios
from evaluacion.flujo.xlsform import write_xlsform
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.publish.registro_yaml import plain_practica
from evaluacion.publish.xlsform.texto import as_label

from .conftest import CASOS, MARCOS
from .kobo import read_form, write_csv, write_export
from .test_ida_y_vuelta import A_MANO, FECHAS, NUMEROS, PERIODOS, PHASES, optional, proving

HOSTIL = CASOS / "hostil.yaml"


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    """The form of two small marcos, as pyxform reads it."""
    return read_form(write_xlsform(MARCOS, tmp_path_factory.mktemp("xlsform")).escritos[0])


def answer(said, *, motivo, **rest):
    """Return an answer with its reason exactly when it is the one that needs it."""
    return {"respuesta": said, **rest, **({"motivo": motivo} if said == "no aplica" else {})}


def answers(*values):
    return st.builds(
        lambda said, motivo, rest: answer(said, motivo=motivo, **rest),
        st.sampled_from(values),
        A_MANO,
        st.fixed_dictionaries(
            {},
            optional={
                "evidencia": optional(texto=proving(A_MANO), documento=proving(A_MANO), url=proving(A_MANO)),
                "fuente": st.fixed_dictionaries({"lugar": A_MANO}),
                "nota": A_MANO,
            },
        ),
    )


PUNTO = st.fixed_dictionaries({"periodo": PERIODOS, "valor": NUMEROS})
SERIE = st.one_of(
    st.builds(lambda motivo: {"no_aplica": True, "motivo": motivo}, A_MANO),
    optional(
        linea_base=PUNTO,
        meta=PUNTO,
        valores=st.dictionaries(PERIODOS, NUMEROS, min_size=1, max_size=6),
        intermedias=st.dictionaries(PERIODOS, NUMEROS, min_size=1, max_size=3),
        fuente=st.fixed_dictionaries({"lugar": A_MANO}),
        nota=A_MANO,
    ),
)
ENVIOS = st.fixed_dictionaries(
    {
        "practica": st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True),
        "evaluacion": st.fixed_dictionaries(
            {"evaluador": A_MANO}, optional={"fecha": FECHAS, "rol": st.sampled_from(["externo", "interno"])}
        ),
    },
    optional={
        "titulo": A_MANO,
        "descripcion": A_MANO,
        "territorio": optional(nombre=A_MANO, tipo=A_MANO, clave=st.sampled_from(["09001", "22"]), pais=st.sampled_from(["MX", "ES"])),
        "periodo": st.sampled_from([{"desde": "2021", "hasta": "2024"}, {"desde": "2021-03-15"}, {"hasta": "2024-12"}]),
        "ods": st.lists(st.integers(1, 17), min_size=1, max_size=5),
        "requisitos": st.sampled_from([{"vigencia": True}, {"vigencia": False}]),
        "fuente": optional(obra=A_MANO, lugar=A_MANO),
        "nota": A_MANO,
        "respuestas": st.fixed_dictionaries(
            {
                "mezcla": optional(
                    **{
                        "base.hay": answers("sí", "a veces", "no aplica"),
                        "base.inversa": answers("sí", "a veces", "nunca"),
                        "probada.acta": answers("sí", "a veces", "nunca", "no aplica"),
                        "sola.unica": answers("nunca", "no aplica"),
                    }
                )
            }
        ),
        "indicadores": optional(firmados=SERIE, en_tramite=SERIE, total=SERIE),
    },
)


def as_answers(form, record):
    """Return the answers by name, and the rows of the repeats, with which somebody would fill in the form like that record."""
    found = {"evaluacion_version": form.binds["/data/evaluacion_version"]["calculate"].strip("'")}
    series = {}
    for path, value in leaves_of(plain_practica(record), ()):
        if path[0] == "indicadores" and path[2] in ("valores", "intermedias"):
            name = "-".join(path[:3])
            series.setdefault(name, []).append({f"{name}-periodo": path[3], f"{name}-valor": value})
        else:
            name = name_of(path, value)
            found[name] = choice_of(form, name, value)
    known = {form.name(path) for path in form.rutas}
    assert found.keys() <= known, found.keys() - known
    return found, series


def leaves_of(node, path):
    if not isinstance(node, dict):
        yield path, node
        return
    for key, item in node.items():
        yield from leaves_of(item, (*path, *str(key).split(".")))


def name_of(path, value):
    if path[0] == "respuestas" and len(path) == 4:
        return "-".join((*path, "respuesta"))
    if path[-1] in ("evidencia", "fuente") and isinstance(value, str):
        return "-".join((*path, "texto" if path[-1] == "evidencia" else "lugar"))
    return "-".join(path).replace("no_aplica", "respuesta")


def choice_of(form, name, value):
    """Return the name of the choice whose label is a value; the value where there is no list."""
    choices = next((found for path, found in form.opciones.items() if form.name(path) == name), [])
    if not choices:
        return ", ".join(map(str, value)) if isinstance(value, list) else value
    if name in TIPOS:
        return value
    spoken = {True: "no aplica" if name.startswith("indicadores") else "sí", False: "no"}.get(value, value)
    return next(choice for choice, label in choices if label == as_label(str(spoken)))


LAYOUTS = {
    "names with groups": {"labels": False, "groups": True},
    "names alone": {"labels": False, "groups": False},
    "labels with groups": {"labels": True, "groups": True},
    "labels alone": {"labels": True, "groups": False},
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@settings(max_examples=3, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(st.lists(ENVIOS, min_size=6, max_size=6, unique_by=lambda data: data["practica"].casefold()))
def test_what_was_answered_comes_back_whichever_way_it_was_exported(form, layout, data):
    """Form, answers, export, records: the same answers, dates, numbers and series, and nothing left over."""
    records = [Practica.model_validate(item) for item in data]
    with tempfile.TemporaryDirectory() as folder:
        path = write_export(Path(folder) / "kobo.xlsx", form, [as_answers(form, record) for record in records], **layout)
        done = import_formularios([path], marcos=MARCOS)
    assert [item.practica for item in done.registros] == records
    assert done.anexos == {}
    assert [item.codigo for item in done.problemas if item.codigo.startswith("formulario")] == []


ANA = {
    "practica": "p1",
    "titulo": "Programa «Ñandú»",
    "evaluacion": {"evaluador": "Ana", "fecha": "2026-02-03"},
    "respuestas": {"mezcla": {"base.hay": {"respuesta": "sí", "evidencia": {"texto": "=1+1"}}, "sola.unica": {"respuesta": "nunca"}}},
    "indicadores": {"firmados": {"linea_base": {"periodo": 2021, "valor": 60}, "valores": {2022: 62, 2024: 68}}},
}
BETO = {"practica": "p1", "evaluacion": {"evaluador": "Beto"}, "respuestas": {"mezcla": {"base.hay": {"respuesta": "nunca"}}}}


class Descarga:
    """Answers given to the form, exported and read."""

    def __init__(self, form, folder):
        self.form, self.folder = form, folder

    def answers(self, *records):
        """Return some records as answers."""
        return [as_answers(self.form, Practica.model_validate(record)) for record in records]

    def export(self, *records, name="kobo.xlsx", change=lambda _answers: None, spoil=None, **options):
        """Write an export of some records."""
        given = self.answers(*records)
        change(given)
        path = write_export(self.folder / name, self.form, given, **options)
        if spoil is not None:
            book = openpyxl.load_workbook(path)
            spoil(book)
            book.save(path)
        return path

    def read(self, *paths):
        """Return what some exports say."""
        return import_formularios(paths, marcos=MARCOS)

    def faults(self, *paths):
        """Return the errors of some exports."""
        with pytest.raises(EvaluacionError) as caught:
            self.read(*paths)
        return [item for item in caught.value.problemas if item.severidad == "error"]


@pytest.fixture
def descarga(form, tmp_path):
    """A place to export to."""
    return Descarga(form, tmp_path)


def column_of(sheet, name):
    return next(cell.column for cell in sheet[1] if str(cell.value).endswith(name))


def cell_at(book, name, row=2, sheet="Formulario"):
    return book[sheet].cell(row, column_of(book[sheet], name))


def test_two_evaluators_of_one_practice_are_two_evaluations(descarga, tmp_path):
    """Each submission is a file, named by the record and by who judged it."""
    done = descarga.read(descarga.export(ANA, BETO))
    written = write_importado(done, tmp_path / "sal")
    assert [path.name for path in written] == ["p1--ana.yaml", "p1--beto.yaml"]
    assert done.registros[0].practica == Practica.model_validate(ANA)


def test_two_submissions_of_one_evaluator_are_a_fault(descarga):
    """Nobody knows which one counts: both are named by their row."""
    (fault,) = descarga.faults(descarga.export(BETO, BETO))
    assert fault.codigo == "registro_repetido"
    assert (fault.origen.celda or "").endswith("3")
    assert fault.origen.celda.rstrip("0123456789") + "2" in fault.mensaje


def test_the_same_uuid_twice_is_named_with_both_cells(descarga):
    """In one export, at the second cell."""
    path = descarga.export(ANA, BETO, change=lambda given: given[1][0].update(_uuid="u-1"))
    (fault,) = descarga.faults(path)
    assert fault.codigo == "envio_repetido"
    assert fault.origen.celda.endswith("3")
    assert "kobo.xlsx!Formulario!" in fault.mensaje


def test_the_same_submission_in_two_exports_is_named(descarga):
    """Two downloads of one project, imported together."""
    codes = {item.codigo for item in descarga.faults(descarga.export(ANA), descarga.export(ANA, BETO, name="otra.xlsx"))}
    assert codes == {"envio_repetido", "registro_repetido"}


def test_a_csv_says_the_same_but_for_its_repeats_and_says_so(descarga, form, tmp_path):
    """The answers are read at their line; the values of the indicators are not there, and the reader is told."""
    path = write_csv(tmp_path / "kobo.csv", form, descarga.answers(ANA, BETO))
    done = descarga.read(path)
    assert done.registros[0].practica.respuestas == Practica.model_validate(ANA).respuestas
    assert done.registros[0].practica.indicadores["firmados"].valores == {}
    assert any("CSV" in item.mensaje for item in done.problemas)


def test_a_fault_in_a_csv_is_at_its_line_and_column(descarga, form, tmp_path):
    """A date that is none, in the second submission."""
    given = descarga.answers(ANA, BETO)
    given[0][0]["descripcion"] = "dos\nrenglones"
    given[1][0]["evaluacion-fecha"] = "pronto"
    (fault,) = descarga.faults(write_csv(tmp_path / "kobo.csv", form, given))
    column = 1 + [form.name(path) for path in form.rutas].index("evaluacion-fecha")
    assert (fault.codigo, fault.origen.linea, fault.origen.columna) == ("valor_no_permitido", 4, column)


def test_a_column_of_their_own_goes_to_the_annex_with_its_heading(descarga, tmp_path):
    """What somebody wrote in a question that the marco does not have, or in the notes of the platform, is kept."""

    def add(book):
        sheet = book["Formulario"]
        sheet.cell(1, sheet.max_column + 1).value = "extra/opinion"
        sheet.cell(2, sheet.max_column).value = "ojo con esto"
        cell_at(book, "_notes").value = "revisar"

    done = descarga.read(descarga.export(ANA, spoil=add))
    (annex,) = (path for path in write_importado(done, tmp_path / "sal") if path.suffix == ".txt")
    text = annex.read_text(encoding="utf-8")
    assert "extra/opinion: ojo con esto" in text
    assert "_notes: revisar" in text
    assert any(item.codigo == "formulario_cambiado" and "extra/opinion" in item.mensaje for item in done.problemas)


def test_rows_of_a_repeat_without_their_submission_go_to_the_annex(descarga):
    """Somebody deleted the submission of the first sheet and left its values."""
    done = descarga.read(descarga.export(ANA, BETO, spoil=lambda book: book["Formulario"].delete_rows(2)))
    assert [item.practica.evaluador for item in done.registros] == ["Beto"]
    (kept,) = done.anexos.values()
    assert {cell.celda.texto.rsplit(": ")[-1] for cell in kept} == {"2022", "2024", "62", "68"}


def test_repeats_are_tied_by_index_where_there_is_no_uuid(descarga):
    """The older layout has `_parent_index` alone."""

    def drop(book):
        for sheet in book.worksheets[1:]:
            for name in ("_submission__uuid", "_submission__id"):
                sheet.delete_cols(column_of(sheet, name))

    done = descarga.read(descarga.export(BETO, ANA, spoil=drop))
    assert done.registros[1].practica == Practica.model_validate(ANA)


def test_rows_and_columns_in_another_order_say_the_same(descarga):
    """Answers are found by the names of their columns."""

    def turn(book):
        sheet = book["Formulario"]
        rows = [[cell.value for cell in reversed(row)] for row in sheet.iter_rows()]
        for number, row in enumerate([rows[0], *reversed(rows[1:])], start=1):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    given = [dict(ANA), BETO]
    given[0] = {**ANA, "respuestas": {"mezcla": {"base.hay": "sí"}}}
    done = descarga.read(descarga.export(*given, spoil=turn))
    assert {item.practica.evaluador: item.practica.respuestas["mezcla"]["base.hay"].respuesta for item in done.registros} == {
        "Ana": "sí",
        "Beto": "nunca",
    }


FAULTS = {
    "an answer out of the scale": ("base-hay-respuesta", "más o menos", "respuesta_desconocida"),
    "a formula": ("base-hay-nota", "=1+1", "celda_no_valida"),
    "a date that is none": ("evaluacion-fecha", "pronto", "valor_no_permitido"),
    "a value that is a word": ("indicadores-firmados-linea_base-valor", "muchos", "tipo_equivocado"),
    "an SDG that does not exist": ("ods", "18", "fuera_de_limites"),
    "an id with blanks": ("practica", "mi práctica", "forma_no_valida"),
    "no id": ("practica", None, "falta_clave"),
    "the mark of a legacy export": ("base-hay-respuesta", "n/a", "formulario_no_valido"),
    "text that turns the direction": ("titulo", "a\u202eb", "caracter_invisible"),
}


@pytest.mark.parametrize(("name", "value", "code"), FAULTS.values(), ids=FAULTS)
def test_a_wrong_cell_is_named_at_its_sheet_and_cell(descarga, name, value, code):
    """The message has the code that the fault deserves, at the cell where it stands."""
    where = {}

    def spoil(book):
        cell = cell_at(book, name)
        cell.value = value
        where["cell"] = cell.coordinate

    fault = descarga.faults(descarga.export(ANA, spoil=spoil))[0]
    assert (fault.codigo, fault.origen.hoja) == (code, "Formulario")
    assert fault.origen.celda == where["cell"] or value is None


def test_a_wrong_value_of_a_repeat_is_named_at_its_own_sheet(descarga):
    """The sheet is that of the repeat."""

    def spoil(book):
        cell_at(book, "firmados-valores-valor", 3, "indicadores-firmados-valores").value = "1,500"

    (fault,) = descarga.faults(descarga.export(ANA, spoil=spoil))
    assert (fault.codigo, fault.origen.hoja, fault.origen.celda) == ("numero_ambiguo", "indicadores-firmados-valores", "B3")


def test_every_wrong_submission_is_named_at_once(descarga):
    """One reading finds the faults of all of them."""

    def spoil(book):
        for row in (2, 3):
            cell_at(book, "territorio-pais", row).value = "méxico"

    assert [item.origen.celda[-1] for item in descarga.faults(descarga.export(ANA, BETO, spoil=spoil))] == ["2", "3"]


VERSION = "evaluacion_version"


def test_a_form_of_another_version_is_told_at_the_cell_that_says_it(descarga):
    """The marco changed between the form and the answers."""

    def shift(given):
        mezcla, medidas = given[0][0][VERSION].split("+")
        assert mezcla.startswith("mezcla@1.2.0-")
        given[0][0][VERSION] = f"mezcla@1.1.0-{'0' * 12}+{medidas}"

    done = descarga.read(descarga.export(ANA, change=shift))
    (told,) = (item for item in done.problemas if item.codigo == "formulario_de_otra_version")
    assert "versión 1.1.0, y la de ahora es 1.2.0" in told.mensaje
    assert told.origen.hoja == "Formulario"


def test_the_version_is_also_read_where_odk_puts_it(descarga):
    """A server that keeps `__version__` as the form says it."""

    def move(given):
        given[0][0]["__version__"] = given[0][0].pop(VERSION)

    done = descarga.read(descarga.export(ANA, change=move))
    assert not [item for item in done.problemas if item.codigo == "formulario_de_otra_version"]


def test_an_export_without_version_is_read_with_the_marco_of_now_and_told(descarga):
    """Somebody left the column out; the names of the others say which marco it is."""
    done = descarga.read(descarga.export(ANA, change=lambda given: given[0][0].pop(VERSION)))
    assert done.registros[0].practica.respuestas == Practica.model_validate(ANA).respuestas
    assert any("le falta la columna" in item.mensaje for item in done.problemas)


def test_questions_left_out_of_the_export_are_told(descarga):
    """«Select questions to be exported» may leave answers behind."""

    def drop(book):
        book["Formulario"].delete_cols(column_of(book["Formulario"], "sola-unica-respuesta"))

    done = descarga.read(descarga.export(ANA, spoil=drop))
    assert any("respuestas-mezcla-sola-unica-respuesta" in item.mensaje for item in done.problemas)


def test_the_form_itself_is_not_taken_for_its_answers(tmp_path):
    """The workbook that goes to KoboToolbox has nothing to import, and the message says what has."""
    path = write_xlsform(MARCOS, tmp_path).escritos[0]
    with pytest.raises(EvaluacionError) as caught:
        import_formularios([path], marcos=MARCOS)
    assert "XLSForm" in caught.value.problemas[0].mensaje


def test_an_export_of_another_project_is_refused(descarga):
    """A workbook with the columns of the platform and none of ours."""

    def empty(book):
        for cell in book["Formulario"][1]:
            if not str(cell.value).startswith("_"):
                cell.value = f"otra/q{cell.column}"

    codes = [item.codigo for item in descarga.faults(descarga.export(BETO, spoil=empty))]
    assert codes == ["formulario_no_valido"]


def test_an_export_of_the_legacy_kind_is_told_once(descarga):
    """It writes «n/a» where nobody answered a choice: the first cell says so, in whatever submission it is."""

    def leave_out(answers):
        for known, _ in answers:
            known["respuestas-mezcla-sola-unica-respuesta"] = ""

    def spoil(book):
        for row in (2, 3):
            cell_at(book, "respuestas-mezcla-sola-unica-respuesta", row).value = "n/a"

    told = [item for item in descarga.faults(descarga.export(ANA, BETO, change=leave_out, spoil=spoil)) if "legacy" in item.mensaje]
    assert [item.origen.celda[-1] for item in told] == ["2"]


def test_two_columns_of_one_question_are_told_where_both_say_something(descarga):
    """Somebody copied a column to mend it beside the old one."""

    def copy(book):
        sheet = book["Formulario"]
        column = sheet.max_column + 1
        sheet.cell(1, column).value, sheet.cell(2, column).value = "otro/titulo", "Programa nuevo"

    (fault,) = descarga.faults(descarga.export(ANA, BETO, spoil=copy))
    assert (fault.codigo, fault.origen.celda[-1]) == ("formulario_no_valido", "2")
    assert "Dos columnas son «titulo»" in fault.mensaje


def test_a_sheet_of_their_own_and_rows_without_answers_go_to_the_annex(descarga):
    """Remarks on a sheet without the headings of the platform, above the headings, and beside an empty row."""

    def add(book):
        sheet = book["Formulario"]
        sheet.insert_rows(1)
        sheet["A1"] = "Descarga de marzo"
        sheet.cell(5, column_of_row(sheet, 2, "_notes")).value = "falta Carla"
        book.create_sheet("Apuntes")["B2"] = "llamar a Beto"

    done = descarga.read(descarga.export(ANA, BETO, spoil=add))
    assert len(done.registros) == 2
    kept = {cell.celda.texto.removeprefix("_notes: ") for cells in done.anexos.values() for cell in cells}
    assert {"Descarga de marzo", "falta Carla", "llamar a Beto"} <= kept


def column_of_row(sheet, row, name):
    return next(cell.column for cell in sheet[row] if str(cell.value).endswith(name))


def test_an_export_without_the_columns_that_tie_its_repeats_is_read(descarga):
    """Somebody deleted `_uuid` and `_index`: the answers stay, and what was in the repeats has no submission."""

    def drop(book):
        sheet = book["Formulario"]
        for name in ("_uuid", "_index"):
            sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == name))

    done = descarga.read(descarga.export(ANA, spoil=drop))
    assert done.registros[0].practica.respuestas == Practica.model_validate(ANA).respuestas
    assert done.registros[0].practica.indicadores["firmados"].valores == {}


def test_a_book_whose_parts_are_damaged_is_told(descarga):
    """The zip is sound and the list of its sheets is not XML."""
    path = descarga.export(BETO)
    broken = path.with_name("roto.xlsx")
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(broken, "w") as copy:
        for entry in book.infolist():
            copy.writestr(entry, b"<workbook><sheets>" if entry.filename == "xl/workbook.xml" else book.read(entry))
    (fault,) = descarga.faults(broken)
    assert (fault.codigo, Path(fault.origen.archivo).name) == ("tabla_invalida", "roto.xlsx")


@pytest.mark.parametrize(
    ("spoil", "code", "line"),
    [
        pytest.param(lambda lines: [*lines[:2], lines[2] + ';"más"'], "fila_de_otro_ancho", 3, id="a row with a cell too many"),
        pytest.param(lambda lines: [*lines[:2], lines[2][:-1]], "tabla_invalida", 3, id="quotes that never close"),
    ],
)
def test_a_csv_that_somebody_edited_is_refused_at_its_line(descarga, form, tmp_path, spoil, code, line):
    """Nothing is guessed of a row whose cells are not those of the headings."""
    path = write_csv(tmp_path / "kobo.csv", form, descarga.answers(BETO, ANA))
    path.write_text("\n".join(spoil(path.read_text(encoding="utf-8").splitlines())), encoding="utf-8")
    (fault,) = descarga.faults(path)
    assert (fault.codigo, fault.origen.linea) == (code, line)


def test_a_marco_with_hostile_texts_comes_back_by_name_and_by_label(tmp_path):
    """Answers with commas, quotes and slashes, and ids that are also keys of a record."""
    form = read_form(write_xlsform([HOSTIL], tmp_path).escritos[0])
    record = Practica.model_validate(
        {
            "practica": "p1",
            "evaluacion": {"evaluador": "Ana"},
            "requisitos": {"vigencia": True},
            "respuestas": {"hostil": {"respuesta.respuesta": "a/b 'c'", "respuesta.evidencia": "si siempre", "respuesta.nota": "=no"}},
            "indicadores": {"titulo": {"valores": {2024: 1}}, "fijo": {"valores": {2024: 2}}, "ajeno_": {"valores": {2024: 1}}},
        }
    )
    given = as_answers(form, record)
    for number, layout in enumerate(LAYOUTS.values()):
        path = write_export(tmp_path / f"{number}.xlsx", form, [given], **layout)
        done = import_formularios([path], marcos=[HOSTIL])
        assert [item.practica for item in done.registros] == [record], layout
        assert done.anexos == {}


def test_a_record_chosen_from_a_list_comes_back_by_its_id(tmp_path):
    """By name or by label, which has the title too and a mark before each underscore."""
    known = tmp_path / "p.yaml"
    known.write_text("practica: p_1\ntitulo: Becas · 2024\n", encoding="utf-8")
    form = read_form(write_xlsform(MARCOS, tmp_path, practicas=known).escritos[0])
    given = as_answers(form, Practica.model_validate({"evaluacion": {"evaluador": "Ana"}, "practica": "p_1"} | {"nota": "x"}))
    for layout in LAYOUTS.values():
        done = import_formularios([write_export(tmp_path / "kobo.xlsx", form, [given], **layout)], marcos=MARCOS)
        assert [item.practica.id for item in done.registros] == ["p_1"]

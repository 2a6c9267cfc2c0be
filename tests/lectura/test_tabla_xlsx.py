"""Tables in workbooks: the guard at the door, and the cells that other readers pass over in silence."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluacion.base.problema import EvaluacionError
from evaluacion.read.tabla import is_table, read_tabla

HEADER = ["practica", "titulo", "ind.2024", "evaluacion.fecha", "cualitativo.a.b"]


@pytest.fixture
def book(tmp_path):
    def to_file(fill, name="libro.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet("Registros")
            sheet.write_row(0, 0, HEADER)
            fill(workbook, sheet)
        return path

    return to_file


def rewrite(path, **parts):
    """Replace or add parts of a workbook: `xl__workbook__xml=function of its text`."""
    with zipfile.ZipFile(path) as old:
        content = {name: old.read(name) for name in old.namelist()}
    for key, change in parts.items():
        name = next((name for name in content if name.endswith(key.replace("__", "."))), key.replace("__", "."))
        content[name] = change(content.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in content.items():
            new.writestr(name, data)
    return path


def problems(path):
    with pytest.raises(EvaluacionError) as caught:
        read_tabla(path)
    return [(problem.codigo, problem.origen.celda) for problem in caught.value.problemas]


def test_cells_become_the_text_that_a_person_sees(book):
    def fill(workbook, sheet):
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(1, 0, ["x", "007", 3.0])
        sheet.write_datetime(1, 3, dt.datetime(2025, 5, 12), day)  # noqa: DTZ001 - as in a sheet
        sheet.write_boolean(1, 4, True)  # noqa: FBT003
        sheet.write_row(2, 0, ["y", "a_x000D_b", 0.1])

    path = book(fill)
    tabla = read_tabla(path)
    assert is_table(path)
    assert tabla.columnas == tuple(HEADER)
    assert [tabla.texto(0, column) for column in HEADER] == ["x", "007", "3", "2025-05-12", "true"]
    assert [tabla.texto(1, column) for column in HEADER] == ["y", "a_x000D_b", "0.1", None, None]
    assert str(tabla.lugar(1, "ind.2024")).endswith("libro.xlsx!Registros!C3")


def test_formulas_without_value_errors_and_percentages_are_reported_by_cell(book):
    def fill(workbook, sheet):
        sheet.write_row(1, 0, ["x", "a"])
        sheet.write_number(1, 2, 0.35, workbook.add_format({"num_format": "0%"}))
        sheet.write_row(2, 0, ["y"])
        sheet.write_formula(2, 1, "=A1", None, "")
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 2, "=1+1", None, 2)
        sheet.write(3, 0, "z")

    def without_value(xml):
        return xml.replace(b'<c r="B3" t="str"><f>A1</f><v></v></c>', b'<c r="B3"><f>A1</f></c>')

    path = rewrite(book(fill), sheet1__xml=without_value)
    assert problems(path) == [("numero_ambiguo", "C2"), ("formula_sin_valor", "B3"), ("celda_no_valida", "C3")]


def test_merged_cells_are_refused_and_hidden_ones_are_said(book):
    def merged(_workbook, sheet):
        sheet.write(3, 0, "y")
        sheet.merge_range("B2:B3", "título")
        sheet.write(1, 0, "x")

    assert problems(book(merged)) == [("celda_no_valida", "B2")]

    def hidden(_workbook, sheet):
        sheet.write_row(1, 0, ["x", "a"])
        sheet.write_row(2, 0, ["y", "b"])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    tabla = read_tabla(book(hidden))
    assert tabla.filas == 2
    assert [(problem.codigo, problem.severidad, problem.origen.celda) for problem in tabla.avisos] == [
        ("celda_oculta", "aviso", "A3"),
        ("celda_oculta", "aviso", "B1"),
    ]


def test_the_sheet_is_the_first_with_a_key_column_wherever_its_header_is(tmp_path):
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Portada").write(0, 0, "Instrucciones")
        sheet = workbook.add_worksheet("Datos")
        sheet.write(0, 0, "Dirección de Asuntos Internacionales")
        sheet.write_row(2, 1, ["gobierno", "titulo"])
        sheet.write_row(3, 1, ["qro", "Querétaro"])
        workbook.add_worksheet("Otra").write_row(0, 0, ["practica", "titulo"])
    tabla = read_tabla(path)
    assert (tabla.hoja, tabla.columnas, tabla.filas) == ("Datos", ("gobierno", "titulo"), 1)
    assert tabla.lugar(0, "titulo").celda == "C4"
    assert "Otra" in tabla.avisos[0].mensaje


def test_a_false_dimension_changes_nothing(book):
    def fill(_workbook, sheet):
        for row in range(1, 40):
            sheet.write(row, 0, f"p{row}")

    path = rewrite(book(fill), sheet1__xml=lambda xml: xml.replace(b'<dimension ref="A1:E40"/>', b'<dimension ref="A1:A2"/>'))
    assert read_tabla(path).filas == 39


def test_a_far_cell_is_refused_before_it_costs_memory(book):
    path = book(lambda _workbook, sheet: sheet.write(1_048_575, 16_383, "x"))
    assert problems(path) == [("archivo_grande", "XFD1048576")]


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("xl/vbaProject__bin", lambda _: b"x", "macros"),
        ("xl/externalLinks/externalLink1__xml", lambda _: b"<a/>", "otros libros"),
        ("workbook__xml", lambda xml: xml.replace(b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook'), "DOCTYPE"),
        ("xl/extra__xml", lambda _: bytes(5_000_000), "crece más de"),
    ],
)
def test_what_no_data_workbook_needs_is_refused_at_the_door(book, part, change, said):
    path = rewrite(book(lambda _workbook, sheet: sheet.write(1, 0, "x")), **{part: change})
    with pytest.raises(EvaluacionError, match=said) as caught:
        read_tabla(path)
    assert {problem.codigo for problem in caught.value.problemas} == {"libro_peligroso"}


def test_a_declaration_beyond_the_prolog_is_refused_by_the_parser_too(book):
    long_comment = b"<!--" + b" " * 5000 + b'--><!DOCTYPE a [<!ENTITY b "c">]><worksheet'
    path = rewrite(
        book(lambda _workbook, sheet: sheet.write(1, 0, "x")), sheet1__xml=lambda xml: xml.replace(b"<worksheet", long_comment, 1)
    )
    assert problems(path) == [("tabla_invalida", None)]


@pytest.mark.parametrize(
    ("name", "said"), [("word/document.xml", "Word"), ("content.xml", "OpenDocument"), ("xl/workbook.bin", "xlsb"), ("notas.txt", "zip")]
)
def test_other_zips_are_named(tmp_path, name, said):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as other:
        other.writestr(name, "x")
    with pytest.raises(EvaluacionError, match=said):
        read_tabla(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_damage_to_a_workbook_gives_a_table_or_the_one_exception(tmp_path, data):
    path = tmp_path / "x.xlsx"
    if not path.exists():
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet()
            sheet.write_row(0, 0, HEADER)
            sheet.write_row(1, 0, ["x", "a", 1])
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    start = data.draw(st.integers(0, len(parts[name])))
    junk = data.draw(st.binary(max_size=6) | st.sampled_from([b"<c/>", b"<row/>", b"<v>", b' t="s"', b"999999999", b' r="ZZZ9"', b"</c>"]))
    parts[name] = parts[name][:start] + junk + parts[name][start + data.draw(st.integers(0, 6)) :]
    damaged = tmp_path / "y.xlsx"
    with zipfile.ZipFile(damaged, "w") as out:
        for part, content in parts.items():
            out.writestr(part, content)
    if data.draw(st.booleans()):
        raw = bytearray(damaged.read_bytes())
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        damaged.write_bytes(raw)
    try:
        read_tabla(damaged)
    except EvaluacionError as error:
        assert error.problemas  # noqa: PT017 - either end is right

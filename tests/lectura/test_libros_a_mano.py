"""Workbooks written part by part, as other programs write them or as nobody should: each gives its table, or says what is wrong and where."""

from __future__ import annotations

import warnings
import zipfile
from xml.sax.saxutils import escape, quoteattr

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.read import celdas_xlsx, partes_xlsx, valores_xlsx
from evaluacion.read.guardia_xlsx import MAX_ENTRIES, check_libro, read_member
from evaluacion.read.hoja_xlsx import HEADER_WITHIN
from evaluacion.read.tabla import read_tabla

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TITLES = '<row r="1"><c r="A1" t="inlineStr"><is><t>practica</t></is></c><c r="B1" t="inlineStr"><is><t>titulo</t></is></c><c r="C1" t="inlineStr"><is><t>ind.2024</t></is></c></row>'


def words(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def sheet(rows, *, before="", after=""):
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def relations(targets):
    listed = "".join(f'<Relationship Id="{key}" Type="{KIND}/{kind}" Target="{part}"/>' for key, kind, part in targets)
    return f"<Relationships>{listed}</Relationships>"


@pytest.fixture
def book(tmp_path):
    """Write a workbook from the XML of its sheets: `(name, xml, state, kind)`."""

    def write(*sheets, texts=None, styles=None, parts=(), properties=""):
        sheets = [(*item, *("visible", "worksheet")[len(item) - 2 :]) for item in sheets]
        targets = [(f"r{n}", kind, f"worksheets/sheet{n}.xml") for n, (*_, kind) in enumerate(sheets)]
        content = {f"xl/worksheets/sheet{n}.xml": xml for n, (_, xml, *_) in enumerate(sheets)}
        if texts is not None:
            targets.append(("rt", "sharedStrings", "sharedStrings.xml"))
            content["xl/sharedStrings.xml"] = f"<sst {MAIN}>{texts}</sst>"
        if styles is not None:
            targets.append(("rs", "styles", "styles.xml"))
            content["xl/styles.xml"] = f"<styleSheet {MAIN}>{styles}</styleSheet>"
        listed = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{n + 1}" r:id="r{n}" state="{state}"/>' for n, (name, _, state, _) in enumerate(sheets)
        )
        content["xl/workbook.xml"] = f"<workbook {MAIN}>{properties}<sheets>{listed}</sheets></workbook>"
        content["xl/_rels/workbook.xml.rels"] = relations(targets)
        content["_rels/.rels"] = relations([("r", "officeDocument", "xl/workbook.xml")])
        path = tmp_path / "libro.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # two parts of one name are what one test wants
            for name, xml in [*content.items(), *parts]:
                out.writestr(name, xml)
        return path

    return write


def problems(path, *claves):
    with pytest.raises(EvaluacionError) as caught:
        read_tabla(path, *claves)
    return [(problem.codigo, problem.origen.celda) for problem in caught.value.problemas]


def said(path, *claves):
    with pytest.raises(EvaluacionError) as caught:
        read_tabla(path, *claves)
    return " ".join(f"{problem.mensaje} {problem.remedio}" for problem in caught.value.problemas)


# --- the door ------------------------------------------------------------------------------------------------------


def test_too_many_parts_and_two_of_one_name_are_refused_at_once(book):
    """All that is wrong with the directory of the file is told in one run."""
    parts = [*((f"xl/media/{n}.png", "") for n in range(MAX_ENTRIES)), ("xl/Worksheets/SHEET0.xml", "")]
    text = said(book(("Registros", sheet(TITLES)), parts=parts))
    assert f"505 partes y se admiten {MAX_ENTRIES}" in text
    assert "dos partes con el mismo nombre" in text


def test_a_workbook_with_a_password_on_its_parts_is_refused(book):
    """The mark of encryption of each part is seen before anything is opened."""
    path = book(("Registros", sheet(TITLES)))
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert problems(path) == [("libro_peligroso", None)]
    assert "está cifrado" in said(path)


def test_a_workbook_compressed_as_no_program_of_sheets_does_is_refused(book):
    """Neither is it opened to see whether this tool made it."""
    path = book(("Registros", sheet(TITLES)), parts=[("docProps/core.xml", "<a/>")])
    other = path.with_name("otro.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w", zipfile.ZIP_LZMA) as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name))
    assert problems(other) == [("libro_peligroso", None)]
    assert "comprimido de una manera" in said(other)
    assert (read_member(path, "docProps/core.xml", 9), read_member(other, "docProps/core.xml", 9)) == (b"<a/>", None)


def test_a_workbook_that_grows_beyond_the_cap_is_refused_by_its_directory(book):
    """What it says that it holds is enough: nothing is opened."""
    path = book(("Registros", sheet(TITLES)))
    with pytest.raises(EvaluacionError, match="El libro ocupa 0 MB al abrirse y se admiten 0"):
        check_libro(path, "libro.xlsx", max_bytes=10)


def test_a_picture_beside_the_sheets_is_no_reason_to_refuse(book):
    """Only parts of XML are looked into."""
    assert (
        read_tabla(
            book(("Registros", sheet(f'{TITLES}<row r="2">{words("A2", "x")}</row>')), parts=[("xl/media/a.png", "<!DOCTYPE")])
        ).filas
        == 1
    )


# --- the sheets ----------------------------------------------------------------------------------------------------


def test_a_sheet_of_charts_is_passed_over_and_a_hidden_one_is_said_to_be(book):
    """A chart has no cells; a hidden sheet counts, with a warning at its first title."""
    tabla = read_tabla(
        book(
            ("Gráfica", "<chartsheet/>", "visible", "chartsheet"),
            ("Registros", sheet(f'{TITLES}<row r="2">{words("A2", "x")}</row>'), "hidden"),
        )
    )
    assert (tabla.hoja, tabla.filas) == ("Registros", 1)
    assert [(problem.codigo, problem.severidad, problem.origen.celda) for problem in tabla.avisos] == [("celda_oculta", "aviso", "A1")]
    assert "La hoja que se leyó está oculta" in tabla.avisos[0].mensaje


@pytest.mark.parametrize("claves", [(), (frozenset({"entidad", "clave"}),)], ids=["registros", "otra tabla"])
def test_a_workbook_without_titles_says_where_they_were_looked_for(book, claves):
    """The names of the sheets, how far they were read, and which column was missed."""
    rows = "".join(f'<row r="{n}">{words(f"A{n}", "Oficina")}{words(f"B{n}", "Puebla")}</row>' for n in range(1, HEADER_WITHIN + 20))
    path = book(("Hoja1", sheet(rows)), ("Hoja2", sheet("")))
    assert problems(path, *claves) == [("falta_clave", None)]
    text = said(path, *claves)
    assert f"«Hoja1», «Hoja2») tiene en sus primeras {HEADER_WITHIN} filas" in text
    assert ("«clave» ni «entidad»" in text) is bool(claves)


def test_titles_beyond_the_first_rows_are_not_looked_for(book):
    """The reading stops there: what comes after cannot cost time."""
    late = TITLES.replace("1", str(HEADER_WITHIN + 1))
    filler = f'<row r="{HEADER_WITHIN}">{words(f"A{HEADER_WITHIN}", "x")}</row>'
    assert problems(book(("Hoja1", sheet(filler + late)))) == [("falta_clave", None)]


def test_a_table_that_is_not_of_records_measures_in_every_column_but_its_keys(book):
    """A percentage is refused where it measures, and is a text like any other in a column of keys."""
    rows = f'<row r="1">{words("A1", "clave")}{words("B1", "valor")}</row><row r="2"><c r="A2" s="0"><v>0.22</v></c><c r="B2" s="0"><v>0.35</v></c></row>'
    styles = '<cellXfs><xf numFmtId="9"/></cellXfs>'
    assert problems(book(("Datos", sheet(rows)), styles=styles), frozenset({"clave"})) == [("numero_ambiguo", "B2")]


@pytest.mark.parametrize(
    "rows",
    [
        f'{TITLES}<row r="1">{words("A1", "x")}</row>',
        f'{TITLES}<row r="dos">{words("A2", "x")}</row>',
        f'{TITLES}<row r="2">{words("A3", "x")}</row>',
        f'{TITLES}<row r="2">{words("B2", "x")}{words("A2", "y")}</row>',
        f'{TITLES}<row r="2">{words("Ñ2", "x")}</row>',
        f'{TITLES}<row r="2"><c r="A2" t="s"><v>9</v></c></row>',
    ],
    ids=["a row twice", "a row without number", "a cell of another row", "cells out of order", "no column", "a text that is not there"],
)
def test_cells_out_of_place_are_a_damaged_workbook(book, rows):
    """Nobody knows where such a cell belongs: nothing of the workbook is used."""
    path = book(("Registros", sheet(rows)), texts="<si><t>a</t></si>")
    assert problems(path) == [("tabla_invalida", None)]
    assert "dañado" in said(path)


def test_cells_without_reference_follow_one_another(book):
    """As some programs write them."""
    row = "<row><c t='inlineStr'><is><t>x</t></is></c><c t='inlineStr'><is><t>Beca</t></is></c></row>"
    tabla = read_tabla(book(("Registros", sheet(TITLES + row))))
    assert (tabla.texto(0, "practica"), tabla.texto(0, "titulo"), str(tabla.lugar(0, "titulo"))[-2:]) == ("x", "Beca", "B2")


def test_how_a_word_is_pronounced_is_no_part_of_it(book):
    """Phonetic notes, in a cell of its own text and in a shared one, are left out."""
    rows = f'{TITLES}<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c><c r="B2" t="inlineStr"><is><t>東京</t><rPh><t>とう</t></rPh><r><t>!</t></r></is></c></row>'
    rows += f'<row r="3">{words("A3", "y")}<c r="B3" t="s"><v>0</v></c></row>'
    tabla = read_tabla(book(("Registros", sheet(rows)), texts="<si>\n<t>京都</t><rPh><t>きょう</t></rPh></si>"))
    assert [tabla.texto(row, "titulo") for row in (0, 1)] == ["東京!", "京都"]


def test_blank_cells_say_nothing_and_data_beside_the_table_are_told(book):
    """Blanks and empty numbers or shared texts are no data; a value under no title is an error at its cell."""
    rows = f'{TITLES}<row r="2">{words("A2", "x")}{words("B2", "  ")}<c r="C2"><v></v></c></row>'
    rows += f'<row r="3">{words("A3", "y")}<c r="B3" t="s"><v></v></c>{words("E3", "suelto")}</row>'
    assert problems(book(("Registros", sheet(rows)), texts="")) == [("tabla_invalida", "E3")]
    tabla = read_tabla(book(("Registros", sheet(rows.replace(words("E3", "suelto"), ""))), texts=""))
    assert [tabla.texto(0, "titulo"), tabla.texto(0, "ind.2024"), tabla.texto(1, "titulo")] == [None, None, None]


def test_what_stands_above_the_titles_is_not_judged(book):
    """An error of Excel, or merged cells, over the table or beside it say nothing of it."""
    rows = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>' + TITLES.replace('r="1"', 'r="2"').replace('1"', '2"')
    rows += f'<row r="3">{words("A3", "x")}</row>'
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="F3:G3"/><mergeCell ref="A3"/><mergeCell ref="A:C"/></mergeCells>'
    columns = '<cols><col min="uno" max="1" hidden="1"/></cols>'
    tabla = read_tabla(book(("Registros", sheet(rows, before=columns, after=merged))))
    assert (tabla.encabezado, tabla.filas, tabla.avisos) == (2, 1, ())


def test_merged_cells_of_a_sheet_without_table_are_nobodys_business(book):
    """Only the sheet that has the titles is judged."""
    other = sheet("", after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    tabla = read_tabla(book(("Portada", other), ("Registros", sheet(f'{TITLES}<row r="2">{words("A2", "x")}</row>'))))
    assert (tabla.hoja, tabla.avisos) == ("Registros", ())


def test_more_shared_texts_than_memory_should_hold_are_refused(book, monkeypatch):
    """The cap, made small here, holds before the texts are kept."""
    monkeypatch.setattr(partes_xlsx, "_MAX_TEXTS", 2)
    path = book(("Registros", sheet(TITLES)), texts="<si><t>a</t></si>" * 3)
    assert problems(path) == [("tabla_invalida", None)]


# --- what a number is ----------------------------------------------------------------------------------------------

FORMATS = {
    "dd/mm/yyyy": "2025-05-12",
    'm "de" mmm': "2025-05-12",
    "hh:mm": "2025-05-12",
    "[hh]:mm": "45789",
    "General": "45789",
    "[Red]0.0": "45789",
    r"\d0": "45789",
    "0000000": "0045789",
    '000"-"0': "45789",
}


@pytest.mark.parametrize(("code", "text"), FORMATS.items())
def test_the_format_of_a_number_says_whether_it_is_a_day(book, code, text):
    """Days and hours of a day are dates; lengths of time, colours and letters in quotes are not."""
    styles = f'<numFmts><numFmt numFmtId="164" formatCode={quoteattr(code)}/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>'
    rows = f'{TITLES}<row r="2">{words("A2", "x")}<c r="B2" s="0"><v>45789</v></c></row>'
    assert read_tabla(book(("Registros", sheet(rows)), styles=styles)).texto(0, "titulo") == text


@pytest.mark.parametrize(
    ("number", "value", "text"),
    [
        (14, "45789", "2025-05-12"),
        (14, "1", "1900-01-01"),
        (20, "0.75", "18:00:00"),
        (20, "45789.75", "2025-05-12T18:00:00"),
        (22, "45789.5", "2025-05-12T12:00:00"),
        (0, "123456789012345", "123456789012345"),
        (0, "1.5E+14", "150000000000000"),
        (0, "1E+300", "1e+300"),
    ],
)
def test_a_built_in_format_does_the_same(book, number, value, text):
    """By its number; and a number without format keeps the digits that the file has."""
    styles = f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'
    rows = f'{TITLES}<row r="2">{words("A2", "x")}<c r="B2" s="0"><v>{value}</v></c></row>'
    assert read_tabla(book(("Registros", sheet(rows)), styles=styles)).texto(0, "titulo") == text


def test_a_key_that_excel_took_for_a_day_is_refused(book):
    """Somebody typed «2-1» as a key: which one it was nobody can tell."""
    rows = f'{TITLES}<row r="2"><c r="A2" s="0"><v>45789</v></c></row>'
    path = book(("Registros", sheet(rows)), styles='<cellXfs><xf numFmtId="14"/></cellXfs>')
    assert problems(path) == [("celda_no_valida", "A2")]
    assert "como la fecha 2025-05-12" in said(path)


def test_a_cell_of_a_class_that_does_not_exist_is_refused(book):
    """Formats of Excel are a closed list."""
    rows = f'{TITLES}<row r="2">{words("A2", "x")}<c r="B2" t="zzz"><v>1</v></c></row>'
    assert problems(book(("Registros", sheet(rows)))) == [("celda_no_valida", "B2")]


@pytest.mark.parametrize("value", ["12345678901234567890", "1.5E+16"])
def test_a_key_of_more_figures_than_excel_keeps_is_refused(book, value):
    """Its last figures became zeros when it was typed: nobody knows which record it names."""
    rows = f'{TITLES}<row r="2">{words("A2", "x")}<c r="B2"><v>{value}</v></c></row>'
    with pytest.raises(EvaluacionError) as refused:
        read_tabla(book(("Registros", sheet(rows))))
    [problem] = refused.value.problemas
    assert (problem.codigo, problem.origen.celda) == ("celda_no_valida", "B2")


@pytest.mark.parametrize(("number", "value"), [(14, "-5"), (14, "99999999999"), (0, "1e999"), (0, "doce"), (9, "0.35")])
def test_a_number_that_is_none_is_refused_at_its_cell(book, number, value):
    """No such day, no such number, or a percentage that nobody knows how to read."""
    styles = f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'
    rows = f'{TITLES}<row r="2">{words("A2", "x")}<c r="C2" s="0"><v>{value}</v></c></row>'
    code = "numero_ambiguo" if number == 9 else "celda_no_valida"
    assert problems(book(("Registros", sheet(rows)), styles=styles)) == [(code, "C2")]


def test_years_counted_from_1904_are_those_of_the_person_who_wrote_them(book):
    """As old workbooks of Macintosh do."""
    rows = f'{TITLES}<row r="2">{words("A2", "x")}<c r="B2" s="0"><v>44327</v></c></row>'
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    tabla = read_tabla(book(("Registros", sheet(rows)), styles=styles, properties='<workbookPr date1904="1"/>'))
    assert tabla.texto(0, "titulo") == "2025-05-12"


def test_the_numbers_remembered_are_bounded(book, monkeypatch):
    """A sheet of numbers that never repeat does not fill the memory, and reads the same."""
    monkeypatch.setattr(valores_xlsx, "_MAX_CACHED", 2)
    rows = TITLES + "".join(f'<row r="{n}">{words(f"A{n}", f"p{n}")}<c r="C{n}"><v>{n}</v></c></row>' for n in range(2, 9))
    tabla = read_tabla(book(("Registros", sheet(rows))))
    assert [tabla.texto(row, "ind.2024") for row in range(7)] == [str(n) for n in range(2, 9)]


# --- the cells of a form ---------------------------------------------------------------------------------------------


def cells(path):
    (hoja,) = celdas_xlsx.read_celdas(path, "libro.xlsx")
    return hoja


def refused(path):
    with pytest.raises(EvaluacionError) as caught:
        celdas_xlsx.read_celdas(path, "libro.xlsx")
    return [problem.codigo for problem in caught.value.problemas]


def test_how_a_text_sounds_is_no_part_of_it(book):
    """Books from Asia write it beside the text."""
    spoken = '<row r="1"><c r="A1" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c></row>'
    assert cells(book(("Hoja", sheet(spoken)))).celdas[1, 1].texto == "東京"


def test_a_merged_block_has_two_corners(book):
    """One cell, or no cells at all, are no block."""
    blocks = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C3"/><mergeCell ref="nada:B2"/></mergeCells>'
    assert cells(book(("Hoja", sheet(TITLES, after=blocks)))).combinadas == [((1, 1), (2, 2))]


@pytest.mark.parametrize("rows", ['<row r="2"/><row r="1"/>', '<row r="0"/>', '<row r="99999999"/>', '<row r="uno"/>'])
def test_rows_of_a_form_that_are_no_rows_are_a_broken_book(book, rows):
    """They go down, each with its number."""
    assert refused(book(("Hoja", sheet(rows)))) == ["tabla_invalida"]


def test_a_shared_text_before_the_first_is_a_broken_book(book):
    """A number under zero would be the last one."""
    assert refused(book(("Hoja", sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')), texts="<si><t>uno</t></si>")) == [
        "tabla_invalida"
    ]


def test_a_form_with_more_cells_than_any_is_refused(book, monkeypatch):
    """The limit is made small here."""
    monkeypatch.setattr(celdas_xlsx, "MAX_CELLS", 2)
    assert refused(book(("Hoja", sheet(TITLES)))) == ["archivo_grande"]

"""No cell, tag, link or line that a file's words could make another program run, in any output."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser

import icalendar
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema
from evaluacion.cli.consola import say, tame, tell
from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.comparar import compare
from evaluacion.flujo.panel import convene
from evaluacion.flujo.procedimiento import follow_file
from evaluacion.flujo.revisar import Opciones, review_paths
from evaluacion.flujo.tablero import publish_revision, publish_tablero
from evaluacion.publish import comparacion_datos, datos, panel_datos, texto
from evaluacion.publish.ics import as_ics, escape
from evaluacion.read.documento import show_path

from .estropear import dump_tree, load_tree
from .puertas import COMPARACION, DATOS, FORMULARIOS, HOY, PRACTICA, files

MALOS = (
    "=1+1",
    "+cmd|' /c calc'!A1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "![a](http://a.mx/x.png)",
    "javascript:alert(1)",
    "a\n::error file=x::y",
    "##[add-mask]x",
    "file:///etc/passwd",
    "internal:Hoja!A1",
    "mailto:a@b.mx",
    "]]><x>",
    "{{7*7}} ${x} %s `x`",
    "| a | b |",
    "BEGIN:VEVENT",
)  # fmt: skip
"""Texts that some program takes for more than text; those with control signs no reader lets in."""
_ORDER = re.compile(r"(?m)^\s*::[A-Za-z-]+[ :]|##\[")
_FIJOS = frozenset(
    [
        "practica",
        "marco",
        "version",
        "id",
        "valor",
        "depende_de",
        "sentido",
        "admite_no_aplica",
        "evidencia",
        "agregacion",
        "respuesta",
        "url",
        "periodo",
        "valores",
        "meta",
        "linea_base",
        "estrategia",
        "fecha",
        "desde",
        "hasta",
        "eje",
        "moneda",
        "clave",
        "pais",
        "regla",
        "acumulacion",
        "frecuencia",
        "tipo",
        "indicador",
        "objetivo",
        "unidad",
        "papel",
    ]
)


def nasty(tree, numbers):
    """Return a document whose free texts are hostile, each with the next of the list before and after."""
    if isinstance(tree, dict):
        return {
            key: value if key == "agregacion" or (key in _FIJOS and not isinstance(value, dict)) else nasty(value, numbers)
            for key, value in tree.items()
        }
    if isinstance(tree, list):
        return [nasty(item, numbers) for item in tree]
    return MALOS[next(numbers) % len(MALOS)] if isinstance(tree, str) else tree


@pytest.fixture(scope="module")
def hostiles(tmp_path_factory):
    """A marco and two records whose every text is hostile."""
    folder = tmp_path_factory.mktemp("hostiles")
    numbers = iter(range(10**6))
    (folder / "m.yaml").write_bytes(dump_tree(nasty(load_tree((FORMULARIOS / "mezcla.yaml").read_bytes()), numbers)))
    for name in ("Ana", "Luis"):
        tree = load_tree(PRACTICA)
        answers = tree.pop("respuestas")
        for answer in answers["mezcla"].values():
            if isinstance(answer, dict):
                answer.update(nasty({key: value for key, value in answer.items() if key in ("motivo", "nota", "fuente")}, numbers))
                answer.update({"evidencia": {"texto": MALOS[next(numbers) % len(MALOS)], "url": "https://a.mx/?q=<b>"}})
        record = {**nasty(tree, numbers), "descripcion": MALOS[10], "nota": MALOS[6], "respuestas": answers}
        record["evaluacion"] = {"evaluador": f"{name} {MALOS[11]}"}
        (folder / f"{name}.yaml").write_bytes(dump_tree(record))
    return folder


@pytest.fixture(scope="module")
def calificados(hostiles):
    """Their scores."""
    return score_paths([hostiles])


def check_book(path):
    """Check that a workbook has no formula, link, name, macro or external part made of what the files say."""
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        assert not any(word in name.casefold() for name in names for word in ("vba", "externallink", "activex", "embeddings"))
        links = "".join(book.read(name).decode() for name in names if name.endswith(".rels"))
        targets = re.findall(r'Target="([^"]*)" TargetMode="External"', links)
        assert all(target.startswith(("http://", "https://")) for target in targets), targets
    book = openpyxl.load_workbook(path)
    for name in (*book.sheetnames, *book.defined_names):
        assert not any(sign in name for sign in "<>[]*?:/\\=")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    said = str(getattr(cell.value, "text", cell.value))
                    assert not any(bad in said for bad in ("cmd|", "SUM(1)", "javascript", "script", "http://x", "=1+1", "::")), said
                if cell.hyperlink is not None and cell.hyperlink.target:
                    assert cell.hyperlink.target.startswith(("http://", "https://"))
        for rule in sheet.data_validations.dataValidation:
            assert not any(bad in str(rule.formula1) for bad in ("cmd|", "javascript", "script"))


class Marcas(HTMLParser):
    """Gathers the tags and the links of a page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        """Keep a tag and its attributes."""
        self.found.append((tag, dict(attrs)))


def check_markdown(text):
    """Check that a page in Markdown, as a program with HTML allowed shows it, has no tag or link that the words of a file made."""
    marks = Marcas()
    marks.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    assert marks.found
    for tag, attributes in marks.found:
        assert tag not in ("script", "img", "iframe", "x", "a", "b"), (tag, attributes)
        assert not any(name.startswith("on") for name in attributes)


def check_csv(text):
    """Check that no cell of a table is a formula for a spreadsheet."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
        for cell in row:
            if cell.lstrip(" \u00a0")[:1] in tuple("=+-@\t\r＝＋－＠"):
                float(cell)


def test_scores_of_hostile_texts_run_nowhere(calificados, tmp_path):
    """The board, the CSV, the page and the table of records whose every text is hostile."""
    results, sources = calificados.resultados, calificados.procedencia
    written, _ = publish_tablero(calificados, tmp_path / "t.xlsx", sin_clasificar=False)
    check_book(written)
    check_csv(datos.as_csv(results))
    check_markdown(texto.as_markdown(results, sources))
    json.loads(datos.as_json(results, sources))
    assert not _ORDER.search(tame(texto.as_text(results, sources)))


def test_a_panel_of_hostile_texts_runs_nowhere(hostiles):
    """The table of a panel, whose heads are the names of people."""
    done = convene([hostiles])
    check_csv(panel_datos.as_csv(done.hecho))
    json.loads(panel_datos.as_json(done.hecho, done.procedencia))


def test_a_review_of_hostile_texts_runs_nowhere(tmp_path):
    """The workbook and the page of a strategy whose every text is hostile."""
    numbers = iter(range(10**6))
    (tmp_path / "e.yaml").write_bytes(dump_tree(nasty(load_tree(files("examples/estrategias/o*.yaml")()[0]), numbers)))
    done = review_paths([tmp_path / "e.yaml"], Opciones(fecha=HOY, con_fichas=True))
    written, _ = publish_revision(done, tmp_path / "r.xlsx")
    check_book(written)


def test_a_comparison_of_hostile_names_runs_nowhere(tmp_path):
    """The table of an index whose units and nodes have hostile names."""
    numbers = iter(range(10**6))
    names = dict(zip("ABCD", (MALOS[0], MALOS[3], MALOS[6], MALOS[8]), strict=True))
    rows = [row.split(",") for row in DATOS.splitlines()]
    rows = [[names.get(cell, cell) for cell in row] for row in rows]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (tmp_path / "datos.csv").write_text(out.getvalue(), encoding="utf-8")
    tree = load_tree(COMPARACION.encode())
    tree["titulo"] = MALOS[next(numbers)]
    for node in tree["nodos"]:
        node["nombre"] = MALOS[next(numbers)]
    (tmp_path / "c.yaml").write_bytes(dump_tree(tree))
    done = compare(tmp_path / "c.yaml")
    check_csv(comparacion_datos.as_csv(done.hecha))


def test_a_calendar_has_the_events_of_the_tool_and_no_others(tmp_path):
    """Hostile words stay inside the value of their property."""
    tree = load_tree(files("tests/procedimientos/expedientes/*.yaml")()[0])
    tree["titulo"] = "a\nEND:VCALENDAR\nBEGIN:VEVENT\nATTACH:http://x;,\\"
    (tmp_path / "x.yaml").write_bytes(dump_tree(tree))
    done = follow_file(None, tmp_path / "x.yaml", hoy=HOY)
    text = as_ics(done.seguimiento, done.expediente, done.procedencia, nombre="x")
    calendar = icalendar.Calendar.from_ical(text)
    assert {item.name for item in calendar.walk()} == {"VCALENDAR", "VEVENT"}
    assert not any("ATTACH" in event for event in calendar.walk("VEVENT"))


@given(st.text(st.sampled_from("aé;,\\:=\r\n\x0b\x0c\x1c\x85\u2028\u2029\u202e\0 "), max_size=60) | st.sampled_from(MALOS))
def test_any_text_stays_inside_its_property(text):
    """A value of a calendar has no end of line, whatever it says."""
    assert not set(escape(text)) & set("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


@given(st.text(st.sampled_from("a:-\n \t#[]eE\r"), max_size=40))
def test_no_line_of_the_terminal_is_an_order_for_a_runner(text):
    """Whatever is said, no line begins as an order; what was none stays as it was."""
    assert not _ORDER.search(tame(text))
    if not _ORDER.search(text):
        assert tame(text) == text


def test_what_is_said_and_told_is_tamed(capsys):
    """Both ways out to the terminal are; annotations of `revisar --formato github` and data for a program go out as they are."""
    say("a\n::error::x")
    tell("::error::x")
    say("::error::x", son_ordenes=True)
    say('a,"\n::error::x"', es_dato=True)
    out, err = capsys.readouterr()
    assert (out, err) == ('a\n: :error::x\n::error::x\na,"\n::error::x"\n', ": :error::x\n")


@pytest.mark.parametrize("formato", ["csv", "json"])
def test_data_is_the_same_on_the_screen_and_in_a_file(orden, tmp_path, formato):
    """A title that would be an order in a log of text keeps every character where a program reads it."""
    rows = [["practica", "titulo", "cualitativo.sostenibilidad.continuidad"], ["a", "x\n::error::y ##[group]z", "sí"]]
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    said = orden("calificar", tmp_path / "t.csv", "--marco", "cualitativo", "--formato", formato, check=0).stdout
    told = [row["titulo"] for row in (csv.DictReader(io.StringIO(said)) if formato == "csv" else json.loads(said)["fichas"])]
    assert told == ["x\n::error::y ##[group]z"]


def test_the_name_of_a_file_or_of_a_sheet_commands_nothing(tmp_path):
    """Ends of line, controls of a terminal and marks that turn the reading round are escapes in every message."""
    shown = show_path(tmp_path / "a\n::error::\x1b[31m\u202ex.yaml")
    assert shown.isprintable()
    assert shown.endswith(r"a\u000a::error::\u001b[31m\u202ex.yaml")
    place = Origen("a.xlsx", hoja="h\n::error::x", celda="A1")
    assert str(Problema("tipo_de_archivo", "M.", place)) == r"a.xlsx!h\u000a::error::x!A1: error [tipo_de_archivo] M."

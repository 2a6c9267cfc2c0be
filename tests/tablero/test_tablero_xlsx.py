"""The board as a file: the same bytes, nothing executed, nothing cut, and the same values in another program."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.tablero import write_tablero
from evaluacion.publish.libro import Celda, Fila, Hoja, Libro
from evaluacion.publish.libro_graficas import literal_title
from evaluacion.publish.libro_xlsx import footer_text, write_libro
from evaluacion.publish.tablero.estilos import DASH

HOSTILE = ("=1+1", "@x", "+1", "-1", "http://ejemplo.mx", "mailto:a@b.mx", "internal:Resumen!A1", "{=SUM(A1)}", "=cmd|'/C calc'!A0")
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def values_of(path, *, kept=False):
    """Every value of a workbook by sheet and cell; of a formula, itself or what the file keeps as computed."""
    book = openpyxl.load_workbook(path, data_only=kept)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def formulas_of(content):
    """The formulas in the XML of a sheet."""
    return [html.unescape(formula) for formula in re.findall(r"<f[ >]([^<]*)</f>", content)]


def is_ours(formula):
    """Whether a formula has nothing but our functions, places and words: nothing that a record says."""
    words = {"", DASH, " de ", "ninguno", "sin paso"}
    if not set(re.findall(r'"([^"]*)"', formula)) <= words:
        return False
    rest = re.sub(r'"[^"]*"', "0", formula)
    return (
        re.fullmatch(r"(?:(?:IF|OR|INDEX|SUMPRODUCT|ROW|ISNUMBER|CHAR)\(|(?:Datos!|Listas!)?\$[A-Z]+\$\d+|\d+|[-=*,:&)(])+", rest)
        is not None
    )


def test_same_input_gives_the_same_bytes(taller, tmp_path):
    """Two boards of the same records are the same file."""
    for name in ("uno.xlsx", "dos.xlsx"):
        write_libro(taller.board(), tmp_path / name)
    assert (tmp_path / "uno.xlsx").read_bytes() == (tmp_path / "dos.xlsx").read_bytes()


@pytest.mark.parametrize("texto", HOSTILE)
def test_text_of_records_and_marcos_is_never_executed(taller, tmp_path, texto):
    """Wherever a record or a marco puts text, the file holds no formula and no link that leaves it."""
    record = taller.uno.replace("Ferias en el exterior", f'"{texto}"').replace("Informe anual.", f'"{texto}"').replace("Ana", f'"{texto}"')
    marco = taller.marco_texto.replace("nombre: Diseño", f'nombre: "{texto}"').replace("titulo: Instrumento pequeño", f'titulo: "{texto}"')
    path, warning = write_libro(taller.board(record, taller.dos, marco=marco), tmp_path / "t.xlsx")
    assert warning is None
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            content = parts.read(name).decode("utf-8")
            if name.startswith("xl/worksheets/sheet"):
                assert all(is_ours(formula) for formula in formulas_of(content))
                assert all(source.startswith("'Listas'!$") for source in re.findall(r"<formula1>([^<]*)</formula1>", content))
            assert 'TargetMode="External"' not in content
            if name.startswith("xl/charts/"):
                assert all(formula.startswith(("Resumen!", "Ficha!")) for formula in re.findall(r"<c:f>([^<]*)</c:f>", content))
    cells = [cell for sheet in openpyxl.load_workbook(path).worksheets for row in sheet.iter_rows() for cell in row if cell.value == texto]
    assert cells
    assert all(cell.quotePrefix and cell.data_type != "f" for cell in cells if cell.column_letter != "A" or cell.row > 3)


def test_a_text_that_no_cell_holds_is_refused_by_record_and_field(taller, tmp_path):
    """Nothing is cut in silence: the error names the record, the field, the file and the line, and nothing is written."""
    long = taller.uno.replace("Informe anual.", "ñ" * 32_768)
    with pytest.raises(EvaluacionError) as raised:
        write_libro(taller.board(long), tmp_path / "t.xlsx")
    (problem,) = raised.value.problemas
    assert problem.codigo == "texto_demasiado_largo"
    assert "ferias, resultados.logros" in problem.mensaje
    assert "«Evidencia»" in problem.mensaje
    assert problem.origen is not None
    assert (problem.origen.archivo, problem.origen.linea) == ("registro1.yaml", 11)
    assert list(tmp_path.iterdir()) == []


def test_the_longest_text_that_fits_is_whole(taller, tmp_path):
    """32,767 characters go in; characters outside the basic plane count double."""
    path, _ = write_libro(taller.board(taller.uno.replace("Informe anual.", "ñ" * 32_767)), tmp_path / "t.xlsx")
    assert "ñ" * 32_767 in values_of(path).values()
    with pytest.raises(EvaluacionError):
        write_libro(taller.board(taller.uno.replace("Informe anual.", "😀" * 16_384)), tmp_path / "u.xlsx")


@pytest.mark.parametrize(
    ("valor", "codigo"), [(float("nan"), "numero_no_finito"), (float("inf"), "numero_no_finito"), ("a\ud800", "caracter_de_control")]
)
def test_what_is_no_value_never_reaches_the_writer(tmp_path, valor, codigo):
    """A NaN, an infinity or half a character stops the writing."""
    libro = Libro("t", "", "", (Hoja("Hoja", "#000000", (10.0,), (Fila((Celda(valor),)),)),))
    with pytest.raises(EvaluacionError) as raised:
        write_libro(libro, tmp_path / "t.xlsx")
    assert [problem.codigo for problem in raised.value.problemas] == [codigo]


def test_what_the_writer_refuses_becomes_our_error(tmp_path):
    """A repeated sheet name or a warning of the library is told as a problem, and leaves no file."""
    hoja = Hoja("Hoja", "#000000", (10.0,), (Fila((Celda("a"),)),))
    with pytest.raises(EvaluacionError) as raised:
        write_libro(Libro("t", "", "", (hoja, hoja)), tmp_path / "t.xlsx")
    assert raised.value.problemas[0].codigo == "salida_imposible"
    assert list(tmp_path.iterdir()) == []


def test_the_footer_doubles_its_control_sign_and_fits():
    """`&` is a control sign in a footer; a cut never splits a doubled one."""
    assert footer_text("Salud & Educación").startswith("&L&8Salud && Educación&R")
    assert footer_text("2026").startswith("&L&8 2026")
    for length in range(195, 205):
        text = footer_text("&" * length)
        assert len(text) < 255
        body = text.removeprefix("&L&8").partition("…")[0]
        assert len(body.partition("&R")[0]) % 2 == 0


def test_a_chart_title_is_never_a_reference():
    """A title that looks like a formula gets a leading space."""
    assert literal_title("=Hoja!A1") == " =Hoja!A1"
    assert literal_title("Promedios") == "Promedios"


def test_scores_are_written_unrounded(taller, tmp_path):
    """The cell keeps the value; only its format rounds."""
    path, _ = write_libro(taller.board(taller.uno), tmp_path / "t.xlsx")
    total = taller.score(taller.uno).ficha(0).total
    assert any(isinstance(value, float) and abs(value - total.minimo) < 1e-12 for value in values_of(path).values())
    assert round(total.minimo, 1) != total.minimo


def recalculated(path, folder):
    """The workbook as LibreOffice saves it, forced to compute every formula."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    profile = folder / "perfil"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    out = folder / "salida"
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return out / path.name


def same_values(path, other):
    """Compare what two workbooks keep as computed, cell by cell."""
    assert sum(str(value).startswith("=") for value in values_of(other).values()) > 50
    ours, theirs = values_of(path, kept=True), values_of(other, kept=True)
    assert ours.keys() == theirs.keys()
    for place, value in ours.items():
        expected = value if isinstance(value, str) else pytest.approx(value, abs=1e-9)
        assert theirs[place] == expected, place


@pytest.mark.libreoffice
def test_another_program_reads_the_same_values_after_recalculating(taller, tmp_path):
    """LibreOffice opens the board and, forced to recalculate everything, keeps every value."""
    path, _ = write_libro(taller.board(), tmp_path / "tablero.xlsx")
    same_values(path, recalculated(path, tmp_path))


@pytest.mark.lenta
@pytest.mark.libreoffice
def test_a_board_of_several_instruments_keeps_its_values(raiz, tmp_path, monkeypatch):
    """Three that grade, one of them without data, and one that classifies, each with its card and its scorecard."""
    monkeypatch.chdir(raiz)
    marcos = ["cualitativo", "cuantitativo", "estrategico", "vocacion_ciudad"]
    path, _ = write_tablero("examples/practicas", tmp_path / "tablero.xlsx", marcos=marcos)
    same_values(path, recalculated(path, tmp_path))

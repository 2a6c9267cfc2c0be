"""The board as a file: the same bytes, nothing executed, nothing cut, and the same values in another program."""

from __future__ import annotations

import html
import re
import zipfile

import openpyxl
import pytest
from hojas import ALLOWED, functions_of, literals_of

from evaluacion.base.problema import EvaluacionError
from evaluacion.publish.libro import Celda, Fila, Hoja, Libro
from evaluacion.publish.libro_graficas import literal_title
from evaluacion.publish.libro_xlsx import footer_text, write_libro

HOSTILE = ("=1+1", "@x", "+1", "-1", "http://ejemplo.mx", "mailto:a@b.mx", "internal:Resumen!A1", "{=SUM(A1)}", "=cmd|'/C calc'!A0")


def values_of(path):
    """Every value of a workbook by sheet and cell."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def test_same_input_gives_the_same_bytes(taller, tmp_path):
    """Two boards of the same records are the same file."""
    for name in ("uno.xlsx", "dos.xlsx"):
        write_libro(taller.board(), tmp_path / name)
    assert (tmp_path / "uno.xlsx").read_bytes() == (tmp_path / "dos.xlsx").read_bytes()


@pytest.mark.parametrize("texto", HOSTILE)
def test_text_of_records_and_marcos_is_never_executed(taller, tmp_path, texto):
    """Wherever a record or a marco puts text, the file holds no formula with it and no link that leaves it."""
    record = taller.uno.replace("Ferias en el exterior", f'"{texto}"').replace("Informe anual.", f'"{texto}"').replace("Ana", f'"{texto}"')
    marco = taller.marco_texto.replace("nombre: Diseño", f'nombre: "{texto}"').replace("titulo: Instrumento pequeño", f'titulo: "{texto}"')
    path, warning = write_libro(taller.board(record, taller.dos, marco=marco), tmp_path / "t.xlsx")
    assert warning is None
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            content = parts.read(name).decode("utf-8")
            if name.startswith("xl/worksheets/sheet"):
                formulas = re.findall(r"<f[^>]*>([^<]*)</f>", content)
                assert {name for formula in formulas for name in functions_of(html.unescape(formula))} <= ALLOWED
                assert not [text for formula in formulas for text in literals_of(html.unescape(formula)) if texto in text]
                sources = [source for source in re.findall(r"<formula1>([^<]*)</formula1>", content) if not source.isdecimal()]
                assert all(source.startswith("'Listas'!$") for source in sources)
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


def test_a_footer_of_signs_that_count_double_fits():
    """Excel counts UTF-16 units: three hundred emoji are cut where they fill the footer, none in halves."""
    text = footer_text("😀" * 300)
    assert len(text.encode("utf-16-le")) // 2 < 255
    assert "😀…&R" in text

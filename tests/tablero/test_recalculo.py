"""The formulas of the board: computed again they give what is written, they use known functions, and none comes from a record."""

from __future__ import annotations

import csv
import random
import re
import zipfile

import pytest
from hojas import ALLOWED, differences, formulas_of, functions_of, literals_of, recalculate

from evaluacion.flujo.tablero import write_tablero
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero.arrange import arrange_tablero
from evaluacion.read.marco import find_marco, load_marco

MARCOS = ("cualitativo", "estrategico")
HOSTILE = ("=1+1", "+1", "-1", "@x", "{=SUM(A1)}", "=cmd|'/C calc'!A0", '"&A1&"')


def municipios(path, count):
    """Write a table of invented municipalities that answer two marcos, some much and some little."""
    draw = random.Random(4)  # noqa: S311 - a reproducible draw
    paths = [f"{name}.{path}" for name in MARCOS for path in load_marco(find_marco(name)).marco.preguntas]
    with path.open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["practica", "titulo", *paths])
        for number in range(count):
            odds = (3 * draw.random(), 1, 2, 0.5, 0.3)
            rows.writerow(
                [f"m-{number:04}", f"Municipio {number}", *draw.choices(("sí", "parcial", "no", "", "no aplica"), odds, k=len(paths))]
            )
    return path


def plant(path, target):
    """Copy a board with the first number that a formula gives changed by one millionth."""
    numbers = (found for found in formulas_of(path) if 't="str"' not in found[2])
    name, cell, _, _, value = next(found for found in numbers if "SUMPRODUCT" in found[3])
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(target, "w") as copy:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename == name:
                text = content.decode("utf-8")
                place = text.index(f'<c r="{cell}"')
                text = text[:place] + text[place:].replace(f"<v>{value}</v>", f"<v>{float(value) + 1e-6!r}</v>", 1)
                content = text.encode("utf-8")
            copy.writestr(part, content)
    return cell


@pytest.mark.libreoffice
def test_computed_again_the_board_of_the_examples_says_the_same(raiz, taller, tmp_path):
    """LibreOffice, forced to compute every formula, keeps every cell of every sheet to 1e-9; a value that is not so is found."""
    board, _ = write_tablero(raiz / "examples" / "practicas", tmp_path / "ejemplos.xlsx")
    small, _ = write_libro(taller.board(), tmp_path / "bueno.xlsx")
    planted = tmp_path / "plantado.xlsx"
    cell = plant(small, planted)
    out = recalculate(tmp_path, board, planted)
    assert differences(board, out / board.name) == []
    assert differences(small, out / planted.name) == []
    ((_, row, column, _, _),) = differences(planted, out / planted.name)
    assert cell == f"{'' if column <= 26 else chr(64 + (column - 1) // 26)}{chr(65 + (column - 1) % 26)}{row}"


@pytest.mark.libreoffice
@pytest.mark.lenta
def test_computed_again_the_board_of_2500_municipalities_says_the_same(tmp_path):
    """Every cell of every sheet, with two marcos and 56 questions each."""
    board, _ = write_tablero(municipios(tmp_path / "m.csv", 2_500), tmp_path / "m.xlsx", marcos=MARCOS)
    assert differences(board, recalculate(tmp_path, board) / board.name) == []


@pytest.mark.libreoffice
@pytest.mark.lenta
def test_computed_again_a_board_of_several_instruments_says_the_same(raiz, tmp_path, monkeypatch):
    """Three that grade, one of them without data, and one that classifies, each with its card and its scorecard."""
    monkeypatch.chdir(raiz)
    marcos = ["cualitativo", "cuantitativo", "estrategico", "vocacion_ciudad"]
    board, _ = write_tablero("examples/practicas", tmp_path / "tablero.xlsx", marcos=marcos)
    assert differences(board, recalculate(tmp_path, board) / board.name) == []


def test_every_formula_uses_known_functions_and_carries_its_value(taller, de_grupos, tmp_path):
    """Nothing newer than Excel 2010 and nothing that hides an error (IFERROR, IFNA, ISERROR); no empty value, no error as a value."""
    results = [taller.score(taller.uno, taller.dos), *de_grupos]
    board, _ = write_libro(arrange_tablero(results, taller.provenance(*results)), tmp_path / "t.xlsx")
    found = formulas_of(board)
    with zipfile.ZipFile(board) as parts:
        sheets = [parts.read(name).decode("utf-8") for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(found) == sum(len(re.findall(r"<f[ >]", sheet)) for sheet in sheets) > 500
    assert {name for _, _, _, formula, _ in found for name in functions_of(formula)} <= ALLOWED
    assert not [place for *place, value in found if value == "" or value.startswith("#")]
    assert not [place for *place, _ in found if 't="e"' in place[2]]


@pytest.mark.parametrize("texto", HOSTILE)
def test_no_formula_holds_a_text_of_a_record_or_of_a_marco(taller, tmp_path, texto):
    """Titles, names of criteria, groups and levels that look like formulas are cells of text; formulas only point at them."""
    quoted = "'" + texto.replace("'", "''") + "'"
    marco = taller.marco_texto
    for name in ("titulo: Instrumento pequeño", "nombre: Diseño", "nombre: Único"):
        assert name in marco
        marco = marco.replace(name, f"{name.partition(':')[0]}: {quoted}")
    marco = marco.replace("nombre: inicial", f"nombre: {quoted}")
    record = taller.uno.replace("Ferias en el exterior", quoted).replace("Ana", quoted)
    path, _ = write_libro(taller.board(record, taller.dos, marco=marco), tmp_path / "t.xlsx")
    plain, _ = write_libro(taller.board(), tmp_path / "llano.xlsx")
    known = {formula for _, _, _, formula, _ in formulas_of(plain)}
    assert {formula for _, _, _, formula, _ in formulas_of(path)} == known
    assert not any(texto in literal for formula in known for literal in literals_of(formula))
    with zipfile.ZipFile(path) as parts:
        shared = parts.read("xl/sharedStrings.xml").decode("utf-8")
    assert texto.replace("&", "&amp;") in shared

"""The sheet Tendencias: as a value, and in a workbook that another library reads."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from evaluacion.flujo.tablero import write_tablero
from evaluacion.flujo.tendencias import trend_of_file, write_trend
from evaluacion.publish.libro import libro_como_texto
from evaluacion.publish.tablero.arrange_tendencia import arrange_tendencia
from evaluacion.publish.tablero.estilos import ordered_colours

CASO = Path(__file__).parent / "casos" / "pueblos"


@pytest.fixture
def hecha(monkeypatch):
    """The trend of the four towns."""
    monkeypatch.chdir(CASO)
    return trend_of_file(Path("tendencia.yaml"))


def test_the_sheet_of_a_small_trend(hecha, dorado):
    """Every cell, link and chart; refreshed with --actualizar and read in the diff."""
    text = libro_como_texto(arrange_tendencia(hecha.tendencia, hecha.procedencia))
    dorado(CASO / "esperado-hoja.txt", re.sub(r"\b[0-9a-f]{64}\b|\([0-9a-f]{12}\)", "…", text))


def test_the_workbook_opens_elsewhere_with_its_two_charts_and_their_description(hecha, tmp_path):
    """Stacked columns and a line, each with a text for who cannot see it; the same bytes each time."""
    path, again = tmp_path / "t.xlsx", tmp_path / "u.xlsx"
    assert write_trend(hecha, path) == (path, None)
    write_trend(hecha, again)
    assert path.read_bytes() == again.read_bytes()
    sheet = openpyxl.load_workbook(path)["Tendencias"]
    assert [sheet.cell(5, column).value for column in range(1, 8)] == [
        "Periodo", "bajo", "medio", "alto", "muy alto", "por confirmar", "Con dato",
    ]  # fmt: skip
    assert [sheet.cell(7, column).value for column in range(1, 8)] == ["2020", 0, 2, 0, 1, 1, 3]
    with zipfile.ZipFile(path) as book:
        charts = "".join(book.read(name).decode() for name in sorted(book.namelist()) if name.startswith("xl/charts/"))
        drawing = book.read("xl/drawings/drawing1.xml").decode()
    assert '<c:grouping val="stacked"/>' in charts
    assert "<c:lineChart>" in charts
    assert drawing.count('descr="') == 2
    assert "De 2015 a 2025: bajo, de 1 a 1" in drawing


def test_a_board_includes_the_sheets_that_are_asked_for(tmp_path, monkeypatch):
    """The contents lead to it, the methodology names its files, and without the option there is no such sheet."""
    monkeypatch.chdir(CASO)
    records = ["uno.yaml", "dos.yaml"]
    write_tablero(records, tmp_path / "b.xlsx", marcos=["marco.yaml"], incluir=["tendencia.yaml", "tendencia.yaml"])
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames[-4:] == ["Tendencias", "Metodología", "Datos", "Listas"]
    assert "Tendencias" in [cell.value for cell in book["Contenido"]["B"]]
    assert "tendencia.yaml" in [cell.value for row in book["Metodología"] for cell in row]
    titles = [cell.value for cell in book["Tendencias"]["A"] if cell.value == "Índice de cuatro pueblos"]
    assert len(titles) == 2
    write_tablero(records, tmp_path / "c.xlsx", marcos=["marco.yaml"])
    assert "Tendencias" not in openpyxl.load_workbook(tmp_path / "c.xlsx").sheetnames


def test_what_people_wrote_stays_text(hecha):
    """A title that looks like a formula is literal."""
    libro = arrange_tendencia(hecha.tendencia, hecha.procedencia)
    titled = [
        celda
        for fila in libro.hojas[0].filas
        for celda in fila.celdas
        if celda and celda.valor in ("Pueblo uno", "Índice de cuatro pueblos")
    ]
    assert len(titled) >= 2
    assert all(celda.estilo.literal for celda in titled)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9])
def test_the_colours_of_levels_only_darken(count):
    """So that they read without colour: each is darker than the one before."""
    colours = ordered_colours(count)
    light = [sum(weight * int(color[i : i + 2], 16) for weight, i in ((299, 1), (587, 3), (114, 5))) for color in colours]
    assert len(colours) == count
    assert light == sorted(light, reverse=True)
    assert len(set(light)) == count

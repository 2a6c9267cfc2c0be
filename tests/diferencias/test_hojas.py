"""The sheet of changes and the summary of a board with an earlier round, as values; and the commands that write them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import yaml

from evaluacion.flujo.diferencias import differences_of
from evaluacion.flujo.diferencias_libro import arrange_diferencias
from evaluacion.flujo.propias import is_own_output
from evaluacion.publish.libro import libro_como_texto

AQUI = Path(__file__).parent


def _case(name):
    return yaml.safe_load((AQUI / f"casos/{name}.yaml").read_text(encoding="utf-8"))


def test_the_sheet_of_three_rounds_reads_as_its_golden_text(rondas, dorado, monkeypatch):
    """Lines that break at the break of the series, the four parts by criterion, levels, questions with their places, rules."""
    folder = rondas(_case("de_todo"))
    shutil.copytree(folder / "2025", folder / "2026")
    marco = folder / "2026/marco.yaml"
    marco.write_text(marco.read_text(encoding="utf-8").replace("version: 1.1.0", "version: 2.0.0"), encoding="utf-8")
    monkeypatch.chdir(folder)
    text = libro_como_texto(arrange_diferencias(differences_of(["2024", "2025", "2026"], marcos=["cualitativo"]).diferencias))
    dorado(AQUI / "esperado/hoja_cambios.txt", re.sub(r"sha256 [0-9a-f]{64}", "sha256 …", text))
    assert "ruptura de serie" in text


def test_no_line_crosses_a_break_of_the_series(rondas):
    """Between the rounds of the break the table of the chart has a row without a figure, inside the range of every line."""
    folder = rondas(_case("ruptura"))
    sheet = arrange_diferencias(differences_of([str(folder / "2024"), str(folder / "2025")], marcos=["cualitativo"]).diferencias).hojas[0]
    (chart,) = [chart for chart in sheet.graficas if "cualitativos" in chart.titulo]
    rows = [sheet.filas[row].celdas for row in range(chart.series[0].valores.fila, chart.series[0].valores.fila_final + 1)]
    column = chart.series[0].valores.columna
    figures = [row[column].valor if len(row) > column and row[column] is not None else None for row in rows]
    assert [value is None for value in figures] == [False, True, False]
    assert "no cruzan" in chart.descripcion


def test_what_did_not_change_is_not_drawn(rondas):
    """Two equal rounds have no line and say so; with one record that moves among others, it alone is drawn."""
    folder = rondas(_case("una_respuesta_mejor_y_otra_perdida"))
    same = arrange_diferencias(differences_of([str(folder / "2024"), str(folder / "2024")], marcos=["cualitativo"]).diferencias)
    assert not same.hojas[0].graficas
    assert "no hay líneas que dibujar" in libro_como_texto(same)
    other = (folder / "2024/queretaro-beca-embajadores.yaml").read_text(encoding="utf-8")
    for year in ("2024", "2025"):
        path = folder / year / "otra.yaml"
        path.write_text(other.replace("practica: qro-beca-embajadores", "practica: otra"), encoding="utf-8")
    moved = arrange_diferencias(differences_of([str(folder / "2024"), str(folder / "2025")], marcos=["cualitativo"]).diferencias)
    assert [len(chart.series) for chart in moved.hojas[0].graficas] == [1]


def test_the_board_says_what_changed_since_the_last_round(rondas, corre):
    """`--ronda-anterior` adds the sheet Cambios, a link to it in Resumen, and the earlier files in Metodología."""
    folder = rondas(_case("una_respuesta_mejor_y_otra_perdida"))
    book = folder / "tablero.xlsx"
    corre("tablero", folder / "2025", "--marco", "cualitativo", "--ronda-anterior", folder / "2024", "--salida", book, check=0)
    read = openpyxl.load_workbook(book)
    assert "Cambios" in read.sheetnames
    said = [str(cell.value) for row in read["Resumen"].iter_rows(max_col=1) for cell in row if cell.value]
    assert "Qué cambió desde la última ronda: de 2024 a 2025" in said
    assert any(text.startswith("▼ Bajan en el garantizado: Beca Embajadores (-1.11)") for text in said)
    method = [str(cell.value) for row in read["Metodología"].iter_rows() for cell in row if cell.value]
    assert any("2024/queretaro-beca-embajadores.yaml" in text for text in method)
    assert any("rondas comparadas: 2024 → 2025" in text for text in method)


def test_the_command_writes_every_shape(rondas, corre):
    """Screen and files, each by its extension; the table with its provenance beside it; formats that disagree are refused."""
    folder = rondas(_case("de_todo"))
    sides = (folder / "2024", folder / "2025", "--marco", "cualitativo")
    assert "+17.32" in corre("diferencias", *sides, check=0)[1]
    assert corre("diferencias", *sides, "--formato", "csv", check=0)[1].startswith("de,a,marco,")
    for name in ("c.json", "c.csv", "c.xlsx"):
        corre("diferencias", *sides, "--salida", folder / name, check=0)
        assert (folder / name).stat().st_size > 1000
    assert (folder / "c.procedencia.json").exists()
    assert all(is_own_output(folder / name) for name in ("c.json", "c.csv", "c.xlsx", "c.procedencia.json"))
    assert corre("diferencias", *sides, "--formato", "json", "--salida", folder / "c.md")[0] == 2
    assert corre("diferencias", folder / "2024")[0] == 2
    assert corre("diferencias", *sides, "--salida", sides[0] / "marco.yaml")[0] == 2

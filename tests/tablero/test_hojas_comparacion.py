"""The sheets of a comparison: every cell of a small one, what is kept as text, the same bytes, and what each table says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from comparaciones import UNIDADES, make_comparado, make_vista, random_one, small
from hojas import differences, recalculate

from evaluacion.model.procedencia import Procedencia
from evaluacion.publish.libro import MAX_TEXTO, libro_como_texto
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero import comparacion_vista, hoja_comparacion_politicas
from evaluacion.publish.tablero.arrange_comparacion import arrange_hojas_comparacion, arrange_libro_comparacion
from evaluacion.publish.tablero.hoja_comparacion_mapa import fifths_of

ESPERADO = Path(__file__).parent / "esperado"
PROCEDENCIA = Procedencia("evaluacion", "0.0.0", (), (("unidades.csv", "a" * 64),), None, ())
HOJAS = ["Comparación", "Mapa de calor", "Fortalezas", "Correlaciones", "Duda", "Políticas"]
HOSTILE = ("=1+1", "@x", "+1", "-1", "http://ejemplo.mx", "internal:Duda!A1", "{=SUM(A1)}", "=cmd|'/C calc'!A0", "😀" * 300, "<r>x</r>")


def sheets_of(vista):
    """The sheets of a comparison, by name."""
    return {anexa.hoja.nombre: anexa.hoja for anexa in arrange_hojas_comparacion(vista)}


def table_of(hoja, first):
    """The rows of the table whose heading begins with a word, as dictionaries by heading, up to the first empty row."""
    rows = [[cell.valor if cell is not None else None for cell in fila.celdas] for fila in hoja.filas]
    head = next(i for i, row in enumerate(rows) if row and row[0] == first)
    end = next((i for i in range(head + 1, len(rows)) if not rows[i]), len(rows))
    return [dict(zip(rows[head], row, strict=False)) for row in rows[head + 1 : end]]


def write(vista, path):
    """Write the workbook of a comparison."""
    return write_libro(arrange_libro_comparacion(vista, PROCEDENCIA), path)[0]


@pytest.fixture(scope="module")
def chica():
    """The sheets of the small comparison."""
    return sheets_of(small())


def test_the_workbook_of_a_small_comparison_reads_as_its_golden_text(dorado):
    """Every cell, link, scale, bar and chart; refreshed with --actualizar and read in the diff."""
    dorado(ESPERADO / "comparacion.txt", libro_como_texto(arrange_libro_comparacion(small(), PROCEDENCIA)))


def test_without_draws_there_is_no_sheet_of_them_and_no_column_of_bands():
    """What was not drawn is not shown."""
    sheets = sheets_of(small(sorteos=0))
    assert list(sheets) == [name for name in HOJAS if name != "Duda"]
    assert not [name for name in table_of(sheets["Comparación"], "Lugar, desde")[0] if name.startswith("Banda")]


def test_a_second_comparison_of_a_board_has_names_of_its_own(chica):
    """The charts of its doubt read its own sheet."""
    assert list(chica) == HOJAS
    second = arrange_hojas_comparacion(small(), 2)
    assert [anexa.presentacion.nombre for anexa in second] == [anexa.hoja.nombre for anexa in second] == [f"{name} 2" for name in HOJAS]
    assert {serie.hoja for anexa in second for grafica in anexa.hoja.graficas for serie in grafica.series} == {"Duda 2"}


def test_a_place_that_missing_answers_leave_open_is_a_range_of_two_numbers(chica):
    """Alfa may end third or fifth; who does not meet the requisito has no place and says why."""
    rows = {row["Unidad"]: row for row in table_of(chica["Comparación"], "Lugar, desde")}
    assert (rows["Alfa"]["Lugar, desde"], rows["Alfa"]["Lugar, hasta"]) == (3, 5)
    assert rows["Alfa"]["Garantizado"] < rows["Alfa"]["Alcanzable"]
    assert (rows["Gama"]["Lugar, desde"], rows["Delta"]["Lugar, desde"]) == (1, 1)
    assert rows["Épsilon"]["Lugar, desde"] == "—"
    assert rows["Épsilon"]["Por qué no tiene lugar"] == "no cumple el requisito «oficina»"
    assert list(rows)[-1] == "Épsilon"
    assert {name for name, row in rows.items() if row["Finalista"] == "sí"} == {"Gama", "Delta"}


def test_a_cell_that_a_policy_filled_is_no_datum_of_the_unit(chica):
    """Beta lacks one indicator of four, whatever was put in its place."""
    rows = {row["Unidad"]: row for row in table_of(chica["Comparación"], "Lugar, desde")}
    assert (rows["Beta"]["Indicadores con dato"], rows["Gama"]["Indicadores con dato"]) == (0.75, 1.0)


def test_every_policy_and_what_each_did_is_told(chica):
    """The filled cells and the ones pulled in, one by one, and the shape of the indicator before and after."""
    hoja = chica["Políticas"]
    events = table_of(hoja, "Qué pasó")
    assert len([row for row in events if row["Unidad"] == "Beta" and row["Después"] == 5.0]) == 1
    assert any(row["Antes"] == 90.0 and row["Después"] == 5.0 for row in events)
    treated = table_of(hoja, "Indicador")
    assert {row["Cumple al final"] for row in treated} == {"sí"}
    assert [row["Valores acercados"] for row in treated] == [1.0, 1.0]
    weights = {row["Nodo"]: row["Peso en el total"] for row in table_of(hoja, "Nodo")}
    assert weights["indice"] == 1.0
    assert sum(share for name, share in weights.items() if "." in name) == pytest.approx(1.0)


def test_strengths_are_over_the_median_of_the_group_and_weaknesses_under():
    """Each against its own group; the farthest first; a unit at the median of all has none."""
    vista = random_one(40, (3, 3))
    rows = table_of(sheets_of(vista)["Fortalezas"], "Unidad")
    done = vista.comparado
    groups, leaves = np.array(done.renglones.grupos["región"]), done.arbol.n_hojas
    heads = list(sheets_of(vista)["Fortalezas"].filas[2].celdas)
    assert [cell.valor for cell in heads][:4] == ["Unidad", "Clave", "región", "Fortaleza 1"]
    for row in rows:
        at = done.renglones.ids.index(row["Clave"])
        medians = np.nanmedian(done.nodos[0, groups == row["región"], :leaves], axis=0)
        far = done.nodos[0, at, :leaves] - medians
        names = [done.arbol.nombres[leaf] for leaf in np.argsort(-np.nan_to_num(far), kind="stable") if far[leaf] > 0][:3]
        assert [row[f"Fortaleza {i}"] for i in (1, 2, 3)] == names + ["—"] * (3 - len(names))


def test_correlations_of_few_units_say_so(chica):
    """In each cell by its mark, and at the head of the sheet; with thirty units nothing is said."""
    words = [cell.valor for fila in chica["Correlaciones"].filas for cell in fila.celdas if cell is not None]
    assert any(str(word).startswith("Pocos casos: 6 unidades") for word in words)
    assert '0.00"*"' in {cell.estilo.formato for fila in chica["Correlaciones"].filas for cell in fila.celdas if cell is not None}
    many = sheets_of(make_vista(make_comparado(np.arange(124.0).reshape(31, 4) ** 2, ids=[f"u{i:02}" for i in range(31)])))
    seen = {cell.estilo.formato for fila in many["Correlaciones"].filas for cell in fila.celdas if cell is not None}
    assert '0.00"*"' not in seen


def test_the_fifth_of_a_score_is_shared_by_those_that_tie_and_counted_in_each_period():
    """Ten units, two a fifth; equal ones have the letter of the best; who has no score has none; periods apart."""
    column = np.array([[9.0], [8], [7], [6], [5], [4], [3], [2], [1], [0]])
    assert fifths_of(column, None)[:, 0].tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert fifths_of(np.full((5, 1), 3.0), None)[:, 0].tolist() == [0] * 5
    assert fifths_of(np.array([[np.nan], [1.0]]), None)[:, 0].tolist() == [-1, 0]
    assert fifths_of(column, ("a", "b") * 5)[:, 0].tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_periods_are_listed_apart_the_latest_first():
    """Each row has its place among those of its period; correlations take the last one."""
    raw = np.array([[1.0, 2, 3, 4], [4, 3, 2, 1], [3, 3, 3, 3], [9, 9, 9, 9]])
    done = make_comparado(raw, ids=("a", "a", "b", "b"), periodos=("2019", "2020", "2019", "2020"))
    sheets = sheets_of(make_vista(done))
    rows = [(row["Periodo"], row["Lugar"], row["Unidad"]) for row in table_of(sheets["Comparación"], "Lugar")]
    assert rows == [("2020", 1, "b"), ("2020", 2, "a"), ("2019", 1, "b"), ("2019", 2, "a")]
    words = [cell.valor for fila in sheets["Correlaciones"].filas for cell in fila.celdas if cell is not None]
    assert "Con los datos del último periodo, 2020." in words


def test_a_table_that_is_cut_says_how_many_there_are(monkeypatch):
    """Only the first rows are listed, in the order of the ranking, and the sheet says so."""
    vista = random_one(12, (2, 2))
    monkeypatch.setattr(comparacion_vista, "FILAS_MAX_COMPARACION", 5)
    monkeypatch.setattr(hoja_comparacion_politicas, "FILAS_MAX_COMPARACION", 0)
    sheets = sheets_of(vista)
    assert [row["Lugar"] for row in table_of(sheets["Comparación"], "Lugar")] == [1, 2, 3, 4, 5]
    for name in ("Comparación", "Mapa de calor", "Fortalezas"):
        assert any("Se muestran 5 de 12 renglones" in str(cell.valor) for fila in sheets[name].filas for cell in fila.celdas if cell)


def test_the_chart_of_bands_is_told_to_who_does_not_see_it(chica, tmp_path):
    """One floating column a unit, from the best to the worst place of its band, with two markers of different shape."""
    (grafica,) = chica["Duda"].graficas
    assert "Gama, de 1 a 1" in grafica.descripcion
    assert "rombo, el lugar declarado; círculo, la mediana" in grafica.descripcion
    path = write(small(), tmp_path / "c.xlsx")
    with zipfile.ZipFile(path) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert re.findall(r'<c:grouping val="(\w+)"/>', chart) == ["stacked", "standard"]
    assert re.findall(r'<c:symbol val="(\w+)"/>', chart) == ["circle", "diamond"]
    assert chart.count("<c:ser>") == 4
    assert '<c:orientation val="maxMin"/>' in chart
    assert "Gama, de 1 a 1" in drawing


@pytest.mark.parametrize("texto", HOSTILE)
def test_a_name_is_text_whatever_it_says(tmp_path, texto):
    """As a unit, an indicator, a group or a title it is never a formula nor a link that leaves the workbook."""
    names = (texto, *UNIDADES[1:])
    path = write(small(nombres=names, nodos={"r00.00": texto, "r00": texto}, titulo=texto), tmp_path / "h.xlsx")
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        rels = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
        charts = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/"))
    assert not [formula for sheet in sheets for formula in re.findall(r"<f[ >]", sheet)]
    assert 'TargetMode="External"' not in rels
    assert all(formula.startswith("Duda!") for formula in re.findall(r"<c:f>([^<]*)</c:f>", charts))
    book = openpyxl.load_workbook(path)
    for name in ("Comparación", "Mapa de calor", "Fortalezas", "Duda"):
        found = [cell for row in book[name].iter_rows() for cell in row if cell.value == texto]
        assert found, name
        assert all(cell.quotePrefix and cell.data_type == "s" for cell in found)


def test_the_longest_name_is_whole(tmp_path):
    """A name of 32,767 characters goes in every sheet that names units."""
    name = "ñ" * MAX_TEXTO
    path = write(small(nombres=(name, *UNIDADES[1:])), tmp_path / "l.xlsx")
    assert name in [cell.value for cell in openpyxl.load_workbook(path)["Comparación"]["C"]]


def test_two_units_of_one_name_are_told_apart():
    """By their id, in every sheet."""
    rows = table_of(sheets_of(small(nombres=("Alfa", "Alfa", *UNIDADES[2:])))["Comparación"], "Lugar, desde")
    assert {"Alfa (a)", "Alfa (b)"} <= {row["Unidad"] for row in rows}


def test_same_comparison_gives_the_same_bytes(tmp_path):
    """Two workbooks of it are the same file, with its chart, its bars and its scales."""
    one, two = (write(small(), tmp_path / f"{name}.xlsx").read_bytes() for name in ("uno", "dos"))
    assert one == two


@pytest.mark.libreoffice
def test_another_program_opens_it_and_keeps_every_value(tmp_path):
    """LibreOffice saves every cell of every sheet as it is."""
    path = write(small(), tmp_path / "c.xlsx")
    assert differences(path, recalculate(tmp_path, path) / path.name) == []


@pytest.mark.lenta
def test_2500_units_and_60_indicators_fit(tmp_path):
    """Every unit is in every table and the file opens."""
    vista = random_one(2_500, (6,) * 10, sorteos=200)
    path = write(vista, tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames == ["Contenido", *HOJAS]
    assert book["Mapa de calor"].max_row > 2_500

"""A comparison as a workbook of the command, and among what a board includes; no order of its files moves a cell."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from evaluacion.cli.comparar import comparar
from evaluacion.flujo.comparar import compare
from evaluacion.flujo.tablero import write_tablero
from evaluacion.publish.libro import Libro, libro_como_texto
from evaluacion.publish.tablero.arrange_comparacion import arrange_hojas_comparacion
from evaluacion.publish.tablero.comparacion_hecha import make_vista

PUEBLOS = Path(__file__).resolve().parent.parent / "tendencias" / "casos" / "pueblos"
HOJAS = ["Comparación", "Mapa de calor", "Fortalezas", "Correlaciones", "Duda", "Políticas"]
FILAS = [
    "clave,nombre,zona,aulas,docentes,reprobacion,gasto",
    "a,Alfa,norte,10,3,4.5,100",
    "b,Beta,norte,,5,3,80",
    "c,Gama,sur,30,8,9,120",
    "d,Delta,sur,30,8,9,120",
    "e,=1+1,sur,12,1,20,",
]
NODOS = [
    "  - {id: indice, nombre: Índice}",
    "  - {id: medios, nombre: Medios, padre: indice, peso: 2}",
    "  - {id: fines, nombre: Fines, padre: indice}",
    "  - {id: aulas, padre: medios}",
    "  - {id: docentes, padre: medios, normalizacion: {metodo: postes, salida: [0, 100]}, postes: [2, 7]}",
    "  - {id: reprobacion, padre: fines, sentido: descendente}",
    "  - {id: gasto, padre: fines, sentido: descendente}",
]
CABEZA = """comparacion: escuelas
titulo: Escuelas de cinco pueblos
unidades: {archivo: datos.csv, id: clave, nombre: nombre, grupos: [zona]}
finalistas: 2
incertidumbre: {pesos: 25%, normalizacion: [minmax, prank], sorteos: 100, semilla: 7}
nodos:
"""


def put(folder, filas=FILAS, nodos=NODOS):
    """Write a comparison and its table; return its path."""
    (folder / "datos.csv").write_text("\n".join(filas) + "\n", encoding="utf-8")
    path = folder / "comparacion.yaml"
    path.write_text(CABEZA + "\n".join(nodos) + "\n", encoding="utf-8")
    return path


def told(path):
    """The sheets of a comparison as text."""
    sheets = arrange_hojas_comparacion(make_vista(compare(path).hecha))
    return libro_como_texto(Libro("", "", "", tuple(anexa.hoja for anexa in sheets)))


@pytest.mark.parametrize("semilla", range(3))
def test_no_order_of_the_table_nor_of_the_nodes_moves_a_cell(tmp_path, semilla):
    """Rows and nodes in another order give the same sheets, draws included."""
    draw = random.Random(semilla)  # noqa: S311 - a reproducible shuffle
    plain = told(put(tmp_path))
    (tmp_path / "otro").mkdir()
    shuffled = put(tmp_path / "otro", [FILAS[0], *draw.sample(FILAS[1:], 5)], draw.sample(NODOS, len(NODOS)))
    assert told(shuffled) == plain


def test_the_sheets_say_what_the_file_declares(tmp_path):
    """The policies in words, the goalposts of one indicator, its direction, and the values that were capped at them."""
    text = told(put(tmp_path))
    assert "postes fijos, de 0 a 100, 2 y 7" in text
    assert "descendente" in text
    assert "A=Finalistas | B='2; los empatados pasan todos" in text
    assert "celda topada en su poste" in text
    assert "A='Normalización" not in text.partition("## Políticas")[0]


def test_the_command_writes_a_workbook(orden, tmp_path):
    """By the name of the output; without one, with another name or of a part of the comparison it is refused."""
    path, out = put(tmp_path), tmp_path / "c.xlsx"
    done = orden("comparar", path, "--salida", out, check=0)
    assert str(out) in done.stdout + done.stderr
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Contenido", *HOJAS]
    assert [cell.value for cell in book["Contenido"]["B"]][5:11] == HOJAS
    assert any("datos.csv, sha256" in str(cell.value) for cell in book["Políticas"]["A"])


@pytest.mark.parametrize(
    "extra", [[], ["--salida", "c.ods"], ["--salida", "c.xlsx", "--nodo", "medios"], ["--salida", "c.xlsx", "--periodo", "2020"]]
)
def test_a_workbook_under_another_name_or_of_a_part_is_refused(tmp_path, monkeypatch, extra):
    """It needs a name that ends in .xlsx, and it has every node and period."""
    path = put(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(comparar, [str(path), "--formato", "xlsx", *extra]).exit_code == 2
    assert sorted(item.name for item in tmp_path.iterdir()) == ["comparacion.yaml", "datos.csv"]


def test_a_board_includes_comparisons(tmp_path, monkeypatch):
    """Its sheets join it, those of a second one with a number; the contents lead to them and the methodology names their tables."""
    path = put(tmp_path)
    (tmp_path / "otra").mkdir()
    other = put(tmp_path / "otra")
    monkeypatch.chdir(PUEBLOS)
    write_tablero(["uno.yaml", "dos.yaml"], tmp_path / "b.xlsx", marcos=["marco.yaml"], incluir=[path, other])
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames[-15:] == [*HOJAS, *(f"{name} 2" for name in HOJAS), "Metodología", "Datos", "Listas"]
    linked = [cell.value for cell in book["Contenido"]["B"]]
    assert set(HOJAS) <= set(linked)
    assert any(str(cell.value).endswith("datos.csv") for row in book["Metodología"] for cell in row)
    assert [cell.value for cell in book["Comparación"]["B"] if cell.value == "=1+1"]

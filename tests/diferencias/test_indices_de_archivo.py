"""Comparisons from their files: what `diferencias` says of two of them, or of the periods of one, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.compare.cambio_indice import PARTES_INDICE
from evaluacion.flujo.comparar import compare_file
from evaluacion.flujo.diferencias_comparaciones import index_differences, is_comparison
from evaluacion.flujo.diferencias_indice import move_of
from evaluacion.flujo.diferencias_libro import arrange_index_differences
from evaluacion.publish import diferencias_indice_datos as datos
from evaluacion.publish import diferencias_indice_texto as texto
from evaluacion.publish.libro import libro_como_texto

AQUI = Path(__file__).parent
RAIZ = AQUI.parents[1]
A, B, P = (f"{name}/comparacion.yaml" for name in ("antes", "despues", "periodos"))


@pytest.fixture
def carpeta(tmp_path, monkeypatch):
    """Return a folder with the comparisons, which is the working folder."""
    shutil.copytree(AQUI / "indices", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _edit(path, *changes):
    text = Path(path).read_text(encoding="utf-8")
    for one, other in changes:
        assert one in text
        text = text.replace(one, other)
    Path(path).write_text(text, encoding="utf-8")


def _told(text):
    return re.sub(r"sha256 [0-9a-f]{64}", "sha256 …", text)


def _refused(*rutas):
    with pytest.raises(EvaluacionError) as error:
        index_differences(rutas)
    return " ".join(f"{problem.mensaje} {problem.remedio}" for problem in error.value.problemas)


@pytest.mark.usefixtures("carpeta")
def test_two_comparisons_and_the_periods_of_one_read_as_their_golden_texts(dorado):
    """Policies, units, places, who appears, nodes and cells, in every text and in the sheet."""
    two, periods = index_differences([A, B]).diferencias, index_differences([P]).diferencias
    dorado(AQUI / "esperado/indices_dos.txt", _told(texto.as_text(two)))
    dorado(AQUI / "esperado/indices_dos.md", _told(texto.as_markdown(two)))
    dorado(AQUI / "esperado/indices_dos.csv", datos.as_csv(two).replace("\r\n", "\n"))
    dorado(AQUI / "esperado/indices_periodos.txt", _told(texto.as_text(periods)))
    dorado(AQUI / "esperado/indices_hoja_dos.txt", _told(libro_como_texto(arrange_index_differences(two))))
    dorado(AQUI / "esperado/indices_hoja_periodos.txt", _told(libro_como_texto(arrange_index_differences(periods))))


@pytest.mark.usefixtures("carpeta")
def test_scores_and_places_are_those_that_comparar_gives():
    """Before and after are what each comparison publishes, in every unit, node and period."""
    for rutas in ([A, B], [P]):
        for step in index_differences(rutas).diferencias.todas:
            for side, name in enumerate((step.de, step.a)):
                done = compare_file(rutas[side] if len(rutas) > 1 else rutas[0]).hecha.comparado
                for unit in step.unidades:
                    rows = [
                        row
                        for row, key in enumerate(done.renglones.ids)
                        if key == unit.id and (done.renglones.periodos is None or done.renglones.periodos[row] == name)
                    ]
                    for node in unit.nodos:
                        column = done.arbol.ids.index(node.id)
                        score = (node.antes, node.despues)[side].puntaje
                        assert [score] == _scores(done, rows, column)
                        if node.lugares[side] is not None:
                            assert node.lugares[side] == (done.mejor[rows[0], column], done.peor[rows[0], column])


def _scores(done, rows, column):
    """Return the scores of some rows, None where there is none."""
    return [None if np.isnan(value) else value for value in done.nodos[0, rows, column].tolist()]


def test_the_order_of_the_rows_and_of_the_nodes_changes_nothing(carpeta):
    """Tables and trees written in another order give the same figures, to the last bit."""
    first = json.loads(datos.as_json(index_differences([A, B]).diferencias))
    table = (carpeta / "despues/datos.csv").read_text(encoding="utf-8").splitlines()
    (carpeta / "despues/datos.csv").write_text("\n".join([table[0], *reversed(table[1:])]) + "\n", encoding="utf-8")
    last = json.loads(datos.as_json(index_differences([A, B]).diferencias))
    for found in (first, last):
        for step in found["tramos"]:
            del step["procedencia"]
            for unit in step["unidades"]:
                for cell in unit["celdas"]:
                    del cell["origen"]
    assert first == last


@pytest.mark.usefixtures("carpeta")
def test_json_csv_and_workbook_say_the_same(corre):
    """The parts add up in the JSON; the table has a row a unit and node; provenance of both sides goes with each."""
    corre("diferencias", A, B, "--salida", "x.json", check=0)
    found = json.loads(Path("x.json").read_text(encoding="utf-8"))
    (step,) = found["tramos"]
    for unit in step["unidades"]:
        for node in unit["nodos"]:
            if node["partes"] is not None:
                assert sum(node["partes"][name]["puntaje"] for name in PARTES_INDICE) == pytest.approx(node["cambio"]["puntaje"])
    assert [item["archivo"] for item in step["procedencia"]["despues"]["archivos"]] == [B, "despues/datos.csv"]
    corre("diferencias", A, B, "--salida", "x.csv", check=0)
    rows = list(csv.DictReader(io.StringIO(Path("x.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == sum(len(unit["nodos"]) for unit in step["unidades"])
    assert float(rows[0]["datos.puntaje"]) == step["unidades"][0]["nodos"][0]["partes"]["datos"]["puntaje"]
    assert Path("x.procedencia.json").exists()
    corre("diferencias", P, "--salida", "x.xlsx", check=0)
    assert openpyxl.load_workbook("x.xlsx").sheetnames == ["Cambios"]
    for formato in ("tabla", "markdown", "csv"):
        assert "epsilon" in corre("diferencias", P, "--formato", formato, check=0)[1]
    assert corre("diferencias", A, B, "--salida", A)[0] == 2


@pytest.mark.usefixtures("carpeta")
def test_three_files_compare_each_with_the_one_before_and_the_last_with_the_first():
    """The same file twice changes nothing; files of one name are told apart by their folder, or by their path."""
    found = index_differences([A, A, B]).diferencias
    assert [(step.de, step.a) for step in found.todas] == [(A, f"{A} (2)"), (f"{A} (2)", B), (A, B)]
    assert not any(unit.celdas or unit.indice.cambio.puntaje for unit in found.tramos[0].unidades)


@pytest.mark.usefixtures("carpeta")
def test_another_tree_compares_the_nodes_in_common_and_says_which_are_not():
    """A renamed indicator and another index are of one side only; every policy that changed is listed with both values."""
    _edit(B, ("id: visitas", "id: turismo"), ("nombre: Visitas", "nombre: Turismo, toma_de: visitas"))
    _edit(B, ("id: indice, nombre: Índice", "id: otro, nombre: Otro"), ("padre: indice", "padre: otro"))
    _edit(B, ("nodos:", "normalizacion: postes\nagregacion: geometrica\nnodos:"), ("peso: 2", "peso: 2, sentido: descendente"))
    _edit(
        B,
        ("padre: otro, ", "padre: otro, postes: [0, 20.5], "),
        ("normalizacion: postes", "normalizacion: {metodo: postes, salida: [1, 100]}"),
    )
    _edit(B, ("id: ciudad}", "id: ciudad, grupos: [zona]}\nrequisitos: [apto]\ndenominar: sí"))
    _edit(B, ("id: eventos, ", "id: eventos, denominador: habitantes, normalizacion: {metodo: prank, salida: [1, 100]}, "))
    text = Path("despues/datos.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{text[0]},zona,apto,habitantes", *(f"{line},n,sí,{100 + place}" for place, line in enumerate(text[1:]))]
    Path("despues/datos.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (step,) = index_differences([A, B]).diferencias.tramos
    assert step.solos == (("indice", "antes"), ("visitas", "antes"), ("otro", "despues"), ("turismo", "despues"))
    assert step.indice == "eventos"
    changed = {rule.lugar: (rule.antes, rule.despues) for rule in step.politicas}
    assert changed["acuerdos: sentido"] == ("ascendente", "descendente")
    assert changed["acuerdos: postes"] == (None, "0, 20.5")
    assert changed["eventos: normalizacion"] == (None, "lugar en porcentaje, de 1 a 100")
    assert changed["eventos: denominador"] == (None, "habitantes")
    assert changed["agregación"] == ("media aritmética", "media geométrica")
    assert changed["requisitos"] == (None, "apto")
    assert "El nodo otro está solo en" in texto.as_markdown(index_differences([A, B]).diferencias)


@pytest.mark.usefixtures("carpeta")
def test_bands_that_change_are_told_with_their_cuts():
    """A policy of an indicator reads in words."""
    for path, cuts in ((A, "[3, 6]"), (B, "{cortes: [3, 7], valores: [0, 50, 90]}")):
        _edit(path, ("id: acuerdos, ", f"id: acuerdos, normalizacion: bandas, bandas: {cuts}, "))
    (step,) = index_differences([A, B]).diferencias.tramos
    assert [(rule.antes, rule.despues) for rule in step.politicas if rule.lugar == "acuerdos: bandas"] == [
        ("cortes 3, 6", "cortes 3, 7, valores 0, 50, 90")
    ]


@pytest.mark.usefixtures("carpeta")
def test_fixed_scales_say_that_the_others_move_nobody(monkeypatch):
    """And too many units, that it was left inside the parts."""
    monkeypatch.setattr("evaluacion.compare.cambio_indice.MAX_UNIDADES", 2)
    assert "no se separó" in texto.as_text(index_differences([A, B]).diferencias)
    for path in (A, B):
        _edit(path, ("padre: indice", "postes: [0, 100], padre: indice"), ("nodos:", "normalizacion: postes\nnodos:"))
    found = index_differences([A, B]).diferencias
    assert found.tramos[0].de_otros == "ninguno"
    assert "De otras" not in texto.as_text(found)


def test_records_are_compared_with_their_intervals_and_their_marco(carpeta):
    """Places as ranges, guaranteed and reachable, and the version of the marco among the policies."""
    for name in ("uno", "dos"):
        (carpeta / name).mkdir()
        shutil.copytree(RAIZ / "examples/practicas", carpeta / name / "practicas")
        text = (RAIZ / "examples/comparar_practicas/comparacion.yaml").read_text(encoding="utf-8").replace("../practicas", "practicas")
        (carpeta / name / "comparacion.yaml").write_text(text, encoding="utf-8")
    record = carpeta / "dos/practicas/queretaro-beca-embajadores.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(re.sub(r"respuesta: parcial", "respuesta: sí", text, count=2), encoding="utf-8")
    found = index_differences(["uno/comparacion.yaml", "dos/comparacion.yaml"]).diferencias
    (moved,) = [unit for unit in found.tramos[0].unidades if unit.celdas]
    assert moved.indice.cambio.puntaje > 0
    assert moved.indice.partes[0].puntaje == pytest.approx(moved.indice.cambio.puntaje)
    assert "garantizado" in texto.as_markdown(found)


@pytest.mark.usefixtures("carpeta")
def test_without_units_in_common_it_says_who_is_where():
    """Nothing is split; what is drawn is no policy that moves a score."""
    Path("despues/datos.csv").write_text("ciudad,acuerdos,eventos,visitas\nomega,1,2,3\nzeta,2,3,4\n", encoding="utf-8")
    _edit(B, ("nodos:", "incertidumbre: {pesos: 10%}\nnodos:"))
    found = index_differences([A, B]).diferencias
    (step,) = found.tramos
    assert not step.unidades
    assert [unit.id for unit in step.aparecen] == ["omega", "zeta"]
    assert [rule.lugar for rule in step.politicas] == ["acuerdos: peso"]
    assert "| Unidad |" not in texto.as_markdown(found)
    assert "Unidad por unidad" not in libro_como_texto(arrange_index_differences(found))


def test_a_place_is_gained_or_lost_only_where_the_ranges_do_not_meet():
    """Ranges that overlap leave it open."""
    assert move_of((3, 4), (1, 2)) == "gana"
    assert move_of((1, 1), (2, 2)) == "pierde"
    assert move_of((1, 3), (2, 2)) == "cambia_rango"
    assert move_of((2, 2), (2, 2)) == "igual"
    assert move_of(None, (2, 2)) == "sin_lugar"


@pytest.mark.usefixtures("carpeta")
def test_what_cannot_be_compared_is_refused_with_what_to_do(corre):
    """A result lacks the rules; one period has no other; another id is another thing; periods must correspond."""
    corre("comparar", A, "--salida", "a.json", check=0)
    assert is_comparison("a.json")
    assert f"«{A}»" in _refused("a.json", B)
    assert "un solo periodo" in _refused(A)
    assert "varios periodos" in _refused(P, B)
    _edit(B, ("comparacion: ciudades", "comparacion: otras"))
    assert "No son la misma comparación" in _refused(A, B)
    _edit(B, ("comparacion: otras", "comparacion: ciudades"), ("id: indice", "id: i2"), ("padre: indice", "padre: i2"))
    _edit(B, *((f"id: {name}", f"toma_de: {name}, id: {name}2") for name in ("acuerdos", "eventos", "visitas")))
    assert "ningún nodo en común" in _refused(A, B)
    Path("despues/datos.csv").unlink()
    told = _refused("a.json", B)
    assert "resultado de «comparar»" in told
    assert "datos.csv" in told


@pytest.mark.usefixtures("carpeta")
def test_files_with_several_periods_meet_by_unit_and_period():
    """A revision of a table with periods names each unit with its period."""
    shutil.copytree("periodos", "revision")
    _edit("revision/datos.csv", ("beta,2024,6", "beta,2024,8"), ("epsilon,2025,20,4,10\n", ""))
    (step,) = index_differences([P, "revision/comparacion.yaml"]).diferencias.tramos
    assert [unit.id for unit in step.desaparecen] == ["epsilon 2025"]
    assert "beta 2024" in [unit.id for unit in step.unidades if unit.celdas]


@pytest.mark.usefixtures("carpeta")
def test_the_command_refuses_options_and_inputs_that_do_not_go_with_comparisons(corre):
    """Marcos and records are of the comparison itself, and things of two kinds are not mixed."""
    assert corre("diferencias", A, B, "--marco", "cualitativo")[0] == 2
    assert corre("diferencias", A, str(RAIZ / "examples/practicas"))[0] == 2
    assert not is_comparison("antes/datos.csv")
    Path("malo.yaml").write_text("a: [", encoding="utf-8")
    assert not is_comparison("malo.yaml")

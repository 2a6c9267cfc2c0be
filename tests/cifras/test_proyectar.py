"""`evaluacion proyectar`: by options or by file, the recipe of the book beside the compounding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ARCHIVO = "examples/datos_publicados/proyeccion-acuerdos.yaml"
ESPERADO = Path(__file__).with_name("esperado")


def test_the_projection_of_the_book(orden, dorado):
    """The expected and the best scenario are the printed ones; the compounding stands beside."""
    dorado(ESPERADO / "proyeccion-acuerdos.txt", orden("proyectar", ARCHIVO, check=0).stdout)


def scenarios(done):
    return {item["id"]: item for item in json.loads(done.stdout)["escenarios"]}


def test_options_alone_give_three_scenarios(orden):
    """1500 at 20 % for two periods, with a band of 25 %."""
    found = scenarios(orden("proyectar", "--base", 1500, "--tasa", 20, "--periodos", 2, "--banda", 25, "--formato", "json", check=0))
    assert [point["compuesta"] for point in found["esperado"]["valores"]] == [1500, 1800, 2160]
    assert found["esperado"]["valores"][2]["banda"] == {"abajo": 1620, "arriba": 2700}
    assert [point["receta_del_libro"] for point in found["mejor"]["valores"]] == [1500, 2100, 2820]
    assert [point["compuesta"] for point in found["mejor"]["valores"]] == [1500, 2100, 2940]
    assert [point["compuesta"] for point in found["peor"]["valores"]] == [1500, 1500, 1500]


def test_options_change_what_the_file_says(orden):
    """And the provenance tells them."""
    done = orden("proyectar", ARCHIVO, "--base", 1000, "--periodos", 1, "--formato", "json", check=0)
    assert [point["periodo"] for point in scenarios(done)["esperado"]["valores"]] == ["2025", "2030"]
    assert scenarios(done)["esperado"]["valores"][1]["compuesta"] == 1200
    assert json.loads(done.stdout)["procedencia"]["politicas"] == ["--base 1000", "--periodos 1"]


def test_the_csv_has_a_row_for_each_scenario_and_period(orden, tmp_path):
    """UTF-8 with byte order mark in a file; plain on the screen."""
    text = orden("proyectar", ARCHIVO, "--formato", "csv", check=0).stdout
    assert text.splitlines()[0] == "escenario,periodo,receta_del_libro,compuesta,banda_abajo,banda_arriba"
    assert len(text.splitlines()) == 19
    orden("proyectar", ARCHIVO, "--formato", "csv", "--salida", tmp_path / "p.csv", check=0)
    assert (tmp_path / "p.csv").read_bytes().startswith(b"\xef\xbb\xbfescenario")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "Falta --base, --tasa, --periodos"),
        (("--base", "5"), "Falta --tasa, --periodos"),
        (("--base", "0", "--tasa", "5", "--periodos", "2"), "«base» debe ser mayor que 0"),
        (("--base", "nan", "--tasa", "5", "--periodos", "2"), "«base»"),
        (("--base", "5", "--tasa", "-100", "--periodos", "2"), "«tasa» debe ser mayor que -100"),
        (("--base", "5", "--tasa", "5", "--periodos", "101"), "«periodos» debe ser menor o igual que 100"),
        (("--base", "5", "--tasa", "5", "--periodos", "0"), "«periodos» debe ser mayor o igual que 1"),
        (("--base", "5", "--tasa", "-60", "--periodos", "2"), "escenario «mejor» es -120 %"),
        (("--base", "5", "--tasa", "500", "--periodos", "100"), "rebasa 10^15"),
        (("--base", "5", "--tasa", "5", "--periodos", "2", "--banda", "200"), "«banda»"),
        (("no-existe.yaml",), "No existe este archivo"),
        (("--base", "cinco"), "debe ser un número"),
    ],
)
def test_what_cannot_be_projected_is_said(args, says, orden):
    """Exit 2 and the reason, in Spanish."""
    done = orden("proyectar", *args, check=2)
    assert says in done.stderr
    assert done.stdout == ""


def test_two_scenarios_with_the_same_id_are_refused(orden, tmp_path):
    """The place is that of the second."""
    path = tmp_path / "p.yaml"
    path.write_text("proyeccion: p\nbase: 5\ntasa: 5\nperiodos: 2\nescenarios:\n  - {id: a}\n  - {id: a}\n", encoding="utf-8")
    assert "p.yaml:7:10: error [cifra_no_valida]" in orden("proyectar", path, check=2).stderr

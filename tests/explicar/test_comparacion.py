"""In a comparison a supposition is a cell: what it gives is what the table edited so would give, for every unit."""

from __future__ import annotations

import csv
import math
import shutil
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.compare.reparto_brecha import split_gap
from evaluacion.flujo.comparar import compare
from evaluacion.flujo.explicar_comparacion import suppose_cells
from evaluacion.flujo.explicar_respuesta import answer_gap, answer_supposed
from evaluacion.publish.explicar_respuesta import as_libro
from evaluacion.publish.libro import libro_como_texto

AQUI = Path(__file__).parent
ESPERADO = AQUI / "esperado"


@pytest.fixture
def ciudades(tmp_path, monkeypatch):
    """A folder with a comparison of four units, from where a person would call."""
    shutil.copytree(AQUI / "casos" / "comparacion", tmp_path / "ciudades")
    monkeypatch.chdir(tmp_path)
    return Path("ciudades") / "comparacion.yaml"


def edit(archivo, unit, cells):
    table = archivo.with_name("datos.csv")
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        if row["clave"] == unit:
            row.update(cells)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    ("unit", "cells"),
    [("u1", {"vuelos": "500"}), ("u2", {"becas": "25", "deuda": "50"}), ("u4", {"tramites": ""}), ("u3", {"vuelos": "", "becas": "0"})],
)
def test_a_cell_supposed_gives_what_the_table_edited_so_gives(ciudades, unit, cells):
    """Bit for bit: every score of every unit, and every place."""
    effect = suppose_cells(ciudades, unit, [f"{name}={value}" for name, value in cells.items()], None).juntas
    edit(ciudades, unit, cells)
    real = compare(ciudades).hecha.comparado
    np.testing.assert_array_equal(effect.despues.nodos, real.nodos)
    np.testing.assert_array_equal(effect.despues.mejor, real.mejor)
    np.testing.assert_array_equal(effect.despues.peor, real.peor)


def test_every_unit_that_moves_is_named_with_the_place_that_is_left(ciudades):
    """The places after are those of everybody, found again."""
    effect = suppose_cells(ciudades, "Puerto", ["vuelos=150", "becas=30", "deuda=12"], None).juntas
    moved = np.flatnonzero(effect.antes.mejor[:, -1] != effect.despues.mejor[:, -1])
    assert set(moved.tolist()) - {effect.fila} <= set(effect.movidos) != set()


@pytest.mark.parametrize(
    ("si", "unit", "code", "words"),
    [
        ("vuelo=3", "u1", "indicador_desconocido", "¿Quiso escribir «vuelos»?"),
        ("vuelos=muchos", "u1", "opcion_no_valida", "sin unidades"),
        ("vuelos=1,500", "u1", "opcion_no_valida", "sin comas"),
        ("vuelos", "u1", "opcion_no_valida", "INDICADOR=4.2"),
        ("vuelos=3", "Lano", "registro_desconocido", "¿Quiso escribir «Llano»?"),
        ("vuelos=3", None, "registro_desconocido", "--unidad"),
    ],
)
def test_what_cannot_be_supposed_says_why_and_how_to_write_it(ciudades, si, unit, code, words):
    """A slip is an error with its remedy."""
    with pytest.raises(EvaluacionError) as error:
        answer_supposed(ciudades, [si], registro=unit)
    assert [problem.codigo for problem in error.value.problemas] == [code]
    assert words in str(error.value)


def test_options_of_records_are_refused_in_a_comparison(ciudades):
    """Evidence belongs to answers."""
    with pytest.raises(EvaluacionError, match="son de registros"):
        answer_supposed(ciudades, ["vuelos=3"], registro="u1", con_evidencia=True)


def test_the_indicators_add_up_to_the_gap_and_turn_round_with_the_units(ciudades):
    """Also where one of the two lacks a datum."""
    comparado = compare(ciudades).hecha.comparado
    leaves = comparado.arbol.n_hojas
    for one, other in permutations(range(4), 2):
        gap, back = split_gap(comparado, one, other), split_gap(comparado, other, one)
        assert math.fsum(gap.partes[:leaves]) + gap.resto == pytest.approx(gap.total, abs=1e-9)
        np.testing.assert_allclose(gap.partes, -back.partes, atol=1e-9)


def test_units_that_are_records_are_told_apart_and_send_suppositions_to_their_answers(ciudades):
    """A criterion is not something that a record says."""
    shutil.copytree(AQUI / "casos" / "reclamos", ciudades.with_name("reclamos"))
    marco = ciudades.with_name("reclamos") / "marco.yaml"
    declared = f"comparacion: oficinas\nunidades: {{fichas: reclamos, marco: reclamos/{marco.name}}}\nnormalizacion: {{metodo: ninguna}}\n"
    ciudades.write_text(declared, encoding="utf-8")
    told = answer_gap(ciudades, "norte", "sur").as_text("texto")
    assert "sur queda por encima de norte con seguridad" in told
    with pytest.raises(EvaluacionError, match="carpeta de los registros"):
        answer_supposed(ciudades, ["reglas=80"], registro="norte")


def test_both_answers_read_as_they_should(ciudades, dorado):
    """The text and the sheet of each, and the JSON."""
    supposed = answer_supposed(ciudades, ["becas=25", "deuda=50"], registro="Llano")
    gap = answer_gap(ciudades, "u1", "u2")
    for answer, name in ((supposed, "celdas-si"), (gap, "celdas-contra")):
        for formato, end in (("texto", "txt"), ("markdown", "md"), ("json", "json")):
            dorado(ESPERADO / f"{name}.{end}", answer.as_text(formato))
        dorado(ESPERADO / f"{name}-hoja.txt", libro_como_texto(as_libro(answer.informe)))

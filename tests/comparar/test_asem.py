"""The reference case: the three results of COINr for the ASEM index, from one declaration each.

Its data do not ship: they are looked for where examples/asem says, and without them these tests are skipped.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

EJEMPLO = Path(__file__).parents[2] / "examples" / "asem"
DATOS = EJEMPLO.parents[2] / "shared" / "reference" / "asem"
CASOS = {
    "minmax_pesos.yaml": "expected_minmax_0_100_amean_altw.csv",
    "postes.yaml": "expected_goalposts_normalised.csv",
    "disponibilidad.yaml": "expected_minmax_0_100_amean_datthresh067.csv",
}
pytestmark = pytest.mark.skipif(not DATOS.is_dir(), reason="los datos de ASEM no están en ../shared/reference/asem")


def _rows(text: str) -> dict[str, dict[str, str]]:
    rows = list(csv.DictReader(text.splitlines()))
    key = "id" if "id" in rows[0] else "uCode"
    return {row[key]: row for row in rows}


def _number(text: str) -> float:
    return float(text) if text else math.nan


@pytest.mark.parametrize("declaracion", CASOS)
def test_every_node_is_that_of_the_reference_to_nine_digits(orden, declaracion):
    """Scores agree to a relative 1e-9, and what the reference leaves without score has none."""
    found = _rows(orden("comparar", EJEMPLO / declaracion, "--formato", "csv", check=0).stdout)
    wanted = _rows((DATOS / CASOS[declaracion]).read_text(encoding="utf-8"))
    assert found.keys() == wanted.keys()
    for unit, row in wanted.items():
        for node in row.keys() - {"uCode"}:
            assert _number(found[unit][node]) == pytest.approx(_number(row[node]), rel=1e-9, abs=1e-9, nan_ok=True), (unit, node)


@pytest.mark.parametrize("declaracion", [name for name in CASOS if name != "postes.yaml"])
def test_every_place_is_that_of_the_reference(orden, declaracion):
    """Places are 1 + how many have a greater score, ties shared; without score there is none."""
    found = _rows(orden("comparar", EJEMPLO / declaracion, "--formato", "csv", check=0).stdout)
    wanted = _rows((DATOS / CASOS[declaracion]).read_text(encoding="utf-8"))
    for node in next(iter(wanted.values())).keys() - {"uCode"}:
        scores = {unit: _number(row[node]) for unit, row in wanted.items()}
        for unit, score in scores.items():
            place = "" if math.isnan(score) else str(1 + sum(other > score for other in scores.values()))
            assert found[unit][f"rango.{node}"] == place, (unit, node)


def test_the_unit_without_enough_data_is_shown_without_a_place(orden):
    """One unit of the reference has too few indicators: the table lists it with a dash, and says why."""
    said = orden("comparar", EJEMPLO / "disponibilidad.yaml", check=0).stdout
    assert sum(line.startswith("—") for line in said.splitlines()) == 1
    assert "puntajes que no se dan por falta de datos" in said

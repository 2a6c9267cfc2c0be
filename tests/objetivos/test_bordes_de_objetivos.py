"""Statements at the edges of the reader: how each is understood, one by one and without any to spare."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from evaluacion.check.enunciado import read_enunciado

BORDES = yaml.load(Path(__file__).with_name("bordes.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
LEIDO = date(2025, 1, 31)


@pytest.mark.parametrize("case", BORDES, ids=lambda case: case["texto"])
def test_a_statement_at_an_edge_is_understood_as_a_person_does(case):
    """Quantities with their unit, starting value, deadline and findings."""
    found = read_enunciado(case["texto"], LEIDO)
    assert [[item.valor, item.hasta, item.unidad, item.tramo] for item in found.cantidades] == case["cantidades"]
    assert (found.linea_base and [found.linea_base.valor, found.linea_base.periodo]) == case["linea_base"]
    assert (found.plazo and [found.plazo.texto, found.plazo.fin]) == case["plazo"]
    assert sorted({item.regla for item in found.hallazgos}) == case["hallazgos"]

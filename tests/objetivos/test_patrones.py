"""Each pattern of wording by its table of sentences, labelled in full as the set of statements is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from evaluacion.check.enunciado import read_enunciado

HOY = date(2025, 1, 31)
PATRONES = yaml.load(Path(__file__).with_name("patrones.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def labelled(case):
    base, deadline = case["linea_base"], case["plazo"]
    return {
        "verbos": case["verbos"],
        "cantidades": [(item["valor"], item.get("hasta"), item["unidad"], item["tramo"]) for item in case["cantidades"]],
        "linea_base": base and (base["valor"], base["periodo"]),
        "plazo": deadline and (deadline["texto"], deadline["fin"] and deadline["fin"].isoformat()),
        "hallazgos": set(case["hallazgos"]),
    }


def read(case):
    found = read_enunciado(case["texto"], HOY)
    return {
        "verbos": list(found.verbos),
        "cantidades": [(item.valor, item.hasta, item.unidad, item.tramo) for item in found.cantidades],
        "linea_base": found.linea_base and (found.linea_base.valor, found.linea_base.periodo),
        "plazo": found.plazo and (found.plazo.texto, found.plazo.fin),
        "hallazgos": {item.regla for item in found.hallazgos},
    }


@pytest.mark.parametrize(
    ("patron", "case"),
    [pytest.param(patron, case, id=f"{patron}: {case['texto']}") for patron, cases in PATRONES.items() for case in cases],
)
def test_each_sentence_of_a_pattern_is_read_as_labelled(patron, case):
    assert read(case) == labelled(case), patron


def test_each_pattern_has_ten_sentences_and_none_twice():
    assert all(len(cases) >= 10 for cases in PATRONES.values())
    textos = [case["texto"] for cases in PATRONES.values() for case in cases]
    assert len(textos) == len(set(textos))

"""The strategies that ship: the model one is whole; ten defects give ten findings, and each remedy mends its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import review_text

RAIZ = Path(__file__).resolve().parents[2]
EJEMPLOS = RAIZ / "examples" / "estrategias"
DEFECTOS = Path(__file__).with_name("diez-defectos.yaml")
REMEDIOS = [
    ("PLAN-01", "  perfil: Perfil del municipio 2024", "  amenazas: [Sequía prolongada en la cuenca]\n  perfil: Perfil del municipio 2024"),
    (
        "ACT-01",
        "  - {nombre: Radio comunitaria,",
        "  - {nombre: Universidad pública, sector: académico, ambito: interno, papel: Evalúa}\n  - {nombre: Radio comunitaria,",
    ),
    ("PLAN-06", "Plan Municipal de Desarrollo 2025-2027}", "Plan Municipal de Desarrollo 2025-2027, objetivo: Empleo digno}"),
    ("moneda_ambigua", "unidad: millones de $", "unidad: millones de USD"),
    ("COH-08", "frecuencia: mensual\n      frecuencia_fuente: semestral", "frecuencia: semestral\n      frecuencia_fuente: semestral"),
    (
        "meta_contra_linea_base",
        "unidad: toneladas al año\n      sentido: ascendente",
        "unidad: toneladas al año\n      sentido: descendente",
    ),
    ("COH-02", "objetivo: inversiones", "objetivo: inversion"),
    ("COH-07", "2027: 1300000", "2027: 1500000"),
    ("RIE-03", "probabilidad: alta}", "probabilidad: alta, contingencia: Entrega al comité plural tres meses antes}"),
    ("SEG-02", "publico: no", "publico: sí"),
]
"""What somebody who follows each remedy writes: the rule, the text before and the text after."""
DEL_LIBRO = {"economico": set(), "social": set(), "ambiental": {"porcentaje_sin_base"}, "negociacion": {"sin_plazo"}}
"""What the text alone of each model objective of the book lacks."""


def found_in(text):
    return {item.huella: item for item in review_text(text, archivo=DEFECTOS.name).hallazgos}


def test_ten_defects_give_ten_findings_in_order_of_place(orden):
    """As a person sees them: one for each defect, from the top of the file down, each with a remedy."""
    said = json.loads(orden("revisar", DEFECTOS, "--formato", "json", check=1).stdout)["hallazgos"]
    assert [item["regla"] for item in said] == [code for code, _, _ in REMEDIOS]
    places = [(item["linea"], item["columna"]) for item in said]
    assert places == sorted(places)
    assert all(item["remedio"].endswith((".", "?")) for item in said)


@pytest.mark.parametrize(("codigo", "antes", "despues"), REMEDIOS, ids=[code for code, _, _ in REMEDIOS])
def test_a_remedy_removes_its_finding_and_brings_no_other(codigo, antes, despues):
    """Applied alone, the other nine stay as they were."""
    text = DEFECTOS.read_text(encoding="utf-8")
    assert text.count(antes) == 1
    before, after = found_in(text), found_in(text.replace(antes, despues))
    assert [before[mark].regla for mark in before.keys() - after.keys()] == [codigo]
    assert after.keys() <= before.keys()


def test_the_ten_remedies_leave_nothing_to_mend():
    """Applied one after the other, each takes one finding away until none is left."""
    text = DEFECTOS.read_text(encoding="utf-8")
    left = []
    for _, before, after in REMEDIOS:
        text = text.replace(before, after)
        left.append(len(found_in(text)))
    assert left == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]


def test_the_model_strategy_has_no_findings(orden):
    """Nothing to mend, and what could be judged has the whole score of each family."""
    said = json.loads(orden("revisar", EJEMPLOS / "modelo.yaml", "--fallar-con", "aviso", "--formato", "json", check=0).stdout)
    assert said["hallazgos"] == []
    assert {ficha["puntaje"] for ficha in said["fichas"]} == {100.0}
    assert {ficha["cobertura"] for ficha in said["fichas"]} == {1.0}


@pytest.mark.parametrize("path", sorted(EJEMPLOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_example_is_a_strategy_without_errors_of_form(orden, path):
    """They validate against their schema too."""
    orden("validar", path, "--esquema", check=0)


@pytest.mark.parametrize(("objetivo", "reglas"), DEL_LIBRO.items(), ids=list(DEL_LIBRO))
def test_the_text_of_a_model_objective_of_the_book_lacks_what_is_known(objetivo, reglas):
    """Two hold as sentences, one is a share of nobody knows what, one has no deadline."""
    found = review_text((EJEMPLOS / "objetivos-del-libro.yaml").read_text(encoding="utf-8")).hallazgos
    assert {item.regla for item in found if item.ruta == f"objetivos[{objetivo}].enunciado"} == reglas


def sections_of_leeme():
    text = (EJEMPLOS / "LEEME.md").read_text(encoding="utf-8")
    for section in text.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        name = re.search(r"`([\w-]+\.yaml)`", title)[1]
        yield name, body


@pytest.mark.parametrize(("name", "body"), list(sections_of_leeme()), ids=lambda item: item if item.endswith(".yaml") else "")
def test_what_is_told_of_an_example_is_what_the_review_says(name, body, orden):
    """Each rule named after «Ya está» is right, each one named in bold after it is found; a rule in regla is never told as missing."""
    said = json.loads(orden("revisar", EJEMPLOS / name, "--fallar-con", "nunca", "--formato", "json", check=0).stdout)
    found = {item["regla"] for item in said["hallazgos"]}
    right = set(said["revisiones"][0]["en_regla"])
    for item in re.split(r"\n(?=- )", body):
        codes = set(re.findall(r"\b[A-Z]{3,4}-\d{2}\b", item))
        if item.startswith("- **Ya está**") or name == "modelo.yaml":
            assert codes <= right, (item, codes - right)
        elif item.startswith("- ") and "OBJ-07" not in codes:
            assert codes - {"OBJ-04"} <= found, (item, codes - found)


def test_every_example_is_told():
    """The page of the examples has a section for each file."""
    assert sorted(name for name, _ in sections_of_leeme()) == sorted(path.name for path in EJEMPLOS.glob("*.yaml"))

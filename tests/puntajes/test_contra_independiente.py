"""The tool agrees with a second implementation of the scoring contract, written apart, on random records."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from independiente import estrategias, semantica

from evaluacion.flujo.reunir import require_registros
from evaluacion.publish.datos import ficha_as_dict
from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import resolve_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score.evaluate import evaluate

_NUMBERS = ("puntaje", "minimo", "maximo", "cobertura", "aplicabilidad")


def through_the_tool(marco, registros, referencia=None):
    """Read marco and records as JSON files would be, score them, return the fichas as data and the result."""
    leido = resolve_marco(parse_documento(json.dumps(marco), "marco.json"), Path("marco.json"))
    records = [load_practica(parse_documento(json.dumps(record), f"{i}.json")) for i, record in enumerate(registros)]
    resultado = evaluate(leido.marco, RegistrosArchivo(records, {}), referencia=referencia)
    assert not [problem for problem in resultado.problemas if problem.severidad == "error"], resultado.problemas
    return [json.loads(json.dumps(ficha_as_dict(ficha))) for ficha in resultado.fichas()], resultado


def close(one, other):
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def assert_same(ours, theirs):
    """Every number to 1e-9, every word the same."""
    for name in (*_NUMBERS, "minimo_estricto"):
        assert close(ours[name], theirs[name]), (name, ours[name], theirs[name])
    for name in ("nivel", "compuerta", "provisional", "elegible", "version", "marco"):
        assert ours[name] == theirs[name], name
    for group, other_group in zip(ours["grupos"], theirs["grupos"], strict=True):
        for criterion, other in zip(group["criterios"], other_group["criterios"], strict=True):
            assert all(close(criterion[name], other[name]) for name in _NUMBERS), (criterion["id"], criterion, other)
            for question, its in zip(criterion.get("preguntas", ()), other.get("preguntas", ()), strict=True):
                assert (question["id"], question["estado"], question["respuesta"]) == (its["id"], its["estado"], its["respuesta"])
                assert close(question["puntos"], its["puntos"])
            for indicator, its in zip(criterion.get("indicadores", ()), other.get("indicadores", ()), strict=True):
                for name in ("valor", "medida", "esperado", "puntos"):
                    assert close(indicator[name], its[name]), (indicator["id"], name, indicator[name], its[name])
                for name in ("id", "estado", "periodo", "semaforo"):
                    assert indicator[name] == its[name], (indicator["id"], name, indicator[name], its[name])
        assert all(close(group[name], other_group[name]) for name in _NUMBERS), group["id"]


@given(st.data())
@settings(max_examples=2 * settings.default.max_examples)
def test_random_marcos_and_records_score_the_same_in_both(data):
    """Any marco of questions, any record: scores, ends, coverage, levels, gates and states agree."""
    marco = data.draw(estrategias.marcos())
    record = data.draw(estrategias.registros(marco))
    (ours,), _ = through_the_tool(marco, [record])
    assert_same(ours, semantica.calificar(marco, record))


@given(st.data())
@settings(max_examples=2 * settings.default.max_examples)
def test_random_indicators_score_the_same_in_both(data):
    """Any marco of indicators, any series: measures, expected values, lights and scores agree."""
    marco = data.draw(estrategias.marcos_de_indicadores())
    record = data.draw(estrategias.registros_de_indicadores(marco))
    (ours,), _ = through_the_tool(marco, [record])
    assert_same(ours, semantica.calificar(marco, record))


@given(st.data())
def test_ranks_are_the_same_in_both(data):
    """The range of rank of each record agrees."""
    marco = data.draw(estrategias.marcos())
    records = [data.draw(estrategias.registros(marco, ident=f"r{i}")) for i in range(data.draw(st.integers(2, 8)))]
    ours, _ = through_the_tool(marco, records)
    theirs = semantica.clasificar(
        [semantica.calificar(marco, record) for record in records],
        marco.get("cobertura_minima", 0),
        marco.get("aplicabilidad_minima", 0.75),
        rango=tuple(marco.get("rango", (0, 100))),
    )
    if marco.get("clasificacion") in (False, "no"):
        assert all(ficha["lugar"] is None for ficha in ours)
        return
    for ficha in ours:
        place = ficha["lugar"]
        assert theirs[ficha["practica"]] == ((place["mejor"], place["peor"]) if place else None)


def read_with_other_parser(path):
    """The file as plain data through PyYAML alone, all scalars as text but numbers."""

    def plain(node):
        if isinstance(node, dict):
            return {key: plain(value) for key, value in node.items()}
        if isinstance(node, list):
            return [plain(value) for value in node]
        if isinstance(node, str):
            try:
                return int(node)
            except ValueError:
                try:
                    return float(node)
                except ValueError:
                    return node
        return node

    return plain(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))  # noqa: S506 - texts only


def test_the_examples_score_the_same_in_both(orden, raiz):
    """`calificar examples/practicas --formato json` gives the numbers of the second implementation."""
    said = json.loads(orden("calificar", "examples/practicas", "--formato", "json", check=0).stdout)
    records = {}
    for path in sorted((raiz / "examples" / "practicas").glob("*.yaml")):
        record = read_with_other_parser(path)
        records[record["practica"]] = record
    marcos = {
        name: read_with_other_parser(raiz / "criteria" / name / "marco.yaml") for name in ("cualitativo", "estrategico", "cuantitativo")
    }
    latest = max(
        str(period) for record in records.values() for item in record.get("indicadores", {}).values() for period in item.get("valores", {})
    )
    assert len({ficha["practica"] for ficha in said["fichas"]}) == len(records) >= 12
    for ficha in said["fichas"]:
        record, marco = records[ficha["practica"]], marcos[ficha["marco"]]
        assert_same(ficha, semantica.calificar(marco, record, fecha=latest))


def test_require_registros_is_the_way_in(raiz):
    """The same records read from the folder are as many as the files."""
    from evaluacion.flujo.reunir import gather

    registros = require_registros(gather([raiz / "examples" / "practicas"]), ["examples/practicas"])
    assert len(registros) == len(list((raiz / "examples" / "practicas").glob("*.yaml")))

"""What others answer changes nothing of a record but its place: the cases worked out by hand, scored all together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluacion.flujo.casos import load_wrapped
from evaluacion.model.casos import Casos
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.read.documento import read_documento
from evaluacion.read.load import load_model
from evaluacion.read.marco import read_marco
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo
from evaluacion.score.evaluate import evaluate

ARCHIVOS = sorted((Path(__file__).parent / "casos").glob("*/casos.yaml"))
REFERENCIA = 2026 * 12


def records_of(path, marco):
    """The records that the cases of a file score."""
    kind = marco.evalua if marco.evalua in TIPOS else TIPOS[0]
    for place, caso in enumerate(load_model(load_wrapped(read_documento(path)), Casos).casos):
        written = {name: caso.todas for name in marco.preguntas if caso.todas is not None} | caso.respuestas
        data = {"respuestas": {marco.marco: written}, "indicadores": caso.indicadores, "requisitos": caso.requisitos}
        yield RegistroLeido(Practica.model_validate({kind: f"r{place:03}", **data}), f"r{place:03}.yaml", {}, None)


def fichas_of(marco, records):
    """The scorecards of some records scored together, their places among them left out."""
    resultado = evaluate(marco, RegistrosArchivo(records, {}), referencia=REFERENCIA)
    return [replace(ficha, lugar=None) for ficha in resultado.fichas()]


@pytest.mark.parametrize("path", ARCHIVOS, ids=lambda path: path.parent.name)
def test_a_record_says_the_same_in_company_as_alone(path):
    """Every field of its scorecard."""
    marco = read_marco(path.with_name("marco.yaml")).marco
    records = list(records_of(path, marco))
    together = fichas_of(marco, records)
    assert together == [ficha for record in records for ficha in fichas_of(marco, [record])]


@pytest.mark.parametrize("path", ARCHIVOS, ids=lambda path: path.parent.name)
def test_what_all_of_them_count_is_what_each_scorecard_counts(path):
    """How many questions and indicators are answered, and how many apply."""
    marco = read_marco(path.with_name("marco.yaml")).marco
    resultado = evaluate(marco, RegistrosArchivo(list(records_of(path, marco)), {}), referencia=REFERENCIA)
    assert resultado.respondidas.T.tolist() == [[*ficha.respondidas] for ficha in resultado.fichas()]

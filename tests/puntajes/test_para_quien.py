"""Which records a marco is for: those that answer it, and those of its kind with data of an indicator that it defines."""

from __future__ import annotations

import json

from evaluacion.model.marco import Marco
from evaluacion.read.documento import parse_documento
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score.evaluate import rows_for

INDICADOR = {
    "id": "x",
    "nombre": "X",
    "definicion": "De prueba",
    "unidad": "casos",
    "acumulacion": "existencia",
    "sentido": "ascendente",
    "medida": "cumplimiento",
    "frecuencia": "anual",
    "meta_fija": 10,
}
PREGUNTAS = {"id": "a", "nombre": "A", "preguntas": [{"id": "p", "texto": "?"}]}
DATOS = {"id": "d", "nombre": "D", "indicadores": [INDICADOR]}
DATO = {"indicadores": {"x": {"valores": {"2024": 5}}}}
ANSWER = {"respuestas": {"m": {"a.p": "sí"}}}
RECORDS = {
    "responde": {"practica": "responde", **ANSWER},
    "dato": {"practica": "dato", **DATO},
    "ambos": {"practica": "ambos", **ANSWER, **DATO},
    "otro_marco": {"practica": "otro_marco", "respuestas": {"n": {"a.p": "sí"}}},
    "otro_dato": {"practica": "otro_dato", "indicadores": {"y": {"valores": {"2024": 5}}}},
    "gobierno": {"gobierno": "gobierno", **DATO},
    "gobierno_que_responde": {"gobierno": "gobierno_que_responde", **ANSWER},
    "nada": {"practica": "nada"},
}


def records_for(*criteria):
    """Return the records that a marco of those criteria is for."""
    marco = {"marco": "m", "version": "1.0.0", "titulo": "M", "grupos": [{"id": "g", "nombre": "G", "criterios": [*criteria]}]}
    found = RegistrosArchivo([load_practica(parse_documento(json.dumps(record), f"{name}.json")) for name, record in RECORDS.items()], {})
    chosen = rows_for(Marco.model_validate(marco), found, found.marcos())
    return {name for name, is_for in zip(RECORDS, chosen.tolist(), strict=True) if is_for}


def test_a_marco_of_questions_is_for_those_that_answer_it():
    """Whatever data they give."""
    assert records_for(PREGUNTAS) == {"responde", "ambos", "gobierno_que_responde"}


def test_a_marco_with_indicators_is_also_for_those_of_its_kind_that_give_one():
    """Another kind of record may share the indicator and be none of its business."""
    assert records_for(PREGUNTAS, DATOS) == {"responde", "ambos", "gobierno_que_responde", "dato"}
    assert records_for(DATOS) == {"responde", "ambos", "gobierno_que_responde", "dato"}


def test_an_indicator_taken_from_another_marco_calls_nobody():
    """It is the marco that defines it that is for those records."""
    taken = {**INDICADOR, "toma_de": "otro"}
    assert records_for(PREGUNTAS, {**DATOS, "indicadores": [taken]}) == {"responde", "ambos", "gobierno_que_responde"}

"""All that scoring says of one record that has something of everything: each finding at its line, and the whole scorecard."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import pytest

from evaluacion.base.origen import Origen
from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import read_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score.evaluate import evaluate

CARPETA = Path(__file__).parent / "hallazgos"
GOOD = ("uno: parsial", "dos: {respuesta: no aplica, motivo: No viene al caso}", "a.trece: sí", "b.uno: sí")
"""What of the record is an error, and must be mended before there is a scorecard."""


@pytest.fixture(scope="module")
def marco():
    """The marco of the folder."""
    return read_marco(CARPETA / "marco.yaml").marco


def score(marco, *texts):
    """Score some records, each a text."""
    found = [load_practica(parse_documento(text, f"r{i}.yaml")) for i, text in enumerate(texts)]
    return evaluate(marco, RegistrosArchivo(found, {}))


def text_of_record():
    """The record with something of everything."""
    return (CARPETA / "r.yaml").read_text(encoding="utf-8")


def mended(text):
    """The same record, and the same lines, without its errors."""
    for line in GOOD:
        text = text.replace(f"    {line}\n", "\n").replace(f"    a.{line}\n", "\n")
    return text


def test_each_finding_is_told_whole_and_at_its_place(marco, dorado):
    """Code, severity, sentence, remedy, line and column: the golden text was read against the record."""
    dorado(CARPETA / "hallazgos.txt", "\n".join(map(str, score(marco, text_of_record()).problemas)) + "\n")


def plain(value):
    """Return what a field holds as one text: a part of the marco by its id, a place as editors read it."""
    if isinstance(value, Origen):
        return str(value)
    if hasattr(value, "model_dump"):
        known = value.model_dump(mode="json", exclude_defaults=True)
        return known.get("id") or known.get("marco") or str(known)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        return f"({', '.join(map(plain, value))})"
    if isinstance(value, Mapping):
        return f"({', '.join(value)})"
    return str(value)


def fields_of(value):
    """Return the names of the fields of a part of a scorecard."""
    return value._fields if hasattr(value, "_fields") else [field.name for field in dataclasses.fields(value)]


def lines_of(part, name="ficha"):
    """Yield a part of a scorecard as a line with its own fields, and then its parts."""
    inner = [kind for kind in ("grupos", "criterios", "preguntas", "indicadores") if kind in fields_of(part)]
    yield f"{name}: " + "; ".join(f"{of} {plain(getattr(part, of))}" for of in fields_of(part) if of not in inner)
    for kind in inner:
        for item in getattr(part, kind):
            yield from lines_of(item, kind)


def test_the_scorecard_says_all_that_was_found_of_each_question_and_indicator(marco, dorado):
    """Every field of the scorecard: the golden text was read against the record."""
    (ficha,) = score(marco, mended(text_of_record())).fichas()
    dorado(CARPETA / "ficha.txt", "\n".join(lines_of(ficha)) + "\n")

"""Whatever somebody types in a form lands in the record or in the annex, or stops the import with its cell named."""

from __future__ import annotations

import random

import pytest

from evaluacion.base.problema import EvaluacionError
from evaluacion.flujo.formulario import write_formularios
from evaluacion.flujo.importar import import_formularios

from .conftest import MARCOS
from .paquete import Paquete
from .test_corpus import REGISTRO

WORDS = (
    "sí",
    "nunca",
    "Pregunta",
    "Nota",
    "Respuesta",
    "Conviene dar evidencia.",
    "2024",
    "p1",
    "1/mezcla/base.hay",
    "—",
    "practica",
    "Avance",
)
"""Words that the form itself has somewhere."""
COLUMNS = ("A", "B", "C", "D", "E", "F", "G", "H", "I", "K", "N", "O", "P", "V", "AC", "AE", "AH", "AJ", "AM", "CZ")
SHEETS = ("Instrucciones", "Registro", "mezcla", "Indicadores", "Avance", "_listas")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A form with some answers, made once."""
    folder = tmp_path_factory.mktemp("nada")
    (folder / "p1.yaml").write_text(REGISTRO, encoding="utf-8")
    (path,) = write_formularios(MARCOS, folder / "formularios", practicas=folder / "p1.yaml").escritos
    return path.read_bytes()


def texts_in(value):
    """Yield every text of plain data, keys too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
    elif value is not None:
        yield str(value)


def type_at_random(form, draw):
    """Type some words anywhere in a form, and return them with their places."""
    typed = {}
    for number in range(draw.randint(1, 8)):
        place = (draw.choice(SHEETS), f"{draw.choice(COLUMNS)}{draw.choice([*range(1, 32), 60, 900])}")
        word = draw.choice(WORDS) if draw.random() < 0.5 else f"nota {number} {draw.randrange(10**6)}"
        cell = form.cell_at(*place)
        if cell is not None and len(cell) and form.text(cell) in WORDS:
            continue  # a word of the form that is overwritten here and written there was moved
        if word.startswith("1/") and place[1].startswith("A"):
            continue  # a key in the column of keys is a key: the row that lost its own is reported
        form.put(place, word)
        typed[place] = word
    return typed


def lost(form, typed, path):
    """Return what was typed and is nowhere: not in the record, nor in the annex, nor named by a problem."""
    path.write_bytes(form.save())
    try:
        done = import_formularios(path, marcos=MARCOS)
    except EvaluacionError as error:
        if any(problem.codigo == "formulario_no_valido" for problem in error.problemas):
            return []
        named = {(problem.origen.hoja, problem.origen.celda) for problem in error.problemas}
        return [] if named & set(typed) else [str(error)]
    kept = [text for item in done.registros for text in texts_in(item.practica.model_dump(mode="json"))]
    kept += [text for cells in done.anexos.values() for cell in cells for text in cell.celda.texto.splitlines()]
    return [(place, word) for place, word in typed.items() if word not in kept and word.replace("sí", "true") not in kept]


def check(made, folder, seeds):
    for seed in seeds:
        form, draw = Paquete(made), random.Random(seed)  # noqa: S311 - a fixed draw
        assert lost(form, type_at_random(form, draw), folder / "p1.xlsx") == [], f"seed {seed}"


def test_nothing_that_a_person_types_anywhere_is_dropped(made, tmp_path):
    """Words of their own and words of the form, in every sheet, over answers, headings, keys, lists and formulas."""
    check(made, tmp_path, range(25))


@pytest.mark.lenta
def test_nothing_that_a_person_types_anywhere_is_dropped_in_hundreds_of_forms(made, tmp_path):
    """The long form."""
    check(made, tmp_path, range(1000, 1400))

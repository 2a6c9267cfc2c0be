"""What the scorecard says of each count of a `reparto`: answered as it is counted, worth its share, and what it may be while one is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import read_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score.evaluate import evaluate

MARCO = Path(__file__).parent / "casos" / "tipologia_reparto" / "marco.yaml"
NO_APLICA = {"respuesta": "no aplica", "motivo": "Ejemplo"}


def ficha_of(counts, **changes):
    """Return the scorecard of one record, some keys of the marco changed."""
    data = {name: count if isinstance(count, dict) else {"valores": {"2024": count}} for name, count in counts.items()}
    record = load_practica(parse_documento(json.dumps({"gobierno": "g", "indicadores": data}), "g.json"))
    return evaluate(read_marco(MARCO).marco.model_copy(update=changes), RegistrosArchivo([record], {})).ficha(0)


def counts_of(counts):
    """Return state, points and ends of each count of one record, how many are answered and apply, and whether a type may be said."""
    ficha = ficha_of(counts)
    return [(item.estado, item.puntos, item.bajo, item.alto) for item in ficha.indicadores], ficha.respondidas, ficha.tipologia.aplicable


@pytest.mark.parametrize(
    ("counts", "said", "answered"),
    [
        ({"x": 8, "y": 2, "z": 0}, [("respondida", 0.8, 0.8, 0.8), ("respondida", 0.2, 0.2, 0.2), ("respondida", 0.0, 0.0, 0.0)], (3, 3)),
        ({"x": 8, "y": 2}, [("respondida", None, 0.0, 0.8), ("respondida", None, 0.0, 0.2), ("sin_responder", None, 0.0, 1.0)], (2, 3)),
        ({"x": 8, "z": NO_APLICA}, [("respondida", None, 0.0, 1.0), ("sin_responder", None, 0.0, 1.0), ("no_aplica", None, 0.0, 0.0)], (1, 2)),
        ({"x": 0, "y": 0, "z": 0}, [("respondida", 0.0, 0.0, 0.0)] * 3, (3, 3)),
        ({"x": 8, "y": 2, "z": NO_APLICA}, [("respondida", 0.8, 0.8, 0.8), ("respondida", 0.2, 0.2, 0.2), ("no_aplica", None, 0.0, 0.0)], (2, 2)),
    ],
)  # fmt: skip
def test_each_count_is_worth_its_share(counts, said, answered):
    """With one missing, between nothing and its share of what is known."""
    assert counts_of(counts) == (said, answered, True)


def test_with_too_little_that_applies_no_type_may_be_said():
    """The marco asks for half of its criteria."""
    *_, applicable = counts_of({"x": 8, "y": NO_APLICA, "z": NO_APLICA})
    assert applicable is False
    assert ficha_of({"x": 8}).tipologia.modo == "reparto"


def test_one_criterion_without_any_action_is_one_without_actions():
    """Where the marco asks for nothing more to apply."""
    found = ficha_of({"x": 0, "y": NO_APLICA, "z": NO_APLICA}, aplicabilidad_minima=0.0).tipologia
    assert (found.seguros, found.posibles) == (("sin acciones",), ("sin acciones",))

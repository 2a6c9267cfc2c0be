"""JSON that a program wrote, of any size: quick, and read again with places when something in it has to be told."""

from __future__ import annotations

import json
import math
from typing import Any

from evaluacion.base.numeros import is_lost
from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read.json import RISKY_ESCAPE, parse_json
from evaluacion.read.texto import find_unseen

_MAX_DIGITS = 18


def parse_written_json(text: str, archivo: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return the JSON value as plain dicts and lists.

    Raises:
        EvaluacionError: it is empty, or it is not what a program writes: repeated keys, NaN, huge numbers, hidden signs,
            endless nesting; each with its place.
    """
    if not text.strip():
        raise EvaluacionError([Problema("archivo_vacio", "El archivo está vacío.", Origen(archivo), "Vuelva a escribirlo.")])
    if RISKY_ESCAPE.search(text) is None and find_unseen(text) is None:
        try:
            return json.loads(text, object_pairs_hook=_no_repeats, parse_constant=_refuse, parse_float=_float, parse_int=_int)
        except (ValueError, RecursionError):
            pass
    return parse_json(text, archivo)


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_word: str) -> float:
    raise ValueError


def _float(written: str) -> float:
    value = float(written)
    if not math.isfinite(value) or is_lost(value, written):
        raise ValueError
    return value


def _int(written: str) -> int:
    if len(written) > _MAX_DIGITS:
        raise ValueError
    return int(written)

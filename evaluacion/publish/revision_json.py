"""A review as JSON: everything, with the scorecards; or one finding a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from evaluacion.model.hallazgo import cell_as_dict
from evaluacion.publish.datos import ficha_as_dict

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import Revision, RevisionTotal

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def as_json(total: RevisionTotal) -> str:
    """Return `{procedencia, revisiones, hallazgos, fichas}` as JSON text."""
    parts = {
        "procedencia": _encode(total.procedencia.as_dict()),
        "revisiones": _lines(map(_revision, total.revisiones)),
        "hallazgos": _lines(item.as_dict() for item in total.hallazgos),
        "fichas": _lines(
            {"archivo": item.archivo, **ficha_as_dict(ficha, clasificar=False)} for item in total.revisiones for ficha in item.fichas
        ),
    }
    return "{\n" + ",\n".join(f'"{name}": {text}' for name, text in parts.items()) + "\n}\n"


def _lines(values: Iterable[object]) -> str:
    """Return a list with one value a line: without indentation the encoder is the fast one."""
    return "[\n" + ",\n".join(map(_encode, values)) + "\n]"


def _revision(item: Revision) -> dict[str, Any]:
    return {
        "archivo": item.archivo,
        "estrategia": item.estrategia,
        "fecha_referencia": item.fecha,
        "fecha_de": item.fecha_de,
        "plazos_desde": item.plazos_desde or item.fecha,
        "en_regla": list(item.en_regla),
        "no_juzgadas": [
            {"regla": doubt.regla, "ruta": doubt.ruta, "motivo": doubt.motivo, "linea": doubt.origen.linea, **cell_as_dict(doubt.origen)}
            for doubt in item.no_juzgadas
        ],
        "no_aplican": [{"regla": code, "motivo": reason} for code, reason in item.no_aplican],
    }

"""The baseline of a review: findings that were known before, by fingerprint, so that only new ones fail."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.model.hallazgo import Hallazgo
from evaluacion.publish.salida import write_bytes
from evaluacion.read.documento import read_bytes, show_path
from evaluacion.read.json_escrito import parse_written_json
from evaluacion.read.texto import decode

FORMATO = 1


def read_conocidos(path: Path) -> frozenset[str]:
    """Return the fingerprints of a baseline.

    Raises:
        EvaluacionError: it cannot be read, or is no baseline.
    """
    archivo = show_path(path)
    data = parse_written_json(decode(read_bytes(path), archivo), archivo)
    try:
        return frozenset(str(item["huella"]) for item in {FORMATO: data}[data["formato"]]["conocidos"])
    except (KeyError, TypeError):
        remedy = "Hágalo con «evaluacion revisar … --guardar-conocidos ARCHIVO»."
        raise EvaluacionError(
            [Problema("json_invalido", "No es una lista de hallazgos conocidos.", Origen(archivo, 1, 1), remedy)]
        ) from None


def write_conocidos(path: Path, hallazgos: Iterable[Hallazgo]) -> int:
    """Write the baseline of the findings that are not suppressed; return how many it holds.

    Raises:
        EvaluacionError: the file cannot be written.
    """
    kept = sorted((item for item in hallazgos if item.estado != "suprimido"), key=lambda item: (item.regla, item.ruta, item.huella))
    known = [{"huella": item.huella, "regla": item.regla, "ruta": item.ruta, "texto": item.texto} for item in kept]
    text = json.dumps({"formato": FORMATO, "conocidos": known}, ensure_ascii=False, indent=1) + "\n"
    write_bytes(path, text.encode())
    return len(known)


def mark_known(hallazgos: Iterable[Hallazgo], conocidos: frozenset[str]) -> tuple[Hallazgo, ...]:
    """Return the findings, with those of the baseline marked as known."""
    return tuple(item._replace(estado="conocido") if item.estado == "nuevo" and item.huella in conocidos else item for item in hallazgos)

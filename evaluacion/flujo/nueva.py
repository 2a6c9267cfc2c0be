"""Templates: files to fill in, one of each class that people write."""

from __future__ import annotations

from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.base.recursos import shipped
from evaluacion.publish.salida import write_bytes


def template(clase: str) -> str:
    """Return the template of a class of file, as text."""
    return (shipped("plantillas") / f"{clase}.yaml").read_text(encoding="utf-8")


def write_template(clase: str, path: Path) -> Path | None:
    """Write the template of a class of file where there is nothing yet; return the table of example written beside it, if any.

    Raises:
        EvaluacionError: something is there already, or it cannot be written.
    """
    if path.exists():
        raise EvaluacionError(
            [Problema("salida_imposible", f"No se escribió «{path}»: ya existe.", Origen(str(path)), "Indique otro nombre.")]
        )
    write_bytes(path, template(clase).encode())
    example = shipped("plantillas") / f"{clase}.datos.csv"
    beside = path.with_name("datos.csv")
    if not example.is_file() or beside.exists():
        return None
    write_bytes(beside, example.read_bytes())
    return beside

"""Everything wrong with a file about published figures: claims, catalogue, amendments, projection, trend."""

from __future__ import annotations

from pathlib import Path

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.flujo.proyeccion import project_file
from evaluacion.flujo.tendencias import trend_of_file
from evaluacion.model.cifras import Enmiendas
from evaluacion.read.cifras import read_catalogo, read_verificacion
from evaluacion.read.documento import read_documento
from evaluacion.read.load import load_model


def check_published(path: Path, kind: str) -> list[Problema]:
    """Return what is wrong with a file of that kind (`cifras`, `tablas`, `enmiendas`, `proyeccion`, `tendencia`)."""
    try:
        if kind == "cifras":
            read_verificacion(path)
        elif kind == "tablas":
            read_catalogo(path)
        elif kind == "enmiendas":
            load_model(read_documento(path), Enmiendas)
        elif kind == "tendencia":
            trend_of_file(path)
        else:
            project_file(path, {})
    except EvaluacionError as error:
        return list(error.problemas)
    return []

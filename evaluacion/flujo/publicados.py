"""Everything wrong with a file that is no record: published figures, projections, trends, panels, decisions, procedures."""

from __future__ import annotations

from pathlib import Path

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.flujo.comparar import check_comparison
from evaluacion.flujo.decision import check_consulta, check_decision
from evaluacion.flujo.panel import convene_file
from evaluacion.flujo.procedimiento import check_expediente, check_procedimiento
from evaluacion.flujo.proyeccion import project_file
from evaluacion.flujo.tendencias import trend_of_file
from evaluacion.model.cifras import Enmiendas
from evaluacion.read.cifras import read_catalogo, read_verificacion
from evaluacion.read.documento import read_documento
from evaluacion.read.load import load_model

_DEFINICIONES = {
    "decision": check_decision,
    "consulta": check_consulta,
    "procedimiento": check_procedimiento,
    "expediente": check_expediente,
}


def check_published(path: Path, kind: str) -> list[Problema]:
    """Return what is wrong with a file of that kind (`cifras`, `tablas`, `proyeccion`, `tendencia`, `comparacion`, `panel`, `decision`, …)."""
    if kind in _DEFINICIONES:
        return _DEFINICIONES[kind](path)
    if kind == "comparacion":
        return check_comparison(path)
    try:
        if kind == "cifras":
            read_verificacion(path)
        elif kind == "tablas":
            read_catalogo(path)
        elif kind == "enmiendas":
            load_model(read_documento(path), Enmiendas)
        elif kind == "panel":
            convene_file(path)
        elif kind == "tendencia":
            trend_of_file(path)
        else:
            project_file(path, {})
    except EvaluacionError as error:
        return list(error.problemas)
    return []

"""PLAN-01: el diagnóstico no tiene los cuatro cuadrantes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


_CUADRANTES = ("fortalezas", "oportunidades", "debilidades", "amenazas")


def _look(ctx: Contexto) -> Iterator[Juicio]:
    diagnostico = ctx.estrategia.diagnostico
    if diagnostico is None or not any(getattr(diagnostico, name) for name in _CUADRANTES):
        yield Falta(("diagnostico",), "No hay diagnóstico: falta el análisis FODA.")
        return
    for name in _CUADRANTES:
        yield BIEN if getattr(diagnostico, name) else Falta(("diagnostico", name), f"El diagnóstico no tiene {name}.")


REGLA = Regla(
    codigo="PLAN-01",
    familia="revision_plan",
    pregunta="diagnostico.foda",
    titulo="El diagnóstico no tiene los cuatro cuadrantes",
    que="Falta el análisis FODA o alguno de sus cuadrantes está vacío.",
    por_que="El plan parte de lo que el territorio tiene y le falta y de lo que el entorno ofrece o amenaza; con un cuadrante vacío, los objetivos se apoyan en media mirada.",
    fuente=f"{LIBRO}, cap. 1, paso 1, análisis FODA",
    mal="""\
diagnostico: {fortalezas: [Puerto], oportunidades: [Fondos de cooperación], debilidades: [Poco inglés]}
""",
    bien="""\
diagnostico: {fortalezas: [Puerto], oportunidades: [Fondos de cooperación], debilidades: [Poco inglés], amenazas: [Cambio de aranceles]}
""",
    remedio="Escriba al menos una entrada en cada cuadrante del diagnóstico.",
    juzgar=_look,
    peso=3,
)

"""PLAN-06: no se dice a qué objetivo del plan de desarrollo sirve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    alineacion = ctx.estrategia.alineacion
    if any(item.objetivo for item in alineacion):
        yield BIEN
        return
    for position, item in enumerate(alineacion):
        if not item.ods:
            yield Falta(
                ("alineacion", position), f"De «{item.instrumento}» no se dice a cuál de sus objetivos sirve la estrategia.", parcial=True
            )
            return
    yield Falta(("alineacion",), "No se dice a qué objetivo del plan de desarrollo sirve la estrategia.")


REGLA = Regla(
    codigo="PLAN-06",
    familia="revision_plan",
    pregunta="rumbo.plan_desarrollo",
    titulo="No se dice a qué objetivo del plan de desarrollo sirve",
    que="La alineación no nombra un objetivo del plan de desarrollo municipal o estatal.",
    por_que="Un plan internacional suelto se abandona con el siguiente gobierno; atado al plan de desarrollo tiene dueño y presupuesto.",
    fuente=f"{LIBRO}, cap. 4, elementos de la planificación, «Alineación con el plan estatal y municipal de desarrollo»",
    mal="""\
alineacion: [{instrumento: Plan Municipal de Desarrollo 2024-2027}]
""",
    bien="""\
alineacion: [{instrumento: Plan Municipal de Desarrollo 2024-2027, objetivo: Atraer inversión}]
""",
    remedio="Agregue a «alineacion» el instrumento y el «objetivo» al que sirve.",
    juzgar=_look,
    peso=3,
)

"""PLAN-07: no se alinea con ninguna agenda global."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


_AGENDAS = ("agenda 2030", "acuerdo de paris", "nueva agenda urbana", "marco de sendai")


def _look(ctx: Contexto) -> Iterator[Juicio]:
    found = any(item.ods or any(name in fold(item.instrumento) for name in _AGENDAS) for item in ctx.estrategia.alineacion)
    yield BIEN if found else Falta(("alineacion",), "La alineación no nombra ninguna agenda global.")


REGLA = Regla(
    codigo="PLAN-07",
    familia="revision_plan",
    pregunta="rumbo.agendas",
    titulo="No se alinea con ninguna agenda global",
    que="La alineación no menciona ODS ni otra agenda internacional.",
    por_que="Las agendas de consenso abren fondos, formación y contactos, y se cumplen en lo local.",
    fuente=f"{LIBRO}, cap. 4, elementos de la planificación, «Alineación con las agendas globales»",
    mal="""\
alineacion: [{instrumento: Plan Municipal de Desarrollo, objetivo: Atraer inversión}]
""",
    bien="""\
alineacion: [{instrumento: Agenda 2030, ods: [11, 17]}]
""",
    remedio="Agregue a «alineacion» la agenda y, si es la 2030, los números de los ODS.",
    juzgar=_look,
    severidad="aviso",
)

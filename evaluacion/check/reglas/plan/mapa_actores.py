"""PLAN-04: el mapa de actores está incompleto."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    actores = ctx.estrategia.actores
    if not actores:
        yield Falta(("actores",), "No hay actores: falta el mapa.")
        return
    for ambito in ("interno", "externo"):
        found = any(actor.ambito == ambito for actor in actores)
        yield BIEN if found else Falta(("actores",), f"Ningún actor está marcado como {ambito}.", ambito)


REGLA = Regla(
    codigo="PLAN-04",
    familia="revision_plan",
    pregunta="diagnostico.actores",
    titulo="El mapa de actores está incompleto",
    que="No hay actores, o faltan los de dentro o los de fuera del territorio.",
    por_que="El primer paso del plan reconoce a quienes actúan en el territorio y a quienes lo hacen desde fuera; sin ellos no hay con quién construirlo.",
    fuente=f"{LIBRO}, cap. 1, paso 1, mapeo de actores",
    mal="""\
actores: [{nombre: Universidad local, ambito: interno}]
""",
    bien="""\
actores: [{nombre: Universidad local, ambito: interno}, {nombre: Ciudad hermana, ambito: externo}]
""",
    remedio="Agregue actores internos y externos y diga el «ambito» de cada uno.",
    juzgar=_look,
    peso=2,
)

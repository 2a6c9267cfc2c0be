"""PLAN-10: nadie está a cargo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    estructura = ctx.estrategia.estructura
    found = estructura is not None and (estructura.unidad or estructura.enlace)
    yield BIEN if found else Falta(("estructura",), "No se dice qué unidad o qué persona de enlace está a cargo.")


REGLA = Regla(
    codigo="PLAN-10",
    familia="revision_plan",
    pregunta="estructura.a_cargo",
    titulo="Nadie está a cargo",
    que="No se nombra una unidad ni una persona de enlace.",
    por_que="Aun si el tema toca a todas las áreas, hace falta una sola que se vincule con la cancillería, los socios y las demás dependencias.",
    fuente=f"{LIBRO}, cap. 1, paso 4",
    mal="""\
estructura: {personal: 2}
""",
    bien="""\
estructura: {enlace: Jefatura de gabinete}
""",
    remedio="Diga en «estructura» la «unidad» o el «enlace»: una persona basta.",
    juzgar=_look,
    peso=3,
)

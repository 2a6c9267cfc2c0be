"""PLAN-08: el plan no está formalizado."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    instrumento = ctx.estrategia.instrumento
    if instrumento is None or instrumento.nombre is None:
        is_half = instrumento is not None and instrumento.aprobado is not None
        yield Falta(("instrumento", "nombre"), "No se dice qué documento oficial contiene el plan.", parcial=is_half)
    elif instrumento.aprobado is None:
        yield Falta(("instrumento", "aprobado"), "No consta cuándo se aprobó el plan.", parcial=True)
    else:
        yield BIEN


REGLA = Regla(
    codigo="PLAN-08",
    familia="revision_plan",
    pregunta="rumbo.instrumento",
    titulo="El plan no está formalizado",
    que="No se dice qué documento oficial contiene el plan, o no consta que se aprobó.",
    por_que="Contra la improvisación, el remedio es un documento oficial; y sin aprobación nadie queda obligado.",
    fuente=f"{LIBRO}, cap. 1, retos y soluciones",
    mal="""\
instrumento: {nombre: Programa de internacionalización}
""",
    bien="""\
instrumento: {nombre: Programa de internacionalización, aprobado: 2025-02-10, autoridad: Cabildo}
""",
    remedio="Anote en «instrumento» su nombre y la fecha en que se aprobó.",
    juzgar=_look,
    peso=2,
)

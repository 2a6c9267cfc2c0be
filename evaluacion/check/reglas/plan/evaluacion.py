"""SEG-03: falta la evaluación antes o después."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    seguimiento = ctx.estrategia.seguimiento
    moments = seguimiento.evaluacion if seguimiento is not None else ()
    if not moments:
        yield Falta(("seguimiento", "evaluacion"), "No se planea ninguna evaluación.")
        return
    for moment, shown in (("ex_ante", "ex ante"), ("ex_post", "ex post")):
        yield BIEN if moment in moments else Falta(("seguimiento", "evaluacion"), f"No se planea una evaluación {shown}.", moment)


REGLA = Regla(
    codigo="SEG-03",
    familia="revision_plan",
    pregunta="seguimiento.evaluacion",
    titulo="Falta la evaluación antes o después",
    que="No se planea evaluar antes de empezar (ex ante) o al terminar (ex post).",
    por_que="La evaluación se piensa desde la planeación: sin la de antes no hay con qué comparar, y sin la de después no se sabe qué quedó.",
    fuente=f"{LIBRO}, cap. 4, elementos de la planificación, «Evaluación de resultados»",
    mal="""\
seguimiento: {evaluacion: [ex post]}
""",
    bien="""\
seguimiento: {evaluacion: [ex ante, ex post]}
""",
    remedio="Agregue el momento que falta a «seguimiento: evaluacion».",
    juzgar=_look,
)

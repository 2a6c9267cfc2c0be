"""plazo_pasado: el plazo ya pasó."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.check.enunciados import a_deadline, reads
from evaluacion.check.fechas import last_day, show_day
from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla
from evaluacion.model.estrategia import Objetivo

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _future(objetivo: Objetivo, ctx: Contexto, posicion: int) -> Juicio | None:
    if objetivo.meta is None:
        return None
    end = last_day(objetivo.meta.periodo)
    if end >= ctx.referencia:
        return BIEN
    text = f"El plazo de «{objetivo.id}», {show_day(end)}, es anterior al día de referencia, {show_day(ctx.referencia)}."
    return Falta(("objetivos", posicion, "meta", "periodo"), text, objetivo.meta.periodo)


REGLA = Regla(
    codigo="plazo_pasado",
    familia="revision_objetivos",
    pregunta="temporal.vigente",
    titulo="El plazo ya pasó",
    que="El plazo es anterior al día de referencia.",
    por_que="Una meta vencida se cumplió o no; ya no es un objetivo.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
fecha: 2026-05-01
objetivos: [{id: ied, meta: {periodo: 2025, valor: 10}}]
""",
    bien="""\
fecha: 2026-05-01
objetivos: [{id: ied, meta: {periodo: 2027, valor: 10}}]
""",
    remedio="Fije un plazo nuevo, o quite el objetivo.",
    juzgar=reads("plazo_pasado", "{dicho} tiene un plazo que ya pasó.", a_deadline, _future),
    peso=2,
)

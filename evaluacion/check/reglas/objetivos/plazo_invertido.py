"""plazo_invertido: el plazo es anterior a la línea base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.check.enunciados import a_deadline, reads
from evaluacion.check.fechas import last_day
from evaluacion.check.regla import BIEN, LIBRO, Ajena, Falta, Juicio, Regla
from evaluacion.model.estrategia import Objetivo

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _order(objetivo: Objetivo, _ctx: Contexto, posicion: int) -> Juicio | None:
    base, goal = objetivo.linea_base, objetivo.meta
    if base is None or goal is None:
        return Ajena("Ningún objetivo tiene línea base.") if goal is not None and objetivo.enunciado is None else None
    text = f"La meta de «{objetivo.id}» es de {goal.periodo} y su línea base, de {base.periodo}."
    wrong = last_day(goal.periodo) <= last_day(base.periodo)
    return Falta(("objetivos", posicion, "meta", "periodo"), text, goal.periodo) if wrong else BIEN


REGLA = Regla(
    codigo="plazo_invertido",
    familia="revision_objetivos",
    pregunta="temporal.vigente",
    titulo="El plazo es anterior a la línea base",
    que="El periodo de la meta no es posterior al de la línea base, o el enunciado termina antes de empezar.",
    por_que="El avance se mide de la línea base a la meta; al revés no hay camino.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: ied, linea_base: {periodo: 2027, valor: 4}, meta: {periodo: 2024, valor: 10}}]
""",
    bien="""\
objetivos: [{id: ied, linea_base: {periodo: 2024, valor: 4}, meta: {periodo: 2027, valor: 10}}]
""",
    remedio="Corrija los periodos de «linea_base» y «meta».",
    juzgar=reads("plazo_invertido", "{dicho} termina antes de empezar.", a_deadline, _order),
    peso=2,
)

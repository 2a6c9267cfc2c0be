"""valor_imposible: la meta es un valor imposible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.check.enunciados import a_quantity, reads
from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla
from evaluacion.model.comun import fold
from evaluacion.model.estrategia import Objetivo

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


_WHOLE = 100.0
_SHARES = ("proporcion", "cobertura", "porcentaje")


def _possible(objetivo: Objetivo, _ctx: Contexto, posicion: int) -> Juicio | None:
    goal, sheet = objetivo.meta, objetivo.indicador
    if goal is None or sheet is None or not sheet.unidad:
        return None
    is_share = "%" in sheet.unidad and (sheet.sentido == "descendente" or fold(sheet.nombre or "").startswith(_SHARES))
    wrong = goal.valor < 0 or (is_share and goal.valor > _WHOLE)
    text = f"La meta de «{objetivo.id}», {goal.valor:g} {sheet.unidad}, no puede darse."
    return Falta(("objetivos", posicion, "meta", "valor"), text, goal.valor) if wrong else BIEN


REGLA = Regla(
    codigo="valor_imposible",
    familia="revision_objetivos",
    pregunta="alcanzable.meta",
    titulo="La meta es un valor imposible",
    que="La meta es negativa, o un porcentaje que no puede darse.",
    por_que="No se puede reducir más de 100 % ni firmar un número negativo de acuerdos.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: redes, indicador: {unidad: redes}, meta: {periodo: 2027, valor: -3}}]
""",
    bien="""\
objetivos: [{id: redes, indicador: {unidad: redes}, meta: {periodo: 2027, valor: 3}}]
""",
    remedio="Corrija la cantidad.",
    juzgar=reads("valor_imposible", "{dicho} da un valor que no puede darse.", a_quantity, _possible),
    peso=3,
)

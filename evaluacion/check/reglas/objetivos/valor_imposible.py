"""valor_imposible: la meta es un valor imposible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.check.enunciado.conjuntos import CONJUNTOS, PARTES
from evaluacion.check.enunciado.plural import singular
from evaluacion.check.enunciado.sentidos import NOMBRES
from evaluacion.check.enunciados import a_quantity, reads
from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla
from evaluacion.model.comun import fold
from evaluacion.model.estrategia import Objetivo

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.model.estrategia import IndicadorObjetivo


_WHOLE = 100.0


def _possible(objetivo: Objetivo, _ctx: Contexto, posicion: int) -> Juicio | None:
    """Return what is wrong with the target as data; a target that may be does not excuse what the text says."""
    goal, sheet = objetivo.meta, objetivo.indicador
    if goal is None or sheet is None or not sheet.unidad:
        return None
    if goal.valor >= 0 and not (goal.valor > _WHOLE and _is_part(sheet)):
        return None
    text = f"La meta de «{objetivo.id}», {goal.valor:,.10g} {sheet.unidad}, no puede darse."
    return Falta(("objetivos", posicion, "meta", "valor"), text, goal.valor)


def _is_part(sheet: IndicadorObjetivo) -> bool:
    """Whether an indicator is a percentage that cannot pass 100: it goes down, is a share by its name, or is of a set."""
    unit = sheet.unidad or ""
    if "%" not in unit or any(char.isdigit() for char in unit):
        return False
    words = fold(sheet.nombre or "").split()
    first = words[0] if words else ""
    return sheet.sentido == "descendente" or first in PARTES or (singular(first) in CONJUNTOS and NOMBRES.keys().isdisjoint(words))


def _target(objetivo: Objetivo, _ctx: Contexto, _posicion: int) -> Juicio | None:
    """Return that a target with its unit, which was found possible, is right where the text says nothing."""
    return BIEN if objetivo.meta is not None and objetivo.indicador is not None and objetivo.indicador.unidad else None


REGLA = Regla(
    codigo="valor_imposible",
    familia="revision_objetivos",
    pregunta="alcanzable.meta",
    titulo="La meta es un valor imposible",
    que="La meta es negativa, o más de 100 % de un conjunto, o una reducción de más de 100 %.",
    por_que="No se puede reducir más de 100 % ni firmar un número negativo de acuerdos.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: redes, indicador: {unidad: redes}, meta: {periodo: 2027, valor: -3}}]
""",
    bien="""\
objetivos: [{id: redes, indicador: {unidad: redes}, meta: {periodo: 2027, valor: 3}}]
""",
    remedio="Corrija la cantidad.",
    juzgar=reads("valor_imposible", "{dicho} da un valor que no puede darse.", a_quantity, _possible, respaldo=_target),
    peso=3,
)

"""meta_contra_linea_base: la meta va contra su sentido."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.check.enunciados import a_change, reads
from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla
from evaluacion.model.estrategia import Objetivo

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _direction(objetivo: Objetivo, _ctx: Contexto, posicion: int) -> Juicio | None:
    sense = objetivo.indicador.sentido if objetivo.indicador is not None else None
    base, goal = objetivo.linea_base, objetivo.meta
    if base is None or goal is None or sense is None:
        return None
    wrong = (sense == "ascendente" and goal.valor <= base.valor) or (sense == "descendente" and goal.valor >= base.valor)
    text = f"«{objetivo.id}» parte de {base.valor:g}, su meta es {goal.valor:g} y su sentido es {sense}."
    return Falta(("objetivos", posicion, "meta", "valor"), text, goal.valor) if wrong else BIEN


REGLA = Regla(
    codigo="meta_contra_linea_base",
    familia="revision_objetivos",
    pregunta="alcanzable.meta",
    titulo="La meta va contra su sentido",
    que="Con la meta, el indicador empeora o se queda donde está.",
    por_que="Casi siempre la meta y la línea base están cambiadas, o el sentido no es ese.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED, sentido: ascendente}, linea_base: {periodo: 2024, valor: 10}, meta: {periodo: 2027, valor: 8}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED, sentido: ascendente}, linea_base: {periodo: 2024, valor: 8}, meta: {periodo: 2027, valor: 10}}]
""",
    remedio="Corrija la meta, la línea base o el «sentido».",
    juzgar=reads("meta_contra_linea_base", "{dicho} pide una meta que no mejora lo que ya se tiene.", a_change, _direction),
    peso=3,
)

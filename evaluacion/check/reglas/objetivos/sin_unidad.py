"""sin_unidad: la cantidad no tiene unidad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.check.enunciados import a_quantity, reads
from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla
from evaluacion.model.estrategia import Objetivo

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _unit(objetivo: Objetivo, _ctx: Contexto, posicion: int) -> Juicio | None:
    if objetivo.indicador is not None and objetivo.indicador.unidad:
        return BIEN
    if objetivo.meta is not None and objetivo.enunciado is None:
        return Falta(("objetivos", posicion, "meta"), f"La meta de «{objetivo.id}», {objetivo.meta.valor:g}, no tiene unidad.")
    return None


REGLA = Regla(
    codigo="sin_unidad",
    familia="revision_objetivos",
    pregunta="medible.unidad",
    titulo="La cantidad no tiene unidad",
    que="No se sabe de qué es la cantidad.",
    por_que="Un número solo no se puede medir ni comparar.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: ied, meta: {periodo: 2027, valor: 10}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {unidad: millones de USD}, meta: {periodo: 2027, valor: 10}}]
""",
    remedio="Diga la unidad: acuerdos, millones de USD, toneladas.",
    juzgar=reads("sin_unidad", "{dicho} da una cantidad sin unidad.", a_quantity, _unit),
    peso=2,
)

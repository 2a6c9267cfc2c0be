"""porcentaje_sin_base: un porcentaje no dice de qué."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.check.enunciados import a_share, reads
from evaluacion.check.regla import BIEN, LIBRO, Ajena, Falta, Juicio, Regla
from evaluacion.model.comun import fold
from evaluacion.model.estrategia import Objetivo

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _base(objetivo: Objetivo, _ctx: Contexto, posicion: int) -> Juicio | None:
    if objetivo.linea_base is not None and (objetivo.meta is not None or objetivo.enunciado is not None):
        return BIEN
    unit = objetivo.indicador.unidad if objetivo.indicador is not None else None
    if unit is None:
        return None
    is_share = "%" in unit or fold(unit).startswith(("porcentaje", "por ciento"))
    text = f"La meta de «{objetivo.id}» es un porcentaje y no tiene línea base."
    return Falta(("objetivos", posicion), text, unit, parcial=True) if is_share else Ajena("Ningún objetivo da un porcentaje.")


REGLA = Regla(
    codigo="porcentaje_sin_base",
    familia="revision_objetivos",
    pregunta="medible.base",
    titulo="Un porcentaje no dice de qué",
    que="La meta es un porcentaje y no hay línea base.",
    por_que="Reducir 20 % no significa nada hasta saber de cuánto y de qué año.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: gei, indicador: {unidad: '%'}, meta: {periodo: 2030, valor: 20}}]
""",
    bien="""\
objetivos: [{id: gei, indicador: {unidad: '%'}, linea_base: {periodo: 2020, valor: 35}, meta: {periodo: 2030, valor: 20}}]
""",
    remedio="Agregue «linea_base», o diga en el enunciado respecto de qué año.",
    juzgar=reads("porcentaje_sin_base", "{dicho} da un porcentaje y no dice respecto de qué.", a_share, _base, parcial=True),
    severidad="aviso",
    peso=2,
)

"""moneda_ambigua: no se dice de qué moneda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.check.enunciados import a_quantity, reads
from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla
from evaluacion.model.comun import fold
from evaluacion.model.estrategia import Objetivo

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _currency(objetivo: Objetivo, _ctx: Contexto, posicion: int) -> Juicio | None:
    unit = objetivo.indicador.unidad if objetivo.indicador is not None else None
    if not unit:
        return None
    words = fold(unit).replace("$", " $ ").split()
    is_vague = "$" in words and not any(word.upper() in _CODES for word in words)
    text = f"La unidad «{unit}» no dice de qué moneda."
    return Falta(("objetivos", posicion, "indicador", "unidad"), text, unit, parcial=True) if is_vague else BIEN


_CODES = frozenset({"MXN", "USD", "EUR", "CAD", "GBP", "JPY", "CNY"})


REGLA = Regla(
    codigo="moneda_ambigua",
    familia="revision_objetivos",
    pregunta="medible.unidad",
    titulo="No se dice de qué moneda",
    que="El signo $ puede ser de pesos o de dólares.",
    por_que="Entre pesos y dólares la meta cambia casi veinte veces.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: ied, indicador: {unidad: millones de $}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {unidad: millones de USD}}]
""",
    remedio="Escriba MXN, USD, pesos o dólares.",
    juzgar=reads("moneda_ambigua", "{dicho} usa el signo $ sin decir de qué moneda.", a_quantity, _currency, parcial=True),
    severidad="aviso",
)

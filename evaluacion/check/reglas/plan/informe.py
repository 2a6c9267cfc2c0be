"""SEG-02: no hay un informe público anual."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.periodo import MONTHS_OF_FRECUENCIA
from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


_YEAR = 12


def _look(ctx: Contexto) -> Iterator[Juicio]:
    seguimiento = ctx.estrategia.seguimiento
    informe = seguimiento.informe if seguimiento is not None else None
    if informe is None or (informe.publico is None and informe.frecuencia is None):
        yield Falta(("seguimiento", "informe"), "No hay informe de resultados.")
        return
    known = "El informe no es público." if informe.publico is not None else "No consta que el informe sea público."
    yield BIEN if informe.publico else Falta(("seguimiento", "informe", "publico"), known)
    often = informe.frecuencia is not None and MONTHS_OF_FRECUENCIA[informe.frecuencia] <= _YEAR
    said = f"El informe es {informe.frecuencia} y debe ser al menos anual." if informe.frecuencia else "No se dice cada cuánto hay informe."
    yield BIEN if often else Falta(("seguimiento", "informe", "frecuencia"), said)


REGLA = Regla(
    codigo="SEG-02",
    familia="revision_plan",
    pregunta="seguimiento.informe",
    titulo="No hay un informe público anual",
    que="No hay informe, no es público o pasa más de un año entre uno y otro.",
    por_que="Rendir cuentas cada año y a la vista de todos da credibilidad y defiende el plan cuando cambia el gobierno.",
    fuente=f"{LIBRO}, cap. 1, paso 6",
    mal="""\
seguimiento: {informe: {publico: no, frecuencia: anual}}
""",
    bien="""\
seguimiento: {informe: {publico: sí, frecuencia: anual}}
""",
    remedio="Escriba «informe: {publico: sí, frecuencia: anual}» y publíquelo.",
    juzgar=_look,
    peso=2,
)

"""COH-08: un indicador se mide más seguido que su fuente."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.periodo import MONTHS_OF_FRECUENCIA
from evaluacion.check.regla import BIEN, CUADERNO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    sheets = [(position, item.indicador) for position, item in enumerate(ctx.estrategia.objetivos) if item.indicador is not None]
    known = [(position, item) for position, item in sheets if item.frecuencia and item.frecuencia_fuente]
    if not known:
        yield Duda(("objetivos",), "Ningún indicador dice su frecuencia y la de su fuente.")
    for position, item in known:
        own, source = item.frecuencia or "", item.frecuencia_fuente or ""
        if MONTHS_OF_FRECUENCIA[own] < MONTHS_OF_FRECUENCIA[source]:
            text = f"Se mide con frecuencia {own} y su fuente es {source}."
            yield Falta(("objetivos", position, "indicador", "frecuencia"), text, own)
        else:
            yield BIEN


REGLA = Regla(
    codigo="COH-08",
    familia="revision_coherencia",
    pregunta="indicadores.frecuencia",
    titulo="Un indicador se mide más seguido que su fuente",
    que="La frecuencia del indicador es mayor que la de la fuente del dato.",
    por_que="Entre una publicación y otra se repetiría el mismo dato, y parecería que nada cambia.",
    fuente=f"{CUADERNO}, cap. IV, paso 14, información disponible",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, frecuencia: mensual, frecuencia_fuente: anual}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, frecuencia: anual, frecuencia_fuente: anual}}]
""",
    remedio="Mida con la frecuencia de la fuente, o busque otra fuente.",
    juzgar=_look,
)

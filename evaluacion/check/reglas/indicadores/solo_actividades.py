"""IND-11: ningún indicador mide resultados."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, CUADERNO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    told = {item.indicador.mide for item in ctx.estrategia.objetivos if item.indicador is not None and item.indicador.mide}
    if not told:
        yield Duda(("objetivos",), "Ningún indicador dice qué mide.")
    else:
        yield BIEN if told & {"resultados", "impacto"} else Falta(("objetivos",), "Ningún indicador mide resultados o impacto.")


REGLA = Regla(
    codigo="IND-11",
    familia="revision_indicadores",
    pregunta="proposito.resultados",
    titulo="Ningún indicador mide resultados",
    que="Los indicadores dicen qué miden y ninguno mide resultados o impacto.",
    por_que="Contar reuniones y viajes muestra esfuerzo, no lo que cambió; el cuaderno advierte que más acciones no garantizan nada.",
    fuente=f"{CUADERNO}, cap. II, idea 7, y cap. IV, paso 14",
    mal="""\
objetivos: [{id: ferias, indicador: {nombre: Ferias visitadas, mide: actividades}}]
""",
    bien="""\
objetivos: [{id: ferias, indicador: {nombre: Contratos firmados en ferias, mide: resultados}}]
""",
    remedio="Agregue un indicador de resultados o de impacto.",
    juzgar=_look,
)

"""IND-12: un indicador no cumple un criterio CREMAA."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, Duda, Falta, Juicio, Regla
from evaluacion.model.estrategia import Cremaa

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    judged = [
        (position, item.id, item.indicador.cremaa)
        for position, item in enumerate(ctx.estrategia.objetivos)
        if item.indicador and item.indicador.cremaa
    ]
    if not judged:
        yield Duda(("objetivos",), "Ningún indicador se juzgó con los criterios CREMAA.")
    for position, name, cremaa in judged:
        for key, field in Cremaa.model_fields.items():
            answer = getattr(cremaa, key)
            where = ("objetivos", position, "indicador", "cremaa", key)
            if answer is None:
                yield Duda(where, f"No se respondió si el indicador de «{name}» es {(field.title or '').lower()}.")
            else:
                yield BIEN if answer else Falta(where, f"El indicador de «{name}» no cumple «{(field.title or '').lower()}».")


REGLA = Regla(
    codigo="IND-12",
    familia="revision_indicadores",
    pregunta="calidad.cremaa",
    titulo="Un indicador no cumple un criterio CREMAA",
    que="El equipo respondió «no» a alguno de los seis criterios del indicador.",
    por_que="Un indicador que no es claro, relevante, económico, monitoreable, adecuado o que no aporta algo propio cuesta más de lo que informa.",
    fuente="Manual para el diseño y la construcción de indicadores (CONEVAL, 2013), criterios CREMAA",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, cremaa: {claro: sí, economico: no}}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, cremaa: {claro: sí, relevante: sí, economico: sí, monitoreable: sí, adecuado: sí, aportacion_marginal: sí}}}]
""",
    remedio="Corrija el indicador o cámbielo por otro.",
    juzgar=_look,
    severidad="aviso",
)

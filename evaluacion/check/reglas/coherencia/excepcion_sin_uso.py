"""EXC-01: una excepción ya no hace falta."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, Ajena, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.excepciones:
        yield Ajena("La estrategia no tiene excepciones.")

    for position, item in enumerate(ctx.excepciones):
        is_current = item.regla in ctx.revisadas and not item.regla.startswith("EXC-") and date.fromisoformat(item.hasta) >= ctx.fecha
        if is_current and not ctx.uso.get(position, 0):
            yield Falta(("excepciones", position), f"La excepción de {item.regla} no cubre ningún hallazgo.", item.regla, parcial=True)
        else:
            yield BIEN


REGLA = Regla(
    codigo="EXC-01",
    familia="revision_coherencia",
    pregunta="excepciones.vigentes",
    titulo="Una excepción ya no hace falta",
    que="Una excepción vigente no cubre ningún hallazgo.",
    por_que="Una excepción que sobra esconderá el próximo error de la misma regla.",
    fuente="decisión de esta herramienta: lo que se exceptúa se ve, se explica y caduca",
    mal="""\
ejes: [{id: a}, {id: b}]
excepciones: [{regla: EJE-03, motivo: Acuerdo de cabildo, hasta: 2030-12-31}]
""",
    bien="""\
ejes: [{id: a}, {id: b}, {id: c}, {id: d}]
excepciones: [{regla: EJE-03, motivo: Acuerdo de cabildo, hasta: 2030-12-31}]
""",
    remedio="Quite la excepción.",
    juzgar=_look,
    severidad="aviso",
)

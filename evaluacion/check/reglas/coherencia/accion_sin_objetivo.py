"""COH-02: una acción no sirve a ningún objetivo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.problema import suggestion
from evaluacion.check.condiciones import joined
from evaluacion.check.regla import CUADERNO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    goals = {item.id: item for item in ctx.estrategia.objetivos}
    ids = list(goals)
    if not ctx.estrategia.acciones:
        yield Duda(("acciones",), "No hay acciones.")
    for position, item in enumerate(ctx.estrategia.acciones):
        if item.objetivo in goals:
            yield joined(("acciones", position), item, goals[item.objetivo])
        elif item.objetivo is None:
            yield Falta(("acciones", position), f"La acción «{item.id}» no dice a qué objetivo sirve.")
        else:
            text = f"La acción «{item.id}» nombra el objetivo «{item.objetivo}», que no existe."
            yield Falta(("acciones", position, "objetivo"), text, item.objetivo, suggestion(item.objetivo, ids) or None)


REGLA = Regla(
    codigo="COH-02",
    familia="revision_coherencia",
    pregunta="referencias.acciones",
    titulo="Una acción no sirve a ningún objetivo",
    que="Una acción no dice su objetivo, o nombra uno que no existe.",
    por_que="Más acciones no es mejor estrategia: la que no sirve a un objetivo gasta lo que otra necesita.",
    fuente=f"{CUADERNO}, cap. II, idea 7",
    mal="""\
objetivos: [{id: ied}]
acciones: [{id: feria, objetivo: inversion}]
""",
    bien="""\
objetivos: [{id: ied}]
acciones: [{id: feria, objetivo: ied}]
""",
    remedio="Escriba en la acción el identificador de uno de los objetivos.",
    juzgar=_look,
    peso=2,
)

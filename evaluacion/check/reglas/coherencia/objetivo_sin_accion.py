"""COH-04: un objetivo no tiene acciones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.condiciones import joined
from evaluacion.check.regla import LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.model.estrategia_partes import Accion


def _look(ctx: Contexto) -> Iterator[Juicio]:
    served: dict[str | None, list[Accion]] = {}
    for accion in ctx.estrategia.acciones:
        served.setdefault(accion.objetivo, []).append(accion)
    if not ctx.estrategia.objetivos:
        yield Duda(("objetivos",), "No hay objetivos.")
    for position, item in enumerate(ctx.estrategia.objetivos):
        where = ("objetivos", position)
        if item.id in served:
            yield joined(where, item, *served[item.id])
        else:
            yield Falta(where, f"Ninguna acción sirve al objetivo «{item.id}».")


REGLA = Regla(
    codigo="COH-04",
    familia="revision_coherencia",
    pregunta="cadena.objetivos",
    titulo="Un objetivo no tiene acciones",
    que="Ninguna acción sirve a ese objetivo.",
    por_que="Un objetivo sin acciones es un deseo: nadie va a hacer nada para alcanzarlo.",
    fuente=f"{LIBRO}, cap. 1, paso 3",
    mal="""\
objetivos: [{id: ied}, {id: redes}]
acciones: [{id: feria, objetivo: ied}]
""",
    bien="""\
objetivos: [{id: ied}]
acciones: [{id: feria, objetivo: ied}]
""",
    remedio="Agregue una acción para el objetivo, o quite el objetivo.",
    juzgar=_look,
    peso=3,
)

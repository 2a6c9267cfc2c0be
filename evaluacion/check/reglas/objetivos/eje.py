"""OBJ-05: un objetivo no dice su eje."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.condiciones import joined
from evaluacion.check.regla import LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.estrategia.objetivos:
        yield Duda(("objetivos",), "No hay objetivos.")
    for position, item in enumerate(ctx.estrategia.objetivos):
        if item.eje is None:
            yield Falta(("objetivos", position, "eje"), f"El objetivo «{item.id}» no dice a qué eje pertenece.")
        else:
            yield joined(("objetivos", position), item)


REGLA = Regla(
    codigo="OBJ-05",
    familia="revision_objetivos",
    pregunta="relevante.eje",
    titulo="Un objetivo no dice su eje",
    que="El objetivo no nombra un eje de acción.",
    por_que="Los ejes se eligen para no dispersarse; el objetivo que no está en ninguno es dispersión.",
    fuente=f"{LIBRO}, cap. 1, paso 3",
    mal="""\
objetivos: [{id: ied}]
""",
    bien="""\
objetivos: [{id: ied, eje: economia}]
""",
    remedio="Agregue «eje» con el identificador de uno de los ejes.",
    juzgar=_look,
)

"""ACC-02: una acción no tiene fechas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.estrategia.acciones:
        yield Duda(("acciones",), "No hay acciones.")
    for position, accion in enumerate(ctx.estrategia.acciones):
        missing = [name for name in ("inicio", "fin") if getattr(accion, name) is None]
        if missing:
            text = f"La acción «{accion.id}» no dice su {' ni su '.join(missing)}."
            yield Falta(("acciones", position), text, parcial=len(missing) == 1)
        else:
            yield BIEN


REGLA = Regla(
    codigo="ACC-02",
    familia="revision_plan",
    pregunta="acciones.fechas",
    titulo="Una acción no tiene fechas",
    que="Una acción no dice cuándo empieza o cuándo termina.",
    por_que="Sin fechas no se sabe si va tarde ni si cabe en el periodo.",
    fuente=f"{LIBRO}, cap. 1, paso 5, tabla de tres años",
    mal="""\
acciones: [{id: feria, inicio: 2025-03-01}]
""",
    bien="""\
acciones: [{id: feria, inicio: 2025-03-01, fin: 2025-06-30}]
""",
    remedio="Agregue «inicio» y «fin».",
    juzgar=_look,
    peso=2,
)

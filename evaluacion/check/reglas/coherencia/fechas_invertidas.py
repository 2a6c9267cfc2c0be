"""COH-06: una acción termina antes de empezar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.fechas import first_day, last_day
from evaluacion.check.regla import BIEN, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    dated = [(position, item) for position, item in enumerate(ctx.estrategia.acciones) if item.inicio and item.fin]
    if not dated:
        yield Duda(("acciones",), "Ninguna acción tiene inicio y fin.")
    for position, item in dated:
        if last_day(item.fin or "") < first_day(item.inicio or ""):
            text = f"La acción «{item.id}» termina en {item.fin} y empieza en {item.inicio}."
            yield Falta(("acciones", position, "fin"), text, item.fin)
        else:
            yield BIEN


REGLA = Regla(
    codigo="COH-06",
    familia="revision_coherencia",
    pregunta="calendario.orden",
    titulo="Una acción termina antes de empezar",
    que="El fin de una acción es anterior a su inicio.",
    por_que="Casi siempre es un año mal escrito, y con él la acción desaparece del calendario.",
    fuente="decisión de esta herramienta: las partes de un mismo archivo deben concordar",
    mal="""\
acciones: [{id: feria, inicio: 2026-03-01, fin: 2025-06-30}]
""",
    bien="""\
acciones: [{id: feria, inicio: 2026-03-01, fin: 2026-06-30}]
""",
    remedio="Corrija «inicio» o «fin».",
    juzgar=_look,
    peso=2,
)

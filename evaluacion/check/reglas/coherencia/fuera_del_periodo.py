"""COH-05: una acción ocurre fuera del periodo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.fechas import first_day, last_day
from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    dated = [(position, item) for position, item in enumerate(ctx.estrategia.acciones) if item.inicio or item.fin]
    if not dated or (ctx.desde is None and ctx.hasta is None):
        yield Duda(("periodo",), "No hay periodo, o ninguna acción tiene fechas.")
        return
    for position, item in dated:
        early = item.inicio is not None and ctx.desde is not None and last_day(item.inicio) < ctx.desde
        late = item.fin is not None and ctx.hasta is not None and first_day(item.fin) > ctx.hasta
        if early:
            yield Falta(
                ("acciones", position, "inicio"), f"La acción «{item.id}» empieza en {item.inicio}, antes del periodo.", item.inicio
            )
        if late:
            yield Falta(("acciones", position, "fin"), f"La acción «{item.id}» termina en {item.fin}, después del periodo.", item.fin)
        if not (early or late):
            yield BIEN


REGLA = Regla(
    codigo="COH-05",
    familia="revision_coherencia",
    pregunta="calendario.dentro",
    titulo="Una acción ocurre fuera del periodo",
    que="Una acción empieza antes del periodo del plan o termina después.",
    por_que="Lo que queda fuera del periodo no tiene presupuesto ni responsable en este plan.",
    fuente=f"{LIBRO}, cap. 1, paso 5, tabla de tres años",
    mal="""\
periodo: {desde: 2024, hasta: 2027}
acciones: [{id: feria, inicio: 2027-06-01, fin: 2028-02-28}]
""",
    bien="""\
periodo: {desde: 2024, hasta: 2027}
acciones: [{id: feria, inicio: 2027-06-01, fin: 2027-12-31}]
""",
    remedio="Corrija la fecha, o el periodo del plan.",
    juzgar=_look,
    peso=2,
)

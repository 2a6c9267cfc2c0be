"""ACC-04: un año del periodo no tiene acciones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.fechas import first_day, last_day
from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    acciones = ctx.estrategia.acciones
    if not acciones:
        yield Falta(("acciones",), "No hay acciones.")
        return
    if not ctx.anios:
        yield Duda(("periodo",), "No se dice de cuándo a cuándo es el plan.")
    spans = [
        (first_day(item.inicio or item.fin or "").year, last_day(item.fin or item.inicio or "").year)
        for item in acciones
        if item.inicio or item.fin
    ]
    if not spans:
        yield Duda(("acciones",), "Ninguna acción tiene fechas.")
        return
    for year in ctx.anios:
        covered = any(start <= year <= end for start, end in spans)
        yield BIEN if covered else Falta(("acciones",), f"Ninguna acción ocurre en {year}.", year)


REGLA = Regla(
    codigo="ACC-04",
    familia="revision_plan",
    pregunta="acciones.cada_anio",
    titulo="Un año del periodo no tiene acciones",
    que="Hay un año del periodo en que no ocurre ninguna acción, o no hay acciones.",
    por_que="La implementación se planea año por año; un año vacío suele ser el último, cuando el gobierno ya se va.",
    fuente=f"{LIBRO}, cap. 1, paso 5, tabla de tres años",
    mal="""\
periodo: {desde: 2025, hasta: 2026}
acciones: [{id: feria, inicio: 2025-03-01, fin: 2025-06-30}]
""",
    bien="""\
periodo: {desde: 2025, hasta: 2026}
acciones: [{id: feria, inicio: 2025-03-01, fin: 2026-06-30}]
""",
    remedio="Agregue al menos una acción en cada año, o corrija el periodo.",
    juzgar=_look,
    peso=2,
)

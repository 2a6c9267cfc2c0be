"""ACC-05: un año del periodo no tiene presupuesto."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.fechas import first_day, last_day
from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    presupuesto = ctx.estrategia.presupuesto
    by_year = presupuesto.por_anio if presupuesto is not None else {}
    funded = [item for item in ctx.estrategia.acciones if item.presupuesto and (item.inicio or item.fin)]
    if not ctx.anios or not (by_year or funded):
        yield Duda(("presupuesto",), "No se dice el periodo, o no hay dinero por año ni por acción.")
        return
    spans = [(first_day(item.inicio or item.fin or "").year, last_day(item.fin or item.inicio or "").year) for item in funded]
    place = ("presupuesto", "por_anio") if by_year else ("acciones",)
    for year in ctx.anios:
        covered = by_year.get(str(year), 0) > 0 if by_year else any(start <= year <= end for start, end in spans)
        is_zero = str(year) in by_year
        remedy = "Escriba cuánto se destina a ese año: en «presupuesto: por_anio» tiene cero." if is_zero else None
        yield BIEN if covered else Falta(place, f"El año {year} no tiene presupuesto.", year, remedy)


REGLA = Regla(
    codigo="ACC-05",
    familia="revision_plan",
    pregunta="acciones.dinero_cada_anio",
    titulo="Un año del periodo no tiene presupuesto",
    que="El presupuesto por año, o el de las acciones, deja un año sin dinero.",
    por_que="Un plan que se presupuesta solo el primer año no se cumple en los demás.",
    fuente=f"{LIBRO}, cap. 1, retos y soluciones",
    mal="""\
periodo: {desde: 2025, hasta: 2026}
presupuesto: {por_anio: {2025: 500000}}
""",
    bien="""\
periodo: {desde: 2025, hasta: 2026}
presupuesto: {por_anio: {2025: 500000, 2026: 500000}}
""",
    remedio="Agregue el año a «presupuesto: por_anio», o presupuesto a una acción de ese año.",
    juzgar=_look,
)

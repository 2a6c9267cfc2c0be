"""COH-07: el presupuesto no suma."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    presupuesto = ctx.estrategia.presupuesto
    if presupuesto is None or presupuesto.total is None:
        yield Duda(("presupuesto",), "No se dice el total del presupuesto.")
        return
    total, slack = presupuesto.total, ctx.umbral("COH-07", "tolerancia")
    if presupuesto.por_anio:
        by_year = sum(presupuesto.por_anio.values())
        wrong = abs(by_year - total) > slack * max(total, 1)
        text = f"Los años suman {by_year:,.0f} y el total es {total:,.0f}."
        yield Falta(("presupuesto", "por_anio"), text, by_year) if wrong else BIEN
    yield from _actions(ctx, total * (1 + slack))


def _actions(ctx: Contexto, most: float) -> Iterator[Juicio]:
    presupuesto = ctx.estrategia.presupuesto
    paid = [item.presupuesto for item in ctx.estrategia.acciones if item.presupuesto is not None]
    currencies = {item.moneda for item in paid if item.moneda}
    if presupuesto is not None and presupuesto.moneda:
        currencies.add(presupuesto.moneda)
    if len(currencies) > 1:
        yield Duda(("acciones",), f"Hay montos en varias monedas ({', '.join(sorted(currencies))}) y no se convierten.")
    elif paid:
        spent = sum(item.monto for item in paid)
        text = f"Las acciones cuestan {spent:,.0f} y el total es {presupuesto.total if presupuesto else 0:,.0f}."
        yield Falta(("presupuesto", "total"), text, spent) if spent > most else BIEN


REGLA = Regla(
    codigo="COH-07",
    familia="revision_coherencia",
    pregunta="dinero.suma",
    titulo="El presupuesto no suma",
    que="Los montos por año no dan el total, o las acciones cuestan más de lo que hay.",
    por_que="Un presupuesto que no suma se descubre cuando ya no hay con qué pagar la última acción.",
    fuente=f"{LIBRO}, cap. 1, retos y soluciones",
    mal="""\
presupuesto: {total: 1000000, moneda: MXN, por_anio: {2025: 400000, 2026: 500000}}
""",
    bien="""\
presupuesto: {total: 1000000, moneda: MXN, por_anio: {2025: 500000, 2026: 500000}}
""",
    remedio="Corrija el total, los montos por año o los de las acciones.",
    juzgar=_look,
    peso=3,
    umbrales={"tolerancia": 0.01},
)

"""OBJ-07: el plazo de un objetivo cae fuera del periodo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from evaluacion.check.fechas import last_day, show_day
from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla, Ruta

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if ctx.hasta is None or not ctx.estrategia.objetivos:
        yield Duda(("periodo",), "No hay objetivos, o no se dice cuándo termina el plan.")
        return
    for position, item in enumerate(ctx.estrategia.objetivos):
        leido = ctx.enunciado(position)
        where: Ruta
        if item.meta is not None:
            end, where = last_day(item.meta.periodo), ("objetivos", position, "meta", "periodo")
        elif leido is not None and leido.plazo is not None and leido.plazo.fin is not None:
            end, where = date.fromisoformat(leido.plazo.fin), ("objetivos", position, "enunciado")
        else:
            yield Duda(("objetivos", position), f"El objetivo «{item.id}» no dice su plazo.")
            continue
        if end > ctx.hasta:
            yield Falta(where, _past_end(item.id, end, ctx.hasta), end, parcial=True)
        elif ctx.desde is not None and end < ctx.desde:
            yield Falta(where, f"El plazo de «{item.id}», {show_day(end)}, es anterior al inicio del plan.", end, severidad="falla")
        else:
            yield BIEN


def _past_end(name: str, end: date, last: date) -> str:
    """Return what is said of a deadline after the end of the plan; one of the same year was perhaps only the year said whole."""
    if (end.year, end.month, end.day) == (last.year, 12, 31):
        return f"El plazo de «{name}» llega a {show_day(end)}, porque el año se toma completo, y el plan termina {show_day(last)}: diga el día."
    return f"El plazo de «{name}», {show_day(end)}, es posterior al fin del plan, {show_day(last)}."


REGLA = Regla(
    codigo="OBJ-07",
    familia="revision_objetivos",
    pregunta="temporal.periodo",
    titulo="El plazo de un objetivo cae fuera del periodo",
    que="La meta es posterior al fin del plan, o anterior a su inicio.",
    por_que="Lo que vence después del periodo no se le puede pedir a este gobierno; hace falta una meta intermedia.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
periodo: {desde: 2024, hasta: 2027}
objetivos: [{id: gei, meta: {periodo: 2030, valor: 20}}]
""",
    bien="""\
periodo: {desde: 2024, hasta: 2027}
objetivos: [{id: gei, meta: {periodo: 2027, valor: 12}}]
""",
    remedio="Fije una meta dentro del periodo, además de la final.",
    juzgar=_look,
    severidad="aviso",
)

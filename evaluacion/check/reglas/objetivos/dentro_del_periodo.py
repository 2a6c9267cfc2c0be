"""OBJ-07: el plazo de un objetivo cae fuera del periodo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
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
            text, remedy = _past_end(item.id, end, ctx.hasta)
            yield Falta(where, text, end, remedy, parcial=True)
        elif ctx.desde is not None and end < ctx.desde:
            text = f"El plazo de «{item.id}», {show_day(end)}, es anterior al inicio del plan."
            yield Falta(where, text, end, "Corrija el plazo, o el inicio del periodo del plan.", severidad="falla")
        else:
            yield BIEN


def _past_end(name: str, end: date, last: date) -> tuple[str, str | None]:
    """Return what is said of a deadline after the end of the plan, and its remedy; one of the same year was perhaps only the year said whole."""
    if (end.year, end.month, end.day) != (last.year, 12, 31):
        return f"El plazo de «{name}», {show_day(end)}, es posterior al fin del plan, {show_day(last)}.", None
    text = f"El plazo de «{name}» llega a {show_day(end)}, porque el año se toma completo, y el plan termina {show_day(last)}."
    return text, f"Diga en el enunciado el día, y en «meta», {_whole_part(last)}."


def _whole_part(last: date) -> str:
    """Return how a target of the year in which a plan ends is dated: its last whole month in the plan, or the year before."""
    is_whole = (last + timedelta(1)).day == 1
    month = last.month if is_whole else last.month - 1
    return f"el mes: «periodo: {last.year}-{month:02}»" if month else f"el año anterior: «periodo: {last.year - 1}»"


REGLA = Regla(
    codigo="OBJ-07",
    familia="revision_objetivos",
    pregunta="temporal.periodo",
    titulo="El plazo de un objetivo cae fuera del periodo",
    que="La meta es posterior al fin del plan, que es un aviso, o anterior a su inicio, que es una falla.",
    por_que="Lo que vence después del periodo no se le puede pedir a este gobierno; hace falta una meta para su último año. Y lo que vence antes de que empiece es un error.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
periodo: {desde: 2024, hasta: 2027}
objetivos: [{id: gei, meta: {periodo: 2030, valor: 20}}]
""",
    bien="""\
periodo: {desde: 2024, hasta: 2027}
objetivos: [{id: gei, meta: {periodo: 2027, valor: 12}}]
""",
    remedio="Fije el objetivo para el último año del plan, en «enunciado» y en «meta», y diga la meta final en «vision».",
    juzgar=_look,
    severidad="aviso",
)

"""OBJ-09: el enunciado y los datos del objetivo no dicen lo mismo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from evaluacion.base.periodo import MONTHS_OF_FRECUENCIA, parse_periodo
from evaluacion.check.contraste import base_against, goes_against, is_same, says_each_period, sense_against, unit_against, way_word
from evaluacion.check.fechas import first_day, last_day
from evaluacion.check.regla import BIEN, Ajena, Duda, Falta, Juicio, Regla
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.check.enunciado import Enunciado
    from evaluacion.check.enunciado.valores import Cantidad
    from evaluacion.model.estrategia import Objetivo
    from evaluacion.model.practica import Punto


_YEAR = 12
_TOLD = re.compile(r"\b(?:al|por|cada) ano\b|\banual(?:es|mente)?\b|\bacumulad[oa]s?\b|\ben total\b")
"""Words that say whether a quantity is of each year or of all of them together."""
_TELL = "Diga en el enunciado o en la unidad si la cantidad es «al año» o «acumulada»; si no es eso, corrija el enunciado o la meta."


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.estrategia.objetivos:
        yield Duda(("objetivos",), "No hay objetivos.")
        return
    both = [
        (position, item, item.meta, leido)
        for position, item in enumerate(ctx.estrategia.objetivos)
        if item.meta is not None and (leido := ctx.enunciado(position)) is not None
    ]
    if not both:
        yield Ajena("Ningún objetivo tiene a la vez enunciado y meta como dato.")
    for position, item, goal, leido in both:
        found = [*_of_quantity(ctx, position, goal, leido), *_of_deadline(position, item, goal, leido)]
        yield from found or [Duda(("objetivos", position, "enunciado"), f"El enunciado de «{item.id}» no dice cuánto ni para cuándo.")]


def _of_quantity(ctx: Contexto, position: int, goal: Punto, leido: Enunciado) -> Iterator[Juicio]:
    item = ctx.estrategia.objetivos[position]
    said = [quantity for quantity in leido.cantidades if quantity.valor is not None or quantity.hasta is not None]
    if not said:
        return
    same = [quantity for quantity in said if is_same(quantity, goal.valor, item)]
    if same:
        yield _of_same(position, item, goal.valor, leido, same)
    else:
        yield from _of_other(ctx, position, goal, said)


def _of_same(position: int, item: Objetivo, value: float, leido: Enunciado, same: Sequence[Cantidad]) -> Juicio:
    """Return whether the quantity that is the target counts the same thing and moves the same way."""
    sheet = item.indicador
    if sheet is not None and all(sense_against(leido, quantity, item) for quantity in same):
        text = f"El indicador de «{item.id}» es {sheet.sentido} y su enunciado dice lo contrario: «{leido.verbos[0]}»."
        return Falta(("objetivos", position, "indicador", "sentido"), text, sheet.sentido)
    if item.linea_base is not None and all(goes_against(leido, quantity, value, item) for quantity in same):
        moved = f"va de {item.linea_base.valor:,.10g} a {value:,.10g}"
        text = f"La meta de «{item.id}» {moved} y su enunciado dice lo contrario: «{way_word(leido)}»."
        return Falta(("objetivos", position, "meta", "valor"), text, value)
    if sheet is not None and all(unit_against(quantity, value, item) for quantity in same):
        text = f"El indicador de «{item.id}» cuenta «{sheet.unidad}» y su enunciado dice «{same[0].unidad}»."
        return Falta(("objetivos", position, "indicador", "unidad"), text, sheet.unidad)
    if item.linea_base is not None and base_against(leido, item):
        start = leido.linea_base.valor if leido.linea_base is not None else None
        text = f"La línea base de «{item.id}» es {item.linea_base.valor:g} y su enunciado parte de {start:,.10g}."
        return Falta(("objetivos", position, "linea_base", "valor"), text, item.linea_base.valor)
    return BIEN


def _of_other(ctx: Contexto, position: int, goal: Punto, said: Sequence[Cantidad]) -> Iterator[Juicio]:
    """Yield what quantities that are not the target are worth: of each year or of all, they may still be."""
    item = ctx.estrategia.objetivos[position]
    where = ("objetivos", position, "meta", "valor")
    unit = item.indicador.unidad if item.indicador is not None else None
    told = f"{goal.valor:,.10g} {unit}" if unit else f"{goal.valor:,.10g}"
    text = f"La meta de «{item.id}» es {told} y su enunciado dice «{said[0].tramo}»."
    values = [end for one in said for end in (one.valor, one.hasta) if end is not None]
    if says_each_period(item.enunciado or ""):
        return
    if not any(_may_add_up(value, goal.valor, _periods(ctx, item, goal)) for value in values):
        yield Falta(where, text, goal.valor)
    elif _TOLD.search(fold(f"{item.enunciado} / {item.indicador.unidad if item.indicador is not None else ''}")) is None:
        yield Falta(
            where, f"{text} Puede ser lo mismo: una, de cada año, y la otra, de todos.", goal.valor, _TELL, parcial=True, severidad="aviso"
        )
    else:
        yield BIEN


def _of_deadline(position: int, item: Objetivo, goal: Punto, leido: Enunciado) -> Iterator[Juicio]:
    end = leido.plazo.fin if leido.plazo is not None else None
    if end is None:
        return
    if first_day(goal.periodo) <= date.fromisoformat(end) <= last_day(goal.periodo):
        yield BIEN
    else:
        text = f"El plazo de «{item.id}» es {goal.periodo} y su enunciado dice {end}."
        yield Falta(("objetivos", position, "meta", "periodo"), text, goal.periodo)


def _periods(ctx: Contexto, item: Objetivo, goal: Punto) -> int:
    """Return how many times the indicator is measured from the baseline, or the start of the plan, to the target; 0: not known."""
    sheet, end = item.indicador, parse_periodo(goal.periodo)
    if sheet is None or sheet.frecuencia is None or end is None:
        return 0
    start = parse_periodo(item.linea_base.periodo) if item.linea_base is not None else None
    first = start.fin if start is not None else (ctx.desde or ctx.referencia).year * _YEAR
    return ceil((end.fin - first) / MONTHS_OF_FRECUENCIA[sheet.frecuencia])


def _may_add_up(said: float, goal: float, periods: int) -> bool:
    """Whether one of two quantities may be the sum of what the other counts each period."""
    low, high = sorted((abs(said), abs(goal)))
    return periods > 1 and 0 < low < high <= low * periods


REGLA = Regla(
    codigo="OBJ-09",
    familia="revision_objetivos",
    pregunta="medible.concordancia",
    titulo="El enunciado y los datos del objetivo no dicen lo mismo",
    que="La cantidad, el plazo, la unidad, el sentido o el punto de partida del enunciado no son los de los datos.",
    por_que="Quien lea la frase entenderá una meta y el tablero medirá otra.",
    fuente="decisión de esta herramienta: los campos mandan, y una contradicción con la frase se señala",
    mal="""\
objetivos: [{id: ied, enunciado: Captar 12 millones de dólares para 2027, meta: {periodo: 2027, valor: 10}}]
""",
    bien="""\
objetivos: [{id: ied, enunciado: Captar 10 millones de dólares para 2027, meta: {periodo: 2027, valor: 10}}]
""",
    remedio="Corrija el enunciado o la meta.",
    juzgar=_look,
    peso=2,
)

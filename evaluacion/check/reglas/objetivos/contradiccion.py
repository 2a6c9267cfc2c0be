"""OBJ-09: el enunciado y los datos del objetivo no dicen lo mismo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil
from typing import TYPE_CHECKING

from evaluacion.base.periodo import MONTHS_OF_FRECUENCIA, parse_periodo
from evaluacion.check.fechas import last_day
from evaluacion.check.regla import BIEN, Ajena, Duda, Falta, Juicio, Regla
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.check.enunciado import Enunciado
    from evaluacion.model.estrategia import Objetivo
    from evaluacion.model.practica import Punto


_SCALES = (1.0, 1e-2, 1e2, 1e3, 1e6, 1e9)
_CLOSE = 1e-9
_YEAR = 12
_TOLD = re.compile(r"\b(?:al|por|cada) ano\b|\banual(?:es|mente)?\b|\bacumulad[oa]s?\b|\ben total\b")
"""Words that say whether a quantity is of each year or of all of them together."""
_TELL = "Diga en el enunciado o en la unidad si la cantidad es «al año» o «acumulada»; si no es eso, corrija el enunciado o la meta."


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.estrategia.objetivos:
        yield Duda(("objetivos",), "No hay objetivos.")
        return
    both = [position for position, item in enumerate(ctx.estrategia.objetivos) if item.meta is not None and item.enunciado is not None]
    if not both:
        yield Ajena("Ningún objetivo tiene a la vez enunciado y meta como dato.")
    for position in both:
        item, leido = ctx.estrategia.objetivos[position], ctx.enunciado(position)
        if item.meta is not None and leido is not None:
            found = [*_of_quantity(ctx, position, item.meta, leido), *_of_deadline(position, item, item.meta, leido)]
            yield from found or [Duda(("objetivos", position, "enunciado"), f"El enunciado de «{item.id}» no dice cuánto ni para cuándo.")]


def _of_quantity(ctx: Contexto, position: int, goal: Punto, leido: Enunciado) -> Iterator[Juicio]:
    item = ctx.estrategia.objetivos[position]
    said = [end for quantity in leido.cantidades for end in (quantity.valor, quantity.hasta) if end is not None]
    base = item.linea_base.valor if item.linea_base is not None else None
    if not said:
        return
    if any(_is_same(value, goal.valor, base) for value in said):
        yield BIEN
        return
    where = ("objetivos", position, "meta", "valor")
    text = f"La meta de «{item.id}» es {goal.valor:g} y su enunciado dice {said[0]:,.10g}."
    if not any(_may_add_up(value, goal.valor, _periods(ctx, item, goal)) for value in said):
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
    text = f"El plazo de «{item.id}» es {goal.periodo} y su enunciado dice {end}."
    is_same = end == last_day(goal.periodo).isoformat()
    yield BIEN if is_same else Falta(("objetivos", position, "meta", "periodo"), text, goal.periodo)


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


def _is_same(said: float, goal: float, base: float | None) -> bool:
    """Whether a quantity of the text is the target, in its unit or a larger one, or the change from the baseline to it."""
    wanted = [goal]
    if base is not None:
        wanted += [abs(goal - base)]
        wanted += [abs(goal - base) / abs(base) * 100, goal / base] if base else []
    return any(abs(said - value * scale) <= _CLOSE * max(1.0, abs(said)) for value in wanted for scale in _SCALES)


REGLA = Regla(
    codigo="OBJ-09",
    familia="revision_objetivos",
    pregunta="medible.concordancia",
    titulo="El enunciado y los datos del objetivo no dicen lo mismo",
    que="La cantidad o el plazo del enunciado no son los de la meta.",
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

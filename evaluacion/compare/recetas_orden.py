"""Recipes of what depends on order: the share of the greatest, ranks, and counts of rows under a condition."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from evaluacion.compare.celdas import Celdas, SinDatoError
from evaluacion.compare.intervalo import Intervalo, add, divide, exact, scale, share
from evaluacion.compare.receta import Receta
from evaluacion.model.cifras import Afirmacion, Condicion, parse_printed

_CIEN = 100


def top_recipes(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    """Return the ways to compute what the greatest rows hold."""
    count = cifra.cuantos or 1

    def top(many: int, whole: Intervalo | None = None) -> Intervalo | None:
        values = sorted(celdas.read_all(celdas.keys_of(cifra)), key=lambda item: item.valor, reverse=True)
        if not 0 < many <= len(values):
            raise SinDatoError(f"hay {len(values)} filas")
        chosen = add(values[:many])
        if cifra.expresado == "valor":
            return chosen
        found = share(chosen, add(values[many:])) if whole is None else divide(chosen, whole)
        return scale(found, _CIEN) if found is not None else None

    others = [found[0] for text in cifra.otros_totales if (found := parse_printed(text)) is not None]
    return [
        ("mayores", lambda: top(count)),
        *(("otro_total", partial(top, count, exact(other))) for other in others),
        ("una_fila_menos", lambda: top(count - 1)),
        ("una_fila_mas", lambda: top(count + 1)),
    ]


def rank_recipes(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    """Return the ways to rank a row among the others: 1 is the first, and equal ones share the better place."""

    def places(place: Callable[[list[Intervalo], Intervalo], Intervalo], *, sign: int = 1) -> Intervalo:
        direction = sign * (1 if cifra.orden == "descendente" else -1)
        tabla, own = celdas.table_of(cifra), celdas.rows_of(cifra)
        me = scale(celdas.value(cifra), direction)
        keys = [(tabla.id, row, str(cifra.columna)) for row in tabla.datos if row not in own]
        return place([scale(item, direction) for item in celdas.read_all(keys)], me)

    return [
        ("lugar", lambda: places(_standard)),
        ("lugar_sin_saltos", lambda: places(_dense)),
        ("empate_al_final", lambda: places(_last_of_ties)),
        ("orden_inverso", lambda: places(_standard, sign=-1)),
    ]


def _standard(others: list[Intervalo], me: Intervalo) -> Intervalo:
    """Return the place, from the best to the worst that rounding admits."""
    best = 1 + sum(item.menor > me.mayor for item in others)
    worst = 1 + sum(item.mayor > me.menor for item in others)
    return Intervalo(Fraction(1 + sum(item.valor > me.valor for item in others)), Fraction(best), Fraction(worst))


def _dense(others: list[Intervalo], me: Intervalo) -> Intervalo:
    return exact(1 + len({item.valor for item in others if item.valor > me.valor}))


def _last_of_ties(others: list[Intervalo], me: Intervalo) -> Intervalo:
    return exact(1 + sum(item.valor >= me.valor for item in others))


def count_recipes(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    """Return the ways to count the rows that meet a condition."""
    condition = cifra.condicion or Condicion(minimo=0)

    def count(meets: Callable[[Fraction], bool]) -> Intervalo:
        values = celdas.read_all(celdas.keys_of(cifra))
        ends = [(meets(item.valor), meets(item.menor), meets(item.mayor)) for item in values]
        sure, maybe = sum(all(item) for item in ends), sum(any(item) for item in ends)
        return Intervalo(Fraction(sum(item[0] for item in ends)), Fraction(sure), Fraction(maybe))

    return [
        ("conteo", lambda: count(lambda value: _meets(condition, value))),
        ("limite_contrario", lambda: count(lambda value: _meets(_other_edges(condition), value))),
    ]


def _meets(condition: Condicion, value: Fraction) -> bool:
    edges = (condition.minimo, condition.maximo, condition.mayor_que, condition.menor_que)
    least, most, above, below = (None if edge is None else Fraction(repr(edge)) for edge in edges)
    return (
        (least is None or value >= least)
        and (most is None or value <= most)
        and (above is None or value > above)
        and (below is None or value < below)
    )


def _other_edges(condition: Condicion) -> Condicion:
    """Return the condition with its edges counted the other way."""
    swapped = {
        "minimo": condition.mayor_que,
        "mayor_que": condition.minimo,
        "maximo": condition.menor_que,
        "menor_que": condition.maximo,
    }
    return Condicion.model_validate({name: value for name, value in swapped.items() if value is not None})

"""Recipes of growth and of projections, and the usual slips with rates and periods."""

from __future__ import annotations

from fractions import Fraction

from evaluacion.compare.celdas import Celdas, SinDatoError
from evaluacion.compare.intervalo import Intervalo, add, divide, exact, round_to, scale, subtract
from evaluacion.compare.proyeccion import compound, double_increment, grow_straight, round_each_period
from evaluacion.compare.receta import Receta, printed_mean, rounded_mean
from evaluacion.model.cifras import Afirmacion, Dato

_CIEN = 100


def growth_recipes(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    """Return the ways to compute a growth in percent, of the whole or, with `periodos`, of each period."""
    desde, hasta, periods = cifra.desde or cifra, cifra.hasta or cifra, cifra.periodos or 1

    def whole() -> Intervalo | None:
        return growth(celdas.value(desde), celdas.value(hasta))

    def per_period(count: int) -> Intervalo | None:
        return _root(divide(celdas.value(hasta), celdas.value(desde)), count)

    if periods > 1:
        return [
            ("tasa_compuesta", lambda: per_period(periods)),
            ("tasa_simple", lambda: _shared_out(whole(), periods)),
            ("un_periodo_menos", lambda: per_period(periods - 1)),
            ("un_periodo_mas", lambda: per_period(periods + 1)),
            ("sin_repartir", whole),
        ]
    return [
        ("crecimiento", whole),
        ("medias_impresas", lambda: growth(printed_mean(desde, celdas), printed_mean(hasta, celdas))),
        ("medias_redondeadas", lambda: growth(rounded_mean(desde, celdas), rounded_mean(hasta, celdas))),
        ("media_de_razones", lambda: _mean_of_growths(desde, hasta, celdas)),
        ("sobre_el_final", lambda: growth(celdas.value(hasta), celdas.value(desde), sign=-1)),
        ("puntos_por_porcentaje", lambda: subtract(celdas.value(hasta), celdas.value(desde))),
        ("sin_restar_uno", lambda: _times_hundred(divide(celdas.value(hasta), celdas.value(desde)))),
    ]


def growth(start: Intervalo, end: Intervalo, *, sign: int = 1) -> Intervalo | None:
    """Return 100 x (end / start - 1), with that sign; None when the start is, or rounds to, zero."""
    ratio = divide(end, start)
    return scale(subtract(ratio, exact(1)), _CIEN * sign) if ratio is not None else None


def _times_hundred(value: Intervalo | None) -> Intervalo | None:
    return scale(value, _CIEN) if value is not None else None


def _shared_out(value: Intervalo | None, count: int) -> Intervalo | None:
    return scale(value, Fraction(1, count)) if value is not None else None


def _root(ratio: Intervalo | None, count: int) -> Intervalo | None:
    """Return the rate of each period, in percent, that compounds to a ratio."""
    if ratio is None:
        return None
    if ratio.menor < 0:
        raise SinDatoError("de un valor negativo a uno positivo, o al revés, no hay tasa por periodo")
    if count == 1:
        return scale(subtract(ratio, exact(1)), _CIEN)
    ends = [Fraction(float(end) ** (1 / count)) for end in ratio]
    return scale(subtract(Intervalo(*ends), exact(1)), _CIEN)


def _mean_of_growths(desde: Dato, hasta: Dato, celdas: Celdas) -> Intervalo | None:
    rows = celdas.rows_of(desde) if desde.valor is None and hasta.valor is None else ()
    if len(rows) < 2 or celdas.rows_of(hasta) != rows:  # noqa: PLR2004 - one growth has no mean
        raise SinDatoError("no hay crecimientos por fila")
    found = []
    for row in rows:
        start, end = (celdas.value(item.model_copy(update={"fila": row, "filas": (), "medida": None})) for item in (desde, hasta))
        one = growth(start, end)
        if one is None:
            return None
        found.append(one)
    return scale(add(found), Fraction(1, len(found)))


def projection_recipes(cifra: Afirmacion, celdas: Celdas) -> list[Receta]:
    """Return the ways to project a base at a rate for some periods, in a scenario that multiplies the rate."""
    rate, factor = _fraction(cifra.tasa or 0), _fraction(1 if cifra.factor is None else cifra.factor)
    periods, decimals = cifra.periodos or 1, cifra.impreso[1]
    base = celdas.value(cifra.base or cifra)

    def of(value: Fraction) -> Intervalo:
        """Return the base, with its interval, grown by what one unit of it grows."""
        return scale(base, value)

    one = Fraction(1)
    recipes: list[Receta] = [("tasa_compuesta", lambda: of(compound(one, rate * factor, periods)))]
    if factor != 1:
        recipes.append(("multiplicar_incremento", lambda: of(double_increment(one, rate, factor, periods))))
    return [
        *recipes,
        ("tasa_simple", lambda: of(grow_straight(one, rate * factor, periods))),
        ("redondeo_por_periodo", lambda: exact(round_each_period(base.valor, rate * factor, periods, lambda x: round_to(x, decimals)))),
        ("un_periodo_menos", lambda: of(compound(one, rate * factor, periods - 1))),
        ("un_periodo_mas", lambda: of(compound(one, rate * factor, periods + 1))),
    ]


def _fraction(number: float) -> Fraction:
    """Return a number as written: 0.1 is a tenth."""
    return Fraction(repr(float(number)))

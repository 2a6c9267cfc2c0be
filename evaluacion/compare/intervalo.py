"""A number with the interval that rounding leaves open: exact arithmetic on fractions, end by end."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from evaluacion.base.numeros import round_half_away


class Intervalo(NamedTuple):
    """A central value, and the least and the greatest that the printed digits admit."""

    valor: Fraction
    menor: Fraction
    mayor: Fraction


def exact(value: Fraction | int) -> Intervalo:
    """Return a value that was not rounded."""
    number = Fraction(value)
    return Intervalo(number, number, number)


def rounded(value: Fraction, decimals: int) -> Intervalo:
    """Return a value that was printed with that many decimals: half a unit of the last one to each side."""
    half = Fraction(1, 2 * 10**decimals)
    return Intervalo(value, value - half, value + half)


def add(values: Iterable[Intervalo]) -> Intervalo:
    """Return the sum; of nothing, zero."""
    total = lower = upper = Fraction(0)
    for item in values:
        total, lower, upper = total + item.valor, lower + item.menor, upper + item.mayor
    return Intervalo(total, lower, upper)


def subtract(left: Intervalo, right: Intervalo) -> Intervalo:
    """Return left minus right, as if rounded apart."""
    return Intervalo(left.valor - right.valor, left.menor - right.mayor, left.mayor - right.menor)


def scale(value: Intervalo, factor: Fraction | int) -> Intervalo:
    """Return the value times a number that is exact."""
    ends = (value.menor * factor, value.mayor * factor)
    return Intervalo(value.valor * factor, min(ends), max(ends))


def divide(left: Intervalo, right: Intervalo) -> Intervalo | None:
    """Return left over right, as if rounded apart; None when the divisor is, or rounds to, zero."""
    if right.valor == 0 or right.menor <= 0 <= right.mayor:
        return None
    corners = [a / b for a in (left.menor, left.mayor) for b in (right.menor, right.mayor)]
    return Intervalo(left.valor / right.valor, min(corners), max(corners))


def share(part: Intervalo, rest: Intervalo) -> Intervalo | None:
    """Return part / (part + rest), the two rounded apart; None when the whole is, or rounds to, zero."""
    whole = part.valor + rest.valor
    ends = (part.menor + rest.mayor, part.mayor + rest.menor)
    if whole == 0 or min(ends) <= 0 <= max(ends):
        return None
    corners = [part.menor / ends[0], part.mayor / ends[1]]
    return Intervalo(part.valor / whole, min(corners), max(corners))


def round_to(value: Fraction, decimals: int) -> Fraction:
    """Return the value rounded half away from zero, as it would be printed."""
    return Fraction(round_half_away(float(value), decimals))


def truncate(value: Fraction, decimals: int) -> Fraction:
    """Return the value with the decimals beyond those dropped."""
    unit = 10**decimals
    scaled = abs(value) * unit
    found = Fraction(scaled.numerator // scaled.denominator, unit)
    return found if value >= 0 else -found


def rounds_to(value: Fraction, printed: Fraction, decimals: int) -> bool:
    """Whether the value, rounded to those decimals, is what was printed."""
    return round_to(value, decimals) == round_to(printed, decimals)


def may_round_to(value: Intervalo, printed: Fraction, decimals: int) -> bool:
    """Whether some value of the interval would have been printed so."""
    if value.menor == value.mayor:
        return rounds_to(value.valor, printed, decimals)
    half = Fraction(1, 2 * 10**decimals)
    return value.menor <= printed + half and value.mayor >= printed - half

"""Projections: a base that grows at a rate, by scenarios, with the recipe of the book beside the compounding.

The book (*De la A a la Z en la Internacionalización Local*, chapter 2, section III) compounds its expected scenario and
doubles, in the best one, the increment over the base; doubling the rate and compounding it gives more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

_CIEN = 100


def compound(base: Fraction, rate: Fraction, periods: int) -> Fraction:
    """Return the base after some periods at a rate in percent, each on what the one before left."""
    return base * (1 + rate / _CIEN) ** periods


def double_increment(base: Fraction, rate: Fraction, factor: Fraction, periods: int) -> Fraction:
    """Return the base plus the increment of the compounding, multiplied: the recipe of the book for its best scenario."""
    return base + factor * (compound(base, rate, periods) - base)


def grow_straight(base: Fraction, rate: Fraction, periods: int) -> Fraction:
    """Return the base after some periods of equal increments, each a share of the base."""
    return base * (1 + rate * periods / _CIEN)


def round_each_period(base: Fraction, rate: Fraction, periods: int, rounding: Callable[[Fraction], Fraction]) -> Fraction:
    """Return the compounding when what each period leaves is rounded before the next."""
    value = base
    for _ in range(periods):
        value = rounding(compound(value, rate, 1))
    return value


@dataclass(frozen=True, slots=True)
class Supuesto:
    """A scenario: its rate in percent, and by how much the book multiplies its increment."""

    id: str
    nombre: str
    tasa: Fraction
    factor: Fraction
    banda: Fraction | None
    """Percent to each side of its trend; None: no band."""


@dataclass(frozen=True, slots=True)
class Punto:
    """A scenario at one period: by the recipe of the book, by compounding, and the band around the first."""

    numero: int
    receta_del_libro: Fraction
    compuesta: Fraction
    banda: tuple[Fraction, Fraction] | None


@dataclass(frozen=True, slots=True)
class Trayectoria:
    """A scenario from the base (period 0) on."""

    supuesto: Supuesto
    puntos: tuple[Punto, ...]


def project(base: Fraction, periods: int, supuestos: Sequence[Supuesto]) -> tuple[Trayectoria, ...]:
    """Return each scenario at each period, the base included."""
    return tuple(Trayectoria(item, tuple(_point(base, item, number) for number in range(periods + 1))) for item in supuestos)


def _point(base: Fraction, item: Supuesto, number: int) -> Punto:
    book = double_increment(base, item.tasa, item.factor, number)
    band = None if item.banda is None or number == 0 else (book * (1 - item.banda / _CIEN), book * (1 + item.banda / _CIEN))
    return Punto(number, book, compound(base, item.tasa * item.factor, number), band)

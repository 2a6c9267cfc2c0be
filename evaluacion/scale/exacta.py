"""Sums of many numbers without error: whole numbers of a fixed unit, so that neither the order nor the grouping changes a bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_UNIT = 1074
"""The unit is 2 to the minus this: every float is a whole number of them."""
_MANTISSA = 53
_HIGHEST = 1000
"""Exponents from which the fast way could overflow."""
_AT_ONCE = 8_192
"""Numbers that stay near the processor while they are taken apart."""


def exact_sum(values: NDArray[np.float64]) -> int:
    """Return the sum of some finite numbers, in units; those of several groups are added as they are."""
    return sum(_sum_of_some(values[start : start + _AT_ONCE]) for start in range(0, len(values), _AT_ONCE))


def _sum_of_some(values: NDArray[np.float64]) -> int:
    """Return the sum of a few numbers, in units.

    Each round takes off the leading bits of all the numbers, as multiples of a power of two that is coarse enough for their sum
    to be exact, and leaves the rest, which is exact too.
    """
    total, rest = 0, values
    bits = max(len(values).bit_length(), 2)
    while (top := float(np.abs(rest).max(initial=0.0))) > 0.0:
        exponent = int(np.frexp(top)[1])
        if exponent + bits > _HIGHEST:
            return total + sum(_units(value) for value in rest.tolist())
        grid = max(exponent + bits - _MANTISSA, -_UNIT)
        anchor = 1.5 * 2.0 ** (grid + _MANTISSA - 1)
        leading = (rest + anchor) - anchor
        total += _units(float(leading.sum()))
        rest = rest - leading
    return total


def _units(value: float) -> int:
    numerator, denominator = value.as_integer_ratio()
    return numerator * ((1 << _UNIT) // denominator)


def as_float(units: int) -> float:
    """Return a sum as the nearest float, as `math.fsum` does."""
    return units / (1 << _UNIT)

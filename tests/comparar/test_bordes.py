"""The edges of the arithmetic of comparisons: nothing at all, and numbers near the end of what a machine holds."""

from __future__ import annotations

from fractions import Fraction

from evaluacion.compare.recta import _scale_of
from evaluacion.compare.tendencia import median


def test_nothing_has_no_median_and_an_even_number_has_the_middle_of_two():
    """Exact, whatever the order."""
    assert median([]) is None
    assert median([Fraction(3), Fraction(1)]) == 2
    assert median([Fraction(3), Fraction(1), Fraction(5)]) == 3


def test_numbers_near_the_end_of_the_machine_are_brought_near_one():
    """Ordinary numbers stay as they are."""
    assert _scale_of([12.5, float("nan")]) == 1
    assert 0.25 <= 1e300 * _scale_of([1e300]) <= 2
    assert 0.25 <= 1e-300 * _scale_of([1e-300]) <= 2

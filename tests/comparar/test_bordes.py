"""The edges of the arithmetic of comparisons: nothing at all, and numbers near the end of what a machine holds."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from evaluacion.compare.normalise import normalise_columns
from evaluacion.compare.recta import _scale_of
from evaluacion.compare.regla import Regla
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


def test_the_ends_of_an_interval_change_places_where_less_is_better():
    """The least value gives the greatest score: of 1 to 3, a value between 1.5 and 2.5 scores between 25 and 75."""
    central, least, greatest = [1.0, 2.0, 3.0], [1.0, 1.5, 3.0], [1.0, 2.5, 3.0]
    found = normalise_columns(np.array([central, least, greatest])[:, :, np.newaxis], [Regla("minmax", sentido=-1)])
    assert found.valores[:, :, 0].tolist() == [[100, 50, 0], [100, 25, 0], [100, 75, 0]]

"""The ends between which a formula lies while its variables lie between theirs."""

from __future__ import annotations

import numpy as np
import pytest

from evaluacion.base.formula import parse_formula
from evaluacion.score.formula import Extremos, bound_formula, meet

OPEN = (-np.inf, np.inf)


@pytest.mark.parametrize(
    ("formula", "a", "b", "ends"),
    [
        ("a + b", (-2, 3), (1, 4), (-1, 7)),
        ("a - b", (-2, 3), (1, 4), (-6, 2)),
        ("a * b", (-2, 3), (-1, 4), (-8, 12)),
        ("-a + 0 * b", (-2, 3), (1, 1), (-3, 2)),
        ("min(a, b)", (-2, 3), (1, 2), (-2, 2)),
        ("max(a, b)", (-2, 3), (1, 2), (1, 3)),
        ("sum(a, b)", (-2, 3), (1, 2), (-1, 5)),
        ("mean(a, b)", (-2, 3), (1, 2), (-0.5, 2.5)),
        ("abs(a) + b", (-2, 3), (0, 0), (0, 3)),
        ("abs(a) + b", (0, 3), (0, 0), (0, 3)),
        ("abs(a) + b", (-3, 0), (0, 0), (0, 3)),
        ("abs(a) + b", (1, 3), (0, 0), (1, 3)),
        ("abs(a) + b", (-3, -1), (0, 0), (1, 3)),
        ("b / a", (1, 2), (1, 1), (0.5, 1)),
        ("b / a", (-2, -1), (1, 1), (-1, -0.5)),
        ("b / a", (0, 2), (1, 1), OPEN),
        ("b / a", (-2, 0), (1, 1), OPEN),
        ("b / a", (-2, 1), (1, 1), OPEN),
        ("a ** b", (-2, 3), (2, 2), (0, 9)),
        ("a ** b", (0, 3), (2, 2), (0, 9)),
        ("a ** b", (-3, 0), (2, 2), (0, 9)),
        ("a ** b", (1, 3), (2, 2), (1, 9)),
        ("a ** b", (0.5, 3), (2, 2), (0.25, 9)),
        ("a ** b", (-3, -0.5), (2, 2), (0.25, 9)),
        ("a ** b", (-2, 3), (3, 3), (-8, 27)),
        ("a ** b", (-2, 3), (1, 1), (-2, 3)),
        ("a ** b", (-2, 0.5), (2, 2), (0, 4)),
        ("a ** b", (1, 2), (-1, -1), (0.5, 1)),
        ("a ** b", (-2, -1), (-1, -1), (-1, -0.5)),
        ("a ** b", (-2, -1), (-2, -2), (0.25, 1)),
        ("a ** b", (-1, 2), (-1, -1), OPEN),
        ("a ** b", (-1, 0), (-2, -2), OPEN),
        ("a ** b", (0, 2), (-1, -1), OPEN),
        ("a ** b", (1, 4), (0.5, 0.5), (1, 2)),
        ("a ** b", (0, 4), (0.5, 0.5), (0, 2)),
        ("a ** b", (-1, 4), (0.5, 0.5), OPEN),
        ("a ** b", (-4, -1), (0.5, 0.5), OPEN),
        ("a ** b", (2, 3), (1, 2), (2, 9)),
        ("a ** b", (-1, 2), (1, 2), OPEN),
        ("a ** b", (2, 2), (-1, 2), (0.5, 4)),
        ("10 ** a - 10 ** b", (400, 500), (400, 500), OPEN),
        ("a + b", (1, np.inf), (1, 2), OPEN),
        ("a + b", (-np.inf, 1), (1, 2), OPEN),
    ],
)
def test_a_formula_lies_between_the_ends_of_what_it_is_made_of(formula, a, b, ends):
    """Worked out by hand; open where nothing bounds it."""
    given = {name: Extremos(*(np.array([float(end)]) for end in of)) for name, of in (("a", a), ("b", b))}
    low, high = bound_formula(parse_formula(formula), given)
    assert (low.tolist(), high.tolist()) == ([ends[0]], [ends[1]])


def test_one_bounded_record_does_not_bound_another():
    """Each record by its own."""
    given = {"a": Extremos(np.array([1.0, -np.inf, 0.0]), np.array([2.0, 1.0, 3.0]))}
    low, high = bound_formula(parse_formula("2 * a"), given)
    assert (low.tolist(), high.tolist()) == ([2.0, -np.inf, 0.0], [4.0, np.inf, 6.0])


def test_what_two_things_allow_is_what_both_do():
    """And where they have nothing in common, what the second allows; touching is something in common."""
    low, high = meet(Extremos(np.array([1.0, -5.0, 7.0, 5.0]), np.array([2.0, 9.0, 9.0, 9.0])), (0.0, 5.0))
    assert (low.tolist(), high.tolist()) == ([1.0, 0.0, 0.0, 5.0], [2.0, 5.0, 5.0, 5.0])

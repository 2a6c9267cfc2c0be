"""Formulas of indicators: arithmetic on names, parsed and never executed."""

from __future__ import annotations

import numpy as np
import pytest

from evaluacion.base.formula import MAX_DEPTH, MAX_LENGTH, FormulaError, parse_formula
from evaluacion.score.formula import compute_formula


def compute(text: str, **variables: float) -> float:
    """Return the formula on single numbers."""
    return float(compute_formula(parse_formula(text), {name: np.array([value], dtype=float) for name, value in variables.items()})[0])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("8 - 4 - 2", 2),
        ("64 / 4 / 2", 8),
        ("2 ** 3 ** 2", 512),
        ("-2 ** 2", -4),
        ("(-2) ** 2", 4),
        ("2 ** -1", 0.5),
        ("2 * -3", -6),
        ("--3", 3),
        ("+3", 3),
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 2)", 3),
        ("sum(1, 2, 3)", 6),
        ("mean(1, 2, 6)", 3),
        ("abs(-3)", 3),
        ("sum(4)", 4),
        ("100 * (7 - 5) / 4", 50),
        ("1.5e2", 150),
        (".5 + 1.", 1.5),
    ],
)
def test_arithmetic_has_the_usual_precedence(text, value):
    """Powers bind tighter than a sign before them and from the right; the rest as in school."""
    assert compute(text) == value


def test_names_are_found_in_alphabetical_order():
    """The names of a formula are its variables, once each; names of functions without parenthesis are names."""
    assert parse_formula("b + a * sum(b, c_2) - min").nombres == ("a", "b", "c_2", "min")


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("a / b", {"a": 1, "b": 0}),
        ("a / b", {"a": 0, "b": 0}),
        ("1 / (a / b)", {"a": 1, "b": 0}),
        ("a ** b", {"a": -8, "b": 1 / 3}),
        ("a ** b", {"a": 10, "b": 400}),
        ("a ** b", {"a": 0, "b": -1}),
        ("a * a", {"a": 1e200}),
        ("a + b", {"a": np.nan, "b": 1}),
        ("max(a, b)", {"a": np.nan, "b": 1}),
        ("a ** b", {"a": 1, "b": np.nan}),
        ("min(1, a / b)", {"a": 1, "b": 0}),
        ("0 * a", {"a": np.nan}),
    ],
)
def test_what_cannot_be_computed_is_unknown(text, variables):
    """A missing variable, a zero divisor or a result that is no finite real number gives no number."""
    assert np.isnan(compute(text, **variables))


def test_each_record_is_computed_on_its_own():
    """A fault in one record leaves the others as they are."""
    found = compute_formula(parse_formula("a / b"), {"a": np.array([1.0, 2.0, np.nan]), "b": np.array([2.0, 0.0, 1.0])})
    assert found[0] == 0.5
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a b",
        "a +",
        "* a",
        "(a",
        "a)",
        "()",
        "a,b",
        "min()",
        "min(a,)",
        "abs(a, b)",
        "raiz(a)",
        "a.b",
        "a[0]",
        "a if b else c",
        "lambda: 1",
        "__import__('os')",
        "a ^ b",
        "a // b",
        "a % b",
        "a == b",
        "a = b",
        "A",
        "población",
        "0x10",
        "1_000",
        "1,5",
        "1e999",
        "'a'",
        "a;b",
        "a\nb c",
        "a!",
        "Ａ",
        "٣",
        "²",
        "a × b",
    ],
)
def test_anything_else_is_refused(text):
    """What is outside the grammar is refused with a reason in Spanish."""
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert str(caught.value)


def test_bounds_hold():
    """Length, depth and number of parts are bounded, and nothing deep reaches Python's own stack."""
    assert compute("(" * (MAX_DEPTH - 1) + "1" + ")" * (MAX_DEPTH - 1)) == 1
    for text in ("1" * (MAX_LENGTH + 1), "(" * 400, "-" * 400 + "1", "a**" * 150 + "a", "min(" * 100, "+".join(["a"] * 150)):
        with pytest.raises(FormulaError):
            parse_formula(text)


def test_a_refusal_says_where():
    """The message quotes what was not understood."""
    for text, said in (("a + $b", "«$b»"), ("a b", "«b»"), ("(a", "paréntesis"), ("abs(a, b)", "abs"), ("a +", "termina")):
        with pytest.raises(FormulaError, match=said.replace("$", r"\$")):
            parse_formula(text)

"""Formulas: what Python's own grammar says of a text, in less than a second whatever its size, and nothing outside the grammar."""

from __future__ import annotations

import ast
import time
import tracemalloc
from contextlib import suppress
from fractions import Fraction
from keyword import iskeyword

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.base.formula import FUNCTIONS, MAX_DEPTH, MAX_LENGTH, MAX_NODES, FormulaError, parse_formula
from evaluacion.score.formula import Extremos, bound_formula, compute_formula

BINARIOS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
ENORMES = {
    "a tower of powers": "9**9**9**9",
    "a tower of powers of names": "**".join(["a"] * 30),
    "open parentheses": "(" * 10**6,
    "open and closed parentheses": "(" * 10**6 + "1" + ")" * 10**6,
    "signs": "-" * 10**6 + "1",
    "digits": "9" * 10**6,
    "decimals": "." + "9" * 10**6,
    "blanks": " " * 10**6,
    "a long name": "a" * 10**6,
    "nested calls": "min(" * 10**5,
    "many operands": "sum(" + "1," * 10**5 + "1)",
    "other digits": "٣ + ४",
    "other letters": "ａ + ｂ",
    "superscripts": "2²",
    "exponents": "1e99 ** 1e99",
    "an exponent too long": "1e9999",
    "null": "1\0+1",
    "half a pair": "\ud800",
}


def same_shape(node, tree) -> bool:
    """Whether a parsed formula is what Python's parser makes of the same text."""
    if isinstance(tree, ast.Constant):
        return node.clase == "numero" and node.valor == float(tree.value)
    if isinstance(tree, ast.Name):
        return node.clase == "nombre" and node.valor == tree.id
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.UAdd):
        return same_shape(node, tree.operand)
    if isinstance(tree, ast.UnaryOp):
        return node.clase == "negar" and same_shape(node.partes[0], tree.operand)
    if isinstance(tree, ast.BinOp):
        parts = (tree.left, tree.right)
        return node.clase == BINARIOS.get(type(tree.op)) and all(map(same_shape, node.partes, parts))
    assert isinstance(tree, ast.Call), ast.dump(tree)
    return node.clase == tree.func.id and len(node.partes) == len(tree.args) and all(map(same_shape, node.partes, tree.args))


@given(
    st.text(st.sampled_from("ab1 .()+-*/,e_minsux"), max_size=40)
    | st.lists(st.sampled_from([*FUNCTIONS, *"ab12.(),+-*/ ", "**"]), max_size=25).map("".join)
)
def test_what_is_taken_is_what_python_reads(text):
    """Any text that is a formula has the shape that Python gives it: the same operands, the same order."""
    try:
        formula = parse_formula(text)
    except FormulaError:
        return
    # Python takes neither its own words as names, nor zeros before a number, nor blanks before the first word
    if any(map(iskeyword, formula.nombres)):
        return
    words = text.strip()
    try:
        tree = ast.parse(words, mode="eval").body
    except SyntaxError:
        assert any(digit in words for digit in "0123456789")
        return
    assert same_shape(formula.raiz, tree), (text, ast.dump(tree))


@pytest.mark.parametrize("name", ENORMES)
def test_no_formula_takes_time_or_memory(name):
    """Taken or refused, a formula costs less than a tenth of a second and a megabyte, and its value is a number or none."""
    text = ENORMES[name]
    tracemalloc.start()
    started = time.process_time()
    with suppress(FormulaError):
        formula = parse_formula(text)
        assert len(text) <= MAX_LENGTH
        ends = {key: Extremos(np.array([-3.0]), np.array([9.0])) for key in formula.nombres}
        compute_formula(formula, {key: np.array([9.0]) for key in formula.nombres})
        bound_formula(formula, ends)
    seconds, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 0.5
    assert peak < 4_000_000


NUMEROS = st.integers(0, 30).map(str)
EXACTAS = st.recursive(
    NUMEROS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        inner.map(lambda text: f"-{text}"),
    ),
    max_leaves=8,
)


@given(EXACTAS)
def test_sums_and_ratios_are_those_of_exact_fractions(text):
    """Whole numbers with the four operations give the fraction that they are, to the last bits; a division by zero gives none."""
    try:
        formula = parse_formula(text)
    except FormulaError:
        return
    found = float(compute_formula(formula, {})[0])

    def exact(node):
        if node.clase == "numero":
            return Fraction(int(node.valor))
        parts = [exact(part) for part in node.partes]
        return {
            "negar": lambda: -parts[0],
            "+": lambda: parts[0] + parts[1],
            "-": lambda: parts[0] - parts[1],
            "*": lambda: parts[0] * parts[1],
            "/": lambda: parts[0] / parts[1],
        }[node.clase]()

    try:
        expected = float(exact(formula.raiz))
    except ZeroDivisionError:
        return  # rounded, the divisor may be a hair from zero: the value is then none, or some number
    assert np.isnan(found) or abs(found - expected) <= 1e-9 * max(1.0, abs(expected)) or abs(expected) > 1e6


def test_the_bounds_are_those_that_are_said():
    """At each bound a formula is taken, one past it is not."""
    assert parse_formula("(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH)
    assert parse_formula("+".join(["a"] * (MAX_NODES // 2)))
    assert parse_formula("1" + " " * (MAX_LENGTH - 1))
    for text in ("(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1), "+".join(["a"] * (MAX_NODES // 2 + 1)), "1" + " " * MAX_LENGTH):
        with pytest.raises(FormulaError):
            parse_formula(text)

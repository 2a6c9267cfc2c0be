"""The gap between two records is split in parts that add up to it, whatever the mean, and that turn round with the records."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.compare.aportes import Nodo, split_gap
from evaluacion.score.kernel import mean_of_known

MEANS = ("aritmetica", "geometrica", "armonica", "minimo")
NAN = float("nan")
VALUE = st.one_of(st.just(NAN), st.sampled_from([1.0, 3.0, 5.0]), st.floats(1, 5))
WEIGHT = st.one_of(st.just(0.0), st.just(1.0), st.floats(0.1, 10))


def parent(key, children, weight, kind):
    """A node whose values are the mean of those of its children, as the kernel finds them."""
    values = np.array([child.valores for child in children])
    weights = np.array([child.peso for child in children])
    return Nodo(key, tuple(mean_of_known(values, weights, kind).tolist()), weight, kind, tuple(children))


@st.composite
def trees(draw):
    total, groups = draw(st.sampled_from(MEANS)), draw(st.sampled_from(MEANS))
    made = []
    for g in range(draw(st.integers(1, 3))):
        criteria = []
        for c in range(draw(st.integers(1, 3))):
            leaves = [Nodo(f"{g}.{c}.{q}", (draw(VALUE), draw(VALUE)), draw(WEIGHT)) for q in range(draw(st.integers(1, 3)))]
            criteria.append(parent(f"{g}.{c}", leaves, draw(WEIGHT), "aritmetica"))
        made.append(parent(f"{g}", criteria, draw(WEIGHT), groups))
    return parent("total", made, 1.0, total)


def depth(split, points):
    return math.fsum(value for key, value in split.por_nodo.items() if key != "total" and key.count(".") == points)


@given(trees())
def test_what_the_parts_contribute_adds_up_to_the_gap_at_every_depth(tree):
    """Groups, criteria and questions each make up the whole gap."""
    split = split_gap(tree)
    if math.isnan(tree.valores[0] - tree.valores[1]):
        assert split is None
        return
    for points in (0, 1, 2):
        assert depth(split, points) == pytest.approx(split.brecha, abs=1e-9)
    assert split.ajuste == pytest.approx(0, abs=1e-9)


def turned(node):
    return node._replace(valores=node.valores[::-1], hijos=tuple(map(turned, node.hijos)))


@given(trees())
def test_swapping_the_records_changes_every_sign_and_nothing_else(tree):
    """From the other side, the same story."""
    one, other = split_gap(tree), split_gap(turned(tree))
    if one is None:
        assert other is None
        return
    for key, value in one.por_nodo.items():
        assert other.por_nodo[key] == pytest.approx(-value, abs=1e-9)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(0.1, 10)), min_size=1, max_size=6))
def test_with_an_arithmetic_mean_where_all_applies_each_part_is_its_weight_times_its_difference(rows):
    """The plain case is what everybody expects."""
    whole = sum(weight for _, _, weight in rows)
    leaves = [Nodo(str(i), (x, y), weight) for i, (x, y, weight) in enumerate(rows)]
    split = split_gap(parent("total", leaves, 1.0, "aritmetica"))
    for i, (x, y, weight) in enumerate(rows):
        assert split.por_nodo[str(i)] == pytest.approx(weight / whole * (x - y), abs=1e-9)


def test_what_applies_to_one_record_alone_contributes_by_how_far_it_stands_from_the_rest():
    """A criterion that only the first has, below the mean, pulls the first down."""
    leaves = [Nodo("a", (80.0, 80.0)), Nodo("b", (20.0, NAN))]
    split = split_gap(parent("total", leaves, 1.0, "aritmetica"))
    assert split.brecha == pytest.approx(-30)
    assert split.por_nodo["b"] == pytest.approx(0.5 * (20 - 65))
    assert split.por_nodo["a"] == pytest.approx(-0.5 * (80 - 65))


def test_under_the_least_only_what_is_the_least_on_the_way_contributes():
    """From (2, 5) to (6, 3): the first is the least until they cross at 3.5, the second from there to 3."""
    leaves = [Nodo("a", (6.0, 2.0)), Nodo("b", (3.0, 5.0)), Nodo("c", (9.0, 8.0))]
    split = split_gap(parent("total", leaves, 1.0, "minimo"))
    assert split.por_nodo == pytest.approx({"total": 1.0, "a": 2.0, "b": -1.0, "c": 0.0})


def test_what_holding_a_score_inside_its_interval_moves_is_said_apart():
    """A total that is not the mean of its parts leaves the rest in the adjustment."""
    tree = Nodo("total", (60.0, 50.0), 1.0, "aritmetica", (Nodo("a", (70.0, 50.0)),))
    split = split_gap(tree)
    assert (split.por_nodo["a"], split.ajuste) == pytest.approx((20.0, -10.0))

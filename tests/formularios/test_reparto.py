"""Who evaluates what: even loads, everybody linked where the counts allow it, and the same sharing every time."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaluacion.flujo.reparto import can_be_linked, groups_of, share_out


@st.composite
def demands(draw):
    """Return records, evaluators, how many each record has, a seed, and pairs that exist already."""
    records = [f"p{i}" for i in range(draw(st.integers(1, 25)))]
    judges = [f"e{i}" for i in range(draw(st.integers(1, 9)))]
    before = draw(st.sets(st.tuples(st.sampled_from(records), st.sampled_from(judges)), max_size=12))
    return records, judges, draw(st.integers(1, len(judges))), draw(st.integers(-5, 1000)), before


@given(demands())
@example(([f"p{i}" for i in range(11)], ["e0", "e1", "e2", "e3"], 3, 254, {("p1", "e1"), ("p2", "e3"), ("p0", "e0"), ("p0", "e2")}))
def test_loads_differ_by_one_at_most(demand):
    """Each record has as many different evaluators as asked, and nobody has two forms more than another."""
    records, judges, each, _, _ = demand
    pairs = share_out(*demand)
    loads = Counter(dict.fromkeys(judges, 0)) + Counter(name for _, name in pairs)
    counts = [loads[name] for name in judges]
    assert len(set(pairs)) == len(pairs) == len(records) * each
    assert Counter(record for record, _ in pairs) == dict.fromkeys(records, each)
    assert max(counts) - min(counts) <= 1


@given(demands())
def test_everybody_is_linked_exactly_where_the_counts_allow_it(demand):
    """The graph of evaluators and records is one piece when there are pairs enough for a tree, and only then."""
    records, judges, each, _, _ = demand
    groups = groups_of(share_out(*demand), judges)
    assert (len(groups) == 1) == can_be_linked(len(records), len(judges), each)


@given(demands(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_given_does_not_count(demand, shuffled):
    """A list sorted in another way gives each evaluator the same forms."""
    records, judges, *rest = demand
    assert share_out(shuffled.sample(records, len(records)), shuffled.sample(judges, len(judges)), *rest) == share_out(*demand)


def test_another_seed_gives_another_sharing():
    """The seed is what decides."""
    records, judges = [f"p{i}" for i in range(30)], list("abcde")
    assert len({tuple(share_out(records, judges, 2, seed)) for seed in range(5)}) == 5


def test_who_evaluated_a_record_keeps_it_where_the_balance_allows_it():
    """What is already answered is not given to somebody else for nothing."""
    records, judges = [f"p{i}" for i in range(12)], list("abcd")
    before = {(record, judges[i % 4]) for i, record in enumerate(records)}
    assert before <= set(share_out(records, judges, 2, 7, before))


def test_more_evaluators_than_there_are_cannot_be_asked_for():
    """The same person does not evaluate a record twice."""
    with pytest.raises(ValueError, match="3"):
        share_out(["p"], ["a", "b"], 3, 7)


def test_the_pairs_of_evaluators_are_spread():
    """With six pairs of evaluators and twelve records, no pair meets more than three times."""
    pairs = share_out([f"p{i}" for i in range(12)], list("abcd"), 2, 7)
    together = Counter(frozenset(name for other, name in pairs if other == record) for record, _ in pairs)
    assert max(together.values()) <= 3 * 2

"""Severity: what the additive model finds, and when it does not dare."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.compare.severidad import find_groups, measure_severity

X = np.nan


@given(st.lists(st.integers(-20, 20), min_size=3, max_size=6), st.integers(0, 99))
def test_an_additive_table_gives_back_its_severities_whatever_is_missing(severities, seed):
    """Records plus evaluators, with holes that leave everybody linked: both are found exactly."""
    rng, judges = np.random.default_rng(seed), len(severities)
    wanted = np.array(severities, dtype=float)
    records = rng.uniform(30, 70, 2 * judges)
    totals = records[:, None] - (wanted - wanted.mean())
    totals[rng.random(totals.shape) < 0.4] = X
    for judge in range(judges - 1):
        totals[judge, judge : judge + 2] = records[judge] - (wanted - wanted.mean())[judge : judge + 2]
    found = measure_severity(totals)
    assert found.enlazado
    np.testing.assert_allclose(found.severidad, wanted - wanted.mean(), atol=1e-9)
    seen = ~np.isnan(totals).all(axis=1)
    np.testing.assert_allclose((np.nanmean(totals[seen], axis=1) + found.ajuste[seen]), records[seen], atol=1e-9)


def test_where_everybody_judged_everything_nothing_is_adjusted():
    """The severities add up to nothing: no total moves by a bit."""
    found = measure_severity(np.array([[10.1, 20.2, 33.3], [1.7, 2.9, 3.1]]))
    assert found.completo
    assert (found.ajuste == 0).all()


def test_groups_that_share_no_record_are_not_compared():
    """Two pairs of evaluators with records of their own."""
    found = measure_severity(np.array([[1, 2, X, X], [X, X, 3, 5.0]]))
    assert not found.enlazado
    assert found.grupos.tolist() == [0, 0, 1, 1]
    assert np.isnan(found.severidad).all()
    assert np.isnan(found.ajuste).all()


def test_a_record_that_nobody_judged_has_no_adjustment():
    """There is nothing to adjust."""
    found = measure_severity(np.array([[1.0, 3.0], [X, X], [4.0, X]]))
    assert np.isnan(found.ajuste[1])
    assert found.ajuste[2] == pytest.approx(found.severidad[0])


def test_one_evaluator_has_severity_zero():
    """Nobody to compare with."""
    assert measure_severity(np.array([[1.0], [2.0]])).severidad.tolist() == [0.0]


def test_links_go_through_others():
    """A chain of records makes one group."""
    assert find_groups(np.array([[1, 1, 0, 0], [0, 0, 1, 1], [0, 1, 1, 0]], dtype=bool)).tolist() == [0, 0, 0, 0]

"""Agreement: the published example, an independent alpha, what has none, and how fast it is."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evaluacion.compare.acuerdo import NADA, measure_agreement
from evaluacion.compare.remuestreo import draw_records, drawn_ordinal, interval_of, weighted_mean

from .votos import naive_alpha

X = np.nan
CUATRO_OBSERVADORES = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
        [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
    ]
).T
"""Krippendorff, «Computing Krippendorff's Alpha-Reliability» (2011): four observers, twelve units, missing votes."""
METRICAS = ("nominal", "ordinal", "intervalo", "razon")
VOTOS = st.integers(1, 8).flatmap(lambda judges: arrays(float, (6, judges), elements=st.sampled_from([X, 0.0, 0.25, 0.5, 1.0, 3.0])))


@pytest.mark.parametrize(("metrica", "alfa"), list(zip(METRICAS, (0.743, 0.815, 0.849, 0.797), strict=True)))
def test_the_published_example_of_four_observers(metrica, alfa):
    """The four published values, to their three decimals; its unit with one vote does not count."""
    found = measure_agreement(CUATRO_OBSERVADORES, metrica)
    assert round(found.alfa, 3) == alfa
    assert (found.unidades, found.votos) == (11, 40)


@pytest.mark.parametrize("metrica", METRICAS)
@given(votos=VOTOS)
def test_alpha_is_that_of_the_coincidence_matrix(metrica, votos):
    """Closed forms and the definition written out give the same, missing votes and all."""
    found, wanted = measure_agreement(votos, metrica), naive_alpha(votos, metrica)
    assert (found.alfa is None) == (wanted is None)
    if wanted is not None:
        assert found.alfa == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("metrica", METRICAS)
@given(votos=VOTOS, seed=st.integers(0, 99))
def test_the_order_of_the_evaluators_moves_no_bit(metrica, votos, seed):
    """Votes of one unit in any order, in each unit another one."""
    shuffled = np.random.default_rng(seed).permuted(votos, axis=1)
    assert measure_agreement(shuffled, metrica) == measure_agreement(votos, metrica)


@given(votos=VOTOS)
def test_one_draw_with_every_record_once_is_the_alpha_itself(votos):
    """The bootstrap by counts and the closed form are one statistic."""
    drawn, alfa = drawn_ordinal(votos, np.ones((1, len(votos))))[0], measure_agreement(votos, "ordinal").alfa
    assert np.isnan(drawn) if alfa is None else drawn == pytest.approx(alfa, abs=1e-12)


def test_a_draw_is_the_alpha_of_the_records_that_came_out():
    """Records repeated as often as they were drawn."""
    times = draw_records(len(CUATRO_OBSERVADORES), sorteos=20)
    for counts, alfa in zip(times, drawn_ordinal(CUATRO_OBSERVADORES, times), strict=True):
        assert alfa == pytest.approx(measure_agreement(np.repeat(CUATRO_OBSERVADORES, counts.astype(int), axis=0), "ordinal").alfa)
    assert (times.sum(axis=1) == len(CUATRO_OBSERVADORES)).all()


def test_without_variation_there_is_no_alpha_and_it_is_said():
    """All votes are one value: full coincidence, and alpha says nothing."""
    found = measure_agreement(np.array([[1.0, 1.0], [1.0, X], [1.0, 1.0]]), "ordinal")
    assert found == (None, 1.0, 2, 4)
    assert found.sin_variacion


@pytest.mark.parametrize("votos", [np.array([[1.0, X], [X, 0.0]]), np.empty((0, 3)), np.empty((3, 0))])
def test_without_two_votes_on_anything_there_is_nothing_to_compare(votos):
    """Not even a lack of variation."""
    assert measure_agreement(votos, "nominal") == NADA
    assert not NADA.sin_variacion


def test_the_ratio_metric_takes_no_negative_values():
    """A ratio of a negative value means nothing."""
    with pytest.raises(ValueError, match="negative"):
        measure_agreement(np.array([[1.0, -1.0]]), "razon")


def test_an_interval_needs_nine_of_ten_draws():
    """A statistic that most draws do not have gets no interval."""
    assert interval_of(np.array([X, X, 1.0, 1.0])) is None
    assert interval_of(np.arange(101.0)) == (5.0, 95.0)


def test_a_mean_of_nothing_known_is_unknown():
    """Weights of what is missing do not count."""
    values = [np.array([1.0, X, X]), np.array([X, 3.0, X])]
    np.testing.assert_array_equal(weighted_mean(values, [1.0, 2.0]), [1.0, 3.0, X])


def test_thousands_of_continuous_scores_take_milliseconds():
    """Three evaluators and 2,500 records without two equal scores: no table of units by values."""
    votos = np.random.default_rng(1).random((2_500, 3))
    for metrica in ("nominal", "ordinal", "intervalo"):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            measure_agreement(votos, metrica)
            times.append(time.perf_counter() - start)
        assert min(times) < 0.02, metrica


@settings(deadline=None)
@given(st.integers(2, 40))
def test_evaluators_that_differ_at_random_in_a_pair_agree_less_than_nothing(units):
    """Two that say the contrary of each other are below 0."""
    one = np.arange(units) % 2.0
    assert measure_agreement(np.stack([one, 1 - one], axis=1), "ordinal").alfa < 0

"""Correlations, alpha, weights by experts, strengths and the split of a gap, against results worked out by hand or otherwise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from evaluacion.compare.comparar import compute
from evaluacion.compare.correlaciones import correlate, cronbach, mean_ranks, pairs_beyond
from evaluacion.compare.fortalezas import distances_to_group
from evaluacion.compare.pesos import MatrizError, effective_weights, share_budget, solve_ahp
from evaluacion.compare.regla import Regla
from evaluacion.compare.reparto_brecha import split_gap
from tests.comparar.casos import AGREGADORES, arbol_de, cifras, renglones_de

NAN = math.nan


def test_correlations_are_over_the_units_that_have_both():
    """With three of four; the count is beside it, and under 30 units they are few."""
    table = np.array([[1.0, 2.0, 5.0], [2.0, 4.1, 5.0], [3.0, 5.9, 5.0], [4.0, NAN, 5.0]])
    found = correlate(table)
    assert found.valores[0, 1] == pytest.approx(np.corrcoef(table[:3, 0], table[:3, 1])[0, 1])
    assert found.valores[0, 0] == pytest.approx(1.0)
    assert np.isnan(found.valores[0, 2])
    assert found.casos.tolist() == [[4, 3, 4], [3, 3, 3], [4, 3, 4]]
    assert found.son_pocos.all()
    assert np.isnan(correlate(table[:2]).valores).all()


def test_rank_correlation_shares_ties_and_sees_any_rise():
    """Spearman's is 1 where one grows with the other, however it does."""
    x = np.array([1.0, 2.0, 3.0, 4.0])
    assert correlate(x[:, np.newaxis], np.exp(9 * x)[:, np.newaxis], metodo="spearman").valores[0, 0] == pytest.approx(1.0)
    assert mean_ranks(np.array([3.0, 1.0, 3.0])).tolist() == [2.5, 1.0, 2.5]
    found = correlate(np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]]))
    assert pairs_beyond(found, ["a", "b"], 0.9) == (("a", "b", pytest.approx(-1.0), 3),)
    assert pairs_beyond(found, ["a", "b"], 1.1) == ()


@given(hnp.arrays(np.float64, (8, 3), elements=st.floats(-1e300, 1e300, allow_nan=False)))
def test_correlations_stay_between_minus_one_and_one(table):
    """Whatever the size of the numbers."""
    for metodo in ("pearson", "spearman"):
        values = correlate(table, metodo=metodo).valores
        assert ((np.abs(values) <= 1) | np.isnan(values)).all()
    assert not math.isinf(cronbach(table).valor)


def test_alpha_of_a_worked_example():
    """Three items of five persons; by the definition of covariances it is the same."""
    items = np.array([[2.0, 3.0, 3.0], [4.0, 4.0, 5.0], [1.0, 2.0, 1.0], [5.0, 4.0, 5.0], [3.0, 3.0, 4.0], [NAN, 1.0, 1.0]])
    cov = np.cov(items[:5].T)
    expected = 3 / 2 * (1 - np.trace(cov) / cov.sum())
    found = cronbach(items)
    assert found.valor == pytest.approx(expected)
    assert (found.casos, found.componentes, found.son_pocos) == (5, 3, True)
    assert math.isnan(cronbach(items[:, :1]).valor)
    assert math.isnan(cronbach(np.ones((5, 2))).valor)


def test_effective_weights_are_the_share_of_each_leaf():
    """They add up to 1 over the leaves, and are what a point more moves an arithmetic index."""
    arbol = arbol_de()
    shares = effective_weights(arbol)
    assert shares[: arbol.n_hojas].tolist() == pytest.approx([1 / 7, 3 / 7, 8 / 35, 0.0, 2 / 35, 1 / 7])
    draws = effective_weights(arbol, np.stack([arbol.pesos, arbol.pesos * 1e90]))
    np.testing.assert_allclose(draws, [shares, shares])


def test_ahp_of_the_examples_of_saaty():
    """A consistent matrix gives its weights and ratio 0; one that is not gives the eigenvector that numpy finds."""
    weights = np.array([0.6, 0.3, 0.1])
    found = solve_ahp(weights[:, np.newaxis] / weights)
    np.testing.assert_allclose(found.pesos, weights)
    assert found.razon == pytest.approx(0.0, abs=1e-12)
    assert found.es_consistente
    matrix = np.array([[1, 5, 1 / 9], [1 / 5, 1, 7], [9, 1 / 7, 1]])
    values, vectors = np.linalg.eig(matrix)
    principal = vectors[:, values.real.argmax()].real
    found = solve_ahp(matrix)
    np.testing.assert_allclose(found.pesos, principal / principal.sum())
    assert found.lambda_max == pytest.approx(values.real.max())
    assert found.razon == pytest.approx((values.real.max() - 3) / 2 / 0.58)
    assert not found.es_consistente
    assert solve_ahp(np.ones((1, 1))).razon == 0
    assert solve_ahp(np.array([[1.0, 4.0], [0.25, 1.0]])).pesos.tolist() == pytest.approx([0.8, 0.2])


@pytest.mark.parametrize(
    ("matriz", "celda"),
    [
        ([[1.0, 2.0]], None),
        (np.ones((16, 16)), None),
        ([[1.0, 0.0], [1.0, 1.0]], (0, 1)),
        ([[1.0, NAN], [1.0, 1.0]], (0, 1)),
        ([[1.0, 2.0], [2.0, 1.0]], (0, 1)),
        ([[2.0, 2.0], [0.5, 1.0]], (0, 0)),
    ],
)
def test_a_matrix_that_is_none_is_refused_in_its_cell(matriz, celda):
    """Square, positive, reciprocal."""
    with pytest.raises(MatrizError) as caught:
        solve_ahp(np.array(matriz))
    assert caught.value.celda == celda


def test_a_budget_is_shared_out_by_experts_in_any_order():
    """Each expert weighs the same, however many points they handed out."""
    points = np.array([[60.0, 40.0, NAN], [1.0, 1.0, 2.0], [0.0, 0.0, 7.0]])
    found = share_budget(points)
    np.testing.assert_allclose(found, [0.85 / 3, 0.65 / 3, 1.5 / 3])
    np.testing.assert_array_equal(share_budget(points[::-1]), found)
    for wrong, cell in [([[1.0, -1.0]], (0, 1)), ([[1.0, 1.0], [0.0, NAN]], (1, 0))]:
        with pytest.raises(MatrizError) as caught:
            share_budget(np.array(wrong))
        assert caught.value.celda == cell


def compared(values, agregador="aritmetica", grupos=None):
    rows = renglones_de(len(values), grupos={"zona": grupos} if grupos else None)
    return compute(arbol_de(agregador), rows, values, [Regla("ninguna")] * 6)


def test_strengths_and_weaknesses_are_against_the_median_of_the_group():
    """The median of four is the mean of the two in the middle; without group, of all; without score, nothing is said."""
    values = np.array([[9.0, 1, 5, 5, 5, 5], [1.0, 2, 5, 5, 5, NAN], [2.0, 3, 5, 5, 5, NAN], [5.0, 9, 5, 5, 5, NAN], [0.0] * 6])
    found = compared(values, grupos=("n", "n", "n", "n", None))
    gaps = distances_to_group(found, "zona")
    assert gaps[0, :2].tolist() == [5.5, -1.5]
    assert np.isnan(gaps[4]).all()
    assert np.isnan(gaps[1, 5])
    assert distances_to_group(found)[:, 0].tolist() == [7.0, -1.0, 0.0, 3.0, -2.0]


@given(st.sampled_from(AGREGADORES), hnp.arrays(np.float64, (2, 6), elements=cifras(1, 100), fill=st.nothing()))
def test_a_gap_is_split_without_remainder(agregador, values):
    """The parts of the leaves add up to the gap, those of the children to their node; equal ones put nothing in."""
    found = compared(values, agregador)
    gap = split_gap(found, 0, 1)
    if np.isnan(found.nodos[0, :, -1]).any():
        assert gap is None
        return
    arbol = found.arbol
    assert gap.total == found.nodos[0, 0, -1] - found.nodos[0, 1, -1]
    assert abs(gap.resto) <= 1e-9
    for nivel in arbol.niveles:
        for parent in nivel.padres:
            assert gap.partes[arbol.padre == parent].sum() == pytest.approx(gap.partes[parent], abs=1e-9)
    both = ~np.isnan(values).any(axis=0)
    assert (gap.partes[:6][both] * (values[0] - values[1])[both] >= 0).all()
    np.testing.assert_allclose(split_gap(found, 1, 0).partes, -gap.partes, atol=1e-9)


def test_an_arithmetic_gap_is_weight_times_difference():
    """And a missing indicator counts as the rest of its node."""
    values = np.array([[90.0, 50, 70, 10, 30, 60], [50.0, 50, 40, 90, 20, NAN]])
    found = compared(values)
    gap = split_gap(found, 0, 1)
    expected = found.pesos_efectivos[:5] * (values[0] - values[1])[:5]
    assert gap.partes[:5].tolist() == pytest.approx(expected.tolist())
    assert gap.partes[5] == pytest.approx((60 - found.nodos[0, 1, -1]) / 7)
    assert gap.sin_dato[:, 5].tolist() == [False, True]

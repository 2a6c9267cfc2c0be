"""The draws: streams of chance, weights, options, and places against a loop written apart."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from evaluacion.compare.azar import Corriente, Uso
from evaluacion.compare.escenarios import Escenarios
from evaluacion.compare.juntar_sorteos import aggregate_draws
from evaluacion.compare.lugares_sorteados import Alcance, comparable, describe, place_draws, reach_of, share_in_first
from evaluacion.compare.normalise import normalise_columns
from evaluacion.compare.normalizar_sorteos import make_normaliza
from evaluacion.compare.parejas import indistinct, share_above
from evaluacion.compare.regla import Bandas
from evaluacion.compare.sorteos import Sorteador, Supuestos, varying
from tests.comparar.indice_de_prueba import NODOS, make_tree, make_values, matrix, rules

SEMILLA = 7


def test_a_stream_gives_these_numbers_on_every_machine():
    """Raw bits of PCG64 are a promise of numpy; a change here changes every published band."""
    found = Corriente(SEMILLA, Uso.PESOS).uniform(1, 4)[0]
    assert found.tolist() == [0.3921071947199256, 0.1529223166417788, 0.5096692892248912, 0.042259353031778524]


def test_a_stream_read_in_parts_gives_the_same_numbers():
    """What is asked at once or in two times is the same."""
    whole = Corriente(SEMILLA, Uso.FALTANTES).uniform(5, 3)
    again = Corriente(SEMILLA, Uso.FALTANTES)
    assert np.array_equal(whole, np.vstack([again.uniform(2, 3), again.uniform(3, 3)]))


def test_each_use_and_each_sample_has_its_own_stream():
    """No two streams share their numbers."""
    found = {Corriente(SEMILLA, use, sample).uniform(1, 1).item() for use in Uso for sample in (0, 1)}
    assert len(found) == 2 * len(Uso)


def test_options_are_equally_probable():
    """Each of three is taken in a third of the draws, within four standard errors."""
    taken = np.bincount(Corriente(SEMILLA, Uso.NORMALIZACION).choose(9000, 1, 3).ravel())
    assert len(taken) == 3
    assert np.abs(taken / 9000 - 1 / 3).max() < 4 * math.sqrt(2 / 9 / 9000)


def test_weights_stay_within_what_was_said_and_reach_it():
    """The factors of ±25 % fill the range from 0.75 to 1.25."""
    factors = Sorteador(Supuestos(pesos=0.25, semilla=SEMILLA), 8, 0).draw(4000).factores
    assert 0.75 <= factors.min() < 0.751
    assert 1.249 < factors.max() < 1.25
    assert abs(factors.mean() - 1) < 0.005


def test_holding_an_assumption_does_not_change_what_others_draw():
    """Weights are the same with and without other normalisations in doubt."""
    alone = Sorteador(Supuestos(pesos=0.25, semilla=SEMILLA), 8, 3).draw(50)
    both = Sorteador(Supuestos(pesos=0.25, normalizacion=("minmax", "prank"), semilla=SEMILLA), 8, 0).draw(50)
    assert np.array_equal(alone.factores, both.factores)
    assert alone.suertes.shape == (50, 3)
    assert set(both.normalizacion.tolist()) == {0, 1}
    assert not alone.normalizacion.any()


def test_only_what_differs_between_draws_varies():
    """One option is no doubt, nor are open answers that are not there or not drawn."""
    assert varying(Supuestos(), 0) == ()
    assert varying(Supuestos(pesos=0.1, normalizacion=("minmax",), agregacion=("aritmetica",)), 0) == ("pesos",)
    every = Supuestos(pesos=0.1, normalizacion=("minmax", "prank"), agregacion=("aritmetica", "minimo"))
    assert varying(every, 4) == ("pesos", "normalizacion", "agregacion", "faltantes")
    assert varying(Supuestos(faltantes=False), 4) == ()


def naive_mean(pairs, kind):
    """Return the mean of (value, weight) pairs, None where nothing is known."""
    known = [(value, weight) for value, weight in pairs if value is not None and weight > 0]
    whole = sum(weight for _, weight in known)
    if not known:
        return None
    if kind == "minimo":
        return min(value for value, _ in known)
    if kind == "geometrica":
        return math.exp(sum(weight * math.log(value) for value, weight in known) / whole)
    if kind == "armonica":
        return whole / sum(weight / value for value, weight in known)
    return sum(weight * value for value, weight in known) / whole


def naive_score(arbol, leaves, weights, kind, node):
    """Return the score of a node, from its children one by one."""
    if node < arbol.n_hojas:
        return None if math.isnan(leaves[node]) else leaves[node]
    children = [child for child, parent in enumerate(arbol.padre.tolist()) if parent == node]
    return naive_mean([(naive_score(arbol, leaves, weights, kind, child), weights[child]) for child in children], kind)


def naive_places(scores):
    """Return the places of some scores: 1 + how many are above; 0 where there is none."""
    seen = [None if score is None else round(score, 9) for score in scores]
    return [0 if mine is None else 1 + sum(other is not None and other > mine for other in seen) for mine in seen]


@pytest.mark.parametrize("kind", ["aritmetica", "geometrica", "armonica", "minimo"])
@pytest.mark.parametrize("metodo", ["minmax", "prank"])
def test_the_places_of_each_draw_are_those_of_a_loop(kind, metodo):
    """Draw by draw, unit by unit, node by node, with blanks, the vectorised way gives the same places."""
    arbol = make_tree()
    values = make_values(9, blanks=0.25)
    values["u03"] = dict.fromkeys(values["u03"])
    x = matrix(values, arbol, sorted(values))
    scale = make_normaliza(rules(metodo, arbol, salida=(1.0, 100.0)), x)
    scenarios = Escenarios(arbol, x, np.arange(9), ((metodo, scale),), ((kind, (kind, kind)),), lambda _, values: values)
    batch = Sorteador(Supuestos(pesos=0.5, semilla=SEMILLA), len(arbol.ids), 0).draw(40)
    leaves = np.concatenate([scale(leaf, x[:, [leaf]]) for leaf in range(5)], axis=1)
    found = scenarios.places(batch)
    for draw in range(40):
        weights = (arbol.pesos * batch.factores[:, draw]).tolist()
        scores = [naive_score(arbol, row.tolist(), weights, kind, 7) for row in leaves]
        assert found[:, draw].tolist() == naive_places(scores)
    assert not found[3].any()


def test_a_weight_of_nothing_stays_nothing():
    """A leaf of weight 0 is in no draw, though it is known."""
    arbol = make_tree([(name, parent, 0.0 if name == "a" else weight) for name, parent, weight in NODOS])
    leaves = [np.array([[5.0], [1.0]]), *[np.array([[1.0], [1.0]])] * 4]
    weights = np.ones((8, 3)) * arbol.pesos[:, None]
    found = aggregate_draws(arbol, leaves, np.ones((2, 8), dtype=bool), weights, ["aritmetica"] * 2)
    assert np.array_equal(found, np.ones((2, 3)))


@pytest.mark.parametrize(
    ("metodo", "more"),
    [
        ("minmax", {}),
        ("zscore", {}),
        ("rango", {}),
        ("borda", {}),
        ("prank", {}),
        ("prank", {"salida": (1.0, 7.0)}),
        ("postes", {"postes": (20.0, 80.0)}),
        ("distancia", {"meta": 90.0}),
        ("ninguna", {"salida": (-100.0, 200.0)}),
    ],
)
def test_central_values_are_normalised_as_in_the_comparison(metodo, more):
    """The draws have one normalisation with the comparison, to the bit."""
    arbol = make_tree()
    x = matrix(make_values(12, blanks=0.2), arbol, [f"u{unit:02}" for unit in range(12)])
    reglas = rules(metodo, arbol, **more)
    periods = np.arange(12) % 2
    for por, chosen in ((None, reglas), (periods, [replace(rule, por_periodo=True) for rule in reglas])):
        scale = make_normaliza(chosen, x, por)
        found = np.concatenate([scale(leaf, x[:, [leaf]]) for leaf in range(5)], axis=1)
        assert np.array_equal(found, normalise_columns(x, chosen, por).valores, equal_nan=True)


def test_bands_are_those_of_the_comparison():
    """Steps are found in drawn values as in written ones."""
    arbol = make_tree()
    x = matrix(make_values(12), arbol, [f"u{unit:02}" for unit in range(12)])
    steps = {1: (0.0, 1.0, 2.0), -1: (2.0, 1.0, 0.0)}
    reglas = [replace(rule, bandas=Bandas((40.0, 60.0), steps[rule.sentido])) for rule in rules("bandas", arbol)]
    scale = make_normaliza(reglas, x)
    found = np.concatenate([scale(leaf, x[:, [leaf]]) for leaf in range(5)], axis=1)
    assert np.array_equal(found, normalise_columns(x, reglas).valores, equal_nan=True)


def test_tied_units_share_the_best_place_and_blanks_have_none():
    """1, 2, 2, 4, in every draw; without score there is no place."""
    scores = np.array([[5.0, 1.0], [4.0, 1.0], [4.0, 1.0], [np.nan, np.nan], [1.0, 1.0]])
    assert place_draws(scores).T.tolist() == [[1, 2, 2, 0, 4], [1, 1, 1, 0, 1]]


def test_the_order_of_a_sum_does_not_untie():
    """0.1 + 0.2 and 0.3 are one score, on any scale."""
    for factor in (1.0, 1e-6, 1e6):
        scores = np.array([[0.1 + 0.2], [0.3], [0.9]]) * factor
        assert place_draws(comparable(scores, reach_of(scores))).ravel().tolist() == [2, 2, 1]


def test_a_scale_without_width_compares_all_the_same():
    """Constant or missing scores have a reach that divides by nothing."""
    assert reach_of(np.array([[3.0], [3.0]])) == Alcance(3.0, 1.0)
    assert reach_of(np.array([[np.nan]])) == Alcance(0.0, 1.0)


def test_quantiles_are_places_that_some_draw_has():
    """Of 1 to 20, a twentieth is left out at each end at most, so the band holds nine in ten or more."""
    found = describe(np.arange(1, 21, dtype=np.int32)[None])
    assert (found.bajo.item(), found.alto.item()) == (1, 19)
    assert (found.mediana.item(), found.media.item(), found.en_banda.item()) == (10.5, 10.5, 0.95)
    assert (found.mejor.item(), found.peor.item()) == (1, 20)


def test_a_unit_that_lacks_a_place_in_some_draw_has_no_band():
    """Places that are not there are not averaged."""
    places = np.array([[1, 0, 1]], dtype=np.int32)
    found = describe(places)
    assert np.isnan(found.mediana).all()
    assert (found.bajo.item(), found.alto.item(), found.peor.item()) == (0, 0, 0)
    assert np.isnan(share_in_first(places, 3)).all()


def test_pairs_and_ties_make_a_whole():
    """A above B, B above A and ties are all the draws."""
    places = np.array([[1, 1, 1, 2], [2, 1, 2, 1], [3, 3, 3, 3]], dtype=np.int32)
    above = share_above(places)
    assert above.tolist() == [[0, 0.5, 1], [0.25, 0, 1], [0, 0, 0]]
    assert indistinct(above).tolist() == [[False, True, False], [True, False, False], [False, False, False]]

"""What holds for any data: nothing scores upside down, no order moves a bit, and what is missing stays inside its interval."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from evaluacion.compare.aggregate import aggregate
from evaluacion.compare.arbol import NodoDeArbol, make_arbol
from evaluacion.compare.comparado import Renglones
from evaluacion.compare.comparar import compute
from evaluacion.compare.normalise import normalise_columns
from evaluacion.compare.orden import rank_ends
from evaluacion.compare.politicas import Politicas, Winsor
from evaluacion.compare.puntuar import score_table
from evaluacion.compare.regla import Regla
from tests.comparar.casos import AGREGADORES, MENOS_CASOS, METODOS, NODOS, arbol_de, cifras, regla_de, reglas, renglones_de, tablas

LARGE = st.floats(allow_nan=False, allow_infinity=False)


@given(st.sampled_from(METODOS), st.sampled_from((1, -1)), tablas(1))
def test_more_of_what_is_better_never_scores_less(metodo, sentido, tabla):
    """Whatever the method, and with goalposts, targets and cuts in natural units."""
    scores = normalise_columns(tabla, [regla_de(metodo, sentido)]).valores[:, 0]
    known = np.flatnonzero(~np.isnan(scores))
    order = known[np.argsort(tabla[known, 0] * sentido, kind="stable")]
    assert (np.diff(scores[order]) >= 0).all()


@given(
    st.sampled_from(METODOS),
    st.sampled_from((1, -1)),
    hnp.arrays(np.float64, (3, 9, 1), elements=LARGE, fill=st.nothing()),
    hnp.arrays(np.bool_, (9, 1)),
)
def test_no_value_overflows(metodo, sentido, tabla, missing):
    """With values near the greatest there is, scores are finite, in their range, and where there was a value or none."""
    tabla = np.where(missing, np.nan, np.sort(tabla, axis=0)[[1, 0, 2]])
    found = normalise_columns(tabla, [regla_de(metodo, sentido)])
    assert not np.isinf(found.valores).any()
    assert (np.isnan(found.valores) >= np.isnan(tabla)).all()
    known = ~np.isnan(found.valores[0])
    assert (found.valores[1][known] <= found.valores[0][known]).all()
    assert (found.valores[0][known] <= found.valores[2][known]).all()
    assert (found.valores[:, known] >= found.bajo - 1e-9).all()
    assert (found.valores[:, known] <= found.alto + 1e-9).all()


@given(tablas(1, st.integers(-10_000, 10_000).map(float)), st.sampled_from((0.5, 4.0, 2.0**900, 2.0**-900)), st.integers(-4096, 4096))
def test_min_max_does_not_look_at_units_of_measure(tabla, factor, shift):
    """Another unit (times a power of two, plus a whole number) gives the same scores; so does none of it."""
    rule = [Regla("minmax")]
    plain = normalise_columns(tabla, rule).valores
    np.testing.assert_array_equal(normalise_columns(tabla * factor, rule).valores, plain)
    np.testing.assert_allclose(normalise_columns(tabla + shift, rule).valores, plain, atol=1e-9)


@MENOS_CASOS
@given(st.lists(reglas(), min_size=6, max_size=6), tablas(6), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_rows_changes_no_bit(rules, tabla, azar):
    """Names decide the order in which all is computed: scores, places, availability and events are the same."""
    n = len(tabla)
    nodes, rows = list(NODOS), list(range(n))
    azar.shuffle(nodes)
    azar.shuffle(rows)
    arbol = make_arbol(nodes, ["aritmetica"])
    order = sorted(range(n), key=rows.__getitem__)
    shuffled = tabla[rows][order]
    one = compute(arbol_de(), renglones_de(n), tabla, rules, politicas=Politicas("media"))
    other = compute(arbol, renglones_de(n), np.asfortranarray(shuffled), rules, politicas=Politicas("media"))
    np.testing.assert_array_equal(one.nodos, other.nodos)
    np.testing.assert_array_equal(one.disponibilidad, other.disponibilidad)
    np.testing.assert_array_equal((one.mejor, one.peor), (other.mejor, other.peor))
    assert one.sucesos == other.sucesos


@MENOS_CASOS
@given(st.sampled_from(AGREGADORES), tablas(6, cifras(1, 100)), st.sampled_from((1e-9, 0.3, 7.0, 1e60)))
def test_a_row_is_scored_alone_and_weights_are_relative(agregador, tabla, factor):
    """No bit depends on the other rows; weights times a number weigh the same."""
    arbol = arbol_de(agregador)
    nodes, present = aggregate(arbol, tabla)
    for row, values in enumerate(tabla):
        np.testing.assert_array_equal(aggregate(arbol, values[np.newaxis]).nodos[0], nodes[row])
    again = aggregate(arbol, tabla, arbol.pesos * factor)
    np.testing.assert_allclose(again.nodos, nodes, rtol=1e-12)
    np.testing.assert_allclose(again.disponibilidad, present, rtol=1e-12)
    assert ((present >= 0) & (present <= 1)).all()


@MENOS_CASOS
@given(st.sampled_from(AGREGADORES), hnp.arrays(np.float64, (4, 3, 6), elements=cifras(1, 100)))
def test_extra_axes_and_drawn_weights_are_like_one_by_one(agregador, tabla):
    """Values with leading axes, and weights of shape (draws, nodes), give what each gives alone."""
    arbol = arbol_de(agregador)
    weights = np.stack([arbol.pesos * (1 + draw / 7) ** np.arange(len(arbol.ids)) for draw in range(4)])
    together = aggregate(arbol, tabla, weights)
    for draw in range(4):
        alone = aggregate(arbol, tabla[draw], weights[draw])
        np.testing.assert_array_equal(together.nodos[draw], alone.nodos)
        np.testing.assert_array_equal(together.disponibilidad[:, draw], alone.disponibilidad)
        np.testing.assert_array_equal(aggregate(arbol, tabla[0], weights).nodos[draw], aggregate(arbol, tabla[0], weights[draw]).nodos)


@st.composite
def intervals(draw, columns=6):
    """Values, some of them unknown within an interval, and one way in which these may turn out."""
    n = draw(st.integers(2, 7))
    cells = st.integers(-9000, 9000).map(lambda number: number / 100)
    low, high, middle = (draw(hnp.arrays(np.float64, (n, columns), elements=cells, fill=st.nothing())) for _ in range(3))
    low, middle, high = np.sort([low, middle, high], axis=0)
    unknown = draw(hnp.arrays(np.bool_, (n, columns)))
    ends = np.stack([np.where(unknown, np.nan, middle), np.where(unknown, low, middle), np.where(unknown, high, middle)])
    return ends, middle


@MENOS_CASOS
@given(intervals(), st.lists(reglas(("postes", "bandas")), min_size=6, max_size=6), st.sampled_from(AGREGADORES))
def test_an_interval_holds_every_way_in_which_what_is_missing_may_turn_out(case, rules, agregador):
    """So do the places."""
    ends, complete = case
    rules = [replace(rule, salida=(1.0, 100.0)) for rule in rules]
    arbol, rows = arbol_de(agregador), renglones_de(len(complete))
    open_ = compute(arbol, rows, ends, rules)
    closed = compute(arbol, rows, complete, rules)
    assert (open_.nodos[1] <= closed.nodos[0] + 1e-9).all()
    assert (closed.nodos[0] <= open_.nodos[2] + 1e-9).all()
    known = ~np.isnan(open_.nodos[0])
    assert (open_.nodos[1][known] <= open_.nodos[0][known]).all()
    assert (open_.nodos[0][known] <= open_.nodos[2][known]).all()
    everyone = known.all(axis=0)
    assert (open_.mejor <= closed.mejor)[:, everyone].all()
    assert (closed.mejor <= open_.peor)[:, everyone].all()


@given(intervals(1))
def test_a_rank_is_a_range(case):
    """The rank of every completion is inside it, and with all known it is one rank."""
    ends, complete = case
    least, greatest = rank_ends(ends[:, :, 0])[1:]
    found = rank_ends(np.stack([complete[:, 0]] * 3))
    assert (found == found[0]).all()
    assert (least <= found[0]).all()
    assert (found[0] <= greatest).all()


@MENOS_CASOS
@given(tablas(6, cifras(-50, 50)))
def test_without_intervals_the_three_ends_are_one(tabla):
    """Given as intervals of no width or as plain values, the result is the same, bit for bit."""
    arbol, rows = arbol_de(), renglones_de(len(tabla))
    rules = [regla_de(METODOS[column], -1) for column in range(6)]
    found = compute(arbol, rows, np.stack([tabla] * 3), rules)
    np.testing.assert_array_equal(found.nodos[0], compute(arbol, rows, tabla, rules).nodos[2])
    apart = score_table(arbol, np.stack([tabla] * 3), rules)
    np.testing.assert_array_equal(apart.nodos, found.nodos)
    np.testing.assert_array_equal(aggregate(arbol, apart.nodos[0, :, : arbol.n_hojas]).nodos, found.nodos[0])


@MENOS_CASOS
@given(tablas(6), st.lists(reglas(), min_size=6, max_size=6), st.sampled_from(("omitir", "cero", "media", "mediana")))
def test_nothing_is_filled_in_pulled_or_left_out_in_silence(tabla, rules, politica):
    """Every value that differs from what was given has an event with its unit, and so has every node without score."""
    arbol, rows = arbol_de(), renglones_de(len(tabla))
    found = compute(arbol, rows, tabla, rules, politicas=Politicas(politica, atipicos=Winsor(logaritmo=False)))
    told = {(item.nodo, item.unidad) for item in found.sucesos if item.clase in ("imputada", "atipica")}
    before, after = found.crudos[0], found.tratados[0]
    for row, leaf in np.argwhere(~(before == after) & ~(np.isnan(before) & np.isnan(after))).tolist():
        assert (arbol.ids[leaf], rows.ids[row]) in told
    constant = {item.nodo for item in found.sucesos if item.clase == "constante"}
    lost = ~np.isnan(after) & np.isnan(found.nodos[0, :, : arbol.n_hojas])
    assert {arbol.ids[leaf] for leaf in np.flatnonzero(lost.any(axis=0))} <= constant


def test_the_panel_is_ordered_by_unit_and_period():
    """Places are among the rows of a period; a row that does not qualify is shown and has none."""
    periods = ("2020", "2021") * 3
    rows = Renglones(("a", "a", "b", "b", "c", "c"), ("A", "A", "B", "B", "C", "C"), periods, {}, np.array([True] * 5 + [False]))
    arbol = make_arbol([NodoDeArbol("r", "R", None), NodoDeArbol("x", "X", "r")])
    found = compute(arbol, rows, np.array([[1.0], [5.0], [2.0], [4.0], [2.0], [9.0]]), [Regla("ninguna")])
    assert found.mejor[:, -1].tolist() == [3, 1, 1, 2, 1, 0]

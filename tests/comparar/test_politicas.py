"""Rules and policies: what is refused, and what each does to a small table whose results are worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from evaluacion.compare.aggregate import Disponibilidad, EscalaError, aggregate
from evaluacion.compare.arbol import NodoDeArbol, make_arbol
from evaluacion.compare.atipicos import treat
from evaluacion.compare.comparado import Renglones
from evaluacion.compare.comparar import Denominador, compute, places_in_groups
from evaluacion.compare.impute import FaltanteError, impute
from evaluacion.compare.lugares import places
from evaluacion.compare.normalise import normalise_columns
from evaluacion.compare.politicas import Politicas, Winsor
from evaluacion.compare.regla import Bandas, Regla, ReglaError
from tests.comparar.casos import arbol_de, renglones_de

NAN = math.nan
UNO = make_arbol([NodoDeArbol("r", "R", None), NodoDeArbol("x", "X", "r")])
DOS = make_arbol([NodoDeArbol("r", "R", None), NodoDeArbol("x", "X", "r", 3.0), NodoDeArbol("y", "Y", "r", 1.0)])


def column(*values):
    return np.array(values, dtype=float)[:, np.newaxis]


def events(comparado, clase):
    return [(item.nodo, item.unidad, item.antes, item.despues, item.detalle) for item in comparado.sucesos if item.clase == clase]


@pytest.mark.parametrize(
    ("regla", "motivo"),
    [
        (Regla("postes", postes=(5.0, 5.0)), "postes"),
        (Regla("postes", postes=(5.0, 1.0)), "de menor a mayor"),
        (Regla("postes", -1, postes=(5.0, 1.0)), "el sentido dice"),
        (Regla("postes", postes=(0.0, math.inf)), "postes"),
        (Regla("postes"), "faltan los postes"),
        (Regla("minmax", salida=(100.0, 0.0)), "salida"),
        (Regla("distancia"), "meta"),
        (Regla("distancia", meta=NAN), "meta"),
        (Regla("zscore", salida=(10.0, 0.0)), "desviación"),
        (Regla("bandas"), "corte"),
        (Regla("bandas", bandas=Bandas((1.0, 2.0), (1.0, 2.0))), "un valor más"),
        (Regla("bandas", bandas=Bandas((2.0, 1.0), (1.0, 2.0, 3.0))), "de menor a mayor"),
        (Regla("bandas", bandas=Bandas((1.0, 2.0), (1.0, 3.0, 2.0))), "contra el sentido"),
        (Regla("bandas", -1, bandas=Bandas((1.0, 2.0), (1.0, 2.0, 3.0))), "contra el sentido"),
        (Regla("bandas", bandas=Bandas((1.0,), (2.0, 2.0))), "iguales"),
        (Regla("bandas", bandas=Bandas((1.0,), (2.0, math.inf))), "números"),
        (Regla("ninguna", -1), "la escala en que está"),
        (Regla("otro"), "no es un método"),
        (Regla("minmax", 0), "sentido"),
    ],
)
def test_a_rule_that_could_score_upside_down_is_refused(regla, motivo):
    """The error says which column it is of."""
    with pytest.raises(ReglaError, match=motivo) as caught:
        normalise_columns(np.ones((2, 2)), [Regla("rango"), regla])
    assert caught.value.columna == 1


X = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 90.0]])
HALVES = np.array([0, 0, 1])


def test_points_are_in_the_unit_of_each_column():
    """Goalposts, targets and bands, with more or with less being better."""
    posts = [Regla("postes", postes=(0.0, 4.0)), Regla("postes", -1, postes=(0.0, 80.0))]
    found = normalise_columns(X, posts)
    assert found.valores.tolist() == [[25.0, 87.5], [50.0, 75.0], [75.0, 0.0]]
    assert found.topadas.tolist() == [[False, False], [False, False], [False, True]]
    targets = [Regla("distancia", 1, (0.0, 1.0), meta=2.0), Regla("distancia", -1, (0.0, 1.0), meta=30.0)]
    assert normalise_columns(X, targets).valores.tolist() == [[0.0, 1.0], [1.0, 1.0], [1.0, 0.0]]
    steps = [Regla("bandas", bandas=Bandas((2.0,), (0.0, 1.0))), Regla("bandas", -1, bandas=Bandas((15.0, 50.0), (9.0, 5.0, 1.0)))]
    assert normalise_columns(X, steps).valores.tolist() == [[0.0, 9.0], [1.0, 5.0], [1.0, 1.0]]


def test_parameters_of_each_period_or_of_all():
    """What is constant, and what is capped, is said by period and by cell; a rule that does not ask for it looks at all rows."""
    found = normalise_columns(X, [Regla(por_periodo=True), Regla()], HALVES)
    np.testing.assert_array_equal(found.valores, [[0.0, 0.0], [100.0, 12.5], [NAN, 100.0]])
    assert found.constante.tolist() == [[False, False], [True, False]]
    posts = [Regla("postes", postes=(1.5, 4.0), por_periodo=True), Regla("postes", postes=(0.0, 80.0), por_periodo=True)]
    assert normalise_columns(X, posts, HALVES).topadas.tolist() == [[True, False], [False, False], [False, True]]


@pytest.mark.parametrize("metodo", ["minmax", "zscore", "rango", "prank", "borda", "distancia", "postes", "bandas"])
def test_a_constant_column_is_told(metodo):
    """Min-max and z-score give it no score; ranks are shared; goalposts, bands and targets say what they say."""
    rule = Regla(metodo, postes=(0.0, 10.0), meta=4.0, bandas=Bandas((3.0,), (1.0, 2.0)))
    found = compute(UNO, renglones_de(3), column(5, 5, NAN), [rule])
    told = {
        "minmax": (NAN, "no distingue a unas unidades de otras: no se califica"),
        "zscore": (NAN, "no distingue a unas unidades de otras: no se califica"),
    }
    expected = {"prank": 0.0, "rango": 1.0, "borda": 0.0, "distancia": 100.0, "postes": 50.0, "bandas": 2.0}
    score, words = told.get(metodo, (expected.get(metodo), "no distingue a unas unidades de otras"))
    np.testing.assert_array_equal(found.nodos[0, :, -1], [score, score, NAN])
    assert events(found, "constante") == [("x", None, None, None, words)]


def test_a_column_without_data_and_one_that_is_constant_in_a_year_are_told():
    """The event names the year."""
    empty = compute(UNO, renglones_de(2), column(NAN, NAN), [Regla("minmax")])
    assert events(empty, "constante") == [("x", None, None, None, "no tiene ningún dato: no se califica")]
    rows = Renglones(("a", "a", "b", "b"), ("A", "A", "B", "B"), ("2020", "2021") * 2, {}, np.ones(4, dtype=bool))
    found = compute(UNO, rows, column(1, 5, 2, 5), [Regla("minmax", por_periodo=True)])
    assert [item.periodo for item in found.sucesos] == ["2021"]


def test_values_held_at_a_limit_are_told():
    """Beyond a goalpost, beyond the target, out of the declared scale."""
    rules = {
        Regla("postes", postes=(0.0, 10.0)): "fuera de los postes",
        Regla("distancia", meta=10.0): "rebasa la meta",
        Regla("ninguna", salida=(0.0, 10.0)): "fuera de su escala",
    }
    for rule, words in rules.items():
        found = compute(UNO, renglones_de(3), column(1, 5, 12), [rule])
        assert events(found, "topada") == [("x", "u0002", 12.0, rule.rango_de_salida[1], words)]


@pytest.mark.parametrize(
    ("politica", "puesto"),
    [("cero", 0.0), ("media", 14 / 3), ("mediana", 3.0), ("media_de_grupo", 2.0), ("mediana_de_grupo", 2.0)],
)
def test_missing_cells_are_filled_as_declared_and_told(politica, puesto):
    """The mean or median is of the same period and, if so declared, of the same group."""
    rows = renglones_de(5, grupos={"zona": ("n", "n", "n", "s", None)})
    found = compute(UNO, rows, column(1, 3, NAN, 10, NAN), [Regla("ninguna")], politicas=Politicas(politica, "zona"))
    assert found.tratados[0, 2, 0] == pytest.approx(puesto)
    told = events(found, "imputada")
    assert [item[1] for item in told] == ["u0002", "u0004"]
    if politica.endswith("grupo"):
        assert told[1][3:] == (None, "falta: no hay con qué estimarlo")


def test_a_policy_may_be_that_nothing_is_missing():
    """All the cells are told at once."""
    with pytest.raises(FaltanteError) as caught:
        compute(DOS, renglones_de(2), np.array([[1.0, NAN], [NAN, 2.0]]), [Regla()] * 2, politicas=Politicas("error"))
    assert caught.value.celdas == ((0, 1), (1, 0))


def test_a_known_interval_stays_and_holds_what_is_put_in():
    """What is filled in is the central value; the interval is what is known."""
    ends = np.array([[[NAN], [8.0]], [[1.0], [8.0]], [[3.0], [8.0]]])
    found = impute(ends, "media", np.zeros(2, dtype=np.intp)).valores
    assert found[:, 0, 0].tolist() == [3.0, 1.0, 3.0]


def test_denominators_that_are_not_positive_leave_nothing():
    """And it is told, with the name of the denominator."""
    given = {0: Denominador("Población", np.array([2.0, 0.0, NAN]))}
    found = compute(UNO, renglones_de(3), column(8, 8, 8), [Regla("ninguna")], denominadores=given)
    np.testing.assert_array_equal(found.nodos[0, :, -1], [4.0, NAN, NAN])
    assert events(found, "denominada") == [
        ("x", None, None, None, "dividido entre Población"),
        ("x", "u0001", 8.0, None, "Población falta o no es mayor que 0"),
        ("x", "u0002", 8.0, None, "Población falta o no es mayor que 0"),
    ]


ACERCABLE = column(*range(1, 11), 30, 100)
EXTREMO = column(*[1.5**power for power in range(60)])


def test_two_stages_for_extreme_values():
    """Two values are pulled in; where five are not enough, a logarithm of the values as they were, unless the unit matters."""
    found = compute(UNO, renglones_de(12), ACERCABLE, [Regla()], politicas=Politicas(atipicos=Winsor()))
    (done,) = found.tratamientos
    assert (done.metodo, done.puntos, done.alcanza) == ("winsor", 1, True)
    assert found.tratados[0, -2:, 0].tolist() == [30.0, 30.0]
    told = events(found, "atipica")
    assert told[0][4].startswith("valores acercados: 1; asimetría")
    assert told[1] == ("x", "u0011", 100.0, 30.0, "valor extremo, acercado")
    rows = renglones_de(len(EXTREMO))
    logged = compute(UNO, rows, EXTREMO, [Regla()], politicas=Politicas(atipicos=Winsor()))
    assert logged.tratamientos[0].metodo == "logaritmo"
    assert logged.tratamientos[0].puntos == len(EXTREMO)
    assert (np.argsort(logged.tratados[0, :, 0]) == np.argsort(EXTREMO[:, 0])).all()
    kept = compute(UNO, rows, EXTREMO, [Regla("postes", postes=(0.0, 1e9))], politicas=Politicas(atipicos=Winsor()))
    assert kept.tratamientos[0].metodo == "winsor"
    assert events(kept, "atipica")[0][4].endswith("sigue con valores extremos")


def test_values_below_are_pulled_up_and_never_all_to_the_same():
    """A column with one value apart from the rest, which are equal, stays as it is."""
    low = treat(np.stack([-ACERCABLE[:, 0]] * 3), Winsor(), 0, admite_logaritmo=True)
    assert low[0][0, -1] == -30.0
    alone = np.stack([np.array([0.0] * 9 + [1.0])] * 3)
    treated, done = treat(alone, Winsor(logaritmo=False), 0, admite_logaritmo=True)
    assert (done.metodo, done.puntos, done.alcanza) == ("ninguno", 0, False)
    assert (treated == alone).all()
    assert treat(np.full((3, 4), NAN), Winsor(), 0, admite_logaritmo=True) is None


@pytest.mark.parametrize("agregador", ["geometrica", "armonica"])
def test_means_that_need_positive_scales_are_refused_where_they_are_not(agregador):
    """A scale from 0, a scale below, and values that are not positive; a scale from 1 is fine."""
    arbol = make_arbol([NodoDeArbol("r", "R", None), NodoDeArbol("x", "X", "r")], [agregador])
    x = column(3, 4, 5)
    for rule in (Regla("minmax"), Regla("borda"), Regla("zscore", salida=(0.0, 1.0)), Regla("ninguna", salida=(-1.0, 9.0))):
        with pytest.raises(EscalaError) as caught:
            compute(arbol, renglones_de(3), x, [rule])
        assert (caught.value.nodo, caught.value.hijo) == ("r", "x")
    for rule in (Regla("minmax", salida=(1.0, 100.0)), Regla("rango"), Regla("zscore"), Regla("ninguna")):
        assert (compute(arbol, renglones_de(3), x, [rule]).nodos[0, :, -1] > 0).all()
    with pytest.raises(EscalaError):
        aggregate(arbol, column(1, 0))
    zero = make_arbol([NodoDeArbol("r", "R", None), NodoDeArbol("x", "X", "r", 0.0), NodoDeArbol("y", "Y", "r")], [agregador])
    rules = [Regla("minmax"), Regla("minmax", salida=(1.0, 2.0))]
    assert compute(zero, renglones_de(3), np.hstack([x, x]), rules).nodos[0, :, -1].tolist() == pytest.approx([1.0, 1.5, 2.0])


def test_availability_by_count_and_by_effective_weight():
    """One of two children is there, with three quarters of the weight; a node under its minimum counts for nothing above."""
    found = aggregate(DOS, np.array([[1.0, NAN], [NAN, 1.0], [1.0, 1.0]]))
    assert found.disponibilidad[:, :, -1].tolist() == [[0.5, 0.5, 1.0], [0.75, 0.25, 1.0]]
    for minimo, kept in [(Disponibilidad((0.6,)), 1), (Disponibilidad(peso=(0.5,)), 2), (Disponibilidad((0.5,), (0.25,)), 3)]:
        scores = aggregate(DOS, np.array([[1.0, NAN], [NAN, 1.0], [1.0, 1.0]]), disponibilidad_minima=minimo).nodos
        assert (~np.isnan(scores[:, -1])).sum() == kept
    arbol = arbol_de()
    row = np.array([[1.0, NAN, 5.0, 5.0, NAN, 5.0]])
    scores, present = aggregate(arbol, row, disponibilidad_minima=Disponibilidad((1.0, 0.0)))
    assert np.isnan(scores[0, 6:8]).all()
    assert scores[0, -1] == 5.0
    assert present[:, 0, -1].tolist() == [pytest.approx(1 / 3), pytest.approx(0.5 / 3.5)]
    found = compute(
        arbol, renglones_de(1), row, [Regla("ninguna")] * 6, politicas=Politicas(disponibilidad_minima=Disponibilidad((1.0, 0.0)))
    )
    assert events(found, "sin_disponibilidad")[0] == (
        "a", "u0000", 0.5, None, "tiene 1 de 2 componentes, 25.0 % del peso: menos que el mínimo pedido",
    )  # fmt: skip


def test_siblings_without_weight_are_shown_and_leave_their_node_without_score():
    """As if they did not apply."""
    arbol = make_arbol([NodoDeArbol("r", "R", None), NodoDeArbol("x", "X", "r", 0.0)])
    found = compute(arbol, renglones_de(1), column(4), [Regla("ninguna")])
    np.testing.assert_array_equal(found.nodos[0, 0], [4.0, NAN])
    assert found.pesos_efectivos.tolist() == [0.0, 1.0]


def test_places_within_groups_and_years():
    """Who belongs to no group has no place in it."""
    rows = renglones_de(5, grupos={"zona": ("n", "n", "s", "s", None)}, clasifica=np.array([True, True, True, True, False]))
    values = np.array([[1.0, 8.0], [3.0, 2.0], [3.0, 2.0], [0.0, 20.0], [9.0, 9.0]])
    found = compute(DOS, rows, values, [Regla("ninguna"), Regla("ninguna")])
    assert found.nodos[0, :, -1].tolist() == [2.75, 2.75, 2.75, 5.0, 9.0]
    assert found.mejor[:, -1].tolist() == [2, 2, 2, 1, 0]
    assert places_in_groups(found, "zona").mejor[:, -1].tolist() == [1, 1, 2, 1, 0]
    by_year = Renglones(("a", "a", "b", "b"), ("A",) * 4, ("1", "2") * 2, {"z": ("n",) * 4}, np.ones(4, dtype=bool))
    yearly = compute(DOS, by_year, values[:4], [Regla("ninguna"), Regla("ninguna")])
    assert places_in_groups(yearly, "z").mejor[:, -1].tolist() == [1, 2, 1, 1]
    filled = compute(DOS, by_year, values[:4] * [1, NAN], [Regla("ninguna")] * 2, politicas=Politicas("media"))
    assert len(events(filled, "imputada")) == 4


def test_places_look_at_nine_decimals_of_what_scores_can_reach():
    """A difference that is noise makes no place; without a declared reach, what is observed is the scale."""
    noisy = column(50.0, 50.0 + 1e-11, 60.0)
    everyone = np.ones(3, dtype=bool)
    assert places(noisy, everyone, alcance=np.array([[0.0], [100.0]])).mejor[:, 0].tolist() == [2, 2, 1]
    assert places(noisy * 1e300, everyone).mejor[:, 0].tolist() == [2, 2, 1]
    assert places(column(7, 7, 7), everyone).peor[:, 0].tolist() == [1, 1, 1]

"""Every method with every aggregation, against a second version written plainly from the same definitions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluacion.compare.aggregate import Disponibilidad, aggregate
from evaluacion.compare.atipicos import kurtosis, skewness, treat
from evaluacion.compare.lugares import places
from evaluacion.compare.normalise import normalise_columns
from evaluacion.compare.orden import significant
from evaluacion.compare.politicas import Winsor
from tests.comparar.casos import AGREGADORES, METODOS, NODOS, arbol_de, cifras, regla_de, tablas
from tests.independiente import comparacion as otra

PADRES = {nodo.id: nodo.padre for nodo in NODOS}
PESOS = {nodo.id: nodo.peso for nodo in NODOS}


def column_of(array):
    return [None if math.isnan(value) else float(value) for value in array]


def array_of(column):
    return np.array([np.nan if value is None else value for value in column])


def plain(metodo, column, sentido, salida):
    """The plain version of a method."""
    regla = regla_de(metodo, sentido, salida)
    if not otra.conocidos(column):
        return column
    if metodo == "postes":
        return otra.postes(column, sentido, salida, *regla.postes)
    if metodo == "distancia":
        return otra.distancia(column, sentido, salida, regla.meta)
    if metodo == "bandas":
        return otra.bandas(column, regla.bandas.cortes, regla.bandas.valores)
    if metodo in ("rango", "borda"):
        return getattr(otra, metodo)(column, sentido)
    if metodo == "ninguna":
        return [None if value is None else value if sentido == 1 else -value for value in column]
    return getattr(otra, metodo)(column, sentido, salida)


@pytest.mark.parametrize("metodo", METODOS)
@given(sentido=st.sampled_from((1, -1)), tabla=tablas(1))
def test_a_method_gives_what_its_definition_says(metodo, sentido, tabla):
    """Missing stays missing; the rest agrees to twelve figures."""
    salida = None if metodo in ("rango", "borda", "bandas") else (-100.0, 100.0) if metodo == "ninguna" else (1.0, 100.0)
    found = normalise_columns(tabla, [regla_de(metodo, sentido, salida)]).valores[:, 0]
    np.testing.assert_allclose(found, array_of(plain(metodo, column_of(tabla[:, 0]), sentido, salida)), rtol=1e-12, atol=1e-12)


@given(st.sampled_from((0.0, 1 / 3, 2 / 3, 1.0)), st.sampled_from(AGREGADORES), st.sampled_from(AGREGADORES), tablas(6, cifras(0.5, 100.0)))
def test_an_aggregation_gives_what_its_definition_says(umbral, abajo, arriba, tabla):
    """Level by level, with missing cells, weights, a threshold, a child without weight and branches of different depth."""
    arbol = arbol_de(abajo, arriba)
    nodos = aggregate(arbol, tabla, disponibilidad_minima=Disponibilidad((umbral,))).nodos
    for row, mine in zip(tabla, nodos, strict=True):
        leaves = dict(zip(arbol.ids, column_of(row), strict=False))
        expected = otra.agregar(PADRES, PESOS, leaves, (abajo, arriba), umbral)
        np.testing.assert_allclose(mine, array_of([expected[name] for name in arbol.ids]), rtol=1e-12)


@given(st.lists(cifras(0, 5), min_size=1, max_size=15))
def test_places_are_shared_by_ties_and_leave_the_next_ones_empty(scores):
    """1, 2, 2, 4; without score there is no place."""
    found = places(np.array(scores)[:, np.newaxis], np.ones(len(scores), dtype=bool))
    assert found.mejor.tolist() == found.peor.tolist()
    assert found.mejor[:, 0].tolist() == [place or 0 for place in otra.lugares(column_of(np.array(scores)))]


@given(st.lists(st.integers(-1000, 1000).map(lambda number: float(number) ** 3 / 1e4), min_size=4, max_size=30))
def test_extreme_values_are_treated_as_the_reference_does(values):
    """Skewness, kurtosis, winsorised values, and the logarithm of those that winsorising does not mend."""
    assume(max(values) > min(values))
    known = np.array(values)
    assert skewness(known) == pytest.approx(otra.asimetria(values), rel=1e-9, abs=1e-9)
    assert kurtosis(known) == pytest.approx(otra.curtosis(values), rel=1e-9, abs=1e-9)
    done = treat(np.stack([known] * 3), Winsor(), 0, admite_logaritmo=True)
    found = known if done is None else done[0][0]
    np.testing.assert_allclose(found, otra.tratar(values), rtol=1e-9, atol=1e-9)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_twelve_figures_are_those_that_are_written(value):
    """What comparisons look at is the value written with twelve figures."""
    assert float(significant(np.array([value]))[0]) == pytest.approx(float(f"{value:.11e}"), rel=4e-12, abs=5e-300)

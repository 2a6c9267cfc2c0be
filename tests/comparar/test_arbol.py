"""The tree: any order of the nodes gives the same one, and what is no tree is refused with the node that is wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.compare.aggregate import Disponibilidad, NivelesError, aggregate
from evaluacion.compare.arbol import (
    AgregacionError,
    ArbolError,
    CicloError,
    IdRepetidoError,
    NodoDeArbol,
    PadreAusenteError,
    PesoError,
    SinHojasError,
    VariasRaicesError,
    children_of,
    make_arbol,
)
from tests.comparar.casos import NODOS, arbol_de


def test_leaves_come_first_by_id_and_the_root_is_the_last():
    """An indicator that hangs from the root is a leaf like the others."""
    arbol = arbol_de("aritmetica", "minimo")
    assert arbol.ids == ("a1", "a2", "b1", "b2", "b3", "c", "a", "b", "indice")
    assert arbol.n_hojas == 6
    assert arbol.padre.tolist() == [6, 6, 7, 7, 7, 8, 8, 8, -1]
    assert [nivel.agregador for nivel in arbol.niveles] == ["aritmetica", "minimo"]
    assert children_of(arbol) == {6: (0, 1), 7: (2, 3, 4), 8: (6, 7, 5)}


@given(st.permutations(NODOS))
def test_the_order_of_the_nodes_does_not_matter(nodos):
    """Every array is the same, bit for bit."""
    one, other = make_arbol(nodos), make_arbol(NODOS)
    assert (one.ids, one.nombres, one.n_hojas) == (other.ids, other.nombres, other.n_hojas)
    assert (one.padre == other.padre).all()
    assert (one.pesos == other.pesos).all()
    for mine, theirs in zip(one.niveles, other.niveles, strict=True):
        assert (mine.hijos == theirs.hijos).all()
        assert (mine.inicio == theirs.inicio).all()


def _of(*pairs):
    return [NodoDeArbol(name, name.upper(), parent) for name, parent in pairs]


@pytest.mark.parametrize(
    ("nodos", "error", "nodo"),
    [
        (_of(("r", None), ("a", "r"), ("a", "r")), IdRepetidoError, "a"),
        (_of(("r", None), ("a", "otro")), PadreAusenteError, "a"),
        (_of(("r", None), ("s", None), ("a", "r")), VariasRaicesError, "s"),
        (_of(("r", None), ("h", "r"), ("c", "b"), ("b", "a"), ("a", "b")), CicloError, "a"),
        (_of(("b", "a"), ("a", "b")), CicloError, "a"),
        (_of(("a", "a"), ("r", None), ("b", "r")), CicloError, "a"),
        (_of(("r", None)), SinHojasError, "r"),
        ([], SinHojasError, None),
        ([NodoDeArbol("r", "R", None), NodoDeArbol("a", "A", "r", -1.0)], PesoError, "a"),
        ([NodoDeArbol("r", "R", None), NodoDeArbol("a", "A", "r", float("nan"))], PesoError, "a"),
        ([NodoDeArbol("r", "R", None), NodoDeArbol("a", "A", "r", float("inf"))], PesoError, "a"),
    ],
)
def test_what_is_no_tree_is_refused_where_it_fails(nodos, error, nodo):
    """The error names the node, so that a reader can give its place."""
    with pytest.raises(error) as caught:
        make_arbol(nodos)
    assert isinstance(caught.value, ArbolError)
    assert caught.value.nodo == nodo


def test_one_aggregation_stands_for_all_levels_and_otherwise_there_is_one_for_each():
    """Neither more nor fewer, and none unknown."""
    assert len(make_arbol(NODOS, ["minimo"]).niveles) == 2
    with pytest.raises(AgregacionError, match="3 agregaciones"):
        make_arbol(NODOS, ["minimo"] * 3)
    with pytest.raises(AgregacionError, match="suma"):
        make_arbol(NODOS, ["suma"])


@pytest.mark.parametrize("minimo", [Disponibilidad((0.5, 0.5, 0.5)), Disponibilidad((1.5,)), Disponibilidad((0.0,), (-0.1,))])
def test_minimum_availabilities_fit_the_tree(minimo):
    """One for all levels or one for each, from 0 to 1."""
    with pytest.raises(NivelesError):
        aggregate(arbol_de(), np.ones((1, 6)), disponibilidad_minima=minimo)

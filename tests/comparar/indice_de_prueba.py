"""Small invented indices for the tests of doubt: a tree of two pillars, and units with some blanks."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from evaluacion.compare.aggregate import aggregate
from evaluacion.compare.arbol import NodoDeArbol, make_arbol
from evaluacion.compare.comparado import Comparado, Renglones
from evaluacion.compare.normalise import normalise_columns
from evaluacion.compare.regla import Regla

NODOS = [
    ("a", "norte", 1.0),
    ("b", "norte", 2.0),
    ("c", "norte", 0.5),
    ("d", "sur", 1.0),
    ("e", "sur", 3.0),
    ("norte", "indice", 1.0),
    ("sur", "indice", 2.0),
    ("indice", None, 1.0),
]
SENTIDO = {"a": 1, "b": -1, "c": 1, "d": 1, "e": -1}


def make_tree(order=None):
    """Return the tree, its nodes given in some order."""
    return make_arbol([NodoDeArbol(name, f"Nodo {name}", parent, weight) for name, parent, weight in (order or NODOS)])


def make_values(n, *, blanks=0.1, seed=1):
    """Return by unit and leaf some invented values, a share of them missing."""
    draw = random.Random(seed)  # noqa: S311 - a reproducible draw
    return {
        f"u{unit:02}": {leaf: None if draw.random() < blanks else round(draw.gauss(50, 20), 3) for leaf in sorted(SENTIDO)}
        for unit in range(n)
    }


def rules(metodo, arbol, **more):
    """Return the rule of each leaf by a method."""
    return tuple(Regla(metodo, SENTIDO[leaf], **more) for leaf in arbol.ids[: arbol.n_hojas])


def matrix(values, arbol, ids):
    """Return (rows, leaves) with the values of some units."""
    leaves = arbol.ids[: arbol.n_hojas]
    return np.array([[np.nan if values[unit][leaf] is None else values[unit][leaf] for leaf in leaves] for unit in ids])


def compare_units(values, arbol=None, *, metodo="minmax", periodos=None, clasifica=None, **more):
    """Return the comparison of some units: rows by id, as the contract says."""
    arbol = arbol or make_tree()
    ids = sorted(values)
    x = matrix(values, arbol, ids)
    leaves = normalise_columns(x, rules(metodo, arbol, **more)).valores
    found = aggregate(arbol, leaves)
    ranked = np.ones(len(ids), dtype=bool) if clasifica is None else np.array(clasifica)
    none = np.zeros(found.nodos.shape, dtype=np.int64)
    return Comparado(
        arbol,
        Renglones(tuple(ids), tuple(f"Unidad {name}" for name in ids), periodos, {}, ranked),
        np.stack([x] * 3),
        np.stack([x] * 3),
        np.stack([found.nodos] * 3),
        found.disponibilidad,
        none,
        none,
        np.ones(len(arbol.ids)),
        (),
    )


def with_ways(comparado, ways):
    """Return a comparison whose tree declares other aggregations, one a level."""
    levels = tuple(replace(level, agregador=way) for level, way in zip(comparado.arbol.niveles, ways, strict=True))
    arbol = replace(comparado.arbol, niveles=levels)
    nodes = aggregate(arbol, comparado.nodos[0][:, : arbol.n_hojas]).nodos
    return replace(comparado, arbol=arbol, nodos=np.stack([nodes] * 3))

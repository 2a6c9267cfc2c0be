"""Small comparisons for the tests of their sheets, computed as the tool does."""

from __future__ import annotations

import numpy as np

from evaluacion.compare.arbol import NodoDeArbol, make_arbol
from evaluacion.compare.comparado import Renglones
from evaluacion.compare.comparar import compute
from evaluacion.compare.politicas import Politicas, Winsor
from evaluacion.compare.poner_en_duda import OpcionDeNormalizacion, put_in_doubt
from evaluacion.compare.regla import Regla
from evaluacion.compare.sorteos import Supuestos
from evaluacion.publish.comparacion_duda import DudaDicha, doubt_sentences
from evaluacion.publish.tablero.comparacion_vista import ComparacionVista, NodoDeclarado

UNIDADES = ("Alfa", "Beta", "Gama", "Delta", "Épsilon", "Dseta")
POLITICAS = (("Normalización", "mínimo y máximo observados, de 0 a 100"), ("", "los parámetros salen de todos los periodos a la vez"))
MINMAX = Regla("minmax", salida=(0.0, 100.0))


def make_tree(ramas, nombres=None):
    """Return a tree of an index, branches, and the leaves of each branch (how many)."""
    names = nombres or {}
    nodes = [NodoDeArbol("indice", names.get("indice", "Índice"), None)]
    for number, leaves in enumerate(ramas):
        branch = f"r{number:02}"
        nodes.append(NodoDeArbol(branch, names.get(branch, f"Rama {number}"), "indice", 1.0 + number))
        nodes += [
            NodoDeArbol(f"{branch}.{leaf:02}", names.get(f"{branch}.{leaf:02}", f"Indicador {number}.{leaf}"), branch)
            for leaf in range(leaves)
        ]
    return make_arbol(nodes, ("aritmetica",))


def make_comparado(crudos, ramas=(2, 2), *, ids, nombres=None, nodos=None, politicas=None, **renglones):
    """Return the comparison of raw values, (rows, leaves) or (3, rows, leaves), by such a tree."""
    given = {"periodos": None, "grupos": {}, "motivos": {}, **renglones}
    ranked = np.array([row not in given["motivos"] for row in range(len(ids))])
    rows = Renglones(tuple(ids), tuple(nombres or ids), given["periodos"], given["grupos"], ranked, given["motivos"])
    tree = make_tree(ramas, nodos)
    return compute(tree, rows, crudos, (MINMAX,) * tree.n_hojas, politicas=politicas)


def make_vista(comparado, titulo="Actividad internacional", sorteos=0, **otros):
    """Return what the sheets take; with draws, what these say."""
    tree = comparado.arbol
    leaf, other = NodoDeclarado("ascendente", "mínimo y máximo observados, de 0 a 100"), NodoDeclarado(agregacion="media aritmética")
    said = tuple(leaf if node < tree.n_hojas else other for node in range(len(tree.ids)))
    found = make_duda(comparado, sorteos) if sorteos else None
    sentences = doubt_sentences(DudaDicha(comparado, found)) if found is not None else ()
    return ComparacionVista(titulo, comparado, POLITICAS, said, duda=found, parrafos=sentences, **otros)


def make_duda(comparado, sorteos):
    """Return what draws of weights and of two normalisations say."""
    leaves = comparado.arbol.n_hojas
    options = [OpcionDeNormalizacion(name, (Regla(name, salida=(0.0, 100.0)),) * leaves) for name in ("minmax", "prank")]
    return put_in_doubt(comparado, Supuestos(0.25, ("minmax", "prank"), sorteos=sorteos, semilla=7), (MINMAX,) * leaves, options)


def small(sorteos=200, nombres=UNIDADES, nodos=None, **otros):
    """Return a comparison with all that a sheet shows: ties, a margin, gaps, groups, an outlier, and one without place."""
    low = np.array(
        [[1.0, 9, 3, 40], [2, 9, np.nan, 30], [3, 2, 5, 40], [3, 2, 5, 40], [1.5, 4, 4, 10], [2.5, 1, 90, np.nan]],
    )
    high = low.copy()
    low[0, 2], high[0, 2] = 2.0, 5.0
    centre = (low + high) / 2
    done = make_comparado(
        np.stack([centre, low, high]),
        ids=("a", "b", "c", "d", "e", "f"),
        nombres=nombres,
        nodos={"r00": "Recursos", "r01": "Actividad", "indice": "Índice de actividad", **(nodos or {})},
        grupos={"región": ("norte", "norte", "sur", "sur", None, "sur")},
        motivos={4: "no cumple el requisito «oficina»"},
        politicas=Politicas("mediana", atipicos=Winsor(1, 1.0, 1.0)),
    )
    return make_vista(done, sorteos=sorteos, finalistas=(2, 3), **otros)


def random_one(unidades, ramas, sorteos=0, semilla=3):
    """Return a comparison of many invented units, with gaps and two groups."""
    draw = np.random.default_rng(semilla)
    leaves = sum(ramas)
    values = draw.normal(size=(unidades, 1)) + draw.normal(size=(unidades, leaves)) * 0.8
    values[draw.random(values.shape) < 0.02] = np.nan
    ids = [f"u{number:05}" for number in range(unidades)]
    names = [f"Municipio {number}" for number in range(unidades)]
    groups = {"región": tuple("sur" if number % 3 == 0 else "norte" for number in range(unidades))}
    return make_vista(make_comparado(values, ramas, ids=ids, nombres=names, grupos=groups), sorteos=sorteos)

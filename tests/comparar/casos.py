"""Small trees, rules and tables for the tests of comparisons, and what Hypothesis draws them from."""

from __future__ import annotations

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from evaluacion.compare.arbol import NodoDeArbol, make_arbol
from evaluacion.compare.comparado import Renglones
from evaluacion.compare.regla import Bandas, Regla

AGREGADORES = ("aritmetica", "geometrica", "armonica", "minimo")
METODOS = ("minmax", "postes", "distancia", "zscore", "rango", "prank", "borda", "bandas", "ninguna")
NODOS = [
    NodoDeArbol("indice", "Índice", None),
    NodoDeArbol("a", "A", "indice", 2.0),
    NodoDeArbol("b", "B", "indice", 1.0),
    NodoDeArbol("c", "C", "indice", 0.5),
    NodoDeArbol("a1", "A1", "a", 1.0),
    NodoDeArbol("a2", "A2", "a", 3.0),
    NodoDeArbol("b1", "B1", "b", 1.0),
    NodoDeArbol("b2", "B2", "b", 0.0),
    NodoDeArbol("b3", "B3", "b", 0.25),
]
"""An unbalanced tree: the indicator `c` hangs from the root; `b2` is shown and not counted."""
MENOS_CASOS = settings(max_examples=settings().max_examples // 3)
"""For the properties that compute whole comparisons, some times each."""


def arbol_de(*agregacion):
    return make_arbol(NODOS, agregacion or ("aritmetica",))


def renglones_de(n, periodos=None, grupos=None, clasifica=None):
    ids = tuple(f"u{number:04d}" for number in range(n))
    return Renglones(ids, ids, periodos, grupos or {}, np.ones(n, dtype=bool) if clasifica is None else clasifica)


def regla_de(metodo, sentido=1, salida=None):
    """A rule of a method with points that suit values from -100 to 100."""
    if metodo == "postes":
        return Regla(metodo, sentido, salida, postes=(-40.0, 60.0))
    if metodo == "distancia":
        return Regla(metodo, sentido, salida, meta=70.0 * sentido)
    if metodo == "bandas":
        steps = (1.0, 4.0, 9.0, 16.0)
        return Regla(metodo, sentido, bandas=Bandas((-30.0, 0.0, 50.0), steps if sentido == 1 else steps[::-1]))
    if metodo == "ninguna":
        return Regla(metodo, sentido, salida or (-100.0, 100.0))
    return Regla(metodo, sentido, salida)


def reglas(metodos=METODOS):
    return st.builds(regla_de, st.sampled_from(metodos), st.sampled_from((1, -1)))


def cifras(bajo=-100.0, alto=100.0):
    """Values as tables have them, with two decimals, and missing cells."""
    known = st.integers(int(bajo * 100), int(alto * 100)).map(lambda number: number / 100)
    return st.one_of(known, known, known, st.just(np.nan))


def tablas(columnas, elementos=None):
    cells = cifras() if elementos is None else elementos
    return st.integers(1, 12).flatmap(lambda n: hnp.arrays(np.float64, (n, columnas), elements=cells, fill=st.nothing()))

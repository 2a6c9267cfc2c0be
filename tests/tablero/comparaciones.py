"""Comparisons for the tests of sheets, computed plainly: min-max to 0-100, weighted means of the children that are there."""

from __future__ import annotations

import numpy as np

from evaluacion.compare.comparado import Arbol, Comparado, Nivel, Renglones, Suceso
from evaluacion.publish.tablero.comparacion_vista import ComparacionVista, NodoDeclarado

CINCO = ("Alfa", "Beta", "Gama", "Delta", "Épsilon")


def arbol(hojas, ramas, nombres=None):
    """Return a tree of three heights: leaves, branches (of how many leaves each has) and the root `indice`."""
    ids = (*(f"i{leaf:03}" for leaf in range(hojas)), *(f"r{branch:02}" for branch in range(len(ramas))), "indice")
    parents = [hojas + branch for branch, size in enumerate(ramas) for _ in range(size)] + [hojas + len(ramas)] * len(ramas) + [-1]
    first = Nivel(np.arange(hojas, hojas + len(ramas)), np.arange(hojas), np.cumsum([0, *ramas[:-1]]), "aritmetica")
    top = Nivel(np.array([hojas + len(ramas)]), np.arange(hojas, hojas + len(ramas)), np.array([0]), "aritmetica")
    return Arbol(ids, nombres or ids, np.array(parents), np.ones(len(ids)), hojas, (first, top))


def mean_up(tree, leaves):
    """Return (rows, nodes): each branch the mean of its leaves that are there, the root that of its branches."""
    nodes = np.full((len(leaves), len(tree.ids)), np.nan)
    nodes[:, : tree.n_hojas] = leaves
    for node in range(tree.n_hojas, len(tree.ids)):
        children = nodes[:, np.flatnonzero(tree.padre == node)]
        there = ~np.isnan(children)
        with np.errstate(invalid="ignore"):
            nodes[:, node] = np.where(there, children, 0).sum(axis=1) / there.sum(axis=1)
    return nodes


def places(least, most, ranked, periods):
    """Return the best and the worst place (rows, nodes) of each row in its period, counted one by one."""
    best, worst = np.zeros(least.shape, dtype=np.int64), np.zeros(least.shape, dtype=np.int64)
    least, most = np.round(least, 9), np.round(most, 9)
    for row in np.flatnonzero(ranked):
        rivals = [other for other in np.flatnonzero(ranked) if periods is None or periods[other] == periods[row]]
        for node in range(least.shape[1]):
            if not np.isnan(least[row, node]):
                best[row, node] = 1 + sum(least[other, node] > most[row, node] for other in rivals)
                worst[row, node] = 1 + sum(most[other, node] > least[row, node] for other in rivals if other != row)
    return best, worst


def comparado(
    crudos, ramas, *, ids, nombres=None, nodos=None, grupos=None, periodos=None, fuera=None, margen=None, sucesos=(), con_lugares=places
):
    """Return the comparison of raw values (rows, leaves); `margen` by (row, leaf) is how far down and up it could still go, normalised."""
    tree = arbol(crudos.shape[1], ramas, nodos)
    low, high = np.nanmin(crudos, axis=0), np.nanmax(crudos, axis=0)
    leaves = (crudos - low) / np.where(high > low, high - low, 1.0) * 100
    three = np.stack([leaves] * 3)
    for (row, leaf), much in (margen or {}).items():
        three[1, row, leaf], three[2, row, leaf] = max(three[0, row, leaf] - much, 0), min(three[0, row, leaf] + much, 100)
    nodes = np.stack([mean_up(tree, one) for one in three])
    out = fuera or {}
    ranked = np.array([row not in out and not np.isnan(nodes[0, row, -1]) for row in range(len(ids))])
    rows = Renglones(tuple(ids), tuple(nombres or ids), periodos, grupos or {}, ranked, out)
    present = ~np.isnan(nodes[0])
    share = np.stack([mean_up(tree, present[:, : tree.n_hojas].astype(float))] * 2)
    effective = np.ones(len(tree.ids))
    for node in range(len(tree.ids) - 2, -1, -1):
        effective[node] = effective[tree.padre[node]] / np.count_nonzero(tree.padre == tree.padre[node])
    best, worst = con_lugares(nodes[1], nodes[2], ranked, periodos)
    raw = np.stack([crudos] * 3)
    return Comparado(tree, rows, raw, raw, nodes, share, best, worst, effective, tuple(sucesos))


def chica(**otros):
    """Return a comparison of five units with all that a sheet can show: ties, a margin, a gap, groups and one without place."""
    raw = np.array([[1.0, 9, 3, 40], [2, 9, np.nan, 30], [3, 2, 5, 40], [3, 2, 5, 40], [1.5, 4, 4, 10]])
    done = comparado(
        raw,
        (2, 2),
        ids=("a", "b", "c", "d", "e"),
        nombres=CINCO,
        nodos=("Gasto por habitante", "Convenios", "Proyectos", "Personal", "Recursos", "Actividad", "Índice de actividad"),
        grupos={"región": ("norte", "norte", "sur", "sur", None)},
        fuera={4: "no cumple el requisito «oficina»"},
        margen={(0, 2): 25.0},
        sucesos=(
            Suceso("topada", "i001", "a", None, 12.5, 9.0, "el poste mayor es 9"),
            Suceso("imputada", "i003", "e", None, None, 10.0, "mediana de su grupo"),
        ),
        **otros,
    )
    return vista(done)


def vista(done, titulo="Actividad internacional", **otros):
    """Return what the sheets take, with the policies that the plain comparison follows."""
    tree = done.arbol
    said = tuple(
        NodoDeclarado("ascendente", "minmax, salida de 0 a 100") if node < tree.n_hojas else NodoDeclarado(agregacion="aritmética")
        for node in range(len(tree.ids))
    )
    policies = (
        ("Normalización", "minmax, con todos los periodos, salida de 0 a 100"),
        ("Faltantes", "omitir: los pesos se reparten entre lo que hay"),
    )
    return ComparacionVista(titulo, done, policies, said, **({"escala": (0.0, 100.0)} | otros))

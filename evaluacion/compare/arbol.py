"""The tree of a comparison: nodes as they are declared, in any order, become the one order in which all is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

import numpy as np

from evaluacion.compare.comparado import Agregador, Arbol, Nivel

PESO_MENOR, PESO_MAYOR = 1e-100, 1e100
"""Between these is every weight that is not 0, so that no sum of weighted values overflows or vanishes."""


@dataclass(frozen=True, slots=True)
class NodoDeArbol:
    """A node as it is declared; `padre` is None for the root, `peso` is relative to its siblings."""

    id: str
    nombre: str
    padre: str | None
    peso: float = 1.0


class ArbolError(ValueError):
    """A tree that cannot be; `nodo` is the id where it fails, None when it is the whole."""

    def __init__(self, nodo: str | None, motivo: str) -> None:
        super().__init__(motivo)
        self.nodo = nodo


class IdRepetidoError(ArbolError):
    """Two nodes have the same id."""


class PadreAusenteError(ArbolError):
    """A node hangs from one that is not there."""


class VariasRaicesError(ArbolError):
    """More than one node has no parent; `nodo` is the second of them."""


class CicloError(ArbolError):
    """A node hangs, through others, from itself."""


class SinHojasError(ArbolError):
    """There is nothing to aggregate: no node, or a root without children."""


class PesoError(ArbolError):
    """A weight is negative, not finite, or out of what can be summed."""


class AgregacionError(ArbolError):
    """There are more or fewer aggregations than levels, or one is unknown."""


def make_arbol(nodos: Sequence[NodoDeArbol], agregacion: Sequence[Agregador] = ("aritmetica",)) -> Arbol:
    """Return the tree of some nodes, given in any order.

    A leaf is a node from which none hangs; branches may have different depths.

    Args:
        nodos: all of them.
        agregacion: how each level is put together, from the parents of leaves up; a single one stands for all.

    Raises:
        ArbolError: a subclass says what is wrong, and in which node.
    """
    by_id = _by_id(nodos)
    children = _children_of(by_id)
    heights = _heights(by_id, children)
    order = sorted(by_id, key=lambda name: (heights[name], name))
    place = {name: position for position, name in enumerate(order)}
    ways = _ways(agregacion, heights[order[-1]])
    return Arbol(
        ids=tuple(order),
        nombres=tuple(by_id[name].nombre for name in order),
        padre=np.array([place[parent] if (parent := by_id[name].padre) is not None else -1 for name in order], dtype=np.intp),
        pesos=np.array([by_id[name].peso for name in order], dtype=np.float64),
        n_hojas=sum(height == 0 for height in heights.values()),
        niveles=tuple(
            _level([name for name in order if heights[name] == height], children, place, ways[height - 1])
            for height in range(1, len(ways) + 1)
        ),
    )


def children_of(arbol: Arbol) -> dict[int, tuple[int, ...]]:
    """Return the positions of the children of each parent, by id."""
    found: dict[int, tuple[int, ...]] = {}
    for nivel in arbol.niveles:
        ends = [*nivel.inicio.tolist(), len(nivel.hijos)]
        found |= {
            parent: tuple(nivel.hijos[start:end].tolist())
            for parent, (start, end) in zip(nivel.padres.tolist(), pairwise(ends), strict=True)
        }
    return found


def _by_id(nodos: Iterable[NodoDeArbol]) -> dict[str, NodoDeArbol]:
    found: dict[str, NodoDeArbol] = {}
    for nodo in nodos:
        if nodo.id in found:
            raise IdRepetidoError(nodo.id, f"«{nodo.id}» está dos veces en el árbol")
        if not (nodo.peso == 0 or PESO_MENOR <= nodo.peso <= PESO_MAYOR):
            raise PesoError(nodo.id, f"el peso de «{nodo.id}» es {nodo.peso:g}: debe ser 0 o un número positivo y finito")
        found[nodo.id] = nodo
    return found


def _children_of(by_id: Mapping[str, NodoDeArbol]) -> dict[str, list[str]]:
    """Return the children of each node, by id."""
    roots = [nodo.id for nodo in by_id.values() if nodo.padre is None]
    if len(roots) > 1:
        raise VariasRaicesError(roots[1], f"«{roots[0]}» y «{roots[1]}» no tienen padre: el árbol lleva una sola raíz")
    found: dict[str, list[str]] = {name: [] for name in by_id}
    for name in sorted(by_id):
        parent = by_id[name].padre
        if parent is None:
            continue
        if parent not in found:
            raise PadreAusenteError(name, f"el padre de «{name}», «{parent}», no está en el árbol")
        found[parent].append(name)
    if roots and not found[roots[0]]:
        raise SinHojasError(roots[0], f"de «{roots[0]}» no cuelga ningún indicador")
    return found


def _heights(by_id: Mapping[str, NodoDeArbol], children: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how many steps each node is above its deepest leaf."""
    if not by_id:
        raise SinHojasError(None, "el árbol no tiene nodos")
    heights: dict[str, int] = {}
    pending = {name: len(below) for name, below in children.items()}
    ready = [name for name, count in pending.items() if count == 0]
    while ready:
        name = ready.pop()
        heights[name] = 1 + max((heights[child] for child in children[name]), default=-1)
        parent = by_id[name].padre
        if parent is not None:
            pending[parent] -= 1
            if pending[parent] == 0:
                ready.append(parent)
    if len(heights) < len(by_id):
        stuck = _in_cycle(by_id, min(name for name in by_id if name not in heights))
        raise CicloError(stuck, f"«{stuck}» cuelga de sí mismo a través de sus padres")
    return heights


def _in_cycle(by_id: Mapping[str, NodoDeArbol], start: str) -> str:
    """Return the least node of the cycle into which the parents of a node run."""
    seen: list[str] = []
    name: str | None = start
    while name is not None and name not in seen:
        seen.append(name)
        name = by_id[name].padre
    return min(seen[seen.index(str(name)) :])


def _ways(agregacion: Sequence[Agregador], height: int) -> tuple[Agregador, ...]:
    for way in agregacion:
        if way not in get_args(Agregador):
            raise AgregacionError(None, f"«{way}» no es una agregación: {', '.join(get_args(Agregador))}")
    if len(agregacion) == 1:
        return (agregacion[0],) * height
    if len(agregacion) != height:
        levels = "un nivel" if height == 1 else f"{height} niveles"
        raise AgregacionError(None, f"hay {len(agregacion)} agregaciones y el árbol tiene {levels} por encima de los indicadores")
    return tuple(agregacion)


def _level(parents: Sequence[str], children: Mapping[str, Sequence[str]], place: Mapping[str, int], way: Agregador) -> Nivel:
    sizes = [len(children[name]) for name in parents]
    return Nivel(
        padres=np.array([place[name] for name in parents], dtype=np.intp),
        hijos=np.array([place[child] for name in parents for child in children[name]], dtype=np.intp),
        inicio=np.cumsum([0, *sizes[:-1]], dtype=np.intp),
        agregador=way,
    )

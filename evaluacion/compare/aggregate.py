"""Aggregation up a tree of indicators, level by level, with missing values, and the availability behind every score.

Children are added one by one in the order of their ids, so that a result depends on nothing but its own row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.compare.comparado import Agregador, Arbol

if TYPE_CHECKING:
    from numpy.typing import NDArray

POR_CUENTA, POR_PESO = range(2)
"""First axis of an availability: share of the children present, and share of the effective weight of the leaves present."""
CELDAS_POR_BLOQUE = 1 << 16
"""Cells of a block of rows: what is in work stays in the cache of the processor."""
_PERCENT = 100
Minimos = tuple[tuple[float, float], ...]
"""The minimum availability of each level, by count and by weight."""


@dataclass(frozen=True, slots=True)
class Disponibilidad:
    """The least availability with which a node has a score, 0 to 1, one a level from the parents of leaves up; a single one stands for all."""

    cuenta: tuple[float, ...] = (0.0,)
    peso: tuple[float, ...] = (0.0,)


SIN_MINIMO = Disponibilidad()


class Agregado(NamedTuple):
    """The scores of every node, and what they rest on.

    `nodos` (…, rows, nodes); `disponibilidad` (2, …, rows, nodes), 0 to 1: by count and by effective weight; 0 or 1 for leaves.
    """

    nodos: NDArray[np.float64]
    disponibilidad: NDArray[np.float64]


class EscalaError(ValueError):
    """A geometric or harmonic mean of a value that is not positive; `nodo` and `hijo` are ids."""

    def __init__(self, nodo: str, hijo: str, agregador: Agregador) -> None:
        super().__init__(f"la agregación {agregador} de «{nodo}» necesita valores mayores que 0, y los de «{hijo}» llegan a 0 o menos")
        self.nodo, self.hijo = nodo, hijo


class NivelesError(ValueError):
    """There are more or fewer minimum availabilities than levels, or one is out of 0 to 1."""


def aggregate(
    arbol: Arbol,
    hojas: NDArray[np.float64],
    pesos: NDArray[np.float64] | None = None,
    *,
    disponibilidad_minima: Disponibilidad = SIN_MINIMO,
) -> Agregado:
    """Return the score of every node, level by level.

    Within a node the weights are re-scaled over the children that have a value; one whose children have none, or fewer than
    the minimum, has none. Weight 0: shown, not counted, neither in the score nor in the availability. With w over the
    children present, arithmetic sum(wx)/sum(w), geometric exp(sum(w ln x)/sum(w)), harmonic sum(w)/sum(w/x); the minimum is
    plain. Availability by effective weight of a node is the weighted mean of those of its children, 0 for one without score.
    Source: COINr 1.1.14, `Aggregate`; rules 6-10 of the semantics.

    Args:
        arbol: the tree.
        hojas: (…, rows, leaves), normalised; NaN is missing.
        pesos: (nodes,) or (…, nodes), whose leading axes go with those of `hojas`; by default those of the tree.
        disponibilidad_minima: compared at 9 decimals of a percentage (rule 13).

    Raises:
        EscalaError: a geometric or harmonic mean meets a value that is not positive.
        NivelesError: the minimums do not fit the tree.
    """
    weights = arbol.pesos if pesos is None else pesos
    lead = np.broadcast_shapes(hojas.shape[:-2], weights.shape[:-1])
    rows, n_nodes = hojas.shape[-2], len(arbol.ids)
    leaves = np.broadcast_to(hojas, (*lead, *hojas.shape[-2:]))
    scores = np.empty((*lead, rows, n_nodes))
    scores[..., : arbol.n_hojas] = leaves
    present = np.empty((2, *lead, rows, n_nodes))
    minimums = minimums_of(arbol, disponibilidad_minima)
    shares = np.broadcast_to(scale_weights(arbol, weights), (*lead, n_nodes))
    for index in np.ndindex(lead):
        fill_nodes(arbol, scores[index][np.newaxis], present[(slice(None), *index)], shares[index], minimums)
    return Agregado(scores, present)


def fill_nodes(
    arbol: Arbol, scores: NDArray[np.float64], present: NDArray[np.float64], pesos: NDArray[np.float64], minimums: Minimos
) -> None:
    """Fill the scores (1 or 3, rows, nodes), whose leaves are there, and the availability (2, rows, nodes or parents).

    With three, they are the central, least and greatest: each is aggregated with the values that it has, and every central score
    is held inside its interval (rule 9); the availability is that of the central values. Where there is a central value in a
    leaf there must be ends.

    Works block by block of rows, so that what it needs beside is small. `pesos` come from `scale_weights`, `minimums` from
    `minimums_of`. With parents alone in `present`, the availability of the leaves is not written.
    """
    n, n_nodes = arbol.n_hojas, scores.shape[-1]
    first = n_nodes - present.shape[-1]
    for block in blocks_of(scores.shape[-2], n_nodes):
        work = np.empty((len(scores), 3, n_nodes, block.stop - block.start))
        for end, mine in enumerate(work):
            mine[0, :n] = scores[end, block, :n].T
        _climb(arbol, work, pesos, minimums)
        for end, mine in enumerate(work):
            scores[end, block, n:] = mine[0, n:].T
        present[POR_CUENTA, block] = work[0, 1, first:].T
        present[POR_PESO, block] = work[0, 2, first:].T


def blocks_of(rows: int, columns: int) -> Iterator[slice]:
    """Return the blocks of rows that are worked on at once."""
    size = max(1, CELDAS_POR_BLOQUE // columns)
    return (slice(start, min(start + size, rows)) for start in range(0, rows, size))


def minimums_of(arbol: Arbol, minima: Disponibilidad) -> Minimos:
    """Return the minimum availability of each level, by count and by weight.

    Raises:
        NivelesError: there are more or fewer than levels, or one is out of 0 to 1.
    """
    levels = len(arbol.niveles)
    for given in (minima.cuenta, minima.peso):
        if len(given) not in {1, levels} or not all(0 <= number <= 1 for number in given):
            raise NivelesError(f"la disponibilidad mínima lleva un número de 0 a 1, o uno por nivel ({levels})")
    counts, shares = (given * levels if len(given) == 1 else given for given in (minima.cuenta, minima.peso))
    return tuple(zip(counts, shares, strict=False))


def scale_weights(arbol: Arbol, pesos: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights (…, nodes) whose sum over siblings is at most 1: divided by a power of two, which is exact."""
    found = np.array(pesos, dtype=np.float64)
    for nivel in arbol.niveles:
        for start, end in pairwise([*nivel.inicio.tolist(), len(nivel.hijos)]):
            children = nivel.hijos[start:end]
            exponents = np.frexp(found[..., children].max(axis=-1))[1] + math.ceil(math.log2(end - start))
            found[..., children] = np.ldexp(found[..., children], -exponents[..., np.newaxis])
    return found


def _climb(arbol: Arbol, work: NDArray[np.float64], pesos: NDArray[np.float64], minimums: Minimos) -> None:
    """Fill a block of work (1 or 3, 3, nodes, rows): scores, availability by count and by weight; the scores of leaves are there."""
    n = arbol.n_hojas
    for mine in work:
        np.equal(mine[0, :n], mine[0, :n], out=mine[1, :n])
        mine[2, :n] = mine[1, :n]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        for nivel, minimum in zip(arbol.niveles, minimums, strict=True):
            ends = pairwise([*nivel.inicio.tolist(), len(nivel.hijos)])
            for parent, (start, end) in zip(nivel.padres.tolist(), ends, strict=True):
                children = [(child, float(pesos[child])) for child in nivel.hijos[start:end].tolist() if pesos[child] > 0]
                for mine in work:
                    if nivel.agregador in {"geometrica", "armonica"}:
                        _check_positive(arbol, parent, [child for child, _ in children], nivel.agregador, mine)
                    _join(mine, parent, children, nivel.agregador)
                    _withhold(mine, parent, minimum)
                if len(work) > 1:
                    centre, low, high = work[:, 0, parent]
                    np.minimum(np.maximum(centre, low, out=centre), high, out=centre)


def _check_positive(arbol: Arbol, parent: int, children: list[int], agregador: Agregador, work: NDArray[np.float64]) -> None:
    for child in children:
        if (work[0, child] <= 0).any():
            raise EscalaError(arbol.ids[parent], arbol.ids[child], agregador)


def _join(work: NDArray[np.float64], parent: int, children: list[tuple[int, float]], agregador: Agregador) -> None:
    """Fill the row of a parent from those of its children, (position, weight), all of them with weight."""
    scores, counts, shares = work
    size = work.shape[2]
    total, weight, part = np.zeros(size), np.zeros(size), np.empty(size)
    count, share = counts[parent], shares[parent]
    count[:], share[:] = 0.0, 0.0
    if agregador == "minimo":
        total[:] = np.nan
    for child, own in children:
        present = scores[child] == scores[child]
        count += present
        weight += np.multiply(present, own, out=part)
        np.multiply(shares[child], own, out=part)
        np.multiply(part, present, out=part)
        share += part
        if agregador == "minimo":
            np.fmin(total, scores[child], out=total)
        else:
            total += _part_of(scores[child], present, own, agregador, part)
    scores[parent] = _finish(total, weight, agregador)
    if children:
        count /= len(children)
        share /= sum(own for _, own in children)


def _part_of(
    values: NDArray[np.float64], present: NDArray[np.bool_], own: float, agregador: Agregador, part: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what a child adds to the sum of its parent, 0 where it has no score, in the array given."""
    if agregador == "aritmetica":
        np.multiply(values, own, out=part)
    elif agregador == "geometrica":
        np.log(values, out=part)
        part *= own
    else:
        np.divide(own, values, out=part)
    np.copyto(part, 0.0, where=~present)
    return part


def _finish(total: NDArray[np.float64], weight: NDArray[np.float64], agregador: Agregador) -> NDArray[np.float64]:
    """Return the scores from the sums; where nothing was summed, 0/0 is missing."""
    if agregador == "minimo":
        return total
    if agregador == "armonica":
        return weight / total
    mean = total / weight
    return np.exp(mean) if agregador == "geometrica" else mean


def _withhold(work: NDArray[np.float64], parent: int, minimum: tuple[float, float]) -> None:
    """Take away the scores of a parent that rest on too little."""
    for available, least in zip(work[1:, parent], minimum, strict=True):
        if least > 0:
            below = np.round(available * _PERCENT, COMPARED_DECIMALS) < round(least * _PERCENT, COMPARED_DECIMALS)
            np.copyto(work[0, parent], np.nan, where=below)

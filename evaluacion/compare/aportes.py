"""What each part of an instrument contributes to the gap between the totals of two records: parts that add up to it, exactly.

For a mean M with g(M) = sum(a_i g(x_i)) (g is the identity, the logarithm or the reciprocal; a_i, the weights over the children
that apply), the gap X - Y = L (g(X) - g(Y)), with L = (X - Y) / (g(X) - g(Y)). Each child takes L times the mean of its two
weights times g(x_i) - g(y_i); where something applies to one record and not to the other, the weights differ, and each child
takes besides L times the difference of its weights times how far it stands from the mean of the totals. (The first is the rate
and the second the composition of Kitagawa, 1955; the factor L in a geometric mean is the logarithmic mean of Ang, 2004.) With an
arithmetic mean where everything applies to both this is weight times difference. The least one has no weights: going in a
straight line from one record to the other, each child takes what the least value moves while it is the least (Aumann and
Shapley, 1974). Swapping the records changes every sign and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.marco import Agregador


class Nodo(NamedTuple):
    """A part with its values in the two records (NaN: none), its weight, how its children are put together and them."""

    clave: str
    valores: tuple[float, float]
    peso: float = 1.0
    agregador: Agregador = "aritmetica"
    hijos: tuple[Nodo, ...] = ()


class Reparto(NamedTuple):
    """How a gap passes to children: `factor` times the gap of each, plus `mezcla`; and the share of each in what comes from above."""

    factor: NDArray[np.float64]
    mezcla: NDArray[np.float64]
    parte: NDArray[np.float64]


class Aportes(NamedTuple):
    """The gap of the root, what each node contributes to it, and what holding values inside their interval moves (`ajuste`)."""

    brecha: float
    por_nodo: dict[str, float]
    ajuste: float


def split_gap(root: Nodo) -> Aportes | None:
    """Return what each node contributes to the gap of the root, first record less second; None where either has no value.

    The contributions of the children of a node add up to its own, save for what `ajuste` gathers.
    """
    gap = root.valores[0] - root.valores[1]
    if np.isnan(gap):
        return None
    found: dict[str, float] = {}
    return Aportes(gap, found, sum(_descend(root, 1.0, 0.0, found)))


def _descend(node: Nodo, factor: float, extra: float, found: dict[str, float]) -> Iterator[float]:
    """Fill what a node and those under it contribute; yield what each node moves apart from its children."""
    gap = _gap(node)
    found[node.clave] = factor * gap + extra
    if not node.hijos:
        return
    split = split_node(node)
    moved = split.factor * np.array([_gap(child) for child in node.hijos]) + split.mezcla
    if not np.isnan(node.valores).any():
        yield factor * (gap - float(moved.sum()))
    for child, part, mixed, share in zip(node.hijos, *(values.tolist() for values in split), strict=True):
        yield from _descend(child, factor * part, factor * mixed + extra * share, found)


def _gap(node: Nodo) -> float:
    gap = node.valores[0] - node.valores[1]
    return 0.0 if np.isnan(gap) else gap


def split_node(node: Nodo) -> Reparto:
    """Return how the gap of a node passes to its children; nothing where one of the records has no value there."""
    x, y = np.array([child.valores for child in node.hijos], dtype=float).T
    weights = np.array([child.peso for child in node.hijos], dtype=float)
    a, b = (_relative(weights * ~np.isnan(values)) for values in (x, y))
    share = _relative(a + b)
    if not (a.any() and b.any()):
        return Reparto(np.zeros(len(x)), np.zeros(len(x)), share)
    if node.agregador == "minimo":
        return Reparto(*_along_the_way(x, y, weights > 0), share)
    return Reparto(*_by_rate_and_mix(x, y, a, b, node.agregador), share)


def _relative(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    whole = weights.sum()
    found: NDArray[np.float64] = weights / whole if whole > 0 else weights
    return found


def _by_rate_and_mix(
    x: NDArray[np.float64], y: NDArray[np.float64], a: NDArray[np.float64], b: NDArray[np.float64], kind: Agregador
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    counted = (a + b) > 0
    x, y = np.where(np.isnan(x), y, x), np.where(np.isnan(y), x, y)
    x, y = np.where(counted, x, 1.0), np.where(counted, y, 1.0)
    gx, gy = _transform(x, kind), _transform(y, kind)
    whole_x, whole_y = float((a * gx).sum()), float((b * gy).sum())
    ends = _back(np.array([whole_x, whole_y]), kind)
    slope = float(_slope(ends[0], ends[1], kind))
    mixed = slope * (a - b) * ((gx + gy) / 2 - (whole_x + whole_y) / 2)
    return (a + b) / 2 * slope / _slope(x, y, kind), mixed


def _transform(values: NDArray[np.float64], kind: Agregador) -> NDArray[np.float64]:
    if kind == "geometrica":
        found: NDArray[np.float64] = np.log(values)
        return found
    return 1.0 / values if kind == "armonica" else values


def _back(values: NDArray[np.float64], kind: Agregador) -> NDArray[np.float64]:
    if kind == "geometrica":
        found: NDArray[np.float64] = np.exp(values)
        return found
    return 1.0 / values if kind == "armonica" else values


def _slope(x: NDArray[np.float64] | np.float64, y: NDArray[np.float64] | np.float64, kind: Agregador) -> NDArray[np.float64]:
    """Return (x - y) / (g(x) - g(y)); where they are equal, its limit."""
    one, other = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if kind == "armonica":
        found: NDArray[np.float64] = -one * other
        return found
    if kind != "geometrica":
        return np.ones_like(one)
    far = one != other
    apart = np.where(far, np.log1p((one - other) / other), 1.0)
    return np.where(far, (one - other) / apart, one)


def _along_the_way(
    x: NDArray[np.float64], y: NDArray[np.float64], counted: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for how much of the straight way from y to x each child is the least; one that does not apply starts from the greatest."""
    mixed_in = counted & (np.isnan(x) ^ np.isnan(y))
    counted = counted & ~(np.isnan(x) & np.isnan(y))
    top = float(np.nanmax([x[counted], y[counted]]))
    start, end = np.nan_to_num(y, nan=top), np.nan_to_num(x, nan=top)
    time, rows = np.zeros(len(x)), np.flatnonzero(counted)
    for first, last in pairwise(_crossings(start[rows], end[rows] - start[rows])):
        values = start[rows] + (first + last) / 2 * (end[rows] - start[rows])
        least = rows[values == values.min()]
        time[least] += (last - first) / len(least)
    moved = time * (end - start)
    return np.where(mixed_in, 0.0, time), np.where(mixed_in, moved, 0.0)


def _crossings(start: NDArray[np.float64], slope: NDArray[np.float64]) -> Sequence[float]:
    """Return where any two of some lines cross between 0 and 1, with both ends."""
    rise = slope[:, None] - slope[None, :]
    cross = np.divide(start[None, :] - start[:, None], rise, out=np.zeros_like(rise), where=rise != 0)
    found: list[float] = np.unique(np.concatenate([[0.0, 1.0], cross[(cross > 0) & (cross < 1)]])).tolist()
    return found

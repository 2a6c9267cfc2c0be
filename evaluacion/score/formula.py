"""A parsed formula on columns of numbers: NaN where a variable is missing or the result is no finite number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.base.formula import Formula, Nodo

_BINARY: dict[str, np.ufunc] = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "**": np.power}
_MANY: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "min": lambda stack: np.min(stack, axis=0),
    "max": lambda stack: np.max(stack, axis=0),
    "sum": lambda stack: np.sum(stack, axis=0),
    "mean": lambda stack: np.mean(stack, axis=0),
    "abs": lambda stack: np.abs(stack[0]),
}


def compute_formula(formula: Formula, variables: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the formula on each element of its variables (all of one shape).

    NaN where any variable is NaN, a divisor is 0, or the result is no finite real number (rule 15: `no calculable`).
    """
    arrays: Sequence[NDArray[np.float64]] = [variables[name] for name in formula.nombres]
    shape = arrays[0].shape if arrays else (1,)
    with np.errstate(all="ignore"):
        result = np.broadcast_to(_compute(formula.raiz, variables), shape).astype(float)
    known = np.isfinite(result)
    for array in arrays:
        known &= ~np.isnan(array)
    return np.where(known, result, np.nan)


def _compute(node: Nodo, variables: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    if node.clase == "numero":
        return np.asarray(node.valor, dtype=float)
    if node.clase == "nombre":
        return variables[str(node.valor)]
    parts = [_compute(part, variables) for part in node.partes]
    if node.clase == "negar":
        return np.negative(parts[0])
    if node.clase in _BINARY:
        result: NDArray[np.float64] = _BINARY[node.clase](parts[0], parts[1])
        return np.where(np.isinf(result), np.nan, result)
    return _MANY[node.clase](np.stack(np.broadcast_arrays(*parts)))


class Extremos(NamedTuple):
    """The two ends of what some numbers may be; infinite where nothing bounds them."""

    bajo: NDArray[np.float64]
    alto: NDArray[np.float64]


def meet(one: Extremos, other: tuple[float, float]) -> Extremos:
    """Return what both allow; where they have nothing in common, what the other allows."""
    low, high = np.maximum(one.bajo, other[0]), np.minimum(one.alto, other[1])
    return Extremos(np.where(low <= high, low, other[0]), np.where(low <= high, high, other[1]))


def bound_formula(formula: Formula, variables: Mapping[str, Extremos]) -> Extremos:
    """Return ends between which the formula lies, whatever its variables are between theirs (interval arithmetic).

    Infinite where nothing bounds one of its variables.
    """
    with np.errstate(all="ignore"):
        low, high = _bound(formula.raiz, variables)
    known = np.logical_and.reduce(np.broadcast_arrays(*(np.isfinite(end) for ends in variables.values() for end in ends)))
    return Extremos(np.where(known, low, -np.inf), np.where(known, high, np.inf))


def _bound(node: Nodo, variables: Mapping[str, Extremos]) -> Extremos:
    if node.clase == "numero":
        value = np.asarray(node.valor, dtype=float)
        return Extremos(value, value)
    if node.clase == "nombre":
        return variables[str(node.valor)]
    parts = [_bound(part, variables) for part in node.partes]
    if node.clase == "negar":
        low, high = -parts[0].alto, -parts[0].bajo
    elif node.clase == "abs":
        low, high = _bound_abs(parts[0])
    elif node.clase in _BOUNDS:
        low, high = _BOUNDS[node.clase](parts[0], parts[1])
    else:
        low, high = (_MANY[node.clase](np.stack(np.broadcast_arrays(*ends))) for ends in zip(*parts, strict=True))
    unknown = np.isnan(low) | np.isnan(high)
    return Extremos(np.where(unknown, -np.inf, low), np.where(unknown, np.inf, high))


def _has(of: Extremos, value: float) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (of.bajo <= value) & (of.alto >= value)
    return found


def _bound_abs(of: Extremos) -> Extremos:
    one, other = np.abs(of.bajo), np.abs(of.alto)
    return Extremos(np.where(_has(of, 0), 0.0, np.minimum(one, other)), np.maximum(one, other))


def _corners(
    operator: Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]], one: Extremos, other: Extremos
) -> Extremos:
    found = np.stack(np.broadcast_arrays(*(operator(a, b) for a in one for b in other)))
    return Extremos(np.min(found, axis=0), np.max(found, axis=0))


def _bound_ratio(one: Extremos, other: Extremos) -> Extremos:
    low, high = _corners(np.divide, one, other)
    open_ = _has(other, 0)
    return Extremos(np.where(open_, -np.inf, low), np.where(open_, np.inf, high))


def _bound_power(base: Extremos, exponent: Extremos) -> Extremos:
    """Return the ends of a power: of its corners where it is monotone, from 0 where an even one goes through it."""
    low, high = _corners(np.power, base, exponent)
    whole = (exponent.bajo == exponent.alto) & (np.floor(exponent.bajo) == exponent.bajo) & np.isfinite(exponent.bajo)
    through = (base.bajo < 0) & (base.alto > 0)
    low = np.where(whole & through & (np.mod(exponent.bajo, 2) == 0), 0.0, low)
    is_sound = (base.bajo > 0) | ((base.bajo >= 0) & (exponent.bajo > 0))
    is_sound |= whole & ((exponent.bajo > 0) | (base.alto < 0))
    return Extremos(np.where(is_sound, low, -np.inf), np.where(is_sound, high, np.inf))


_BOUNDS: dict[str, Callable[[Extremos, Extremos], Extremos]] = {
    "+": lambda a, b: Extremos(a.bajo + b.bajo, a.alto + b.alto),
    "-": lambda a, b: Extremos(a.bajo - b.alto, a.alto - b.bajo),
    "*": partial(_corners, np.multiply),
    "/": _bound_ratio,
    "**": _bound_power,
}

"""A parsed formula on columns of numbers: NaN where a variable is missing or the result is no finite number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

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

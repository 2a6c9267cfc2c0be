"""Weights: what each node counts for in the index, shares from an AHP matrix, and a budget of points shared out by experts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.compare.comparado import Arbol

if TYPE_CHECKING:
    from numpy.typing import NDArray

INDICES_ALEATORIOS = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean consistency index of random reciprocal matrices of order 1 to 15 (Saaty 1980, The Analytic Hierarchy Process)."""
RAZON_ADMITIDA = 0.10
"""Over this consistency ratio, Saaty advises to look at the judgements again."""
_MOST_PRODUCTS = 10_000
_RECIPROCAL = 1e-6
"""How far a product of opposite judgements may be from 1: 0.333333 is written for 1/3."""


class Ahp(NamedTuple):
    """The weights (n,) of a matrix of judgements, which add up to 1, and how consistent the judgements are.

    `lambda_max`: its greatest eigenvalue. `indice`: (lambda_max - n) / (n - 1). `razon`: the index over that of random matrices.
    """

    pesos: NDArray[np.float64]
    lambda_max: float
    indice: float
    razon: float

    @property
    def es_consistente(self) -> bool:
        """Whether the ratio is at most 0.10."""
        return self.razon <= RAZON_ADMITIDA


class MatrizError(ValueError):
    """A matrix of judgements that is none; `celda` is (row, column), from 0, None when it is the whole."""

    def __init__(self, motivo: str, celda: tuple[int, int] | None = None) -> None:
        super().__init__(motivo)
        self.celda = celda


def effective_weights(arbol: Arbol, pesos: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return the share (…, nodes) of each node in the index, 0 to 1: the product of its shares among siblings up to the root.

    Those of the leaves add up to 1. It is what a point more in a leaf moves the index when every aggregation is arithmetic and
    nothing is missing. Siblings that all weigh 0 have no share.
    """
    weights = np.array(arbol.pesos if pesos is None else pesos, dtype=np.float64)
    shares = np.zeros_like(weights)
    shares[..., -1] = 1.0
    for nivel in reversed(arbol.niveles):
        for parent, (start, end) in zip(nivel.padres.tolist(), pairwise([*nivel.inicio.tolist(), len(nivel.hijos)]), strict=True):
            children = nivel.hijos[start:end]
            own = weights[..., children] / np.maximum(weights[..., children].max(axis=-1, keepdims=True), np.finfo(float).tiny)
            whole = own.sum(axis=-1, keepdims=True)
            shares[..., children] = shares[..., [parent]] * np.divide(own, whole, out=np.zeros_like(own), where=whole > 0)
    return shares


def solve_ahp(matriz: NDArray[np.float64]) -> Ahp:
    """Return the weights of a matrix of judgements by pairs: its principal eigenvector, and its consistency.

    Source: Saaty 1980. Computed by repeated products from the geometric means of the rows, which are its answer when consistent.

    Args:
        matriz: (n, n), n from 1 to 15: how many times the row matters what the column does.

    Raises:
        MatrizError: not square, too large, a judgement that is not positive, a diagonal that is not 1, or not reciprocal.
    """
    n = _check_matrix(matriz)
    weights = np.exp(np.log(matriz).mean(axis=1))
    weights /= weights.sum()
    moved, left = 1.0, _MOST_PRODUCTS
    while moved > np.finfo(float).eps and left:
        product = (matriz * weights).sum(axis=1)
        after = product / product.sum()
        moved, left = float(np.abs(after - weights).max()), left - 1
        weights = after
    greatest = float(((matriz * weights).sum(axis=1) / weights).mean())
    index = max(0.0, (greatest - n) / (n - 1)) if n > 1 else 0.0
    random = INDICES_ALEATORIOS[n - 1]
    return Ahp(weights, greatest, index, index / random if random else 0.0)


def _check_matrix(matriz: NDArray[np.float64]) -> int:
    n = len(matriz)
    if matriz.shape != (n, n) or not 1 <= n <= len(INDICES_ALEATORIOS):
        raise MatrizError(f"la matriz de comparaciones debe ser cuadrada, de 1 a {len(INDICES_ALEATORIOS)} componentes")
    for row, column in np.argwhere(~((matriz > 0) & np.isfinite(matriz))).tolist():
        raise MatrizError("cada comparación es un número mayor que 0", (row, column))
    for row, column in np.argwhere(np.abs(np.log(matriz) + np.log(matriz.T)) > _RECIPROCAL * (1 + np.abs(np.log(matriz)))).tolist():
        opposite = f"{matriz[row, column]:g} y {matriz[column, row]:g}"
        raise MatrizError(f"las comparaciones opuestas deben ser recíprocas y la diagonal 1; aquí son {opposite}", (row, column))
    return n


def share_budget(puntos: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean weight (nodes,) of a budget of points (experts, nodes), each expert's points taken as shares of their sum.

    An expert who leaves a node blank (NaN) gives it nothing. Weights add up to 1, and do
    not depend on the order of the experts.

    Raises:
        MatrizError: points that are negative or not finite, or an expert without any.
    """
    points = np.nan_to_num(puntos, nan=0.0)
    for row, column in np.argwhere(~((points >= 0) & np.isfinite(points))).tolist():
        raise MatrizError("los puntos son números de 0 en adelante", (row, column))
    greatest = points.max(axis=1, keepdims=True, initial=0.0)
    for row in np.flatnonzero(greatest[:, 0] == 0).tolist():
        raise MatrizError("esta persona no repartió ningún punto", (row, 0))
    shares = points / greatest
    shares /= shares.sum(axis=1, keepdims=True)
    found: NDArray[np.float64] = np.sort(shares, axis=0).mean(axis=0)
    return found

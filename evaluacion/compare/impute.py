"""What is put in cells that are missing: nothing, 0, or the mean or median of the period, or of the group in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.compare.politicas import Faltante

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Imputado(NamedTuple):
    """The values (3, rows, leaves) with what was put in, and which central values were missing and were asked for, (rows, leaves)."""

    valores: NDArray[np.float64]
    faltaban: NDArray[np.bool_]


class FaltanteError(ValueError):
    """Cells are missing and the policy is that none may be; `celdas` has (row, leaf) of each."""

    def __init__(self, celdas: tuple[tuple[int, int], ...]) -> None:
        super().__init__(f"faltan {len(celdas):,} datos, y la política «error» pide que no falte ninguno")
        self.celdas = celdas


def impute(valores: NDArray[np.float64], politica: Faltante, conjuntos: NDArray[np.intp]) -> Imputado:
    """Return values with the missing central ones filled as the policy says; what cannot be filled stays missing.

    An interval that is known stays, and what is put in is held inside it; without one, its three ends are what is put in.
    Means and medians are of the central values there are, in natural units, after denominators.

    Args:
        valores: (3, rows, leaves).
        politica: the policy.
        conjuntos: (rows,): number of the set among which a mean or median is taken (its period, or its group in it); negative
            where a row belongs to none.

    Raises:
        FaltanteError: the policy is `error` and something is missing.
    """
    missing = np.isnan(valores[0])
    if politica == "omitir" or not missing.any():
        return Imputado(valores, np.zeros_like(missing))
    if politica == "error":
        raise FaltanteError(tuple((int(row), int(leaf)) for row, leaf in np.argwhere(missing)))
    filled = valores.copy()
    for leaf in np.flatnonzero(missing.any(axis=0)).tolist():
        rows = np.flatnonzero(missing[:, leaf])
        put = np.zeros(len(rows)) if politica == "cero" else _central(valores[0, :, leaf], politica, conjuntos)[rows]
        low, high = valores[1, rows, leaf], valores[2, rows, leaf]
        put = np.where(np.isnan(put), np.nan, np.fmin(np.fmax(put, low), high))
        filled[0, rows, leaf] = put
        filled[1, rows, leaf] = np.where(np.isnan(low), put, low)
        filled[2, rows, leaf] = np.where(np.isnan(high), put, high)
    return Imputado(filled, missing)


def _central(column: NDArray[np.float64], politica: Faltante, conjuntos: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return for each row the mean or median of those of its set that have a value; NaN where there is none."""
    found = np.full(len(column), np.nan)
    for number in np.unique(conjuntos[conjuntos >= 0]):
        mine = conjuntos == number
        known = column[mine & ~np.isnan(column)]
        if len(known):
            found[mine] = _median(known) if politica.startswith("mediana") else _mean(known)
    return found


def _mean(known: NDArray[np.float64]) -> float:
    """Return the mean without overflow: of the values over a power of two."""
    exponent = int(np.frexp(np.abs(known).max())[1])
    return float(np.ldexp(np.ldexp(known, -exponent).mean(), exponent))


def _median(known: NDArray[np.float64]) -> float:
    ordered = np.sort(known)
    middle = len(ordered) // 2
    return float(ordered[middle] if len(ordered) % 2 else ordered[middle - 1] / 2 + ordered[middle] / 2)

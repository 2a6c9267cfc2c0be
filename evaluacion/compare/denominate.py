"""Indicators per head, per unit of product, per area: each column over its denominator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Denominado(NamedTuple):
    """The values (3, rows, leaves) once divided, and where a value was lost for want of a positive denominator, (rows, leaves)."""

    valores: NDArray[np.float64]
    sin_denominador: NDArray[np.bool_]


def denominate(valores: NDArray[np.float64], denominadores: Mapping[int, NDArray[np.float64]]) -> Denominado:
    """Return values divided by their denominators; missing where the denominator is missing, 0 or negative.

    Source: COINr 1.1.14, `Denominate`; that a denominator that is not positive leaves nothing is a decision of this toolkit.

    Args:
        valores: (3, rows, leaves), natural units.
        denominadores: (rows,) by position of the leaf.
    """
    found = valores.copy()
    lost = np.zeros(valores.shape[1:], dtype=np.bool_)
    for leaf, column in denominadores.items():
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            divided = np.where(column > 0, valores[:, :, leaf] / column, np.nan)
        found[:, :, leaf] = np.where(np.isfinite(divided), divided, np.nan)
        had = ~np.isnan(valores[:, :, leaf]).all(axis=0)
        lost[:, leaf] = had & np.isnan(found[:, :, leaf]).all(axis=0)
    return Denominado(found, lost)

"""Indicators in their natural units become scores on one scale, where more is always better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.compare.orden import score_by_band, score_by_rank
from evaluacion.compare.recta import apply_recta, fit_recta, is_constant
from evaluacion.compare.regla import Regla, ReglaError, check_regla

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COLUMNAS_POR_GRUPO = 8
"""Columns copied at once to lie in a row: those of one line of the cache of the processor."""
_CAN_CAP = frozenset({"postes", "distancia", "ninguna"})
_WITH_ENDS = 3
"""Axes of an array with central, least and greatest values, and how many those are."""


class Normalizado(NamedTuple):
    """Scores, in the shape of what was given, and what the policies did to them.

    `bajo`, `alto` (columns,): the least and greatest score that each can have (infinite for z-scores).
    `topadas` (rows, columns): where the central value was held at a goalpost, at the target or at the end of its scale.
    `constante` (periods, columns): where a column tells no unit from another, or has no value: min-max, z-score and percentile
    rank then give no score (one value alone; tied ones share the least rank); goalposts, bands and targets give what they say.
    """

    valores: NDArray[np.float64]
    bajo: NDArray[np.float64]
    alto: NDArray[np.float64]
    topadas: NDArray[np.bool_]
    constante: NDArray[np.bool_]


def normalise_columns(
    x: NDArray[np.float64], reglas: Sequence[Regla], por: NDArray[np.intp] | None = None, out: NDArray[np.float64] | None = None
) -> Normalizado:
    """Return the scores of columns, each by its own rule.

    Parameters (least, greatest, mean, ranks) come from the central values. The ends of an interval become those of its score,
    exchanged where less is better, and are held inside what the method can give. Missing stays missing.

    Args:
        x: (rows, columns), or (3, rows, columns) with the central, least and greatest values; natural units, finite, NaN missing.
        reglas: one a column.
        por: (rows,): the number of the period of each row, from 0; for the rules that say `por_periodo`.
        out: where to write the scores, in the shape of `x`; by default, in new memory.

    Raises:
        ReglaError: a rule cannot be applied; `columna` is its position.
    """
    for position, regla in enumerate(reglas):
        try:
            check_regla(regla)
        except ReglaError as reason:
            raise ReglaError(str(reason), position) from None
    values = x if x.ndim == _WITH_ENDS else x[np.newaxis]
    rows, columns = x.shape[-2:]
    scores = np.empty(x.shape) if out is None else out
    filled = scores if x.ndim == _WITH_ENDS else scores[np.newaxis]
    can_cap = any(regla.metodo in _CAN_CAP for regla in reglas)
    capped = np.zeros((columns, rows), dtype=np.bool_) if can_cap else np.broadcast_to(np.False_, (columns, rows))
    periods = 1 if por is None else int(por.max(initial=0)) + 1
    constant = np.zeros((periods, columns), dtype=np.bool_)
    low, high = np.full(columns, np.inf), np.full(columns, -np.inf)
    for start in range(0, columns, _COLUMNAS_POR_GRUPO):
        group = slice(start, start + _COLUMNAS_POR_GRUPO)
        work = np.array(values[:, :, group].transpose(2, 0, 1), order="C")
        for offset, part in enumerate(work):
            column = start + offset
            for period, chosen in enumerate(_rows_of(reglas[column], por, periods)):
                piece = part[:, chosen]
                held = capped[column, chosen]
                found = _score(reglas[column], piece, held if reglas[column].metodo in _CAN_CAP else None)
                low[column], high[column] = min(low[column], found.bajo), max(high[column], found.alto)
                if isinstance(chosen, slice):
                    constant[:, column] = found.constante
                else:
                    constant[period, column] = found.constante
                    part[:, chosen] = piece
                    if can_cap:
                        capped[column, chosen] = held
        filled[:, :, group] = work.transpose(1, 2, 0)
    return Normalizado(scores, low, high, capped.T, constant)


class _Columna(NamedTuple):
    """What is known of a column once it is scored."""

    bajo: float
    alto: float
    constante: bool


def _rows_of(regla: Regla, por: NDArray[np.intp] | None, periods: int) -> list[slice | NDArray[np.intp]]:
    """Return the rows that share parameters: all, or those of each period."""
    if por is None or not regla.por_periodo:
        return [slice(None)]
    return [np.flatnonzero(por == period) for period in range(periods)]


def _score(regla: Regla, values: NDArray[np.float64], capped: NDArray[np.bool_] | None) -> _Columna:
    """Replace values (1 or 3, n), in natural units, by scores; with three, the second comes out the least and the third the greatest."""
    if len(values) == _WITH_ENDS and regla.sentido == -1:
        values[[1, 2]] = values[[2, 1]]
    if regla.metodo in {"rango", "prank", "borda"}:
        constant = is_constant(values[0])
        ends = np.broadcast_to(values * regla.sentido, (_WITH_ENDS, values.shape[1]))
        scores, low, high = score_by_rank(regla.metodo, regla.rango_de_salida, ends)
        values[:] = scores[: len(values)]
        return _Columna(low, high, constant)
    if regla.bandas is not None and regla.metodo == "bandas":
        constant = is_constant(values[0])
        values[:] = score_by_band(regla.bandas, values)
        return _Columna(min(regla.bandas.valores), max(regla.bandas.valores), constant)
    recta = fit_recta(regla, values[0])
    for end, mine in enumerate(values):
        apply_recta(recta, mine, mine, capped if end == 0 else None)
    return _Columna(recta.bajo, recta.alto, recta.constante)

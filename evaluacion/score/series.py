"""Series of indicators in all records, aligned by period and compared as rule 13 says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.periodo import Periodo
from evaluacion.model.registros import Serie

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.registros import Registros

DIGITS = 12
"""Significant digits of raw data that comparisons look at."""
_MONTH = len("AAAA-MM")


def read_series(registros: Registros, filas: NDArray[np.intp]) -> dict[str, Serie]:
    """Return what those rows give of each indicator."""
    return {name: _rows(registros.serie(name), filas) for name in registros.indicadores()}


def latest_period(series: Iterable[Serie]) -> int:
    """Return the last month in which anything is measured, in months since year 0; -1 where nothing is."""
    return max((_latest(serie) for serie in series), default=-1)


def _rows(serie: Serie, filas: NDArray[np.intp]) -> Serie:
    return Serie(
        serie.periodos,
        serie.valores[filas],
        serie.base_fin[filas],
        serie.base_valor[filas],
        serie.meta_fin[filas],
        serie.meta_valor[filas],
        serie.periodos_intermedias,
        serie.intermedias[filas],
        serie.no_aplica[filas],
        serie.con_motivo[filas],
    )


def _latest(serie: Serie) -> int:
    measured = ~np.isnan(serie.valores)
    return max((period.fin for column, period in enumerate(serie.periodos) if measured[:, column].any()), default=-1)


def same_periods(periods: Iterable[Periodo]) -> tuple[Periodo, ...]:
    """Return the periods without repetition, by their end: a day stands for its month, however it is written."""
    return tuple(sorted({(period.fin, period.meses): period._replace(texto=period.texto[:_MONTH]) for period in periods}.values()))


def positions_of(have: tuple[Periodo, ...], want: tuple[Periodo, ...]) -> list[int]:
    """Return the position of each period among those wanted."""
    position = {(period.fin, period.meses): column for column, period in enumerate(want)}
    return [position[period.fin, period.meses] for period in have]


def spread(values: NDArray[np.float64], have: tuple[Periodo, ...], want: tuple[Periodo, ...], n: int) -> NDArray[np.float64]:
    """Return the columns of some periods at the places of those wanted; NaN in the others."""
    found = np.full((n, len(want)), np.nan)
    for column, position in enumerate(positions_of(have, want)):
        found[:, position] = np.where(np.isnan(values[:, column]), found[:, position], values[:, column])
    return found


def last_column(holds: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the last column in which it holds, -1 where in none."""
    if holds.shape[1] == 0:
        return np.full(len(holds), -1, dtype=np.intp)
    return np.where(holds.any(axis=1), holds.shape[1] - 1 - np.argmax(holds[:, ::-1], axis=1), -1)


def value_at(values: NDArray[np.float64], column: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return each record's value in its column; NaN where it has none."""
    return np.where(column >= 0, values[np.arange(len(values)), column], np.nan) if values.shape[1] else np.full(len(values), np.nan)


def significant(values: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return raw data rounded to 12 significant digits, as comparisons look at them (rule 13)."""
    values = np.asarray(values, dtype=float)
    with np.errstate(all="ignore"):
        magnitude = np.where(values == 0, 0, np.floor(np.log10(np.abs(values))))
        scale = 10.0 ** np.nan_to_num(DIGITS - 1 - magnitude)
        rounded = np.round(values * scale) / scale
    return np.where(np.isfinite(rounded), rounded, values)

"""Quantitative indicators (rules 14-16): from what is judged to a measure, its points, its traffic light and its signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.base.periodo import MONTHS_OF_FRECUENCIA, Periodo
from evaluacion.model.marco import Indicador, Marco
from evaluacion.model.registros import Serie
from evaluacion.score.derived import AGAINST, BAD_TARGET, BAD_VALUE, SAME, TOO_BIG, Datos, data_of
from evaluacion.score.formula import Extremos
from evaluacion.score.kernel import Puntos
from evaluacion.score.plan import NO_APLICA, RESPONDIDA, SIN_RESPONDER
from evaluacion.score.series import latest_period, read_series, significant

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.registros import Registros

_FULL = 100.0
_LARGEST = 1e300
"""Stands for what nothing bounds: every measure of it is at one end."""
NOT_DUE = "aún no exigible"


@dataclass(frozen=True, slots=True, eq=False)
class Medidas:
    """One indicator in all records; every array is (records,), NaN is unknown.

    `medida` is a percentage, unclipped; `esperado` is what was due, in the unit; `luz` is the position of the band, -1 none, -2 nothing
    due yet; `falla` is a position in `FAULTS`; `puntos` is the clipped measure / 100, `extremos` the ends of what it may be;
    `meta_escrita` is the target that the record writes where the marco fixes another one.
    """

    datos: Datos
    medida: NDArray[np.float64]
    esperado: NDArray[np.float64]
    puntos: NDArray[np.float64]
    extremos: Extremos
    luz: NDArray[np.int64]
    falla: NDArray[np.uint8]
    estado: NDArray[np.uint8]
    retroceso: NDArray[np.bool_]
    atrasado: NDArray[np.bool_]
    meta_escrita: NDArray[np.float64]

    def periodo(self, row: int) -> Periodo | None:
        """Return the period of the value judged."""
        column = int(self.datos.columna[row])
        return self.datos.serie.periodos[column] if column >= 0 else None


def measure_indicators(marco: Marco, registros: Registros, filas: NDArray[np.intp], referencia: int | None) -> dict[str, Medidas]:
    """Return the measures of each indicator of the marco in those rows.

    Args:
        marco: the instrument.
        registros: the records.
        filas: which of them.
        referencia: last month of the period of reference (months since year 0); None: the latest one in the data.
    """
    series = read_series(registros, filas)
    if referencia is None:
        referencia = latest_period(series.values())
    measured: dict[str, Medidas] = {}
    for indicador in marco.indicadores.values():
        datos = data_of(indicador, marco, series, len(filas))
        written = series[indicador.id].meta_valor if indicador.id in series else np.full(len(filas), np.nan)
        measured[indicador.id] = _measure(indicador, *_with_fixed_target(indicador, datos, written), referencia)
    return measured


def points_of_indicators(marco: Marco, medidas: dict[str, Medidas]) -> dict[int, Puntos]:
    """Return, by position of the criterion, what its indicators are worth (rule 15)."""
    found: dict[int, Puntos] = {}
    for c, criterio in enumerate(marco.criterios):
        if criterio.indicadores:
            own = [medidas[indicador.id] for indicador in criterio.indicadores]
            low, high = (np.stack([item.extremos[end] for item in own]) for end in range(2))
            found[c] = Puntos(np.stack([item.estado for item in own]), np.stack([item.puntos for item in own]), low, high)
    return found


def _with_fixed_target(indicador: Indicador, datos: Datos, written: NDArray[np.float64]) -> tuple[Datos, NDArray[np.float64]]:
    """Return the data with the target that the marco fixes, and the written ones that differ from it (NaN: none)."""
    fixed = indicador.meta_fija
    if fixed is None:
        return datos, np.full(len(written), np.nan)
    serie = replace(datos.serie, meta_valor=np.full(len(written), fixed))
    other = np.where(significant(written) == significant(fixed), np.nan, written)
    return datos._replace(serie=serie), other


def _measure(indicador: Indicador, datos: Datos, other: NDArray[np.float64], reference: int) -> Medidas:
    serie, value = datos.serie, datos.valor
    months = MONTHS_OF_FRECUENCIA[indicador.frecuencia]
    ratio, fault = _ratio_of(indicador, serie, value, datos.falla)
    ratio = np.where((fault == 0) & ~serie.no_aplica, ratio, np.nan)
    measure, points = _FULL * ratio, np.clip(ratio, 0, 1)
    state = np.where(serie.no_aplica, NO_APLICA, np.where(np.isnan(points), SIN_RESPONDER, RESPONDIDA)).astype(np.uint8)
    is_progress = indicador.sentido != "mantener" and indicador.medida == "avance"
    due = _expected(serie, datos.fin, months)
    expected = np.where(np.isnan(measure) | (not is_progress) | ~np.isfinite(due), np.nan, due)
    light = _light(indicador, measure, value, serie.base_valor, expected, is_progress=is_progress)
    fault = np.where(serie.no_aplica, 0, fault).astype(np.uint8)
    late = (datos.fin >= 0) & (reference - datos.fin > 2 * months) & ~serie.no_aplica
    back = (_compared(measure) < 0) & is_progress
    ends = _ends_of_points(indicador, _without_faulty(datos, fault), points, state)
    return Medidas(datos, measure, expected, points, ends, light, fault, state, back, late, other)


def _ratio_of(
    indicador: Indicador, serie: Serie, value: NDArray[np.float64], fault: NDArray[np.uint8]
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Return the measure that some values have (rule 15) over 100, NaN where there is none, and why it cannot be computed."""
    target, base = serie.meta_valor, serie.base_valor
    with np.errstate(all="ignore"):
        if indicador.sentido == "mantener":
            ratio = np.clip(2 - np.abs(value - target) / float(indicador.tolerancia or 1), 0, 1)
        elif indicador.medida == "cumplimiento":
            reached = value / target
            ratio = reached if indicador.sentido == "ascendente" else 2 - reached
            fault = _mark(fault, ~np.isnan(value) & (value < 0), BAD_VALUE)
            fault = _mark(fault, ~np.isnan(target) & (target <= 0), BAD_TARGET)
        else:
            ratio = (value - base) / (target - base)
            gap = significant(target) - significant(base)
            fault = _mark(fault, gap == 0, SAME)
            fault = _mark(fault, gap * (-1 if indicador.sentido == "descendente" else 1) < 0, AGAINST)
        is_sound = np.isfinite(_FULL * ratio)
    given = ~np.isnan(value) & ~np.isnan(target) & (~np.isnan(base) | (indicador.medida != "avance") | (indicador.sentido == "mantener"))
    fault = _mark(fault, given & ~is_sound, TOO_BIG)
    return np.where(is_sound, ratio, np.nan), fault


def _without_faulty(datos: Datos, fault: NDArray[np.uint8]) -> Datos:
    """Return the data in which a value with a fault says nothing of what the true one is."""
    faulty = ~np.isnan(datos.valor) & (fault != 0)
    known = Extremos(*(np.where(faulty, free, end) for end, free in zip(datos.extremos, datos.libre, strict=True)))
    return datos._replace(extremos=known)


def _ends_of_points(indicador: Indicador, datos: Datos, points: NDArray[np.float64], state: NDArray[np.uint8]) -> Extremos:
    """Return the ends of the points: its own where answered; else those of the values between which it lies, or 0 and 1."""
    n = len(points)
    low, high = np.clip(datos.extremos.bajo, -_LARGEST, _LARGEST), np.clip(datos.extremos.alto, -_LARGEST, _LARGEST)
    if indicador.sentido != "mantener" and indicador.medida == "cumplimiento":
        low, high = np.maximum(low, 0), np.maximum(high, 0)
    tried = [low, high]
    if indicador.sentido == "mantener":
        tried.append(np.clip(datos.serie.meta_valor, low, high))
    none = np.zeros(n, dtype=np.uint8)
    found = [(np.clip(ratio, 0, 1), fault) for ratio, fault in (_ratio_of(indicador, datos.serie, value, none) for value in tried)]
    worth = np.stack([np.where(fault == 0, value, np.nan) for value, fault in found])
    is_known = ~np.isnan(worth).any(axis=0)
    answered, excluded = state == RESPONDIDA, state == NO_APLICA
    worst = np.where(answered, points, np.where(is_known & ~excluded, worth.min(axis=0), 0.0))
    best = np.where(answered, points, np.where(excluded, 0.0, np.where(is_known, worth.max(axis=0), 1.0)))
    return Extremos(worst, best)


def _mark(fault: NDArray[np.uint8], where: NDArray[np.bool_], code: int) -> NDArray[np.uint8]:
    return np.where((fault == 0) & where, code, fault).astype(np.uint8)


def _expected(serie: Serie, end: NDArray[np.int64], months: int) -> NDArray[np.float64]:
    """Return what was due at the end of each value's own period, in whole periods of `frecuencia` (rule 16)."""
    base_end, base, target_end, target = serie.base_fin, serie.base_valor, serie.meta_fin, serie.meta_valor
    known = (base_end >= 0) & (target_end > base_end) & (end >= 0)
    elapsed = np.maximum((end - base_end) // months * months, 0)
    with np.errstate(all="ignore"):
        due = base + (target - base) * elapsed / (target_end - base_end)
    ends = np.array([period.fin for period in serie.periodos_intermedias], dtype=np.int64)
    for row in np.flatnonzero(known & (~np.isnan(serie.intermedias)).any(axis=1)):
        has = ~np.isnan(serie.intermedias[row]) & (ends > base_end[row]) & (ends < target_end[row])
        xs = np.concatenate([[base_end[row]], ends[has], [target_end[row]]])
        ys = np.concatenate([[base[row]], serie.intermedias[row][has], [target[row]]])
        due[row] = np.interp(base_end[row] + elapsed[row], xs, ys)
    due = np.where(end >= target_end, target, due)
    return np.where(known & (end > base_end), due, np.where(known, base, np.nan))


def _light(
    indicador: Indicador,
    measure: NDArray[np.float64],
    value: NDArray[np.float64],
    base: NDArray[np.float64],
    expected: NDArray[np.float64],
    *,
    is_progress: bool,
) -> NDArray[np.int64]:
    if not indicador.semaforo:
        return np.full(len(measure), -1, dtype=np.int64)
    edges = np.array([band.hasta for band in indicador.semaforo if band.hasta is not None], dtype=float)
    seen, not_due = measure, np.zeros(len(measure), dtype=bool)
    if is_progress and indicador.semaforo_sobre == "esperado":
        not_due = ~np.isnan(measure) & (significant(expected) == significant(base))
        with np.errstate(all="ignore"):
            seen = np.where(np.isnan(measure), np.nan, _FULL * (value - base) / (expected - base))
    band = np.searchsorted(edges, _compared(seen), side="right")
    return np.where(not_due, -2, np.where(np.isnan(seen), -1, band)).astype(np.int64)


def _compared(measures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return measures as comparisons look at them (rule 13); what is too large to be rounded is infinite there, of its sign."""
    with np.errstate(over="ignore"):
        return np.round(measures, COMPARED_DECIMALS)

"""Quantitative indicators (rules 14-17): from series to a measure, its points, its traffic light and its signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.formula import parse_formula
from evaluacion.base.periodo import MONTHS_OF_FRECUENCIA, Periodo
from evaluacion.model.marco import Indicador, Marco
from evaluacion.model.registros import Serie
from evaluacion.score.formula import compute_formula
from evaluacion.score.kernel import Puntos
from evaluacion.score.plan import NO_APLICA, RESPONDIDA, SIN_RESPONDER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.registros import Registros

_DIGITS = 12
_DECIMALS = 9
_FULL = 100.0
FAULTS = (
    "",
    "la meta es igual a la línea base",
    "la meta va contra el sentido del indicador",
    "el cumplimiento necesita una meta mayor que 0",
    "el cumplimiento necesita un valor que no sea negativo",
    "la fórmula divide entre cero o no da un número",
    "falta al menos una variable de la fórmula",
    "los datos son demasiado grandes para calcular con ellos",
)
"""Why an indicator cannot be computed; position 0 is no fault."""
_SAME, _AGAINST, _BAD_TARGET, _BAD_VALUE, _BAD_FORMULA, _NO_VARIABLE, _TOO_BIG = range(1, 8)
NOT_DUE = "aún no exigible"


class Datos(NamedTuple):
    """A series reduced to what is judged: the last measured value and its period; fault codes of its formula."""

    serie: Serie
    valor: NDArray[np.float64]
    columna: NDArray[np.intp]
    fin: NDArray[np.int64]
    falla: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Medidas:
    """One indicator in all records; every array is (records,), NaN is unknown.

    `medida` is a percentage, unclipped; `esperado` is what was due, in the unit; `luz` is the position of the band, -1 none, -2 nothing
    due yet; `falla` is a position in `FAULTS`; `puntos` is the clipped measure / 100.
    """

    datos: Datos
    medida: NDArray[np.float64]
    esperado: NDArray[np.float64]
    puntos: NDArray[np.float64]
    luz: NDArray[np.int64]
    falla: NDArray[np.uint8]
    estado: NDArray[np.uint8]
    retroceso: NDArray[np.bool_]
    atrasado: NDArray[np.bool_]

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
    series = {name: _rows(registros.serie(name), filas) for name in registros.indicadores()}
    if referencia is None:
        referencia = max((_latest(serie) for serie in series.values()), default=-1)
    measured: dict[str, Medidas] = {}
    for indicador in marco.indicadores.values():
        datos = _data(indicador, marco, series, len(filas), ())
        measured[indicador.id] = _measure(indicador, datos, referencia)
    return measured


def points_of_indicators(marco: Marco, medidas: dict[str, Medidas]) -> dict[int, Puntos]:
    """Return, by position of the criterion, what its indicators are worth (rule 15)."""
    found: dict[int, Puntos] = {}
    for c, criterio in enumerate(marco.criterios):
        if criterio.indicadores:
            own = [medidas[indicador.id] for indicador in criterio.indicadores]
            points = np.stack([item.puntos for item in own])
            state = np.stack([item.estado for item in own])
            known = state == RESPONDIDA
            found[c] = Puntos(state, points, np.where(known, points, 0.0), np.where(known, points, np.where(state == NO_APLICA, 0.0, 1.0)))
    return found


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
    )


def _latest(serie: Serie) -> int:
    measured = ~np.isnan(serie.valores)
    return max((period.fin for column, period in enumerate(serie.periodos) if measured[:, column].any()), default=-1)


def _data(indicador: Indicador, marco: Marco, series: dict[str, Serie], n: int, seen: tuple[str, ...]) -> Datos:
    own = series.get(indicador.id, Serie.empty(n))
    if indicador.formula is None or indicador.id in seen:
        return _last(own, ~np.isnan(own.valores), np.zeros(n, dtype=np.uint8))
    variables: dict[str, Serie] = {}
    formula = parse_formula(indicador.formula)
    for name in formula.nombres:
        definition = marco.indicadores.get(name)
        if definition is not None and definition.formula is not None:
            variables[name] = _data(definition, marco, series, n, (*seen, indicador.id)).serie
        else:
            variables[name] = series.get(name, Serie.empty(n))
    return _derive(own, variables, indicador.formula, n)


def _derive(own: Serie, variables: dict[str, Serie], text: str, n: int) -> Datos:
    """Return the derived series: by formula where its variables are measured; as written where none of them is."""
    formula = parse_formula(text)
    periods = tuple(sorted({period for serie in variables.values() for period in serie.periodos}))
    columns = {name: _align(serie, periods, n) for name, serie in variables.items()}
    present = [~np.isnan(column) for column in columns.values()]
    measured: NDArray[np.bool_] = np.all(present, axis=0)
    computed = compute_formula(formula, columns)
    touched: NDArray[np.bool_] = np.any([array.any(axis=1) for array in present], axis=0)
    use_own: NDArray[np.bool_] = np.logical_and(~measured.any(axis=1), (~np.isnan(own.valores)).any(axis=1))
    every = tuple(sorted({*periods, *own.periodos}))
    values = np.where(use_own[:, None], _align(own, every, n), _spread(computed, periods, every, n))
    is_measured = np.where(use_own[:, None], ~np.isnan(_align(own, every, n)), _spread(measured.astype(float), periods, every, n) == 1)
    wants = touched | (own.meta_fin >= 0) | (own.base_fin >= 0)
    fault = np.where(~use_own & ~measured.any(axis=1) & wants, _NO_VARIABLE, 0).astype(np.uint8)
    bases = {name: (serie.base_fin, serie.base_valor) for name, serie in variables.items()}
    targets = {name: (serie.meta_fin, serie.meta_valor) for name, serie in variables.items()}
    base_end, base_value = _derive_point(own.base_fin, own.base_valor, bases, text)
    target_end, target_value = _derive_point(own.meta_fin, own.meta_valor, targets, text)
    serie = replace(
        own, periodos=every, valores=values, base_fin=base_end, base_valor=base_value, meta_fin=target_end, meta_valor=target_value
    )
    return _last(serie, is_measured, fault)


def _derive_point(
    end: NDArray[np.int64],
    value: NDArray[np.float64],
    variables: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]],
    text: str,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return a baseline or target: the one written, else the formula on its variables' where all are of one period."""
    ends = [of for of, _ in variables.values()]
    same = reduce(np.logical_and, [of == ends[0] for of in ends], ends[0] >= 0)
    computed = compute_formula(parse_formula(text), {name: values for name, (_, values) in variables.items()})
    use = (end < 0) & same & ~np.isnan(computed)
    return np.where(use, ends[0], end), np.where(use, computed, value)


def _align(serie: Serie, periods: tuple[Periodo, ...], n: int) -> NDArray[np.float64]:
    return _spread(serie.valores, serie.periodos, periods, n)


def _spread(values: NDArray[np.float64], have: tuple[Periodo, ...], want: tuple[Periodo, ...], n: int) -> NDArray[np.float64]:
    found = np.full((n, len(want)), np.nan)
    position = {period: column for column, period in enumerate(want)}
    for column, period in enumerate(have):
        found[:, position[period]] = values[:, column]
    return found


def _last(serie: Serie, measured: NDArray[np.bool_], fault: NDArray[np.uint8]) -> Datos:
    n, width = measured.shape
    if width == 0:
        return Datos(serie, np.full(n, np.nan), np.full(n, -1, dtype=np.intp), np.full(n, -1, dtype=np.int64), fault)
    has = measured.any(axis=1)
    column = np.where(has, width - 1 - np.argmax(measured[:, ::-1], axis=1), -1)
    ends = np.array([period.fin for period in serie.periodos], dtype=np.int64)
    value = np.where(has, serie.valores[np.arange(n), column], np.nan)
    fault = np.where(has & np.isnan(value), _BAD_FORMULA, fault).astype(np.uint8)
    return Datos(serie, value, column, np.where(has, ends[column], -1), fault)


def significant(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return raw data rounded to 12 significant digits, as comparisons look at them (rule 13)."""
    with np.errstate(all="ignore"):
        magnitude = np.where(values == 0, 0, np.floor(np.log10(np.abs(values))))
        scale = 10.0 ** np.nan_to_num(_DIGITS - 1 - magnitude)
        rounded = np.round(values * scale) / scale
    return np.where(np.isfinite(rounded), rounded, values)


def _measure(indicador: Indicador, datos: Datos, reference: int) -> Medidas:
    serie, value = datos.serie, datos.valor
    months = MONTHS_OF_FRECUENCIA[indicador.frecuencia]
    target, base = serie.meta_valor, serie.base_valor
    fault = datos.falla.copy()
    with np.errstate(all="ignore"):
        if indicador.sentido == "mantener":
            measure = _FULL * np.clip(2 - np.abs(value - target) / float(indicador.tolerancia or 1), 0, 1)
        elif indicador.medida == "cumplimiento":
            ratio = value / target
            measure = _FULL * (ratio if indicador.sentido == "ascendente" else 2 - ratio)
            fault = _mark(fault, ~np.isnan(value) & (value < 0), _BAD_VALUE)
            fault = _mark(fault, ~np.isnan(target) & (target <= 0), _BAD_TARGET)
        else:
            measure = _FULL * (value - base) / (target - base)
            gap = significant(target) - significant(base)
            fault = _mark(fault, gap == 0, _SAME)
            fault = _mark(fault, gap * (-1 if indicador.sentido == "descendente" else 1) < 0, _AGAINST)
    given = ~np.isnan(value) & ~np.isnan(target) & (~np.isnan(base) | (indicador.medida != "avance") | (indicador.sentido == "mantener"))
    fault = _mark(fault, given & ~np.isfinite(measure), _TOO_BIG)
    measure = np.where((fault == 0) & ~serie.no_aplica & np.isfinite(measure), measure, np.nan)
    points = np.clip(measure / _FULL, 0, 1)
    state = np.where(serie.no_aplica, NO_APLICA, np.where(np.isnan(points), SIN_RESPONDER, RESPONDIDA)).astype(np.uint8)
    is_progress = indicador.sentido != "mantener" and indicador.medida == "avance"
    due = _expected(serie, datos.fin, months)
    expected = np.where(np.isnan(measure) | (not is_progress) | ~np.isfinite(due), np.nan, due)
    light = _light(indicador, measure, value, base, expected, is_progress=is_progress)
    fault = np.where(serie.no_aplica, 0, fault).astype(np.uint8)
    late = (datos.fin >= 0) & (reference - datos.fin > 2 * months) & ~serie.no_aplica
    return Medidas(datos, measure, expected, points, light, fault, state, (measure < 0) & is_progress, late)


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
    band = np.searchsorted(edges, np.round(seen, _DECIMALS), side="right")
    return np.where(not_due, -2, np.where(np.isnan(seen), -1, band)).astype(np.int64)

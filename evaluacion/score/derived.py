"""What is judged of each indicator in all records, written or derived by its formula, and what it may be (rules 14, 15, 17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.formula import Formula, parse_formula
from evaluacion.model.marco import Indicador, Marco
from evaluacion.model.registros import Serie
from evaluacion.score.formula import Extremos, bound_formula, compute_formula, meet
from evaluacion.score.series import DIGITS, last_column, positions_of, same_periods, significant, spread, value_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.base.periodo import Periodo

_SLACK = 5e-10
"""Half of the last decimal that comparisons look at."""
ANYTHING = (-np.inf, np.inf)
FAULTS = (
    "",
    "la meta es igual a la línea base",
    "la meta va contra el sentido del indicador",
    "el cumplimiento necesita una meta mayor que 0",
    "el cumplimiento necesita un valor que no sea negativo",
    "la fórmula divide entre cero o no da un número",
    "falta al menos una variable de la fórmula",
    "los datos son demasiado grandes para calcular con ellos",
    "el valor está fuera de los límites del indicador",
)
"""Why an indicator cannot be computed; position 0 is no fault."""
SAME, AGAINST, BAD_TARGET, BAD_VALUE, BAD_FORMULA, NO_VARIABLE, TOO_BIG, OUTSIDE = range(1, 9)


class Contradiccion(NamedTuple):
    """Where a written value is not the one of the formula: the last such period (-1: none), both, and whether it is used."""

    columna: NDArray[np.intp]
    escrito: NDArray[np.float64]
    extremos: Extremos
    usado: NDArray[np.bool_]


class Datos(NamedTuple):
    """A series reduced to what is judged, by record: the last measured value and its period; what else is known of it.

    `por_periodo` (records, periods) and `extremos` (records,) are the ends of what the value may be, in each period and
    as judged; `libre` are those of a value of which a record says nothing, inside its `limites`.
    """

    serie: Serie
    valor: NDArray[np.float64]
    columna: NDArray[np.intp]
    fin: NDArray[np.int64]
    falla: NDArray[np.uint8]
    por_periodo: Extremos
    extremos: Extremos
    libre: Extremos
    limites: tuple[float, float]
    contradiccion: Contradiccion | None = None


def data_of(indicador: Indicador, marco: Marco, series: Mapping[str, Serie], n: int, seen: tuple[str, ...] = ()) -> Datos:
    """Return the data of an indicator in all records: as written, or derived where it has a formula."""
    own = series.get(indicador.id, Serie.empty(n))
    limits = indicador.limites or ANYTHING
    if indicador.formula is None or indicador.id in seen:
        return _written(own, limits, n)
    formula = parse_formula(indicador.formula)
    variables: dict[str, Datos] = {}
    for name in formula.nombres:
        definition = marco.indicadores.get(name)
        if definition is not None:
            variables[name] = data_of(definition, marco, series, n, (*seen, indicador.id))
        else:
            variables[name] = _written(series.get(name, Serie.empty(n)), ANYTHING, n)
    return _derived(own, variables, formula, limits, n)


def _written(own: Serie, limites: tuple[float, float], n: int) -> Datos:
    """Return a series as its records write it; where they say nothing, the value lies within its limits."""
    measured = ~np.isnan(own.valores)
    ends = _known_ends(own.valores, measured, limites, free := Extremos(*np.array(limites)))
    return _judged(own, (measured, measured), np.zeros(n, dtype=np.uint8), ends, free, limites)


def _derived(own: Serie, variables: dict[str, Datos], formula: Formula, limites: tuple[float, float], n: int) -> Datos:
    """Return the derived series: by formula where its variables are measured; as written where none of them is."""
    every = same_periods((*own.periodos, *(period for datos in variables.values() for period in datos.serie.periodos)))
    columns = {name: spread(_sound(datos), datos.serie.periodos, every, n) for name, datos in variables.items()}
    present = [~np.isnan(column) for column in columns.values()]
    measured: NDArray[np.bool_] = np.all(present, axis=0)
    touched: NDArray[np.bool_] = np.any(present, axis=0)
    computed = compute_formula(formula, columns)
    written = spread(own.valores, own.periodos, every, n)
    use_own: NDArray[np.bool_] = np.logical_and(~measured.any(axis=1), (~np.isnan(written)).any(axis=1))
    values = np.where(use_own[:, None], written, np.where(measured, computed, np.nan))
    is_measured = np.where(use_own[:, None], ~np.isnan(written), measured)
    wants = touched.any(axis=1) | (own.meta_fin >= 0) | (own.base_fin >= 0)
    fault = np.where(~use_own & ~measured.any(axis=1) & wants, NO_VARIABLE, 0).astype(np.uint8)
    may_be = bound_formula(formula, {name: _spread_ends(datos, every, n) for name, datos in variables.items()})
    ends = Extremos(*(np.where(~np.isnan(computed), computed, end) for end in may_be))
    free = meet(bound_formula(formula, {name: datos.libre for name, datos in variables.items()}), limites)
    serie = _with_points(replace(own, periodos=every, valores=values), variables, formula)
    known = _known_ends(values, is_measured, limites, meet(ends, limites))
    judged = _judged(serie, (is_measured, touched), fault, known, free, limites)
    wrong = _is_apart(written, ends) & _is_inside(written, limites)
    column = last_column(wrong)
    said = Extremos(*(value_at(end, column) for end in ends))
    return judged._replace(contradiccion=Contradiccion(column, value_at(written, column), said, use_own))


def _is_apart(written: NDArray[np.float64], ends: Extremos) -> NDArray[np.bool_]:
    """Return where a written value is not between two ends, at the decimals that comparisons look at."""
    slack = _SLACK + np.abs(written) * 10.0**-DIGITS
    found: NDArray[np.bool_] = (written < ends.bajo - slack) | (written > ends.alto + slack)
    return found


def _is_inside(values: NDArray[np.float64], limites: tuple[float, float]) -> NDArray[np.bool_]:
    low, high = significant(np.array(limites))
    seen = significant(values)
    found: NDArray[np.bool_] = (seen >= low) & (seen <= high)
    return found


def _sound(datos: Datos) -> NDArray[np.float64]:
    """Return the values of a variable; one outside its limits is no value."""
    return np.where(_is_inside(datos.serie.valores, datos.limites), datos.serie.valores, np.nan)


def _known_ends(values: NDArray[np.float64], measured: NDArray[np.bool_], limites: tuple[float, float], otherwise: Extremos) -> Extremos:
    """Return the ends of each value: itself where it is measured and sound; its limits where it is not sound; else what it may be."""
    is_sound = measured & _is_inside(values, limites)
    return Extremos(*(np.where(is_sound, values, np.where(measured, end, other)) for end, other in zip(limites, otherwise, strict=True)))


def _spread_ends(datos: Datos, want: tuple[Periodo, ...], n: int) -> Extremos:
    low, high = (np.full((n, len(want)), float(end)) for end in datos.libre)
    for column, position in enumerate(positions_of(datos.serie.periodos, want)):
        low[:, position] = np.maximum(low[:, position], datos.por_periodo.bajo[:, column])
        high[:, position] = np.minimum(high[:, position], datos.por_periodo.alto[:, column])
    return Extremos(low, high)


def _with_points(own: Serie, variables: dict[str, Datos], formula: Formula) -> Serie:
    """Return the series with its baseline and target: those written, else the formula on its variables'."""
    bases = {name: (datos.serie.base_fin, datos.serie.base_valor) for name, datos in variables.items()}
    targets = {name: (datos.serie.meta_fin, datos.serie.meta_valor) for name, datos in variables.items()}
    base_end, base_value = _derive_point(own.base_fin, own.base_valor, bases, formula)
    target_end, target_value = _derive_point(own.meta_fin, own.meta_valor, targets, formula)
    return replace(own, base_fin=base_end, base_valor=base_value, meta_fin=target_end, meta_valor=target_value)


def _derive_point(
    end: NDArray[np.int64],
    value: NDArray[np.float64],
    variables: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]],
    formula: Formula,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return a baseline or target: the one written, else the formula on its variables' where all are of one period."""
    ends = [of for of, _ in variables.values()]
    same = reduce(np.logical_and, [of == ends[0] for of in ends], ends[0] >= 0)
    computed = compute_formula(formula, {name: values for name, (_, values) in variables.items()})
    use = (end < 0) & same & ~np.isnan(computed)
    return np.where(use, ends[0], end), np.where(use, computed, value)


def _judged(
    serie: Serie,
    where: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    fault: NDArray[np.uint8],
    ends: Extremos,
    free: Extremos,
    limites: tuple[float, float],
) -> Datos:
    """Return what is judged: the last value measured; while there is none, what is known in the last period touched."""
    measured, touched = where
    column = last_column(measured)
    has = column >= 0
    months = np.array([period.fin for period in serie.periodos] or [-1], dtype=np.int64)
    value = value_at(serie.valores, column)
    fault = np.where(has & np.isnan(value), BAD_FORMULA, fault)
    fault = np.where(has & ~np.isnan(value) & ~_is_inside(value, limites), OUTSIDE, fault).astype(np.uint8)
    seen = np.where(has, column, last_column(touched))
    known = Extremos(*(np.where(seen >= 0, value_at(by_period, seen), end) for by_period, end in zip(ends, free, strict=True)))
    return Datos(serie, value, column, np.where(has, months[column], -1), fault, ends, known, free, limites)

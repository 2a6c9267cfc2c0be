"""The charts of a trend: records by level and period as stacked columns, and the mean as a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number
from evaluacion.compare.tendencia import POR_CONFIRMAR, SIN_NIVEL
from evaluacion.publish.libro import Grafica, Rango, SerieGrafica
from evaluacion.publish.tablero.estilos import BLUE, WHITE, ordered_colours
from evaluacion.publish.tablero.nombres import TENDENCIAS

if TYPE_CHECKING:
    from evaluacion.publish.tendencias_datos import TendenciaHecha

ALTO = 360
"""Height of the charts, in pixels."""
_ANCHO = 640
_UNSURE = "#BFBFBF"
_WHOLE = "0;;"
"""Format of a count that hides zeros."""


def make_graficas(hecha: TendenciaHecha, niveles: int, promedios: int, fila: int) -> tuple[Grafica, ...]:
    """Return the charts of a trend.

    Args:
        hecha: the trend.
        niveles: row of the heading of the table of levels.
        promedios: row of the heading of the table of means.
        fila: row where the charts stand.
    """
    return (_levels_chart(hecha, niveles, fila), _mean_chart(hecha, promedios, fila))


def _levels_chart(hecha: TendenciaHecha, heading: int, row: int) -> Grafica:
    trend = hecha.evolucion
    colours = dict(zip((nivel.nombre for nivel in trend.marco.niveles), ordered_colours(len(trend.marco.niveles)), strict=True))
    colours |= {POR_CONFIRMAR: _UNSURE, SIN_NIVEL: WHITE}
    title = "Registros por nivel y periodo"
    first, last = trend.periodos[0], trend.periodos[-1]
    told = [f"{name}, de {first.niveles[name].seguros} a {last.niveles[name].seguros}" for name in trend.lugares if name in first.niveles]
    return Grafica(
        "columnas_apiladas",
        title,
        f"{title}, {hecha.titulo}. Una columna por periodo, con el nivel más bajo abajo y más claro. De {first.periodo} a {last.periodo}: "
        f"{'; '.join(told)}. Las cifras están en la tabla de niveles.",
        row,
        0,
        _ANCHO,
        ALTO,
        tuple(_series(heading, column, len(trend.periodos), colours[name]) for column, name in enumerate(trend.lugares, start=1)),
        (0, len(trend.registros)),
        etiquetas=_WHOLE,
    )


def _mean_chart(hecha: TendenciaHecha, heading: int, row: int) -> Grafica:
    trend = hecha.evolucion
    title = f"Promedio por periodo ({trend.indicador.unidad})"
    known = [(period.periodo, float(period.media)) for period in trend.periodos if period.media is not None]
    told = "; ".join(f"{name}, {show_number(value, 2)}" for name, value in known)
    return Grafica(
        "lineas",
        title,
        f"{title}, {hecha.titulo}: {told}. Las cifras están en la tabla de promedios.",
        row,
        0,
        _ANCHO,
        ALTO,
        (_series(heading, 1, len(trend.periodos), BLUE),),
        _axis(hecha, [value for _, value in known]),
        desplaza=_ANCHO + 16,
        etiquetas="0.00",
    )


def _axis(hecha: TendenciaHecha, values: list[float]) -> tuple[float, float]:
    """Return the ends of the axis of means: the limits of the marco where they hold the values, else from 0 to the largest."""
    low, high = hecha.evolucion.marco.rango
    if values and low <= min(values) and max(values) <= high and max(values) - low > (high - low) / 10:
        return low, high
    return min([0.0, *values]), max([0.0, *values]) or 1.0


def _series(heading: int, column: int, rows: int, color: str) -> SerieGrafica:
    first, last = heading + 1, heading + rows
    return SerieGrafica(
        TENDENCIAS.nombre,
        Rango(heading, column, heading, column),
        Rango(first, 0, last, 0),
        Rango(first, column, last, column),
        color,
    )

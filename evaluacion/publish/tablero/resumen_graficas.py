"""The charts of Resumen: the criteria as a radar, and the records as bars with their margin."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from evaluacion.publish.libro import Grafica, Rango, SerieGrafica, TipoGrafica
from evaluacion.publish.tablero.estilos import BLUE, ORANGE, PALE
from evaluacion.publish.tablero.seccion import Seccion

_ROW_PIXELS = 20
_LEAST_SPOKES = 3


@dataclass(frozen=True, slots=True)
class _Medidas:
    """Sizes of the charts, in pixels."""

    ancho_radar: int = 640
    ancho_barras: int = 1250
    alto_minimo: int = 480
    por_registro: int = 24
    mas_registros: int = 40

    def height_for(self, records: int) -> int:
        """Return the height of the bars for that many records."""
        return max(self.alto_minimo, min(records, self.mas_registros) * self.por_registro + 110)

    def rows_for(self, records: int) -> int:
        """Return how many rows the charts cover."""
        return math.ceil(self.height_for(records) / _ROW_PIXELS) + 1


CHART_COLUMNS = _Medidas()
_NAME, _LOW, _MARGIN = 1, 2, 5
_CRITERIO, _MEAN_LOW, _MEAN_SCORE, _MEAN_HIGH = 11, 12, 13, 14


@dataclass(frozen=True, slots=True)
class Tabla:
    """Where the tables of a section ended up: rows of the charts, of the headings, of the first record, and counts."""

    hoja: str
    graficas: int
    encabezado: int
    primera: int
    registros: int
    criterios: int


def make_graficas(seccion: Seccion, tabla: Tabla) -> Iterator[Grafica]:
    """Yield the charts of a section; none when no record answers anything, none of totals for a typology."""
    if not seccion.con_datos:
        return
    series = _criteria_series(seccion, tabla)
    if series:
        yield _criteria_chart(seccion, tabla, series)
    scored = sum(not renglon.ficha.total.no_aplica for renglon in seccion.renglones)
    if scored and seccion.marco.tipologia is None:
        yield _records_chart(seccion, tabla, min(scored, CHART_COLUMNS.mas_registros))


def _column(tabla: Tabla, column: int, rows: int) -> Rango:
    return Rango(tabla.primera, column, tabla.primera + rows - 1, column)


def _heading(tabla: Tabla, column: int) -> Rango:
    return Rango(tabla.encabezado, column, tabla.encabezado, column)


def _criteria_series(seccion: Seccion, tabla: Tabla) -> tuple[SerieGrafica, ...]:
    """Return the means that every criterion has: a hole would be drawn as a zero."""

    def is_whole(measure: str) -> bool:
        return all(
            any(getattr(renglon.ficha.criterios[c].puntaje, measure) is not None for renglon in seccion.renglones)
            for c in range(len(seccion.marco.criterios))
        )

    wanted = [("minimo", _MEAN_LOW, ORANGE, True), ("puntaje", _MEAN_SCORE, BLUE, False)]
    if not is_whole("puntaje"):
        wanted[1] = ("maximo", _MEAN_HIGH, BLUE, False)
    names = _column(tabla, _CRITERIO, tabla.criterios)
    return tuple(
        SerieGrafica(tabla.hoja, _heading(tabla, column), names, _column(tabla, column, tabla.criterios), color, dashed)
        for measure, column, color, dashed in wanted
        if is_whole(measure)
    )


def _criteria_chart(seccion: Seccion, tabla: Tabla, series: tuple[SerieGrafica, ...]) -> Grafica:
    kind: TipoGrafica = "radar" if tabla.criterios >= _LEAST_SPOKES else "columnas"
    title = "Criterios: promedio de los registros"
    return Grafica(
        kind,
        title,
        f"{title}, {seccion.marco.titulo}. Línea discontinua con rombos: lo garantizado; continua con círculos: lo que dice la leyenda. "
        "Las cifras están en la tabla de criterios.",
        tabla.graficas,
        0,
        CHART_COLUMNS.ancho_radar,
        CHART_COLUMNS.alto_minimo,
        series,
        seccion.marco.rango,
    )


def _records_chart(seccion: Seccion, tabla: Tabla, rows: int) -> Grafica:
    low, high = seccion.marco.rango
    order = "por lo garantizado, de mayor a menor" if seccion.clasifica else "por orden alfabético"
    cut = f"; los primeros {rows} de {tabla.registros:,}" if rows < tabla.registros else ""
    title = f"Garantizado y margen: respuestas que faltan ({order}{cut})"
    names = _column(tabla, _NAME, rows)
    return Grafica(
        "barras_apiladas",
        title,
        f"{title}, {seccion.marco.titulo}. La barra oscura llega a lo garantizado; la clara, a lo alcanzable. "
        "Las cifras están en la tabla de registros.",
        tabla.graficas,
        0,
        CHART_COLUMNS.ancho_barras,
        CHART_COLUMNS.height_for(tabla.registros),
        (
            SerieGrafica(tabla.hoja, _heading(tabla, _LOW), names, _column(tabla, _LOW, rows), BLUE),
            SerieGrafica(tabla.hoja, _heading(tabla, _MARGIN), names, _column(tabla, _MARGIN, rows), PALE),
        ),
        (low, high),
        desplaza=CHART_COLUMNS.ancho_radar + 16,
    )

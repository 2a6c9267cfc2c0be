"""How charts look, as the options that the writer of workbooks takes: kinds, series, values written on them, axes."""

from __future__ import annotations

import math
from typing import Any

from evaluacion.publish.libro import Grafica, SerieGrafica, TipoGrafica

FONT = "Calibri"
SMALL: dict[str, Any] = {"name": FONT, "size": 8}
_GREY = "#595959"
_TICKS = 8
"""Most marks on an axis of counts."""
_DARK = 0.5
"""Luminance under which a colour takes white text."""
_GRID = {"visible": True, "line": {"color": "#D9D9D9"}}
_KINDS: dict[TipoGrafica, dict[str, str]] = {
    "radar": {"type": "radar", "subtype": "with_markers"},
    "columnas": {"type": "column"},
    "barras_apiladas": {"type": "bar", "subtype": "stacked"},
    "columnas_apiladas": {"type": "column", "subtype": "stacked"},
    "lineas": {"type": "line"},
    "bandas": {"type": "column", "subtype": "stacked"},
}
_BAND_SERIES = 2
"""Series of a chart of bands that are columns: where the band begins, which is not drawn, and how high it is."""
_HIDDEN = {"fill": {"none": True}, "border": {"none": True}}
_MARKERS = (("circle", 9), ("diamond", 6))
"""Shape and size of each series of markers; the later ones are drawn on the earlier."""


def build_chart(book: Any, grafica: Grafica) -> Any:  # noqa: ANN401 - a workbook and a chart of XlsxWriter
    """Return a chart of a workbook with its series, its title, its legend and its axes, not yet in a sheet."""
    chart = book.add_chart(kind_of(grafica))
    columns = grafica.series[:_BAND_SERIES] if grafica.tipo == "bandas" else grafica.series
    for i, serie in enumerate(columns):
        hidden = _HIDDEN if grafica.tipo == "bandas" and i == 0 else {}
        chart.add_series(_source_of(serie) | looks_of(grafica, serie) | hidden)
    legend: dict[str, Any] = {"position": "bottom", "font": SMALL}
    if grafica.tipo == "bandas":
        legend["delete_series"] = [0]
        chart.combine(_markers_of(book, grafica))
    chart.set_title({"name": literal_title(grafica.titulo), "name_font": {"name": FONT, "size": 11, "bold": True}, "overlay": False})
    chart.set_legend(legend)
    chart.set_size({"width": grafica.ancho, "height": grafica.alto})
    chart.set_chartarea({"border": {"color": "#D9D9D9"}})
    horizontal, vertical = axes_of(grafica)
    chart.set_x_axis(horizontal)
    chart.set_y_axis(vertical)
    return chart


def _source_of(serie: SerieGrafica) -> dict[str, Any]:
    return {
        "name": [serie.hoja, serie.nombre.fila, serie.nombre.columna],
        "categories": [serie.hoja, *serie.categorias],
        "values": [serie.hoja, *serie.valores],
    }


def _markers_of(book: Any, grafica: Grafica) -> Any:  # noqa: ANN401 - as above
    """Return the chart of the series that are only markers, each with a shape of its own, to be put on that of the bands."""
    chart = book.add_chart({"type": "line"})
    for (shape, size), serie in zip(_MARKERS, grafica.series[_BAND_SERIES:], strict=False):
        marker = {"type": shape, "size": size, "fill": {"color": serie.color}, "border": {"color": "#000000"}}
        chart.add_series({**_source_of(serie), "line": {"none": True}, "marker": marker})
    return chart


def kind_of(grafica: Grafica) -> dict[str, str]:
    """Return the kind of a chart."""
    return _KINDS[grafica.tipo]


def looks_of(grafica: Grafica, serie: SerieGrafica) -> dict[str, Any]:
    """Return the colours of a series, with its markers where it is a line, and the values that it writes."""
    color, labels = serie.color, _labels(grafica, serie.color)
    if grafica.tipo not in ("radar", "lineas"):
        return {"fill": {"color": color}, "border": {"color": _GREY, "width": 0.5}, "gap": 40, **labels}
    dash = {"dash_type": "dash"} if serie.discontinua else {}
    marker = {"type": "diamond" if serie.discontinua else "circle", "size": 5, "fill": {"color": color}, "border": {"color": color}}
    return {"line": {"color": color, "width": 2, **dash}, "marker": marker, **labels}


def _labels(grafica: Grafica, color: str) -> dict[str, Any]:
    """Return the values that a series writes: above its line or its column, or inside stacked columns, where the text is white on dark."""
    if grafica.etiquetas is None:
        return {}
    position = {"lineas": "above", "columnas": "outside_end"}.get(grafica.tipo, "center")
    font = {"name": FONT, "size": 9, "color": "#FFFFFF" if position == "center" and _is_dark(color) else "#000000"}
    return {"data_labels": {"value": True, "num_format": grafica.etiquetas, "font": font, "position": position}}


def _is_dark(color: str) -> bool:
    """Whether white text reads better than black on a colour `#RRGGBB`."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < _DARK


def axes_of(grafica: Grafica) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the horizontal and the vertical axis of a chart."""
    low, high = grafica.eje
    shown = "0" if grafica.tipo != "lineas" else "General"
    values: dict[str, Any] = {"min": low, "max": high, "num_font": SMALL, "num_format": shown, "major_gridlines": _GRID}
    if grafica.tipo == "columnas" and grafica.etiquetas is not None:
        values["major_unit"] = _step(high / _TICKS)
    names = {"num_font": SMALL, "interval_unit": 1}
    if grafica.tipo == "bandas":
        return {**names, "num_font": {**SMALL, "rotation": -90}, "label_position": "high"}, {**values, "reverse": True}
    if grafica.tipo == "barras_apiladas":
        return {**values, "label_position": "high"}, {**names, "reverse": True}
    if grafica.tipo == "radar":
        return {**names, "major_gridlines": _GRID}, {**values, "num_font": {**SMALL, "color": _GREY}}
    return names, values


def _step(least: float) -> int:
    """Return the first of 1, 2, 5, 10, 20, 50… that is not less."""
    decade = int("1" + "0" * math.floor(math.log10(max(least, 1.0))))
    return next(decade * step for step in (1, 2, 5, 10) if decade * step >= least)


def literal_title(text: str) -> str:
    """Return a title that is never taken for a reference to cells."""
    return f" {text}" if text.startswith("=") else text

"""The chart of the bands of places: a floating column a unit, with its median and its declared place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Grafica, Rango, SerieGrafica
from evaluacion.publish.tablero.comparacion_tabla import CENTRADA
from evaluacion.publish.tablero.estilos import NAVY, ORANGE, SKY, WHITE, number

if TYPE_CHECKING:
    from evaluacion.compare.duda import Duda
    from evaluacion.publish.tablero.comparacion_vista import ComparacionVista

MAX_BANDAS = 60
"""Most units in the chart."""
_ALTO, _ANCHO_MINIMO, _POR_UNIDAD, _ROW_PIXELS = 460, 900, 24, 20
ROOM = math.ceil(_ALTO / _ROW_PIXELS) + 1
"""Rows that the chart covers."""
_GREY = CENTRADA._replace(color="#A6A6A6", tamano=8)
_HALF = 0.5
"""A band goes from half a place above to half a place below, so that one of a single place shows too."""
_TOLD, _NAME = 3, 120
"""How many units the text of the chart names, and with how many characters each."""


def chart_columns(duda: Duda, unit: int) -> Iterator[Celda]:
    """Yield the cells that the columns of the chart read: where the band begins and how high it is."""
    low, high = int(duda.distribucion.bajo[unit]), int(duda.distribucion.alto[unit])
    yield number(low - _HALF if low else None, 1, _GREY)
    yield number(high - low + 2 * _HALF if low else None, 1, _GREY)


def band_chart(hoja: str, vista: ComparacionVista, duda: Duda, order: Sequence[int], head: int, row: int) -> Grafica:
    """Return the chart of the first units.

    Args:
        hoja: the sheet where it stands.
        vista: the comparison.
        duda: what the draws say.
        order: the units in the order of the table of places.
        head: the row of the heading of that table.
        row: where the chart begins.
    """
    shown = order[:MAX_BANDAS]
    first = 1 + len(vista.period_headers)
    last = first + 8 + len(duda.primeros)
    title = "Banda de lugares: nueve de cada diez sorteos"
    if len(shown) < len(order):
        title += f" (las primeras {len(shown)} de {len(order):,} unidades)"
    lowest = max([int(duda.distribucion.alto[unit]) for unit in shown] + [int(duda.lugar[unit]) for unit in shown], default=1)

    def series(column: int, color: str) -> SerieGrafica:
        block = Rango(head + 1, column, head + len(shown), column)
        return SerieGrafica(hoja, Rango(head, column, head, column), Rango(head + 1, 0, head + len(shown), 0), block, color)

    return Grafica(
        "bandas",
        title,
        f"{title}, {_brief(vista.titulo)}. Una columna por unidad, de su mejor a su peor lugar en la banda, con el lugar 1 arriba; "
        f"rombo, el lugar declarado; círculo, la mediana. {_told(vista, duda, shown)} Las cifras están en la tabla de lugares en los sorteos.",
        row,
        0,
        max(_ANCHO_MINIMO, len(shown) * _POR_UNIDAD + 120),
        _ALTO,
        (series(last, WHITE), series(last + 1, SKY), series(first + 1, NAVY), series(first, ORANGE)),
        (0, lowest + 1),
    )


def _told(vista: ComparacionVista, duda: Duda, shown: Sequence[int]) -> str:
    """Return the bands of the first units in words."""
    bands = duda.distribucion
    words = [
        f"{_brief(vista.nombres[int(duda.filas[unit])])}, de {int(bands.bajo[unit])} a {int(bands.alto[unit])}"
        for unit in shown[:_TOLD]
        if bands.bajo[unit]
    ]
    return f"Las primeras: {'; '.join(words)}." if words else ""


def _brief(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"

"""Mapa de calor: units by nodes, the totals first, with a colour scale and the letter of the fifth of each score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluacion.publish.libro import Celda, EscalaColor, Hoja, Hojeador, Rango
from evaluacion.publish.tablero.comparacion_tabla import CENTRADA, unit_columns
from evaluacion.publish.tablero.comparacion_vista import MAXIMO, MINIMO, VALOR
from evaluacion.publish.tablero.estilos import (
    AVISO,
    DASH,
    ENCABEZADO,
    ENCABEZADO_VERTICAL,
    HIGH_COLOR,
    LOW_COLOR,
    MIDDLE_COLOR,
    NOTA,
    TITULO,
    label,
    lines_of,
    text,
)
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import MAPA
from evaluacion.score.series import significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evaluacion.publish.libro import Estilo
    from evaluacion.publish.tablero.comparacion_vista import ComparacionVista

_CELL_WIDTH, _HEADER_HEIGHT = 8.0, 150.0
_LEAST, _PRINTED = 12, 24
"""Fewest columns that the sheet has room for, so that its notes print whole, and most columns of scores that go to paper."""
_LETTERS = "ABCDE"
_HOW = (
    "El color va de naranja (bajo) a blanco (medio) y a azul (alto). La letra dice en qué quinto de las unidades con dato queda el puntaje en esa "
    "columna: A es el quinto más alto, E el más bajo; los iguales llevan la misma. Con «°», faltan datos que pueden cambiarlo. «—»: no hay "
    "dato; no es un cero. Primero el total y lo que lo forma; después, los indicadores ya normalizados."
)
_SMALL = CENTRADA._replace(tamano=8)


def arrange_mapa(vista: ComparacionVista, nombre: str = MAPA.nombre) -> Hoja:
    """Return the sheet, in the order of the ranking."""
    units, nodes = tuple(unit_columns(vista)), vista.nodos_desde_arriba
    widths = (*(column.ancho for column in units), *(_CELL_WIDTH,) * max(len(nodes), _LEAST))
    sheet = Hojeador()
    sheet.put(text(f"Mapa de calor: {vista.titulo}", TITULO), alto=28)
    printed = min(len(widths), len(units) + _PRINTED)
    on_paper = f" Al imprimir salen las primeras {_PRINTED} columnas de puntajes." if len(nodes) > _PRINTED else ""
    for words, look in ((_HOW + on_paper, NOTA), (vista.recorte, AVISO)):
        for line in lines_of(words, widths[:printed], look):
            sheet.put(label(line, look))
    names = (text(vista.node_name(node), ENCABEZADO_VERTICAL) for node in nodes)
    head = sheet.put(*(label(column.titulo, ENCABEZADO) for column in units), *names, alto=_HEADER_HEIGHT)
    ids = vista.comparado.renglones.ids
    cells = _cells(vista, nodes)
    for row in vista.listados:
        sheet.put(*(column.celdas[row] for column in units), *cells[row], de=ids[row])
    low, high = vista.extremos
    block = Rango(head + 1, len(units), max(sheet.siguiente - 1, head + 1), len(units) + len(nodes) - 1)
    return Hoja(
        nombre,
        MAPA.color,
        widths,
        tuple(sheet.filas),
        congelar=(head + 1, len(units)),
        encabezado=head,
        escalas=(EscalaColor(block, (low, (low + high) / 2, high), (LOW_COLOR, MIDDLE_COLOR, HIGH_COLOR)),),
        impresion=print_table(head, sheet.siguiente, widths, printed),
        cuadricula=False,
    )


def _cells(vista: ComparacionVista, nodes: Sequence[int]) -> list[list[Celda]]:
    """Return the cells of each row: the score, with the letter of its fifth in the format, so that it stays a number."""
    done = vista.comparado
    values = done.nodos[VALOR][:, nodes]
    open_ones = (done.nodos[MINIMO] != done.nodos[MAXIMO])[:, nodes] & ~np.isnan(values)
    fifths = fifths_of(values, done.renglones.periodos)
    looks = {(fifth, mark): _look(fifth, marked=mark) for fifth in range(len(_LETTERS)) for mark in (False, True)}
    empty = Celda(DASH, _SMALL)
    return [
        [empty if fifth < 0 else Celda(value, looks[fifth, mark]) for value, fifth, mark in zip(*row, strict=True)]
        for row in zip(values.tolist(), fifths.tolist(), open_ones.tolist(), strict=True)
    ]


def _look(fifth: int, *, marked: bool) -> Estilo:
    return _SMALL._replace(formato=f'#,##0.0" {_LETTERS[fifth]}{"°" if marked else ""}"')


def fifths_of(values: NDArray[np.float64], periods: tuple[str, ...] | None) -> NDArray[np.int64]:
    """Return the fifth of each value of (rows, nodes) among those of its column and period: 0 the highest, -1 without value."""
    compared = significant(values)
    found = np.full(values.shape, -1, dtype=np.int64)
    labels = np.zeros(len(values), dtype=np.int64) if periods is None else np.unique(np.array(periods), return_inverse=True)[1]
    for period in range(int(labels.max()) + 1 if len(labels) else 0):
        rows = np.flatnonzero(labels == period)
        for column in range(values.shape[1]):
            known = rows[~np.isnan(values[rows, column])]
            ordered = np.sort(compared[known, column])
            above = len(known) - np.searchsorted(ordered, compared[known, column], side="right")
            found[known, column] = above * len(_LETTERS) // max(len(known), 1)
    return found

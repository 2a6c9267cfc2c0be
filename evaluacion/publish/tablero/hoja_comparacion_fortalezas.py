"""Fortalezas: the indicators in which each unit is farthest above and below the median of its group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.fortalezas import distances_to_group
from evaluacion.publish.libro import Celda, Hoja, Hojeador, Rango
from evaluacion.publish.tablero.comparacion_tabla import CENTRADA, HEADER, unit_columns
from evaluacion.publish.tablero.comparacion_vista import UNIDAD
from evaluacion.publish.tablero.estilos import AVISO, DASH, NOTA, TITULO, headers, height_of, lines_of, text
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import FORTALEZAS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.publish.tablero.comparacion_vista import ComparacionVista

CUANTAS = 3
"""Strengths of each unit, and weaknesses."""
_NAME, _FIGURE = 26.0, 9.0
_WRAPPED = UNIDAD._replace(ajustar=True, tamano=8)
_SIGNED = CENTRADA._replace(formato="+#,##0.0;-#,##0.0;0.0")
_HOW = (
    "Fortalezas: los indicadores en que la unidad está más arriba de la mediana de {grupo}, en puntos del indicador ya normalizado (siempre más es mejor); "
    "debilidades: aquellos en que está más abajo. Primero la diferencia mayor. «—»: no hay otro."
)


def arrange_fortalezas(vista: ComparacionVista, nombre: str = FORTALEZAS.nombre) -> Hoja:
    """Return the sheet, in the order of the ranking, against the first of the declared groups or against all."""
    rows = vista.comparado.renglones
    column = next(iter(rows.grupos), None)
    units = (*unit_columns(vista),)
    widths = (*(item.ancho for item in units), *((14.0,) if column is not None else ()), *(_NAME, _FIGURE) * (2 * CUANTAS))
    titles = [f"{what} {i}" for what in ("Fortaleza", "Debilidad") for i in range(1, CUANTAS + 1)]
    names = [*(item.titulo for item in units), *([column] if column is not None else [])]
    sheet = Hojeador()
    sheet.put(text(f"Fortalezas y debilidades: {vista.titulo}", TITULO), alto=28)
    among = f"su grupo («{column}»)" if column is not None else "todas las unidades"
    if rows.periodos is not None:
        among += " en el mismo periodo"
    for words, look in ((_HOW.format(grupo=among), NOTA), (vista.recorte, AVISO)):
        for line in lines_of(words, widths, look):
            sheet.put(text(line, look))
    head = sheet.put(*headers(*names, *(name for title in titles for name in (title, "Diferencia")), estilo=HEADER), alto=30)
    far = distances_to_group(vista.comparado, column)[:, : vista.comparado.arbol.n_hojas]
    best, worst = _farthest(vista, far, 1.0), _farthest(vista, far, -1.0)
    for row in vista.listados:
        group = () if column is None else (text(rows.grupos[column][row], CENTRADA),)
        cells = (*(item.celdas[row] for item in units), *group, *best[row], *worst[row])
        sheet.put(*cells, alto=height_of(cells, widths), de=rows.ids[row])
    return Hoja(
        nombre,
        FORTALEZAS.color,
        widths,
        tuple(sheet.filas),
        congelar=(head + 1, 1),
        filtro=Rango(head, 0, max(sheet.siguiente - 1, head + 1), len(widths) - 1),
        encabezado=head,
        impresion=print_table(head, sheet.siguiente, widths),
    )


def _farthest(vista: ComparacionVista, differences: NDArray[np.float64], sign: float) -> list[tuple[Celda, ...]]:
    """Return, for each row, the cells of the indicators with the largest differences of a sign; those that tie, by id."""
    names = [text(vista.node_name(leaf), _WRAPPED) for leaf in range(differences.shape[1])]
    order = np.argsort(-sign * differences, axis=1, kind="stable")[:, :CUANTAS]
    chosen = np.take_along_axis(differences, order, axis=1)
    return [tuple(_cells(names, *row, sign)) for row in zip(order.tolist(), chosen.tolist(), strict=True)]


def _cells(names: Sequence[Celda], leaves: Sequence[int], values: Sequence[float], sign: float) -> Iterator[Celda]:
    """Yield the name and the difference of each indicator that is on that side; dashes to the end."""
    found = [(names[leaf], Celda(value, _SIGNED)) for leaf, value in zip(leaves, values, strict=True) if sign * value > 0]
    for pair in found:
        yield from pair
    for _ in range(CUANTAS - len(found)):
        yield from (Celda(DASH, CENTRADA), Celda(DASH, CENTRADA))

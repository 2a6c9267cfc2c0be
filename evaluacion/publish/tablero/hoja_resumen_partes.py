"""Resumen of a board made of scores by parts: figures of all the records, how they are spread, and two charts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_plain
from evaluacion.publish.libro import DEFAULT_HEIGHT, Celda, Grafica, Hoja, Hojeador, Rango, SerieGrafica
from evaluacion.publish.tablero.conjunto import TOTAL
from evaluacion.publish.tablero.estilos import (
    BLUE,
    CIFRA,
    LINEA,
    LINEA_CENTRADA,
    NAVY,
    NOTA,
    ORANGE,
    PALE,
    TITULO,
    band,
    headers,
    label,
    lines_of,
    number,
    percent,
    text,
)
from evaluacion.publish.tablero.impresion import Paginas
from evaluacion.publish.tablero.nombres import RESUMEN
from evaluacion.publish.tablero.resumen_cifras import figures_of, level_rows, mean_of
from evaluacion.publish.tablero.resumen_tipologia import type_counts, type_figures
from evaluacion.publish.tablero.seccion import criterio_name
from evaluacion.score.kernel import MAXIMO, MINIMO, PUNTAJE

if TYPE_CHECKING:
    from evaluacion.publish.tablero.resumen_tipologia import Renglones
    from evaluacion.publish.tablero.seccion_partes import SeccionDePartes

_LEFT = 9
"""Columns of the tables on the left; an empty one goes before those on the right."""
_WIDTHS = (46.0, *(12.0,) * (_LEFT - 1), 2.0, 30.0, *(12.0,) * 3)
_RIGHT = _LEFT + 1
_HEADER_HEIGHT = 30.0
_CHART_WIDTH, _CHART_HEIGHT, _BETWEEN, _ROW_PIXELS = 760, 340, 16, 20
_ROOM = 1.15
"""How much higher than its highest column a chart is, so that the figure written on it fits."""
_TOTALS = (("Garantizado", MINIMO), ("Puntaje", PUNTAJE), ("Alcanzable", MAXIMO))
_WRAPPED = LINEA._replace(ajustar=True)
_MEDIAN = 0.5
_EXACT = (
    "Todas las cifras son de todos los registros, se listen o no, y son exactas: ni se estiman ni dependen del orden en que se leyeron. "
    "Un cuantil de 25 % es el valor que una cuarta parte de los registros no pasa."
)


@dataclass(slots=True)
class _EnCurso:
    """The sheet being filled."""

    sheet: Hojeador = field(default_factory=Hojeador)
    graficas: list[Grafica] = field(default_factory=list)
    paginas: Paginas = field(init=False)

    def __post_init__(self) -> None:
        self.paginas = Paginas(self.sheet, _WIDTHS)


def arrange_resumen_partes(secciones: Sequence[SeccionDePartes]) -> Hoja:
    """Return the sheet, one section a marco, each printed on a page of its own."""
    made = _EnCurso()
    made.sheet.put(label("Resumen", TITULO), alto=28)
    for line in lines_of(_EXACT, _WIDTHS, NOTA):
        made.sheet.put(label(line, NOTA))
    for i, seccion in enumerate(secciones):
        if i:
            made.sheet.skip(2)
            made.paginas.start()
        _put_section(made, seccion)
    return Hoja(
        RESUMEN.nombre,
        RESUMEN.color,
        _WIDTHS,
        tuple(made.sheet.filas),
        congelar=(1, 0),
        graficas=tuple(made.graficas),
        impresion=made.paginas.impresion(),
        cuadricula=False,
    )


def _put_section(made: _EnCurso, seccion: SeccionDePartes) -> None:
    sheet, marco, tipologia = made.sheet, seccion.marco, seccion.marco.tipologia
    sheet.put(*band(len(_WIDTHS), f"{marco.titulo} ({marco.marco} {marco.version})"), alto=22)
    if tipologia is not None:
        counted = _put_side_by_side(sheet, type_figures(seccion, tipologia), type_counts(seccion, tipologia))
    else:
        counted = _put_side_by_side(sheet, figures_of(seccion, otra_lectura=False), level_rows(seccion))
    sheet.skip()
    covered = _CHART_HEIGHT // _ROW_PIXELS + 2 if seccion.conjunto.con_datos else 0
    made.paginas.keep(covered * DEFAULT_HEIGHT)
    charts = sheet.siguiente
    sheet.skip(covered)
    spread = [] if tipologia is not None else _tenths(seccion)
    under = _put_side_by_side(sheet, [*([] if tipologia is not None else _totals(seccion)), *_nodes(seccion)], spread)
    if seccion.conjunto.con_datos:
        made.graficas.extend(_charts(seccion, charts, counted, under))


def _put_side_by_side(sheet: Hojeador, left: Renglones, right: Renglones) -> int:
    """Add two tables, the second after the space between them; return the position of the first row."""
    first = sheet.siguiente
    for i in range(max(len(left), len(right))):
        cells = left[i] if i < len(left) else ()
        beside = right[i] if i < len(right) else ()
        is_head = any(cell is not None and cell.estilo.ajustar and cell.estilo.fondo is not None for cell in (*cells, *beside))
        height = (
            _HEADER_HEIGHT if is_head else 21.0 if any(cell is not None and cell.estilo.tamano >= CIFRA.tamano for cell in cells) else None
        )
        sheet.put(*cells, *(None,) * (_RIGHT - len(cells)), *beside, alto=height)
    return first


def _shares(seccion: SeccionDePartes) -> list[str]:
    return [f"{percent(share)}{' (mediana)' if share == _MEDIAN else ''}" for share in seccion.distribucion.partes]


def _quantiles(seccion: SeccionDePartes, medida: int, nodo: int) -> Iterator[Celda]:
    found = seccion.distribucion.cuantiles.get((medida, nodo))
    return (number(value) for value in found or (None,) * len(seccion.distribucion.partes))


def _totals(seccion: SeccionDePartes) -> Renglones:
    """Return how the total is spread: the mean and the quantiles of each of its ends."""
    rows: Renglones = [headers("Total", "Promedio", *_shares(seccion))]
    rows += [(label(name), number(mean_of(seccion, medida)), *_quantiles(seccion, medida, TOTAL)) for name, medida in _TOTALS]
    return [*rows, ()]


def _nodes(seccion: SeccionDePartes) -> Renglones:
    """Return the means of the criteria and of the groups, and how their scores are spread."""
    names = ("Criterio", "Garantizado (promedio)", "Puntaje (promedio)", "Alcanzable (promedio)")
    shares = [f"Puntaje, {share}" for share in _shares(seccion)]
    marco = seccion.marco
    criteria = [(node, criterio_name(criterio)) for node, criterio in enumerate(marco.criterios)]
    rows: Renglones = [headers(*names, *shares), *(_node_row(seccion, *item) for item in criteria)]
    groups = [(len(criteria) + g, grupo.nombre) for g, grupo in enumerate(marco.grupos)]
    if marco.tipologia is None and len(groups) > 1:
        rows += [(), headers("Grupo", *names[1:], *shares), *(_node_row(seccion, *item) for item in groups)]
    return rows


def _node_row(seccion: SeccionDePartes, node: int, name: str) -> tuple[Celda | None, ...]:
    means = (number(mean_of(seccion, medida, node)) for medida in (MINIMO, PUNTAJE, MAXIMO))
    return (text(name, _WRAPPED), *means, *_quantiles(seccion, PUNTAJE, node))


def _tenths(seccion: SeccionDePartes) -> Renglones:
    """Return how many records have their guaranteed total in each tenth of the scale."""
    low, high = seccion.marco.rango
    tenths = seccion.distribucion.decimos
    edges = [low + (high - low) * i / len(tenths) for i in range(len(tenths) + 1)]
    everyone = sum(tenths)
    rows: Renglones = [headers("Garantizado: décimo de la escala", "Registros", "Parte")]
    for i, count in enumerate(tenths):
        until = "hasta" if i == len(tenths) - 1 else "a menos de"
        name = f"{show_plain(round(edges[i], 9))} {until} {show_plain(round(edges[i + 1], 9))}"
        share = Celda(count / everyone, LINEA_CENTRADA._replace(formato="0.0%")) if everyone else number(None)
        rows.append((label(name), number(count, 0, LINEA_CENTRADA), share))
    return rows


def _charts(seccion: SeccionDePartes, at: int, counted: int, spread: int) -> Iterator[Grafica]:
    """Yield the charts of levels or types, and of tenths."""
    tipologia, conjunto = seccion.marco.tipologia, seccion.conjunto
    names = [nivel.nombre for nivel in seccion.marco.niveles] if tipologia is None else tipologia.nombres
    colors = (NAVY, PALE, ORANGE)[: 3 if tipologia is None else 2]
    if names:
        title = "Registros en cada nivel" if tipologia is None else "Registros de cada tipo"
        what = "Una columna por cada manera de contar; la cifra está escrita en ella y en la tabla de arriba."
        series = tuple(_series(counted, _RIGHT + 1 + i, len(names), color) for i, color in enumerate(colors))
        yield _chart(seccion, title, what, at, 0, series, max(conjunto.total, 1))
    tenths = seccion.distribucion.decimos
    if tipologia is None and any(tenths):
        title = "Registros por décimo de la escala, según lo garantizado"
        what = "La cifra está escrita en cada columna y en la tabla de abajo."
        series = (_series(spread, _RIGHT + 1, len(tenths), BLUE),)
        yield _chart(seccion, title, what, at, _CHART_WIDTH + _BETWEEN if names else 0, series, math.ceil(max(tenths) * _ROOM))


def _series(head: int, column: int, rows: int, color: str) -> SerieGrafica:
    first, last = head + 1, head + rows
    return SerieGrafica(
        RESUMEN.nombre, Rango(head, column, head, column), Rango(first, _RIGHT, last, _RIGHT), Rango(first, column, last, column), color
    )


def _chart(seccion: SeccionDePartes, title: str, what: str, at: int, shift: int, series: tuple[SerieGrafica, ...], top: int) -> Grafica:
    return Grafica(
        "columnas",
        title,
        f"{title}, {seccion.marco.titulo}. {what}",
        at,
        0,
        _CHART_WIDTH,
        _CHART_HEIGHT,
        series,
        (0, top),
        desplaza=shift,
        etiquetas="#,##0;;",
    )

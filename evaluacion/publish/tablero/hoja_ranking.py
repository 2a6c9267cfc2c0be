"""Ranking: the best, the worst and a sample of the others, each with its place among all the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Fila, Hoja, Hojeador
from evaluacion.publish.tablero.estilos import (
    LINEA,
    LINEA_CENTRADA,
    NOTA,
    SUBTITULO,
    TITULO,
    band,
    headers,
    height_of,
    label,
    lines_of,
    number,
    text,
)
from evaluacion.publish.tablero.impresion import Paginas
from evaluacion.publish.tablero.lecturas import level_of, margin_of, place_of
from evaluacion.publish.tablero.nombres import RANKING
from evaluacion.publish.tablero.seccion import decimals_of_totals
from evaluacion.publish.tablero.seleccion import SEMILLA
from evaluacion.publish.texto import type_text

if TYPE_CHECKING:
    from evaluacion.publish.tablero.seccion import Renglon
    from evaluacion.publish.tablero.seccion_partes import SeccionDePartes

_COLUMNS = (
    ("Lugar", 26.0),
    ("Registro", 46.0),
    ("Clave", 24.0),
    ("Evaluador", 16.0),
    ("Garantizado", 12.0),
    ("Puntaje", 11.0),
    ("Alcanzable", 12.0),
    ("Margen: respuestas que faltan", 14.0),
    ("Cobertura", 11.0),
    ("Nivel", 42.0),
)
_WIDTHS = tuple(width for _, width in _COLUMNS)
_HEADER_HEIGHT = 30.0
_WRAPPED = LINEA._replace(ajustar=True)
_ORDER = (
    "En cada bloque, primero el de mayor puntaje garantizado; los iguales, por clave. El lugar se cuenta contra todos los registros, "
    "no contra los que aquí se listan."
)
_NO_ORDER = "Este instrumento no ordena registros: se listan por orden alfabético y sin lugar."
HOW_DRAWN = (
    "La muestra se sortea entre los que no son de los primeros ni de los últimos: a cada nivel (lo que asegura, lo que alcanza, y si toma "
    f"lugar) le tocan registros en proporción a los que tiene, por restos mayores, sin reposición y con la semilla {SEMILLA}. "
    "Los mismos puntajes dan siempre la misma muestra."
)


def arrange_ranking(secciones: Sequence[SeccionDePartes]) -> Hoja:
    """Return the sheet, one section a marco."""
    sheet = Hojeador()
    pages = Paginas(sheet, _WIDTHS)
    sheet.put(label("Ranking", TITULO), alto=26)
    if any(seccion.extremos is not None for seccion in secciones):
        for line in lines_of(HOW_DRAWN, _WIDTHS, NOTA):
            sheet.put(label(line, NOTA))
    for i, seccion in enumerate(secciones):
        if i:
            pages.start()
        else:
            sheet.skip()
        _put_section(pages, seccion)
    return Hoja(RANKING.nombre, RANKING.color, _WIDTHS, tuple(sheet.filas), congelar=(1, 0), impresion=pages.impresion(), cuadricula=False)


def _put_section(pages: Paginas, seccion: SeccionDePartes) -> None:
    sheet, marco = pages.sheet, seccion.marco
    sheet.put(*band(len(_WIDTHS), f"{marco.titulo} ({marco.marco} {marco.version})"), alto=20)
    for line in lines_of(_ORDER if seccion.clasifica else _NO_ORDER, _WIDTHS, NOTA):
        sheet.put(label(line, NOTA))
    decimals = decimals_of_totals(marco, seccion.renglones)
    names = [name if name != "Nivel" or marco.tipologia is None else "Tipo" for name, _ in _COLUMNS]
    for title, renglones in seccion.bloques:
        rows = [_row(seccion, renglon, decimals) for renglon in renglones]
        head = Fila(headers(*names), _HEADER_HEIGHT)
        pages.sheet.skip()
        pages.keep_table(head, rows, _HEADER_HEIGHT)
        shown = f"{title}: {len(renglones):,} de {seccion.conjunto.total:,}"
        sheet.put(label(shown, SUBTITULO))
        pages.put_table(head, rows)


def _row(seccion: SeccionDePartes, renglon: Renglon, decimals: tuple[int, int]) -> Fila:
    ficha, total = renglon.ficha, renglon.ficha.total
    empty = "n/a" if total.no_aplica else "—"
    covered = label(empty, LINEA_CENTRADA) if total.cobertura is None else Celda(total.cobertura, LINEA_CENTRADA._replace(formato="0%"))
    what = type_text(ficha.tipologia) if ficha.tipologia is not None else level_of(ficha)
    cells = (
        text(place_of(ficha) if seccion.clasifica else None, _WRAPPED),
        text(renglon.nombre, _WRAPPED),
        text(ficha.practica, _WRAPPED),
        text(ficha.evaluador, _WRAPPED),
        number(total.minimo, decimals[0], empty=empty),
        number(total.puntaje, 1, mark="*" if ficha.provisional else "", empty=empty),
        number(total.maximo, decimals[1], empty=empty),
        number(margin_of(total), 1, empty=empty),
        covered,
        text(what, _WRAPPED),
    )
    return Fila(cells, height_of(cells, _WIDTHS), ficha.practica)

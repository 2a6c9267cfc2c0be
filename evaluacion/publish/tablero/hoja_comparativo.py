"""Comparativo: a heat map of records by criteria, and the interval of every score below it."""

from __future__ import annotations

from evaluacion.base.numeros import show_number
from evaluacion.model.ficha import Ficha, Puntaje
from evaluacion.publish.libro import Celda, EscalaColor, Hoja, Hojeador, Rango
from evaluacion.publish.tablero.estilos import (
    AVISO,
    ENCABEZADO,
    ENCABEZADO_VERTICAL,
    HIGH_COLOR,
    LINEA,
    LINEA_CENTRADA,
    LOW_COLOR,
    MIDDLE_COLOR,
    NOTA,
    SUBTITULO,
    TITULO,
    band,
    height_of,
    label,
    number,
    text,
)
from evaluacion.publish.tablero.hoja_detalle import Lugares
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import COMPARATIVO, SIN_CLASIFICAR
from evaluacion.publish.tablero.seccion import Renglon, Seccion, criterio_name
from evaluacion.publish.texto import type_text

_NAME_WIDTH, _CELL_WIDTH = 50.0, 10.5
_HEADER_HEIGHT = 112.0
_COMPLETE = 1 - 1e-9


def arrange_comparativo(secciones: tuple[Seccion, ...], lugares: Lugares, *, sin_clasificar: bool) -> Hoja:
    """Return the sheet, with two blocks for each marco."""
    sheet = Hojeador()
    widest = max((len(seccion.marco.criterios) for seccion in secciones), default=0)
    widths = (_NAME_WIDTH, *(_CELL_WIDTH for _ in range(widest + 1)))
    sheet.put(label("Comparativo por criterio", TITULO), alto=26)
    if sin_clasificar:
        sheet.put(*band(widest + 2, SIN_CLASIFICAR, AVISO), alto=18)
    sheet.put(
        label(
            "El color va de naranja (bajo) a blanco (medio) y a azul (alto). Con «°», faltan respuestas en ese criterio: vea su "
            "intervalo en el segundo bloque. «—»: nada respondido todavía; no es cero. «n/a»: el criterio no aplica.",
            NOTA,
        )
    )
    scales, starts = list[EscalaColor](), list[int]()
    for seccion in secciones:
        sheet.skip()
        starts.append(sheet.siguiente)
        scales.append(_put_section(sheet, seccion, lugares))
    return Hoja(
        COMPARATIVO.nombre,
        COMPARATIVO.color,
        widths,
        tuple(sheet.filas),
        congelar=(1, 1),
        escalas=tuple(scales),
        impresion=print_sections(sheet.filas, widths, starts, max((2 * len(seccion.renglones) for seccion in secciones), default=0)),
        cuadricula=False,
    )


def _put_section(sheet: Hojeador, seccion: Seccion, lugares: Lugares) -> EscalaColor:
    marco = seccion.marco
    names = [criterio_name(criterio) for criterio in marco.criterios]
    sheet.put(*band(len(names) + 2, f"{marco.titulo} ({marco.marco} {marco.version})"), alto=20)
    if seccion.recorte:
        sheet.put(label(seccion.recorte, AVISO))
    sheet.put(label("Puntaje de lo respondido", SUBTITULO))
    last_name = "TOTAL" if marco.tipologia is None else "TIPO"
    widths = (_NAME_WIDTH, *(_CELL_WIDTH for _ in range(len(names) + 1)))
    _put_header(sheet, names, last_name)
    first = sheet.siguiente
    for renglon in seccion.renglones:
        scores = (_score_cell(criterio.puntaje) for criterio in renglon.ficha.criterios)
        cells = (_name(seccion, renglon, lugares), *scores, _last_cell(renglon.ficha))
        sheet.put(*cells, alto=height_of(cells, widths), de=renglon.ficha.practica)
    last = sheet.siguiente - 1
    sheet.skip()
    sheet.put(label("Intervalo: de lo garantizado a lo alcanzable", SUBTITULO))
    _put_header(sheet, names, last_name)
    for renglon in seccion.renglones:
        scores = (_interval_cell(criterio.puntaje) for criterio in renglon.ficha.criterios)
        last_cell = _interval_cell(renglon.ficha.total) if marco.tipologia is None else _last_cell(renglon.ficha)
        cells = (_name(seccion, renglon, lugares), *scores, last_cell)
        sheet.put(*cells, alto=height_of(cells, widths), de=renglon.ficha.practica)
    low, high = marco.rango
    block = Rango(first, 1, max(last, first), len(names) + 1)
    return EscalaColor(block, (low, (low + high) / 2, high), (LOW_COLOR, MIDDLE_COLOR, HIGH_COLOR))


def _put_header(sheet: Hojeador, names: list[str], last_name: str) -> None:
    total = Celda(last_name, ENCABEZADO_VERTICAL)
    sheet.put(label("Registro", ENCABEZADO), *(text(name, ENCABEZADO_VERTICAL) for name in names), total, alto=_HEADER_HEIGHT)


def _name(seccion: Seccion, renglon: Renglon, lugares: Lugares) -> Celda:
    return text(renglon.nombre, LINEA._replace(ajustar=True), lugares.get((seccion.marco.marco, renglon.posicion)))


def _last_cell(ficha: Ficha) -> Celda:
    """Return the total; for a typology, that has none, the type."""
    if ficha.tipologia is None:
        return _score_cell(ficha.total)
    return text(type_text(ficha.tipologia), LINEA_CENTRADA._replace(tamano=8, ajustar=True))


def _score_cell(score: Puntaje) -> Celda:
    if score.no_aplica:
        return label("n/a", LINEA_CENTRADA)
    mark = "" if (score.cobertura or 0.0) >= _COMPLETE else "°"
    return number(score.puntaje, 1, LINEA_CENTRADA, mark=mark)


def _interval_cell(score: Puntaje) -> Celda:
    if score.no_aplica:
        return label("n/a", LINEA_CENTRADA)
    low, high = show_number(score.minimo), show_number(score.maximo)
    return label(low if low == high else f"{low} a {high}", LINEA_CENTRADA._replace(tamano=9))

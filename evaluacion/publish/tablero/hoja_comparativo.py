"""Comparativo: a heat map of records by criteria, and the interval of every score below it; its headings on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from evaluacion.base.numeros import show_number
from evaluacion.model.ficha import Puntaje
from evaluacion.publish.libro import DEFAULT_HEIGHT, Celda, EscalaColor, Fila, Hoja, Hojeador, Rango
from evaluacion.publish.tablero.conjunto import Apartado, Bloque
from evaluacion.publish.tablero.estilos import (
    AVISO,
    ENCABEZADO,
    ENCABEZADO_VERTICAL,
    ENLACE,
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
    lines_of,
    number,
    text,
)
from evaluacion.publish.tablero.hoja_detalle import Lugares
from evaluacion.publish.tablero.impresion import Paginas
from evaluacion.publish.tablero.nombres import COMPARATIVO, SIN_CLASIFICAR
from evaluacion.publish.tablero.seccion import Renglon, criterio_name
from evaluacion.publish.texto import type_text

_NAME_WIDTH, _CELL_WIDTH, _LINK_WIDTH, _TYPE_WIDTH = 50.0, 10.5, 3.5, 46.0
_HEADER_HEIGHT = 112.0
_COMPLETE = 1 - 1e-9
_HOW = (
    "El color va de naranja (bajo) a blanco (medio) y a azul (alto). Con «°», faltan respuestas en ese criterio: vea su "
    "intervalo en el segundo bloque. «—»: nada respondido todavía; no es cero. «n/a»: el criterio no aplica."
)
_ARROW = " La flecha lleva a las respuestas del registro."
_LINK = ENLACE._replace(horizontal="center", borde=True)


@dataclass(slots=True)
class _EnCurso:
    """The sheet being filled: its pages, how many columns of scores it has, and the colours of each block."""

    paginas: Paginas
    columnas: int
    escalas: list[EscalaColor] = field(default_factory=list)


def arrange_comparativo(secciones: Sequence[Apartado], lugares: Lugares, *, sin_clasificar: bool) -> Hoja:
    """Return the sheet, with two blocks for each marco."""
    widest = max((len(seccion.marco.criterios) + (seccion.marco.tipologia is None) for seccion in secciones), default=0)
    types = any(seccion.marco.tipologia is not None for seccion in secciones)
    widths = (_NAME_WIDTH, *(_CELL_WIDTH,) * widest, _LINK_WIDTH, *((_TYPE_WIDTH,) if types else ()))
    sheet = Hojeador()
    made = _EnCurso(Paginas(sheet, widths), widest)
    sheet.put(label("Comparativo por criterio", TITULO), alto=26)
    if sin_clasificar:
        sheet.put(*band(len(widths), SIN_CLASIFICAR, AVISO), alto=18)
    for line in lines_of(_HOW + (_ARROW if lugares else ""), widths, NOTA):
        sheet.put(label(line, NOTA))
    for i, seccion in enumerate(secciones):
        if i:
            made.paginas.start()
        else:
            sheet.skip()
        _put_section(made, seccion, lugares)
    return Hoja(
        COMPARATIVO.nombre,
        COMPARATIVO.color,
        widths,
        tuple(sheet.filas),
        congelar=(1, 1),
        escalas=tuple(made.escalas),
        impresion=made.paginas.impresion(),
        cuadricula=False,
    )


def _put_section(made: _EnCurso, seccion: Apartado, lugares: Lugares) -> None:
    marco, sheet, widths = seccion.marco, made.paginas.sheet, made.paginas.widths
    sheet.put(*band(len(widths), f"{marco.titulo} ({marco.marco} {marco.version})"), alto=20)
    for line in lines_of(seccion.recorte, widths, AVISO):
        sheet.put(label(line, AVISO))
    for i, bloque in enumerate(seccion.bloques):
        if i:
            sheet.skip()
        title = f"{bloque.titulo}: " if bloque.titulo else ""
        scores = [_scores(made, seccion, renglon, lugares) for renglon in bloque.renglones]
        first = _put_block(made, seccion, bloque, _titled(title, "Puntaje de lo respondido"), scores)
        low, high = marco.rango
        block = Rango(first, 1, max(sheet.siguiente - 1, first), len(marco.criterios) + 1)
        made.escalas.append(EscalaColor(block, (low, (low + high) / 2, high), (LOW_COLOR, MIDDLE_COLOR, HIGH_COLOR)))
        sheet.skip()
        intervals = [_intervals(made, seccion, renglon) for renglon in bloque.renglones]
        _put_block(made, seccion, bloque, _titled(title, "Intervalo: de lo garantizado a lo alcanzable"), intervals)


def _titled(before: str, title: str) -> str:
    return before + (title[0].lower() + title[1:] if before else title)


def _put_block(made: _EnCurso, seccion: Apartado, bloque: Bloque, title: str, rows: list[tuple[Celda | None, ...]]) -> int:
    """Add a block with its title; return its first row under the heading."""
    paginas = made.paginas
    names = [text(criterio_name(criterio), ENCABEZADO_VERTICAL) for criterio in seccion.marco.criterios]
    last = _last(made, seccion, label("TIPO", ENCABEZADO)) if seccion.marco.tipologia is not None else [Celda("TOTAL", ENCABEZADO_VERTICAL)]
    head = Fila((label("Registro", ENCABEZADO), *names, *last), _HEADER_HEIGHT)
    filas = [
        Fila(cells, height_of(cells, paginas.widths), renglon.ficha.practica) for cells, renglon in zip(rows, bloque.renglones, strict=True)
    ]
    paginas.keep_table(head, filas, DEFAULT_HEIGHT)
    paginas.sheet.put(label(title, SUBTITULO))
    first = paginas.sheet.siguiente + 1
    paginas.put_table(head, filas)
    return first


def _scores(made: _EnCurso, seccion: Apartado, renglon: Renglon, lugares: Lugares) -> tuple[Celda | None, ...]:
    """Return the row of a record in the first block: its scores, and the way to its answers."""
    place = lugares.get((seccion.marco.marco, renglon.posicion))
    link = Celda("→", _LINK, place) if place is not None else None
    scores = (_score_cell(criterio.puntaje) for criterio in renglon.ficha.criterios)
    return (_name(renglon), *scores, *_ending(made, seccion, renglon, _score_cell(renglon.ficha.total), link))


def _intervals(made: _EnCurso, seccion: Apartado, renglon: Renglon) -> tuple[Celda | None, ...]:
    """Return the row of a record in the second block."""
    scores = (_interval_cell(criterio.puntaje) for criterio in renglon.ficha.criterios)
    return (_name(renglon), *scores, *_ending(made, seccion, renglon, _interval_cell(renglon.ficha.total), None))


def _ending(made: _EnCurso, seccion: Apartado, renglon: Renglon, total: Celda, link: Celda | None) -> list[Celda | None]:
    """Return the last cells of a row: the total and the link; for a typology, that has no total, the link and the type."""
    found = renglon.ficha.tipologia
    if found is None:
        return [total, link]
    return _last(made, seccion, text(type_text(found), LINEA._replace(tamano=9, ajustar=True)), link)


def _last(made: _EnCurso, seccion: Apartado, tipo: Celda, link: Celda | None = None) -> list[Celda | None]:
    """Return the cells after the criteria of a typology: the type stands in a wide column of its own."""
    return [link, *(None,) * (made.columnas - len(seccion.marco.criterios)), tipo]


def _name(renglon: Renglon) -> Celda:
    return text(renglon.nombre, LINEA._replace(ajustar=True))


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

"""A report as one printable sheet, a page wide, with where it comes from at the foot of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.publish.informe import Apartado, Cifra, Lista, Parrafo, Subtitulo, Tabla
from evaluacion.publish.libro import Celda, Estilo, Hoja, Hojeador, Impresion, Libro, Rango
from evaluacion.publish.tablero.estilos import AVISO, CUERPO, NAVY, SECCION, SUBTITULO, TITULO, band, headers, height_of, lines_of, text

if TYPE_CHECKING:
    from evaluacion.publish.informe import Bloque, Informe

_FIRST, _OTHER = 46.0, 15.0
_LEAST_COLUMNS = 6
_BODY = Estilo(tamano=10)
_STRONG = AVISO
_FIGURE = CUERPO._replace(horizontal="right")
_WORDS = CUERPO._replace(horizontal="center")
_TITLE_HEIGHT, _HEADING_HEIGHT, _TABLE_HEIGHT = 26.0, 20.0, 28.0


def arrange_informe(informe: Informe, nombre: str) -> Libro:
    """Return a workbook with the report on one sheet: its columns are those of the widest table; a text takes rows of its own."""
    sheet = Hojeador()
    columns = max([_LEAST_COLUMNS, *(len(bloque.encabezados) for bloque in informe.bloques if isinstance(bloque, Tabla))])
    widths = (_FIRST, *(_OTHER for _ in range(columns - 1)))
    for line in lines_of(informe.titulo, widths, TITULO):
        sheet.put(text(line, TITULO), alto=_TITLE_HEIGHT)
    for bloque in informe.bloques:
        _put(sheet, bloque, widths)
    _put_lines(sheet, informe.procedencia, widths, _BODY)
    area = Rango(0, 0, sheet.siguiente - 1, columns - 1)
    hoja = Hoja(nombre, NAVY, widths, tuple(sheet.filas), impresion=Impresion((1, 0), area=area), cuadricula=False)
    return Libro(informe.titulo, informe.asunto, informe.pie, (hoja,))


def _put(sheet: Hojeador, bloque: Bloque, widths: tuple[float, ...]) -> None:
    if isinstance(bloque, Apartado):
        sheet.put(*band(len(widths), bloque.titulo, SECCION), alto=_HEADING_HEIGHT)
        return
    if isinstance(bloque, Subtitulo):
        _put_lines(sheet, bloque.titulo, widths, SUBTITULO)
        return
    if isinstance(bloque, Parrafo):
        _put_lines(sheet, bloque.texto, widths, _STRONG if bloque.destacado else _BODY)
    elif isinstance(bloque, Lista):
        for punto in bloque.puntos:
            _put_lines(sheet, f"• {punto}", widths, _BODY)
    else:
        sheet.put(*headers(*bloque.encabezados), alto=_TABLE_HEIGHT)
        for fila in bloque.filas:
            cells = [_cell(item, first=i == 0) for i, item in enumerate(fila)]
            sheet.put(*cells, alto=height_of(cells, widths))
    sheet.skip()


def _put_lines(sheet: Hojeador, words: str, widths: tuple[float, ...], estilo: Estilo) -> None:
    for line in lines_of(words, widths, estilo):
        filling = (Celda(None, estilo) for _ in widths[1:]) if estilo.fondo else ()
        sheet.put(text(line, estilo), *filling)


def _cell(item: str | Cifra, *, first: bool) -> Celda:
    if isinstance(item, str):
        return text(item, CUERPO if first else _WORDS)
    if item.valor is None:
        return text(None, _WORDS)
    zeros = f".{'0' * item.decimales}" if item.decimales else ""
    shown = f"#,##0{zeros}"
    formato = f"+{shown};-{shown};{shown}" if item.con_signo else shown
    return Celda(float(item.valor), _FIGURE._replace(formato=formato))

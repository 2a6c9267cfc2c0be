"""The sheets of rows of the form of a strategy: one for each item, with its values under their headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from evaluacion.model.formulario import CLAVE
from evaluacion.model.formulario_estrategia import AYUDA, Dato, Seccion, column_title
from evaluacion.publish.estrategia_yaml import value_in
from evaluacion.publish.formulario.estilos import key
from evaluacion.publish.formulario.estrategia_lugares import ENCABEZADO, PRIMER_RENGLON, Lugares, Renglon, shown, style_of
from evaluacion.publish.libro import Celda, Estilo, Hoja, Hojeador, Impresion, Rango
from evaluacion.publish.tablero.estilos import BLUE, GREY, LIGHT_GREY, NOTA, TITULO, headers, height_of, label

_WIDTHS = {"identificador": 15.0, "palabra": 15.0, "numero": 13.0, "enteros": 10.0, "fecha": 13.0, "parcial": 13.0, "periodo": 12.0}
_WIDE = {"enunciado": 54.0, "motivo": 50.0, "accion": 46.0, "clave": 14.0}
_WIDE |= dict.fromkeys(("definicion", "descripcion", "contingencia", "papel"), 40.0)
_WIDE |= dict.fromkeys(("nombre", "instrumento", "objetivo_plan", "objetivo", "producto", "formula", "lugar"), 33.0)
_NARROW = {"moneda": 10.0, "publicado": 11.0, "url": 16.0, "obra": 16.0, "autor": 16.0, "nota": 16.0}
_TEXT, _LONG_WORD = 24.0, 18.0
_WORD_CHARS = 12
_PAGE = 320.0
"""Width of what still reads on one page."""
_LEAST_COLUMNS, _LEAST_FREE = 3, 1
_AYUDA = Estilo(tamano=8, cursiva=True, color=GREY, fondo=LIGHT_GREY, borde=True, ajustar=True, vertical="top")
_NOTE = "Un renglón por cada uno, en las celdas de color crema."
_WITH_IDS = " Los identificadores grises son propuestas: cámbielos o úselos así; un renglón que solo tiene eso no cuenta."


class _Columna(NamedTuple):
    """A column: the datum under it and, of a list, which of its values."""

    dato: Dato
    posicion: int | None


def arrange_renglones(section: Seccion, rows: Sequence[Renglon], lugares: Lugares) -> Hoja:
    """Return the sheet of a section of rows."""
    columns = _columns_of(section, rows)
    widths = (7.0, *(_width_of(column.dato) for column in columns))
    sheet = Hojeador()
    sheet.put(None, label(section.titulo, TITULO), alto=28)
    note = f"{section.nota} {_NOTE}{_WITH_IDS if section.prefijo else ''}"
    sheet.put(None, label(note.strip(), NOTA))
    sheet.skip()
    sheet.put(*headers(CLAVE, *(column_title(column.dato, column.posicion) for column in columns)), alto=30)
    help_row = (key(f"{section.clave}/{AYUDA}"), *(Celda(_help_of(column) or None, _AYUDA) for column in columns))
    sheet.put(*help_row, alto=height_of(help_row, widths))
    for row in rows:
        cells = (key(f"{section.clave}/{row.numero}"), *(_cell_of(column, row) for column in columns))
        sheet.put(*cells, alto=height_of(cells, widths), de=f"{section.titulo}, renglón {row.numero}")
    last = PRIMER_RENGLON + len(rows) - 1
    menus = (lugares.drop_down(column.dato, Rango(PRIMER_RENGLON, place, last, place)) for place, column in enumerate(columns, start=1))
    return Hoja(
        section.titulo,
        BLUE,
        widths,
        tuple(sheet.filas),
        (PRIMER_RENGLON, 2),
        encabezado=ENCABEZADO,
        impresion=Impresion((1 if sum(widths) < _PAGE else 2, 0), repetir=(ENCABEZADO, ENCABEZADO)),
        listas=tuple(menu for menu in menus if menu is not None),
        protegida=True,
    )


def _columns_of(section: Seccion, rows: Sequence[Renglon]) -> list[_Columna]:
    found = []
    for dato in section.datos:
        if not dato.es_lista:
            found.append(_Columna(dato, None))
            continue
        longest = max((len(value_in(dict(row.item), dato.ruta) or ()) for row in rows), default=0)
        found += [_Columna(dato, position) for position in range(max(longest + _LEAST_FREE, _LEAST_COLUMNS))]
    return found


def _width_of(dato: Dato) -> float:
    if dato.referencia:
        return _WIDTHS["identificador"]
    if dato.clase in _WIDTHS:
        return _LONG_WORD if any(len(word) > _WORD_CHARS for word in dato.opciones) else _WIDTHS[dato.clase]
    return {**_WIDE, **_NARROW}.get(dato.ruta[-1], _TEXT)


def _help_of(column: _Columna) -> str:
    return "" if column.posicion else column.dato.ayuda


def _cell_of(column: _Columna, row: Renglon) -> Celda:
    dato, style = column.dato, style_of(column.dato)
    if dato.ruta == ("id",) and row.sugerido:
        return Celda(row.sugerido, style._replace(color=GREY))
    value: Any = value_in(dict(row.item), dato.ruta or ("",))
    if column.posicion is not None:
        value = value[column.posicion] if value is not None and column.posicion < len(value) else None
    return Celda(shown(dato, value), style)

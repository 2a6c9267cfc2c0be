"""The sheets of data of the form of a strategy: one datum below the other, those that are lists in several rows."""

from __future__ import annotations

from typing import Any

from evaluacion.model.formulario import CLAVE, VALOR
from evaluacion.model.formulario_estrategia import Dato, Seccion
from evaluacion.publish.estrategia_yaml import value_in
from evaluacion.publish.formulario.estilos import fixed, key
from evaluacion.publish.formulario.estrategia_lugares import ENCABEZADO, Lugares, shown, style_of
from evaluacion.publish.formulario.hoja_registro import HELP
from evaluacion.publish.libro import Celda, Hoja, Hojeador, Impresion, Rango
from evaluacion.publish.tablero.estilos import NOTA, ORANGE, SECCION, TITULO, band, headers, height_of, label

_ANCHOS = (7.0, 28.0, 80.0, 58.0)
_VALUE = 2
_LEAST_ROWS, _LEAST_FREE = 4, 2
_NOTE = "Escriba solo en las celdas de color crema. Lo que no se sepa se deja vacío."


def arrange_datos(section: Seccion, data: dict[str, Any], lugares: Lugares) -> Hoja:
    """Return the sheet of some data of a strategy."""
    sheet = Hojeador()
    sheet.put(None, label(section.titulo, TITULO), alto=28)
    sheet.put(None, label(_NOTE, NOTA))
    sheet.skip()
    sheet.put(*headers(CLAVE, "Dato", VALOR, HELP), alto=26)
    lists, group = [], ""
    has_groups = len({dato.grupo for dato in section.datos}) > 1
    for dato in section.datos:
        if has_groups and dato.grupo != group:
            group = dato.grupo
            sheet.put(None, *band(len(_ANCHOS) - 1, group, SECCION), alto=18)
        first = sheet.siguiente
        _put(sheet, dato, value_in(data, dato.ruta))
        menu = lugares.drop_down(dato, Rango(first, _VALUE, sheet.siguiente - 1, _VALUE))
        lists += [menu] if menu is not None else []
    return Hoja(
        section.titulo,
        ORANGE,
        _ANCHOS,
        tuple(sheet.filas),
        (ENCABEZADO + 1, _VALUE),
        encabezado=ENCABEZADO,
        impresion=Impresion((1, 0), repetir=(ENCABEZADO, ENCABEZADO)),
        listas=tuple(lists),
        protegida=True,
    )


def _put(sheet: Hojeador, dato: Dato, value: Any) -> None:  # noqa: ANN401 - any plain data
    """Add the rows of a datum: one, or one for each value of a list and some more."""
    values = [*(value or ())] if dato.es_lista else [value]
    if dato.es_lista:
        least = min(_LEAST_ROWS, len(dato.opciones) or _LEAST_ROWS)
        values += [None] * max(least - len(values), _LEAST_FREE if not dato.opciones else 0)
    for position, item in enumerate(values):
        help_text = fixed(dato.ayuda if position == 0 else None)
        row = (key(dato.clave), fixed(dato.titulo), Celda(shown(dato, item), style_of(dato)._replace(horizontal="left")), help_text)
        sheet.put(*row, alto=height_of(row, _ANCHOS), de=dato.titulo)

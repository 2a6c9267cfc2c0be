"""What does not fit in a workbook, found before anything is written."""

from __future__ import annotations

import math
from collections.abc import Iterator

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote
from evaluacion.publish.libro import MAX_FILAS, MAX_NOMBRE, MAX_TEXTO, RESERVADOS, Hoja, cell_name


def find_misfits(hoja: Hoja) -> Iterator[Problema]:
    """Yield what of a sheet Excel would cut, refuse or drop without a word."""
    if len(hoja.nombre) > MAX_NOMBRE or len(hoja.filas) > MAX_FILAS:
        yield Problema(
            "salida_imposible",
            f"La hoja {quote(hoja.nombre)} no cabe en Excel: {len(hoja.filas):,} renglones.",
            None,
            "Haga el tablero con menos registros.",
        )
    if hoja.nombre.casefold() in RESERVADOS:
        what = f"Excel se reserva el nombre {quote(hoja.nombre)} y no abre un libro con una hoja que se llame así."
        yield Problema("salida_imposible", what, None, "Dele otro nombre a lo que esa hoja muestra.")
    sound = set[str]()
    for row, fila in enumerate(hoja.filas):
        for column, celda in enumerate(fila.celdas):
            if celda is None or (value := celda.valor) is None or value in sound:
                continue
            code = _misfit(value)
            if code is None and isinstance(value, str):
                sound.add(value)
            elif code is not None:
                place = fila.origen or Origen("tablero", hoja=hoja.nombre, celda=cell_name(row, column))
                what, remedy = _MISFITS[code]
                yield Problema(code, f"{_field(hoja, row, column)} {what}.", place, remedy)


def _field(hoja: Hoja, row: int, column: int) -> str:
    """Return which record and field a cell shows, as a message says it."""
    of = hoja.filas[row].de
    headers = hoja.filas[hoja.encabezado].celdas if hoja.encabezado is not None else ()
    header = headers[column] if column < len(headers) else None
    name = f"«{header.valor}»" if header is not None else cell_name(row, column)
    return f"{quote(of, 120)}: {name} (hoja {hoja.nombre})" if of else f"{name} (hoja {hoja.nombre})"


_MISFITS = {
    "texto_demasiado_largo": (
        f"tiene más de {MAX_TEXTO:,} caracteres, que es lo que admite una celda de Excel",
        "Deje un resumen y anexe el documento con su dirección.",
    ),
    "caracter_de_control": ("tiene un carácter incompleto", "Escriba de nuevo ese texto."),
    "numero_no_finito": ("no es un número finito", "Revise el dato."),
}


def _misfit(value: str | float) -> str | None:
    """Return the code of what keeps a value out of a cell, if anything does."""
    if not isinstance(value, str):
        return None if math.isfinite(value) else "numero_no_finito"
    if value.isascii():
        return "texto_demasiado_largo" if len(value) > MAX_TEXTO else None
    if len(value) * 2 > MAX_TEXTO and len(value.encode("utf-16-le", "surrogatepass")) > MAX_TEXTO * 2:
        return "texto_demasiado_largo"
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return "caracter_de_control"
    return None

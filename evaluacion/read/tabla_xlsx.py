"""Tables in Excel workbooks: one pass over the XML of a sheet, after the guard has looked at the zip directory.

Reading the XML ourselves shows at once what the usual readers hide: formulas without a stored value, error cells,
merged cells, hidden rows and columns, percentages, and cells beyond the declared dimension; and memory stays bounded.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.read.guardia_xlsx import ZIP_ERRORS, check_libro
from evaluacion.read.hoja_xlsx import HEADER_WITHIN, LectorHoja, StopReading
from evaluacion.read.partes_xlsx import Libro, XmlError, broken, parse_part, read_libro
from evaluacion.read.tabla_datos import Claves, Tabla


def read_xlsx(path: Path, archivo: str, claves: Claves | None = None) -> Tabla:
    """Return the first sheet of a workbook that has a column with the ids of records, or one of those that are asked for.

    Formulas without value and cells with errors are left out, each with its error in `avisos`, as are merged cells.

    Raises:
        EvaluacionError: what the guard refuses; no such sheet.
    """
    check_libro(path, archivo)
    try:
        with zipfile.ZipFile(path) as book:
            libro = read_libro(book)
            readers = _readers_with_header(book, libro, archivo, claves)
            first = next(readers, None)
            if first is None:
                raise EvaluacionError([_no_header(libro, archivo, claves)])
            also = [reader.hoja.nombre for reader in readers]
    except (XmlError, IndexError, *ZIP_ERRORS):
        raise broken(archivo) from None
    tabla = first.finish()
    if also:
        tabla = replace(tabla, avisos=(*tabla.avisos, _more_sheets(first, also, archivo)))
    return tabla


def _readers_with_header(book: zipfile.ZipFile, libro: Libro, archivo: str, claves: Claves | None) -> Iterator[LectorHoja]:
    """Yield the sheets that have a header, visible ones first; only the first is read whole."""
    whole = True
    for hoja in sorted(libro.hojas, key=lambda hoja: hoja.oculta):
        reader = LectorHoja(hoja, libro, archivo, whole=whole, claves=claves)
        with suppress(StopReading):
            parse_part(book, hoja.parte, reader.start, reader.end, reader.text)
        if reader.names:
            whole = False
            yield reader


def _no_header(libro: Libro, archivo: str, claves: Claves | None) -> Problema:
    names = ", ".join(quote(hoja.nombre, 32) for hoja in libro.hojas[:5])
    if claves is not None:
        wanted = " ni ".join(quote(name) for name in sorted(claves))
        what = f"Ninguna hoja ({names}) tiene en sus primeras {HEADER_WITHIN} filas una columna {wanted}."
        return Problema("falta_clave", what, Origen(archivo), "Revise los títulos de las columnas, o el nombre que dio de la suya.")
    what = f"Ninguna hoja ({names}) tiene en sus primeras {HEADER_WITHIN} filas una columna con el identificador de los registros."
    return Problema("falta_clave", what, Origen(archivo), "Ponga como título de esa columna: practica, gobierno, acuerdo o hermanamiento.")


def _more_sheets(reader: LectorHoja, also: list[str], archivo: str) -> Problema:
    names = ", ".join(quote(name, 32) for name in also[:5])
    what = f"Solo se leyó la hoja {quote(reader.hoja.nombre, 32)}; también tienen registros: {names}."
    return Problema("tabla_invalida", what, Origen(archivo), "Ponga todos los registros en una hoja, o cada hoja en su libro.", "aviso")

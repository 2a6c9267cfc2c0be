"""Archivos: the files beside the workbook that have every record, so that anybody finds them and sees whether they changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evaluacion.publish.libro import Celda, Hoja, Hojeador
from evaluacion.publish.tablero.estilos import CUERPO, NOTA, TITULO, headers, height_of, label, number, text
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import ARCHIVOS

_WIDTHS = (64.0, 58.0, 14.0, 70.0)
_HOW = (
    "Las rutas se cuentan desde la carpeta de este libro. Si el sha256 de un archivo ya no es el de aquí, el archivo cambió y este libro "
    "no habla de él."
)


class ArchivoJunto(NamedTuple):
    """A file beside the workbook: its path from the folder of the workbook, what it has, its rows and its digest."""

    ruta: str
    que: str
    filas: int | None
    sha256: str


def arrange_archivos(archivos: Sequence[ArchivoJunto]) -> Hoja:
    """Return the sheet, one row a file."""
    sheet = Hojeador()
    sheet.put(label("Archivos con todos los registros", TITULO), alto=26)
    sheet.put(label(_HOW, NOTA))
    sheet.skip()
    head = sheet.put(*headers("Archivo", "Qué tiene", "Filas", "sha256"), alto=20)
    for archivo in archivos:
        cells: tuple[Celda, ...] = (
            text(archivo.ruta),
            label(archivo.que, CUERPO),
            number(archivo.filas, 0, CUERPO),
            text(archivo.sha256),
        )
        sheet.put(*cells, alto=height_of(cells, _WIDTHS))
    return Hoja(
        ARCHIVOS.nombre,
        ARCHIVOS.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(head + 1, 1),
        encabezado=head,
        impresion=print_table(head, sheet.siguiente, _WIDTHS),
        cuadricula=False,
    )

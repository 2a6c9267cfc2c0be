"""Datos: one row a record and marco with every number unrounded, and where the other sheets find each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.publish.libro import Celda, Estilo, Hoja, Hojeador, Impresion, ListaDeCeldas, Rango, absolute_name
from evaluacion.publish.orden import sortable
from evaluacion.publish.tablero.columnas_datos import cells_of, columns_of
from evaluacion.publish.tablero.eleccion import choices_of
from evaluacion.publish.tablero.estilos import AVISO, ENCABEZADO, NOTA, TITULO, label, text
from evaluacion.publish.tablero.nombres import DATOS, LISTAS
from evaluacion.publish.tablero.pasos import best_steps

if TYPE_CHECKING:
    from evaluacion.publish.tablero.seccion import Seccion

_KEY = Estilo(tamano=8, color="#595959", literal=True)
_HEADER = ENCABEZADO._replace(literal=True)
_PRINTED = 10
"""The last column that goes to paper: the others are for the screen and for other programs."""
_NOTES = (
    "Un renglón por registro y marco. Los números están sin redondear; el formato de la celda los abrevia. En blanco: no se sabe. «n/a»: no aplica.",
    "De aquí leen Resumen y Ficha. Puede filtrar y ordenar: encuentran cada registro por su nombre. No borre ni mueva columnas.",
    "La línea gris repite el nombre que cada columna tiene en los archivos CSV y Parquet de «evaluacion calificar», cuando también está ahí.",
)


class Completo(NamedTuple):
    """The file beside the workbook with every record: its name and the digest of its bytes."""

    nombre: str
    sha256: str


@dataclass(frozen=True)
class Datos:
    """The sheet, with the positions that formulas need."""

    hoja: Hoja
    listas: Hoja
    columnas: dict[str, int]
    primera: int
    opciones: dict[str, tuple[int, Rango]]
    """By marco: the column of its list in the sheet of lists, and the block of its choices."""
    renglones: dict[str, tuple[int, ...]]
    """By marco: the rows of its records, in the order of its section."""

    @property
    def ultima(self) -> int:
        """The last row with a record."""
        return len(self.hoja.filas) - 1

    def column(self, clave: str, first: int = 0) -> str:
        """Return a column as formulas name it, from a row to the last one."""
        place = self.columnas[clave]
        return f"{DATOS.nombre}!{absolute_name(first, place)}:{absolute_name(self.ultima, place)}"

    def value(self, row: int, clave: str) -> str | float | None:
        """Return what a row has in a column; None where it is blank."""
        cells = self.hoja.filas[row].celdas
        place = self.columnas[clave]
        cell = cells[place] if place < len(cells) else None
        return cell.valor if cell is not None else None

    def drop_down(self, marco: str, row: int, column: int) -> ListaDeCeldas:
        """Return the drop-down of the records of a marco for a cell."""
        return ListaDeCeldas(
            Rango(row, column, row, column), LISTAS.nombre, self.opciones[marco][1], "Elija un registro de la lista, sin cambiarle nada."
        )


def arrange_datos(secciones: tuple[Seccion, ...], completo: Completo | None) -> Datos:
    """Return the sheet of data and the hidden one of the lists.

    Args:
        secciones: the marcos with the records that are listed.
        completo: the file beside with all of them, where they are too many.
    """
    columns = columns_of(secciones)
    places = {column.clave: i for i, column in enumerate(columns)}
    sheet = Hojeador()
    sheet.put(label("Datos", TITULO), alto=26)
    for seccion in secciones:
        if seccion.recorte:
            sheet.put(label(seccion.recorte, AVISO))
    if completo is not None:
        sheet.put(text(f"Todos los registros, con estas cifras, están en «{completo.nombre}» (sha256 {completo.sha256}).", AVISO))
    for note in _NOTES if secciones else ("No hay registros calificados.",):
        sheet.put(label(note, NOTA))
    sheet.put(*(Celda(column.clave, _KEY) for column in columns))
    head = sheet.put(*(Celda(column.titulo, _HEADER) for column in columns), alto=52)
    rows, listed = dict[str, tuple[int, ...]](), dict[str, list[str]]()
    for seccion in secciones:
        choices, steps = choices_of(seccion.renglones), best_steps(seccion)
        listed[seccion.marco.marco] = sorted(choices, key=sortable)
        first = sheet.siguiente
        for renglon, choice in zip(seccion.renglones, choices, strict=True):
            row: list[Celda | None] = [None] * len(columns)
            for key, cell in cells_of(seccion, renglon, choice, steps.get(renglon.posicion, ())):
                row[places[key]] = cell
            sheet.put(*row, de=renglon.ficha.practica, origen=renglon.ficha.origen)
        rows[seccion.marco.marco] = tuple(range(first, sheet.siguiente))
    hoja = Hoja(
        DATOS.nombre,
        DATOS.color,
        tuple(column.ancho for column in columns),
        tuple(sheet.filas),
        congelar=(head + 1, 2),
        filtro=Rango(head, 0, max(sheet.siguiente - 1, head + 1), len(columns) - 1),
        encabezado=head,
        impresion=Impresion(repetir=(head, head), area=Rango(0, 0, sheet.siguiente - 1, min(_PRINTED, len(columns) - 1))),
    )
    lists, blocks = _lists(listed)
    return Datos(hoja, lists, places, head + 1, blocks, rows)


def _lists(listed: dict[str, list[str]]) -> tuple[Hoja, dict[str, tuple[int, Rango]]]:
    """Return the sheet of the lists, one column a marco under its id, and where the choices of each are."""
    height = max((len(choices) for choices in listed.values()), default=0)
    sheet = Hojeador()
    sheet.put(*(text(marco, _KEY) for marco in listed))
    for i in range(height):
        sheet.put(*(text(choices[i], _KEY) if i < len(choices) else None for choices in listed.values()))
    blocks = {marco: (c, Rango(1, c, len(choices), c)) for c, (marco, choices) in enumerate(listed.items())}
    return Hoja(LISTAS.nombre, LISTAS.color, (40.0,) * len(listed), tuple(sheet.filas), oculta=True), blocks

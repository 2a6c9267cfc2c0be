"""The card of Resumen: a drop-down picks a record, and its figures and two charts follow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.publish.libro import DEFAULT_HEIGHT, Celda, Enlace, Hojeador
from evaluacion.publish.tablero.buscar import Buscador, difference
from evaluacion.publish.tablero.estilos import CIFRA_ETIQUETA, LINEA, NOTA, SUBTITULO, headers, label
from evaluacion.publish.tablero.hechos import CIFRA_VIVA, facts_of, gate_fact
from evaluacion.publish.tablero.nombres import RESUMEN

if TYPE_CHECKING:
    from evaluacion.publish.tablero.hoja_datos import Datos
    from evaluacion.publish.tablero.resumen_tipologia import Renglones
    from evaluacion.publish.tablero.seccion import Seccion

_ROW_PIXELS = 20
_CHOOSE = "Elija un registro"
_HOW = "Abra la lista de la celda amarilla. Las cifras y las dos gráficas de al lado cambian; lo demás no."
_LIVE = CIFRA_VIVA._replace(negrita=False)
ELEGIDO = ("Garantizado (elegido)", "Margen (elegido)", "Alcanzable (elegido)")
"""What the table of criteria says of the record that was picked."""


@dataclass(frozen=True, slots=True)
class Tarjeta:
    """Where a card stands: its first row, the row of the drop-down, and how it finds its record."""

    fila: int
    buscar: Buscador


def put_card(sheet: Hojeador, seccion: Seccion, datos: Datos, *, pixels: int) -> Tarjeta:
    """Add the card, at least that many pixels high; return where it stands."""
    start = sheet.put(label(_CHOOSE, SUBTITULO), alto=20)
    place = Enlace(RESUMEN.nombre, start + 1, 1)
    position = Enlace(RESUMEN.nombre, start + 3, 1)
    buscar = Buscador(datos, seccion.marco.marco, place, position, datos.renglones[seccion.marco.marco][0])
    sheet.put(label("Registro ▼", CIFRA_ETIQUETA), buscar.choice(), alto=20)
    sheet.put(None, *headers("El registro elegido", "Promedio", estilo=CIFRA_ETIQUETA))
    sheet.put(label("Renglón en Datos", LINEA), buscar.locate(LINEA._replace(horizontal="left")))
    for fact in facts_of(seccion, buscar):
        sheet.put(label(fact.nombre, LINEA), fact.celda, fact.promedio or Celda(None, LINEA), alto=30 if fact.nombre == "Tipo" else None)
    if seccion.marco.compuertas:
        gate = gate_fact(buscar)
        sheet.put(label(gate.nombre, LINEA), gate.celda, Celda(None, LINEA), alto=52)
    sheet.put(label(_HOW, NOTA))
    if seccion.recorte:
        sheet.put(
            label("La lista ofrece los registros que este libro muestra. Los demás están en el archivo que dice la hoja Datos.", NOTA)
        )
    taken = sum(fila.alto or DEFAULT_HEIGHT for fila in sheet.filas[start:]) / DEFAULT_HEIGHT
    sheet.skip(max(math.ceil(pixels / _ROW_PIXELS - taken), 0) + 1)
    return Tarjeta(start, buscar)


def criteria_cells(seccion: Seccion, tarjeta: Tarjeta, first: int, column: int) -> Renglones:
    """Return, by criterion, the cells of the record that was picked, to stand from a row and column on."""
    found: Renglones = []
    for i, criterio in enumerate(seccion.marco.criterios):
        key = f"{seccion.marco.marco}.{criterio.id}"
        low, high = (tarjeta.buscar.pick(f"{key}.{end}", _LIVE) for end in ("minimo", "maximo"))
        low_at, high_at = (Enlace(RESUMEN.nombre, first + i, place) for place in (column, column + 2))
        found.append((low, difference(high, low, (high_at, low_at), _LIVE), high))
    return found


def no_card() -> Celda:
    """Return the line that stands where there is nothing to choose."""
    return label("No hay registros que elegir.", NOTA)

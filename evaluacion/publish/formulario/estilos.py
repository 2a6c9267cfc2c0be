"""How a form looks, and its cells: cream ones are for people to write in, the others are locked."""

from __future__ import annotations

from evaluacion.publish.libro import Celda, Estilo
from evaluacion.publish.tablero.estilos import CREAM, GREY, LIGHT_GREY, NAVY

ENTRADA = Estilo(tamano=10, fondo=CREAM, borde=True, ajustar=True, vertical="top", formato="@", bloqueada=False)
ENTRADA_NUMERO = ENTRADA._replace(formato="General")
FIJA = Estilo(tamano=9, ajustar=True, borde=True, vertical="top", literal=True)
CLAVE_ESTILO = Estilo(tamano=6, color="#A6A6A6", vertical="top")
VACIA = Estilo(tamano=9, borde=True, fondo=LIGHT_GREY)
CALCULO = Estilo(tamano=8, color=GREY)
CIFRA = Estilo(tamano=10, borde=True, horizontal="center")
TOTAL = Estilo(tamano=11, borde=True, negrita=True, color=NAVY, horizontal="center")
KINDS = {"practica": "práctica", "gobierno": "gobierno", "acuerdo": "acuerdo", "hermanamiento": "hermanamiento"}
"""What a record is, as people read it."""


def entry(value: str | float | None) -> Celda:
    """Return a cell to write in, with what is already known."""
    return Celda(value, ENTRADA_NUMERO if isinstance(value, float) else ENTRADA)


def fixed(text: str | None) -> Celda:
    """Return a locked cell with words of the marco."""
    return Celda(text or None, FIJA)


def key(text: str) -> Celda:
    """Return the cell that says what its row is."""
    return Celda(text, CLAVE_ESTILO)

"""Where the lists of the form of a strategy are: the words of each closed list, and the ids that others refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluacion.model.formulario import HOJA_LISTAS
from evaluacion.model.formulario_estrategia import Dato, Seccion
from evaluacion.publish.formulario.estilos import ENTRADA, ENTRADA_NUMERO
from evaluacion.publish.libro import Celda, Estilo, Fila, Hoja, ListaDeCeldas, Rango
from evaluacion.publish.tablero.estilos import GREY

ENCABEZADO = 3
"""Row of the headings of every sheet, from 0."""
PRIMER_RENGLON = ENCABEZADO + 2
"""First row to write in of a sheet of rows: under the headings is what they mean."""
_HELP = "Elija una de las opciones de la lista, o deje la celda vacía."
_HELP_ID = "Elija un identificador de la hoja «{}», o escríbalo primero ahí."


@dataclass(frozen=True, slots=True)
class Renglon:
    """A row of a section: its number, what it says, and the id that it suggests when it says nothing."""

    numero: int
    item: Mapping[str, Any]
    sugerido: str = ""


@dataclass(slots=True)
class Lugares:
    """The sections of a form, how many rows each has, and the closed lists that were asked for, in order."""

    secciones: Sequence[Seccion]
    renglones: Mapping[str, int]
    listas: list[tuple[str, ...]] = field(default_factory=list)

    def drop_down(self, dato: Dato, rango: Rango) -> ListaDeCeldas | None:
        """Return the drop-down of some cells; None for what is written freely."""
        if dato.referencia:
            section = next(item for item in self.secciones if item.clave == dato.referencia)
            column = 1 + next(i for i, other in enumerate(section.datos) if other.ruta == ("id",))
            last = PRIMER_RENGLON + self.renglones[section.clave] - 1
            return ListaDeCeldas(rango, section.titulo, Rango(PRIMER_RENGLON, column, last, column), _HELP_ID.format(section.titulo))
        if not dato.opciones:
            return None
        if dato.opciones not in self.listas:
            self.listas.append(dato.opciones)
        column = self.listas.index(dato.opciones)
        return ListaDeCeldas(rango, HOJA_LISTAS, Rango(0, column, len(dato.opciones) - 1, column), _HELP)

    def lists(self, name: str) -> Hoja:
        """Return the hidden sheet of the closed lists, one a column."""
        height = max(len(words) for words in self.listas)
        rows = tuple(Fila(tuple(Celda(words[row]) if row < len(words) else None for words in self.listas)) for row in range(height))
        return Hoja(name, GREY, (16.0,) * len(self.listas), rows, protegida=True, oculta=True)


def style_of(dato: Dato) -> Estilo:
    """Return how the cell of a datum looks."""
    return ENTRADA_NUMERO if dato.clase == "numero" else ENTRADA


def shown(dato: Dato, value: Any) -> str | float | None:  # noqa: ANN401 - any plain data
    """Return what the cell of a datum says."""
    if isinstance(value, bool):
        return dato.option(value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or None
    return value if value is None or isinstance(value, int | float) else str(value)

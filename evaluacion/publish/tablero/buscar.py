"""Live cells: formulas that find in Datos what a drop-down names, each with the value that it has now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Enlace, Estilo, absolute_name
from evaluacion.publish.tablero.estilos import CREAM, DASH
from evaluacion.publish.tablero.nombres import LISTAS

if TYPE_CHECKING:
    from evaluacion.publish.libro import ListaDeCeldas
    from evaluacion.publish.tablero.hoja_datos import Datos

ELEGIBLE = Estilo(negrita=True, tamano=11, fondo=CREAM, borde=True, formato="@", literal=True, bloqueada=False)
"""The cell with the drop-down: text, so that a name that looks like a number or a date stays as it is."""


@dataclass(frozen=True, slots=True)
class Buscador:
    """The record that a drop-down names: where the drop-down and the row it leads to stand in their sheet, and that row now."""

    datos: Datos
    marco: str
    eleccion: Enlace
    posicion: Enlace
    fila: int

    def choice(self) -> Celda:
        """Return the cell with the drop-down."""
        return Celda(self.datos.value(self.fila, "eleccion"), ELEGIBLE)

    def drop_down(self) -> ListaDeCeldas:
        """Return its choices."""
        return self.datos.drop_down(self.marco, self.eleccion.fila, self.eleccion.columna)

    def locate(self, estilo: Estilo) -> Celda:
        """Return the cell with the row of Datos that holds the record, 0 when no record has that name.

        A sum of products and not MATCH, for which `*`, `?` and `~` in a name are wildcards.
        """
        first = self.datos.primera
        names, marcos = self.datos.column("eleccion", first), self.datos.column("marco", first)
        own = f"{LISTAS.nombre}!{absolute_name(0, self.datos.opciones[self.marco][0])}"
        formula = f"SUMPRODUCT(({names}={_name(self.eleccion)})*({marcos}={own})*ROW({names}))"
        return Celda(self.fila + 1, estilo, formula=formula)

    def pick(self, clave: str, estilo: Estilo, empty: str = DASH) -> Celda:
        """Return the cell with what the record has in a column; `empty` says what a blank one means."""
        found, now = self._index(clave), self.datos.value(self.fila, clave)
        formula = f'IF({_name(self.posicion)}=0,"{DASH}",IF({found}="","{empty}",{found}))'
        return Celda(empty if now is None else now, estilo, formula=formula)

    def pick_of(self, clave: str, whole: str, estilo: Estilo) -> Celda:
        """Return the cell with two counts of the record: `31 de 46`."""
        now = " de ".join(f"{self.datos.value(self.fila, key):.0f}" for key in (clave, whole))
        formula = f'IF({_name(self.posicion)}=0,"{DASH}",{self._index(clave)}&" de "&{self._index(whole)})'
        return Celda(now, estilo, formula=formula)

    def join(self, clave: str, other: str, estilo: Estilo) -> Celda:
        """Return the cell with two texts of the record, one a line; the dash where it has neither."""
        now = "\n".join(str(value) for key in (clave, other) if (value := self.datos.value(self.fila, key)) is not None)
        first, second = self._index(clave), self._index(other)
        both = f'{first}&IF(OR({first}="",{second}=""),"",CHAR(10))&{second}'
        formula = f'IF({_name(self.posicion)}=0,"{DASH}",IF({first}&{second}="","{DASH}",{both}))'
        return Celda(now or DASH, estilo, formula=formula)

    def _index(self, clave: str) -> str:
        return f"INDEX({self.datos.column(clave)},{_name(self.posicion)})"


def difference(high: Celda, low: Celda, at: tuple[Enlace, Enlace], estilo: Estilo) -> Celda:
    """Return the cell with one cell less another, both of the same sheet; where they hold no numbers, what the second says."""
    names = [_name(place) for place in at]
    is_number = isinstance(high.valor, int | float) and isinstance(low.valor, int | float)
    now = high.valor - low.valor if is_number else low.valor  # type: ignore[operator]
    return Celda(now, estilo, formula=f"IF(ISNUMBER({names[1]}),{names[0]}-{names[1]},{names[1]})")


def _name(place: Enlace) -> str:
    return absolute_name(place.fila, place.columna)

"""Records with one of them as it would be: the same rows, and one more that stands for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.model.registros import Claves
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo
from evaluacion.read.registros import RegistrosUnidos

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.model.practica import Practica
    from evaluacion.model.registros import Identidad, Registros


class RegistroSupuesto(RegistrosArchivo):
    """One record as it would be; the places of what it says are those of the record that it stands for."""

    def __init__(self, registros: Registros, fila: int, practica: Practica) -> None:
        super().__init__([RegistroLeido(practica, registros.origen(fila).archivo, {}, None)], {})
        self._de = (registros, fila)

    def identidad(self, fila: int) -> Identidad:  # noqa: ARG002 - there is one row
        """Return who the record that it stands for is."""
        registros, row = self._de
        return registros.identidad(row)

    def claves(self) -> Claves:
        """Return the same, by column."""
        one = self.identidad(0)
        return Claves([one.id], [one.tipo], [one.evaluador], [one.titulo])

    def origen(self, fila: int, *ruta: str) -> Origen:  # noqa: ARG002 - there is one row
        """Return the place of what the record that it stands for writes there."""
        registros, row = self._de
        return registros.origen(row, *ruta)


def replace_record(registros: Registros, fila: int, practica: Practica) -> Registros:
    """Return the records with one row more, the last: what the record of a row would be. Whoever scores leaves that row out."""
    return RegistrosUnidos([registros, RegistroSupuesto(registros, fila, practica)])

"""A document whose values are in cells: each path leads to the cell where it is written or where it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from evaluacion.base.origen import Origen
from evaluacion.read.documento import Documento
from evaluacion.read.nodos import Ruta

Camino = tuple[str | int, ...]


@dataclass(slots=True)
class DocumentoEnCeldas(Documento):
    """A document written in a workbook, with the place of what it says and of what it could say."""

    hojas: Sequence[str] = ()
    """The names of its sheets, in order."""
    lugares: dict[Camino, Origen] = field(default_factory=dict)
    dentro: dict[Camino, Origen] = field(default_factory=dict)
    """By path, the first cell of what is written inside it."""
    libres: dict[Camino, Origen] = field(default_factory=dict)
    """By path, the empty cell in which it would be written."""
    libres_dentro: dict[Camino, Origen] = field(default_factory=dict)
    textos: dict[Origen, str] = field(default_factory=dict)
    """What each cell says."""

    def note(self, path: Camino, place: Origen, text: str) -> None:
        """Remember where a value is and what its cell says."""
        self.textos[place] = text
        self.lugares.setdefault(path, place)
        for end in range(len(path)):
            self.dentro.setdefault(path[:end], place)

    def note_free(self, path: Camino, place: Origen) -> None:
        """Remember where a value would be written."""
        self.libres.setdefault(path, place)
        for end in range(len(path)):
            self.libres_dentro.setdefault(path[:end], place)

    def origen(self, ruta: Ruta, *, key: bool = False) -> Origen:  # noqa: ARG002 - a cell has no key
        """Return the cell of what is at a path, else the one in which it would be, else that of what holds it."""
        path = tuple(ruta)
        tables = (self.lugares, self.dentro, self.libres, self.libres_dentro)
        found = (table[path[:end]] for end in range(len(path), -1, -1) for table in tables if path[:end] in table)
        return next(found, Origen(self.archivo))

    def lugar_escrito(self, ruta: Ruta) -> tuple[Origen, bool]:
        """Return the cell of a path: in a form also what is missing has its own."""
        return self.origen(ruta), True

    def order_of(self, place: Origen) -> tuple[int, int, int]:
        """Return where a cell comes when the workbook is read: sheet, row, column."""
        sheet = self.hojas.index(place.hoja) if place.hoja in self.hojas else -1
        return sheet, place.linea or 0, place.columna or 0

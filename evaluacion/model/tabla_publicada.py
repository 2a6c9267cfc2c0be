"""A published table as values: each cell with what was printed, its exact value and how far rounding may have moved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from evaluacion.base.origen import Origen
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.model.comun import Fuente

ClaseDeResumen = Literal["total", "media", "otro"]


@dataclass(frozen=True, slots=True)
class Casilla:
    """One cell. `valor` is None when it is empty or says no number."""

    texto: str = ""
    valor: Fraction | None = None
    decimales: int = 0
    es_redondeada: bool = False
    es_dudosa: bool = False
    """A scanning fault whose mending nobody has seen in print."""


@dataclass(frozen=True, slots=True)
class TablaPublicada:
    """The rows and columns of a table, in printed order."""

    id: str
    titulo: str
    fuente: Fuente
    filas: tuple[str, ...]
    columnas: tuple[str, ...]
    casillas: Mapping[tuple[str, str], Casilla]
    resumen: Mapping[str, ClaseDeResumen] = field(default_factory=dict)
    nombres: Mapping[str, str] = field(default_factory=dict)
    """The name of each row, for people."""
    lugares: Mapping[tuple[str, str], Origen] = field(default_factory=dict, compare=False)
    """Where each cell is written."""

    @property
    def datos(self) -> tuple[str, ...]:
        """The rows that are not a summary of the others."""
        return tuple(fila for fila in self.filas if fila not in self.resumen)

    def find_fila(self, nombre: str) -> str | None:
        """Return the id of the row that goes by that id or name, whatever its case and accents."""
        if nombre in self.filas:
            return nombre
        folded = fold(nombre)
        return next((fila for fila in self.filas if folded in (fold(fila), fold(self.nombres.get(fila, "")))), None)

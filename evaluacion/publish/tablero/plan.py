"""A strategy on the board: what a sheet about it receives, and the heading of its section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.base.problema import quote
from evaluacion.publish.libro import Celda, Hojeador
from evaluacion.publish.tablero.estilos import CUERPO, NOTA, SECCION, band, height_of, label, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluacion.check.revisar import Lugar
    from evaluacion.model.estrategia import Estrategia
    from evaluacion.model.hallazgo import Revision

VACIA = CUERPO._replace(cursiva=True, color="#595959")
"""The cell that says that something is not in the file."""


@dataclass(frozen=True, slots=True)
class PlanRevisado:
    """A strategy with the place of each of its parts and with its review."""

    estrategia: Estrategia
    lugar: Lugar
    revision: Revision

    @property
    def nombre(self) -> str:
        """How people call it."""
        return self.estrategia.titulo or self.estrategia.estrategia


@dataclass(slots=True)
class HojaPlanes:
    """A sheet about strategies being filled: a section each, rows as high as their text, and where each page begins."""

    anchos: tuple[float, ...]
    sheet: Hojeador
    paginas: list[int]

    def open_plan(self, plan: PlanRevisado) -> None:
        """Begin the section of a strategy."""
        self.paginas.append(self.sheet.siguiente)
        self.sheet.put(*band(len(self.anchos), plan.nombre, SECCION._replace(literal=True)), alto=22)
        self.sheet.put(text(f"Archivo: {plan.revision.archivo}. Día de referencia: {plan.revision.fecha}.", NOTA))

    def put(self, plan: PlanRevisado, ruta: tuple[str | int, ...], celdas: Sequence[Celda | None]) -> int:
        """Add a row about what is written at a path of the file; return its position."""
        return self.sheet.put(*celdas, alto=height_of(celdas, self.anchos), de=plan.nombre, origen=plan.lugar(ruta)[0])

    def put_missing(self, what: str) -> None:
        """Add the line that says what the file does not have."""
        self.sheet.put(label(what, VACIA._replace(borde=False, ajustar=False)))


def sections_of(sheet: HojaPlanes, planes: Sequence[PlanRevisado]) -> Iterator[PlanRevisado]:
    """Yield each strategy with its section open; close it with an empty row."""
    for plan in planes:
        sheet.open_plan(plan)
        yield plan
        sheet.sheet.skip()


def only_of(cuantos: int, uno: str, varios: str) -> str:
    """Return a number with its noun: `1 riesgo`, `3 riesgos`."""
    return f"{cuantos:,} {uno if cuantos == 1 else varios}"


def quoted(words: Sequence[str]) -> str:
    """Return some words in quotes, in one line."""
    return ", ".join(map(quote, words))

"""How the sheets of the board print: on paper on which they can be read, one page wide, with headings on every page of a table."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from evaluacion.publish.libro import DEFAULT_HEIGHT, Fila, Hojeador, Impresion, Rango, pixels_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.publish.libro import Papel

_PAGES: dict[Papel, tuple[int, int]] = {"carta": (979, 710), "doble_carta": (1555, 950)}
"""Pixels of a landscape page inside its margins, at 100 %, by paper."""
READABLE = 0.64
"""Least scale at which letter paper serves: text of 10 points measures 6.4 on it."""
_POINT = 4 / 3
_SAFETY = 0.97
_WIDE = 1.06
"""How much wider than Excel, at most, LibreOffice draws columns: it does not round the width of a digit."""


def paper_for(widths: Sequence[float]) -> Papel:
    """Return letter where columns of those widths can be read on it, and the double otherwise."""
    return "carta" if _width_scale("carta", widths) >= READABLE else "doble_carta"


def print_table(head: int, rows: int, widths: Sequence[float], columns: int = 0) -> Impresion:
    """Return one page wide, with the heading of its only table on each page; of its columns print all, or the first ones."""
    printed = columns or len(widths)
    area = Rango(0, 0, max(rows, 1) - 1, printed - 1)
    return Impresion((1, 0), repetir=(head, head), area=area, papel=paper_for(widths[:printed]))


def print_sections(
    filas: Sequence[Fila], widths: Sequence[float], starts: Sequence[int], repetir: tuple[int, int] | None = None
) -> Impresion:
    """Return a page for each section at one scale; those that could not be read so run over as many pages as they need.

    Args:
        filas: the rows of the sheet.
        widths: the columns that print.
        starts: the first row of each section.
        repetir: the heading that every page shows when a section takes several, where all the sections have the same.
    """
    paper = paper_for(widths)
    scale = _width_scale(paper, widths)
    edges = [0, *starts[1:], len(filas)]
    highest = max(sum(map(_height, filas[first:end])) for first, end in pairwise(edges))
    fits = _SAFETY * _PAGES[paper][1] / max(highest * _POINT, 1)
    if fits >= READABLE:
        scale = min(scale, fits)
    runs_over = highest * _POINT * scale > _PAGES[paper][1]
    area = Rango(0, 0, max(len(filas), 1) - 1, len(widths) - 1)
    return Impresion(None, _percentage(scale), tuple(starts[1:]), repetir if runs_over else None, area, paper)


@dataclass(slots=True)
class Paginas:
    """The pages of a sheet that is being filled: where each begins, and how much is left of the last one."""

    sheet: Hojeador
    widths: Sequence[float]
    saltos: list[int] = field(default_factory=list)

    @property
    def alto(self) -> float:
        """How many points a page holds."""
        return _SAFETY * _PAGES[self._papel][1] / (self._escala / 100) / _POINT

    @property
    def left(self) -> float:
        """How many points are left of the page."""
        first = self.saltos[-1] if self.saltos else 0
        return self.alto - sum(map(_height, self.sheet.filas[first:]))

    def start(self) -> None:
        """Begin a page, unless nothing has been put in this one."""
        if self.sheet.siguiente > (self.saltos[-1] if self.saltos else 0):
            self.saltos.append(self.sheet.siguiente)

    def keep(self, points: float) -> None:
        """Begin a page where those points do not fit in what is left of this one."""
        if points > self.left:
            self.start()

    def keep_table(self, head: Fila, rows: Sequence[Fila], above: float = 0.0) -> None:
        """Begin a page where a table, with what stands above it, does not fit in this one: if a page holds it, or little is left."""
        points, left = above + sum(map(_height, (head, *rows))), self.left
        if points > left and (points <= self.alto or left < self.alto / 2):
            self.start()

    def put_table(self, head: Fila, rows: Sequence[Fila], together: int = 0, again: Fila | None = None) -> int:
        """Add a table, its heading again at the top of each page; return how many rows stand before that happens.

        Args:
            head: the heading.
            rows: what is under it.
            together: how many of the first rows nothing may part.
            again: the heading of the pages that follow, where it is not the same.
        """
        filas = self.sheet.filas
        filas.append(head)
        left, whole = self.left, len(rows)
        for i, row in enumerate(rows):
            height = _height(row)
            if height > left and i >= max(together, 1):
                whole = min(whole, i)
                self.start()
                filas.append(again or head)
                left = self.alto - _height(head)
            filas.append(row)
            left -= height
        return whole

    def impresion(self) -> Impresion:
        """Return how the sheet prints."""
        area = Rango(0, 0, max(self.sheet.siguiente, 1) - 1, len(self.widths) - 1)
        return Impresion(None, self._escala, tuple(self.saltos), None, area, self._papel)

    @property
    def _papel(self) -> Papel:
        return paper_for(self.widths)

    @property
    def _escala(self) -> int:
        return _percentage(_width_scale(self._papel, self.widths))


def _height(fila: Fila) -> float:
    return fila.alto or DEFAULT_HEIGHT


def _width_scale(paper: Papel, widths: Sequence[float]) -> float:
    return _SAFETY * _PAGES[paper][0] / (pixels_of(tuple(widths)) * _WIDE)


def _percentage(scale: float) -> int:
    return min(max(math.floor(scale * 100), 10), 100)

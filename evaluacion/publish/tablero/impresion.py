"""How a sheet of several sections prints: each section on a page of its own, at one scale that fits them all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from evaluacion.publish.libro import DEFAULT_HEIGHT, Fila, Impresion, pixels_of

_PAGE = (960, 700)
"""Pixels of a landscape letter page inside its margins, at 100 %."""
_LONGEST_SECTION = 80
"""Records up to which a section is fitted to one page."""
_POINT = 4 / 3
_SAFETY = 96
_LEAST_SCALE = 10


def print_sections(filas: Sequence[Fila], widths: tuple[float, ...], starts: Sequence[int], records: int) -> Impresion:
    """Return one page for one section; for several, the scale that fits the largest, with breaks between them."""
    if len(starts) <= 1:
        return Impresion((1, 1) if records <= _LONGEST_SECTION else (1, 0))
    scale = _PAGE[0] / pixels_of(widths)
    if records <= _LONGEST_SECTION:
        edges = [0, *starts[1:], len(filas)]
        heights = [sum(fila.alto or DEFAULT_HEIGHT for fila in filas[first:end]) * _POINT for first, end in pairwise(edges)]
        scale = min(scale, _PAGE[1] / max(heights))
    return Impresion(None, min(max(math.floor(scale * _SAFETY), _LEAST_SCALE), 100), tuple(starts[1:]))

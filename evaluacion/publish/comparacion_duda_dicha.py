"""The doubt about a ranking with its names, and how shares, bands and lists are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_apart, show_number
from evaluacion.compare.parejas import SEGURO

if TYPE_CHECKING:
    from evaluacion.compare.comparado import Comparado
    from evaluacion.compare.duda import Duda

_CIEN = 100


@dataclass(frozen=True, eq=False)
class DudaDicha:
    """The doubt with the names of its units and nodes; units in the order of their places."""

    comparado: Comparado
    duda: Duda
    finalistas: int | None = None

    @cached_property
    def unidades(self) -> tuple[str, ...]:
        """The name of each unit, in the order of the arrays of the doubt."""
        return tuple(self.comparado.renglones.nombres[row] for row in self.duda.filas.tolist())

    @property
    def periodo(self) -> str | None:
        """The period whose places were put in doubt: the last one; None when there are no periods or no units."""
        periods, rows = self.comparado.renglones.periodos, self.duda.filas
        return periods[int(rows[0])] if periods is not None and len(rows) else None

    @cached_property
    def orden(self) -> tuple[int, ...]:
        """Positions of the units by place, then by median and id."""
        duda = self.duda
        return tuple(np.lexsort((duda.filas, duda.distribucion.mediana, duda.lugar)).tolist())

    def margen(self, unit: int) -> tuple[int, int]:
        """Return the best and the worst place that missing answers leave a unit, with the declared policies."""
        row = int(self.duda.filas[unit])
        return int(self.comparado.mejor[row, -1]), int(self.comparado.peor[row, -1])

    def is_open(self, unit: int) -> bool:
        """Whether missing answers that were not drawn can still move a unit."""
        best, worst = self.margen(unit)
        return best < worst and "faltantes" not in self.duda.varian

    def nodo(self, position: int) -> str:
        """Return the name of a node."""
        return self.comparado.arbol.nombres[position]

    @property
    def grupo(self) -> int | None:
        """How many are the first of which it is told who enters: the finalists, or the largest usual group that leaves some out."""
        fit = [first for first in self.duda.primeros if 1 < first < len(self.unidades)]
        if self.finalistas is not None and self.finalistas in fit:
            return self.finalistas
        return fit[-1] if fit else None


def share_text(share: float) -> str:
    """Return a share as a percentage; one short of all, or of what counts as sure, never reads as if it were not."""
    if 0 < share < 1 / _CIEN:
        return "menos de 1 %"
    if 1 - 1 / _CIEN < share < 1:
        return "más de 99 %"
    return f"{show_apart([share * _CIEN], [SEGURO * _CIEN], 0)[0]} %"


def against_text(one: float, other: float) -> str:
    """Return two shares of a pair; with a decimal where whole ones would add up to more than all."""
    halves = round(one + other, 9) == 1 and round(one * _CIEN, 9) % 1 == 0.5  # noqa: PLR2004 - both would round up
    first, second = (f"{show_number(share * _CIEN, 1)} %" if halves else share_text(share) for share in (one, other))
    return f"{first} contra {second}"


def band_text(low: int, high: int) -> str:
    """Return a band of places."""
    return f"en el lugar {low}" if low == high else f"entre los lugares {low} y {high}"


def join_words(words: Iterable[str]) -> str:
    """Return a list as it is said: `a, b y c`; `e` before the sound i."""
    found = list(words)
    if len(found) < 2:  # noqa: PLR2004 - one needs no conjunction
        return "".join(found)
    conjunction = "e" if found[-1].lower().startswith(("i", "í", "hi")) and not found[-1].lower().startswith("hie") else "y"
    return f"{', '.join(found[:-1])} {conjunction} {found[-1]}"


def and_more(told: Sequence[str], n: int, what: str) -> str:
    """Return a list of which only the first are told, with how many more there are."""
    return join_words(told) if n == len(told) else f"{', '.join(told)} y {n - len(told)} {what}"

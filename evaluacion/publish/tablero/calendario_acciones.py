"""The actions of a plan on an axis of months: its columns, and what each action shows in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evaluacion.check.fechas import first_day, last_day
from evaluacion.publish.tablero.estilos import GREEN, NAVY, ORANGE, PALE, SKY, WHITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluacion.model.estrategia_partes import Accion
    from evaluacion.publish.tablero.plan import PlanRevisado

_YEAR = 12
_MOST_COLUMNS = 30
_SPANS = {1: "un mes", 3: "un trimestre", 6: "un semestre", _YEAR: "un año"}
_LETTER_OF_SPAN = {3: "T", 6: "S"}
LETRAS = {
    "I": ("empieza", GREEN, WHITE),
    "C": ("en curso", PALE, NAVY),
    "A": ("acaba", SKY, "#000000"),
    "U": ("empieza y acaba en esa columna", NAVY, WHITE),
    "X": ("fuera del periodo del plan", ORANGE, "#000000"),
}
"""Each letter of the chart: what it means, its fill and its ink; none is of those of the calendar of a procedure."""


@dataclass(frozen=True, slots=True)
class Columnas:
    """An axis: months since year 0 on which each column begins, how many it spans, and the period of the plan."""

    inicios: tuple[int, ...]
    meses: int
    periodo: tuple[int, int] | None
    """First and last month of the plan, when it says both."""
    referencia: int

    @property
    def unidad(self) -> str:
        """What a column is, in words."""
        return _SPANS.get(self.meses, f"de {self.meses // _YEAR} años")

    @property
    def nombres(self) -> tuple[str, ...]:
        """The heading of each column."""
        return tuple(self._mark(start) + self._name(start) for start in self.inicios)

    def is_outside(self, start: int) -> bool:
        """Whether nothing of the plan falls in the column that begins in a month."""
        return self.periodo is not None and (start + self.meses <= self.periodo[0] or start > self.periodo[1])

    def holds(self, start: int, month: int) -> bool:
        """Whether a month falls in the column that begins in another."""
        return start <= month < start + self.meses

    def _mark(self, start: int) -> str:
        return "► " if self.holds(start, self.referencia) else "× " if self.is_outside(start) else ""

    def _name(self, start: int) -> str:
        year, month = divmod(start, _YEAR)
        if self.meses == 1:
            return f"{year:04}-{month + 1:02}"
        if self.meses in _LETTER_OF_SPAN:
            return f"{year:04}-{_LETTER_OF_SPAN[self.meses]}{month // self.meses + 1}"
        return f"{year:04}" if self.meses == _YEAR else f"{year:04}-{year + self.meses // _YEAR - 1:04}"


@dataclass(frozen=True, slots=True)
class Linea:
    """An action with its place in the file, its months, and whether it leaves the period of the plan."""

    posicion: int
    accion: Accion
    inicio: int | None
    fin: int | None
    sale: bool


def columns_of(plan: PlanRevisado) -> Columnas:
    """Return the axis of a plan: its period and whatever its actions add, by month, quarter, semester or years."""
    period = _period(plan)
    months = [month for line in lines_of(plan) for month in (line.inicio, line.fin) if month is not None]
    months.extend(period or ())
    reference = _month(date.fromisoformat(plan.revision.fecha))
    if not months:
        return Columnas((), 1, period, reference)
    whole = max(months) - min(months) + 1
    span = next((span for span in _SPANS if -(-whole // span) < _MOST_COLUMNS), 0)
    span = span or _YEAR * -(-whole // (_YEAR * (_MOST_COLUMNS - 1)))
    first = min(months) // span * span
    return Columnas(tuple(range(first, max(months) + 1, span)), span, period, reference)


def lines_of(plan: PlanRevisado) -> Iterator[Linea]:
    """Yield the actions from the first to begin; those without dates at the end, as they are in the file."""
    period = _period(plan)
    found = []
    for position, item in enumerate(plan.estrategia.acciones):
        start = _month(first_day(item.inicio)) if item.inicio else None
        end = _month(last_day(item.fin)) if item.fin else None
        leaves = period is not None and any(not period[0] <= month <= period[1] for month in (start, end) if month is not None)
        found.append(Linea(position, item, start, end, leaves))
    yield from sorted(found, key=_in_time)


def _in_time(line: Linea) -> tuple[bool, int, int, int]:
    known = [month for month in (line.inicio, line.fin) if month is not None]
    return not known, known[0] if known else 0, known[-1] if known else 0, line.posicion


def _period(plan: PlanRevisado) -> tuple[int, int] | None:
    written = plan.estrategia.periodo
    if written is None or written.desde is None or written.hasta is None:
        return None
    return _month(first_day(written.desde)), _month(last_day(written.hasta))


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def letter_of(line: Linea, axis: Columnas, position: int) -> str:
    """Return the letter of an action in a column; empty when nothing of it falls there."""
    start = axis.inicios[position]
    begins = line.inicio is not None and axis.holds(start, line.inicio)
    ends = line.fin is not None and axis.holds(start, line.fin)
    goes_on = line.inicio is not None and line.fin is not None and line.inicio < start and start + axis.meses <= line.fin
    if not (begins or ends or goes_on):
        return ""
    if axis.is_outside(start):
        return "X"
    return "U" if begins and ends else "I" if begins else "A" if ends else "C"


def remark_of(line: Linea) -> str:
    """Return what is missing or does not fit in the dates of an action; empty when nothing."""
    if line.inicio is None or line.fin is None:
        return "sin fechas" if line.inicio is line.fin else "sin inicio" if line.inicio is None else "sin fin"
    if (line.accion.fin or "") < (line.accion.inicio or "")[: len(line.accion.fin or "")]:
        return "termina antes de empezar"
    return "sale del periodo del plan" if line.sale else ""

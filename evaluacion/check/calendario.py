"""Working days: a calendar is a value, and counting on it is arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from evaluacion.base.problema import EvaluacionError, Problema

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CierreDias:
    """Days on which offices close, both ends included, and why."""

    desde: date
    hasta: date
    motivo: str


@dataclass(frozen=True, slots=True)
class Calendario:
    """Which days count: not Saturdays and Sundays, not holidays, not closures."""

    nombre: str
    """What calendar it is and where it comes from, for the reader."""
    feriados: Mapping[date, str]
    cierres: tuple[CierreDias, ...]
    desde: date
    """First day that it knows."""
    hasta: date
    """Last day that it knows."""

    def reason_closed(self, day: date) -> str | None:
        """Return why a day does not count; None when it is a working day."""
        if day.weekday() >= _SATURDAY:
            return "sábado" if day.weekday() == _SATURDAY else "domingo"
        if day in self.feriados:
            return self.feriados[day]
        return next((item.motivo for item in self.cierres if item.desde <= day <= item.hasta), None)

    def is_working(self, day: date) -> bool:
        """Whether a day counts."""
        return self.reason_closed(day) is None

    def move(self, day: date, days: int) -> date:
        """Return the working day that many working days after another day, or before it when negative.

        The day itself is not counted; with 0 it is that day, or the last working day before it.

        Raises:
            EvaluacionError: the calendar ends first.
        """
        if days == 0:
            return day if self.is_working(self._known(day)) else self.move(day, -1)
        step, left = (_DAY if days > 0 else -_DAY), abs(days)
        while left:
            day = self._known(day + step)
            left -= self.is_working(day)
        return day

    def count(self, first: date, end: date) -> int:
        """Return the working days from one day, counted, to another, not counted; 0 when that one is not later."""
        days = (end - first).days
        return sum(self.is_working(first + timedelta(days=i)) for i in range(days))

    def delay(self, due: date, done: date) -> int:
        """Return the working days that passed after a day that was due, the last one counted."""
        return self.count(due + _DAY, done + _DAY)

    def _known(self, day: date) -> date:
        if not self.desde <= day <= self.hasta:
            what = f"No hay bastantes días hábiles entre el {self.desde} y el {self.hasta}, que es lo que abarca el calendario."
            raise EvaluacionError([Problema("fecha_no_valida", what, None, "Revise las fechas y los días inhábiles.")])
        return day

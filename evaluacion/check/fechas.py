"""Days of what files write as years, months, periods or days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from evaluacion.base.periodo import parse_periodo

_DAY = len("AAAA-MM-DD")


@lru_cache(maxsize=4096)
def last_day(text: str) -> date:
    """Return the last day of a year, a month, a period or a day."""
    if len(text) == _DAY and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    period = parse_periodo(text)
    year, month = divmod((period.fin if period is not None else 12) - 1, 12)
    return date(max(year, 1), month + 1, monthrange(max(year, 1), month + 1)[1])


@lru_cache(maxsize=4096)
def first_day(text: str) -> date:
    """Return the first day of a year, a month, a period or a day."""
    if len(text) == _DAY and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    period = parse_periodo(text)
    year, month = divmod((period.fin - period.meses if period is not None else 12), 12)
    return date(max(year, 1), month + 1, 1)


def show_day(day: date) -> str:
    """Return a day as `31/12/2027`."""
    return f"{day:%d/%m/}{day.year}"

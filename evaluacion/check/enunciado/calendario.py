"""Days of the calendar: first and last days of periods, and days after days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_SATURDAY = 5


class Lapso(NamedTuple):
    """From a day to another, both included."""

    inicio: date
    fin: date


@lru_cache(maxsize=1024)
def months_of(year: int, first: int, last: int) -> Lapso:
    """Return the days from the first month to the last, of one year."""
    return Lapso(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def part_of(year: int, months: int, position: int) -> Lapso | None:
    """Return the n-th part of a year in parts of so many months, or None beyond its end."""
    if not 1 <= position <= 12 // months:
        return None
    return months_of(year, (position - 1) * months + 1, position * months)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or None when the calendar has no such one."""
    return date(year, month, day) if year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def after_months(start: date, months: int) -> date | None:
    """Return the same day so many months later, or the last one of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def after_days(start: date, days: int) -> date | None:
    """Return the day so many days later, or None beyond the calendar."""
    return start + timedelta(days) if days <= (date.max - start).days else None


def after_working_days(start: date, days: int) -> date | None:
    """Return the day so many weekdays later; holidays are not known here."""
    weeks, rest = divmod(days, 5)
    end = after_days(start, 7 * weeks)
    while end is not None and rest:
        end = after_days(end, 1)
        rest -= end is not None and end.weekday() < _SATURDAY
    return end

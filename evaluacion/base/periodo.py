"""Periods of measurement: years, semesters, four-month periods, quarters and months, on one axis of months."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

MONTHS_OF_FRECUENCIA: dict[str, int] = {
    "mensual": 1,
    "bimestral": 2,
    "trimestral": 3,
    "cuatrimestral": 4,
    "semestral": 6,
    "anual": 12,
    "bienal": 24,
    "trienal": 36,
    "quinquenal": 60,
    "sexenal": 72,
}
_PERIOD = re.compile(r"(\d{4})(?:-(?:S([12])|C([1-3])|T([1-4])|(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?))?", re.IGNORECASE | re.ASCII)


class Periodo(NamedTuple):
    """A period by its last month (months since year 0) and the months it spans."""

    fin: int
    meses: int
    texto: str


@lru_cache(maxsize=4096)
def parse_periodo(text: str | int) -> Periodo | None:
    """Return the period of `2024`, `2024-S1`, `2024-C2`, `2024-T3`, `2024-07` or a date, or None."""
    match = _PERIOD.fullmatch(str(text).strip())
    if match is None:
        return None
    year, semester, third, quarter, month, day = match.groups()
    if int(year) < 1 or (day is not None and int(day) > monthrange(int(year), int(month))[1]):
        return None
    for part, months in ((semester, 6), (third, 4), (quarter, 3), (month, 1)):
        if part is not None:
            return Periodo(int(year) * 12 + int(part) * months, months, str(text).strip().upper())
    return Periodo(int(year) * 12 + 12, 12, str(text).strip())

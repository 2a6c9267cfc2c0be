"""Numbers: how they are compared, rounded, read and shown (rule 13 of the semantics)."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

COMPARED_DECIMALS = 9
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_AMBIGUOUS = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+|[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_FRACTION = re.compile(r"([+-]?\d{1,15})\s*/\s*(\d{1,15})", re.ASCII)


def round_half_away(value: float, decimals: int) -> Decimal:
    """Return the value rounded half away from zero on its shortest decimal, as Excel's ROUND does."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def show_number(value: float | None, decimals: int = 1, *, empty: str = "—") -> str:
    """Return the value as text in es-MX (1,234.5) with that many decimals, or the dash of what is unknown."""
    if value is None or not math.isfinite(value):
        return empty
    rounded = round_half_away(value, decimals)
    return f"{abs(rounded) if rounded == 0 else rounded:,f}"


def show_plain(value: float | None, *, empty: str = "—") -> str:
    """Return a datum with the decimals it has, grouped in thousands: 1234.50 is `1,234.5`."""
    if value is None or not math.isfinite(value):
        return empty
    text = f"{Decimal(repr(float(value))):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_apart(values: list[float | None], edges: list[float], decimals: int = 1) -> list[str]:
    """Return the values as text with the fewest decimals that keep apart what the comparisons keep apart.

    Two different values (at nine decimals) never read alike, and none reads on the other side of an edge.
    """
    known = [round(value, COMPARED_DECIMALS) for value in values if value is not None]
    for places in range(decimals, COMPARED_DECIMALS + 1):
        shown = {value: round_half_away(value, places) for value in known}
        distinct = len(set(shown.values())) == len(set(known))
        crosses = any((Decimal(repr(edge)) <= shown[value]) != (edge <= value) for value in shown for edge in edges)
        if distinct and not crosses:
            return [show_number(value, places) for value in values]
    return [show_number(value, COMPARED_DECIMALS) for value in values]


def is_lost(value: float, written: str) -> bool:
    """Whether a number that is not zero is so small that it was kept as zero."""
    return value == 0 and any(digit in "123456789" for digit in written.casefold().partition("e")[0])


def parse_number(text: str) -> float | None:
    """Return the number that a text says in the grammar of tables, or None when it says none that can be kept.

    Accepts `1234.5`, `1e3` and grouped thousands with decimals or several groups (`1,234.5`, `1,234,567`).

    Raises:
        ValueError: the text could be read in two ways (`1,500`, `1.234,5`); the message says how to write it.
    """
    stripped = text.strip().replace("\u00a0", "").replace("\u202f", "")
    if _NUMBER.fullmatch(stripped):
        value = float(stripped)
        return value if math.isfinite(value) and not is_lost(value, stripped) else None
    if _AMBIGUOUS.fullmatch(stripped) or _DECIMAL_COMMA.fullmatch(stripped):
        if _GROUPED.fullmatch(stripped) and stripped.count(",") > 1:
            return float(stripped.replace(",", ""))
        raise ValueError("la coma puede ser de miles o decimal")
    if _GROUPED.fullmatch(stripped):
        return float(stripped.replace(",", ""))
    return None


def parse_fraction(text: str) -> float | None:
    """Return the value of `4/3`, or None when the text is no fraction or divides by zero."""
    match = _FRACTION.fullmatch(text.strip())
    if match is None or int(match[2]) == 0:
        return None
    return float(Fraction(int(match[1]), int(match[2])))

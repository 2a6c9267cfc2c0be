"""Numbers written in digits, as they are written in Mexico and around: which commas and points group and which are decimal."""

from __future__ import annotations

import re
from typing import NamedTuple

_MOST_DIGITS = 15


class Cifra(NamedTuple):
    """A number, or None where the digits do not say which: a single point before three digits."""

    valor: float | None
    ambigua: bool


_PLAIN = re.compile(r"\d+(?:\.\d{1,2}|\.\d{4,})?")
_DECIMAL_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})|0,\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?")
_GROUPED_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:[ ']\d{3})+,\d{1,2}|\d{1,3}\.\d{3},\d{1,2}|0\.\d+")
_ONE_POINT = re.compile(r"\d{1,3}\.\d{3}")


def read_cifra(text: str) -> Cifra | None:
    """Return the number of some digits, or None when they are no number of that kind (a version, an identifier)."""
    if len(text) > 2 * _MOST_DIGITS:
        return None
    if text.isdigit() or _PLAIN.fullmatch(text):
        return Cifra(float(text), ambigua=False)
    if _DECIMAL_COMMA.fullmatch(text):
        return Cifra(float(text.replace(",", ".")), ambigua=False)
    if _GROUPED.fullmatch(text):
        return Cifra(float(re.sub("[,' ]", "", text)), ambigua=False)
    if _GROUPED_POINTS.fullmatch(text):
        if text.startswith("0."):
            return Cifra(float(text), ambigua=False)
        return Cifra(float(re.sub("[.' ]", "", text).replace(",", ".")), ambigua=False)
    if _ONE_POINT.fullmatch(text):
        return Cifra(None, ambigua=True)
    return None

"""The rows of a CSV before it is parsed: where each starts, and the first quote that hides where cells end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 1 << 24
_NEAR = 1 << 18
_QUOTE, _NEWLINE = 34, 10


def _has_blank_line(data: bytes, start: int) -> bool:
    """Whether two line feeds are together: each byte beside the next one, some at a time so that they stay near the processor."""
    whole = np.frombuffer(data, dtype=np.uint8)
    for offset in range(start, len(data), _NEAR):
        breaks = whole[offset : offset + _NEAR + 1] == _NEWLINE
        if (breaks[1:] & breaks[:-1]).any():
            return True
    return False


def scan_rows(data: bytes, body: int, delimiter: int, first: int, archivo: str) -> tuple[NDArray[np.int64] | None, Problema | None]:
    """Return the line where each row starts (None: one row a line), and the first quote that is out of place.

    A quote may open a cell, close it, or be one of two together inside it. Anything else hides where cells end.
    """
    has_quotes = data.find(b'"', body) >= 0
    if not has_quotes and not _has_blank_line(data, max(body - 1, 0)):
        return None, None
    whole = np.frombuffer(data, dtype=np.uint8)
    parity, seen_lines = 0, 0
    ends: list[NDArray[np.int64]] = []
    lines: list[NDArray[np.int64]] = []
    for offset in range(body, len(data), _BLOCK):
        block = whole[offset : offset + _BLOCK]
        quotes = np.flatnonzero(block == _QUOTE) + offset
        breaks = np.flatnonzero(block == _NEWLINE) + offset
        bad = _loose_quote(whole, quotes, parity, body, delimiter)
        if bad is not None:
            return None, _report_quote(data, bad, archivo)
        outside = (parity + np.searchsorted(quotes, breaks)) % 2 == 0
        ends.append(breaks[outside])
        lines.append(np.flatnonzero(outside) + seen_lines + first)
        parity += len(quotes)
        seen_lines += len(breaks)
    if parity % 2:
        return None, _report_quote(data, data.rfind(b'"'), archivo, opens=True)
    return _row_lines(
        whole, np.concatenate(ends or [np.empty(0, np.int64)]), np.concatenate(lines or [np.empty(0, np.int64)]), body, first
    ), None


def _row_lines(whole: NDArray[np.uint8], ends: NDArray[np.int64], end_lines: NDArray[np.int64], body: int, first: int) -> NDArray[np.int64]:
    """Return the lines where the rows that are not empty start, from where each row ends."""
    starts = np.concatenate([[body], ends + 1])
    lines = np.concatenate([[first], end_lines + 1])
    stops = np.concatenate([ends, [len(whole)]])
    return np.asarray(lines[stops > starts], dtype=np.int64)


def _loose_quote(whole: NDArray[np.uint8], quotes: NDArray[np.int64], parity: int, body: int, delimiter: int) -> int | None:
    opens, closes = quotes[parity % 2 :: 2], quotes[1 - parity % 2 :: 2]
    before = np.where(opens > body, whole[opens - 1], _NEWLINE)
    after = np.where(closes + 1 < len(whole), whole[np.minimum(closes + 1, len(whole) - 1)], _NEWLINE)
    allowed = np.zeros(256, dtype=bool)
    allowed[[delimiter, _NEWLINE, _QUOTE]] = True
    bad = [*opens[~allowed[before]][:1].tolist(), *closes[~allowed[after]][:1].tolist()]
    return min(bad, default=None)


def _report_quote(data: bytes, position: int, archivo: str, *, opens: bool = False) -> Problema:
    """Return the problem of a quote out of place; the one before it is where the trouble often starts."""
    line = 1 + data.count(b"\n", 0, position)
    previous = data.rfind(b'"', 0, position)
    opened = 1 + data.count(b"\n", 0, previous) if previous >= 0 else line
    what = "Una comilla que abre en este renglón no se cierra." if opens else "Hay una comilla fuera de lugar en este renglón."
    if not opens and opened != line:
        what += f" Puede faltar cerrar la del renglón {opened}."
    column = len(data[data.rfind(b"\n", 0, position) + 1 : position].decode("utf-8", "replace")) + 1
    remedy = 'Escriba la celda entera entre comillas y duplique las de adentro («""»), o quítelas.'
    return Problema("tabla_invalida", what, Origen(archivo, line, column), remedy)

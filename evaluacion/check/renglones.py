"""Where a value ends in its line."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'")
_KEY = re.compile(r"[\w.-]+(?=\s*:(?:\s|$))")
_COMMENT = re.compile(r"\s#")
_SEPARATOR = re.compile(r",\s|[\]}]")
_BRACKET = re.compile(r"[{}\[\]]")


def end_of_value(line: str, column: int) -> int:
    """Return the column (from 1) after the value that begins at a column of a line: quoted, in braces, in a list, or plain."""
    start = column - 1
    first = line[start : start + 1]
    quoted = _QUOTED.match(line, start) if first in {'"', "'"} else None
    if quoted is not None:
        return quoted.end() + 1
    if first in {"{", "["}:
        return _end_of_group(line, start) + 1
    key = _KEY.match(line, start)
    if key is not None:
        return key.end() + 1
    end = _end_before(_COMMENT, line, start)
    if line.count("{", 0, start) + line.count("[", 0, start) > line.count("}", 0, start) + line.count("]", 0, start):
        end = min(end, _end_before(_SEPARATOR, line, start))
    return end + 1


def _end_before(pattern: re.Pattern[str], line: str, start: int) -> int:
    """Return where the text before a sign, without its last blanks, ends."""
    found = pattern.search(line, start)
    return start + len(line[start : found.start() if found is not None else None].rstrip())


def _end_of_group(line: str, start: int) -> int:
    depth = 0
    for found in _BRACKET.finditer(line, start):
        depth += 1 if found[0] in {"{", "["} else -1
        if depth == 0:
            return found.end()
    return start + len(line[start:].rstrip())

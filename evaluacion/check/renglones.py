"""Where a value ends in its line."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'")
_KEY = re.compile(r"[\w.-]+(?=\s*:(?:\s|$))")
_OPEN = {"{": "}", "[": "]"}


def end_of_value(line: str, column: int) -> int:
    """Return the column (from 1) after the value that begins at a column of a line: quoted, in braces, in a list, or plain."""
    start = column - 1
    rest = line[start:]
    quoted = _QUOTED.match(rest)
    if quoted is not None:
        return start + quoted.end() + 1
    if rest[:1] in _OPEN:
        return start + _end_of_group(rest) + 1
    key = _KEY.match(rest)
    if key is not None:
        return start + key.end() + 1
    end = len(re.split(r"\s#", rest, maxsplit=1)[0].rstrip())
    if line[:start].count("{") + line[:start].count("[") > line[:start].count("}") + line[:start].count("]"):
        end = min(end, len(re.split(r",\s|[\]}]", rest, maxsplit=1)[0].rstrip()))
    return start + end + 1


def _end_of_group(text: str) -> int:
    depth = 0
    for position, char in enumerate(text):
        depth += (char in "{[") - (char in "}]")
        if depth == 0:
            return position + 1
    return len(text.rstrip())

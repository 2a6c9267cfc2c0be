"""Where a text of many rows may be cut: after a line break that is in no quoted cell. One pass, a block at a time."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.read.tabla_csv import find_header

if TYPE_CHECKING:
    from numpy.typing import NDArray

BYTES_DE_PARTE = 1 << 26
_BLOCK = 1 << 24
_HEAD = 1 << 22
_LONE_RETURN = re.compile(rb"\r(?!\n)")


class Tramo(NamedTuple):
    """Whole lines of a file: from a byte to another, and how many of its lines the reader does not see before them."""

    inicio: int
    fin: int
    antes: int


@dataclass(frozen=True, slots=True)
class Corte:
    """The stretches of a file, its sha256, and how many bytes its line of names takes with what is above it."""

    tramos: tuple[Tramo, ...]
    sha256: str
    cabeza: int


def cut_lines(path: Path, *, is_csv: bool) -> Corte:
    """Return where to cut a text file.

    A file with line breaks of another kind (a carriage return alone) is one stretch: its lines are counted otherwise.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        head = _head_bytes(file.read(_HEAD)) if is_csv else 0
        file.seek(0)
        cuts: list[tuple[int, int]] = [(head, 0)]
        offset = lines = quotes = 0
        is_plain, last = True, b""
        while block := file.read(_BLOCK):
            digest.update(block)
            is_plain = is_plain and _LONE_RETURN.search(last + block + (b"\n" if block.endswith(b"\r") else b"")) is None
            if is_plain and offset + len(block) >= cuts[-1][0] + BYTES_DE_PARTE:
                for end in _row_ends(block, quotes if is_csv else None).tolist():
                    if offset + end >= cuts[-1][0] + BYTES_DE_PARTE:
                        cuts.append((offset + end, lines + block.count(b"\n", 0, end)))
            quotes += block.count(b'"')
            lines += block.count(b"\n")
            offset += len(block)
            last = block[-1:] if block.endswith(b"\r") else b""
    if not is_plain:
        return Corte((Tramo(0, offset, 0),), digest.hexdigest(), 0)
    return Corte(_stretches(path, cuts, head, offset), digest.hexdigest(), head)


def _stretches(path: Path, cuts: list[tuple[int, int]], head: int, size: int) -> tuple[Tramo, ...]:
    """Return the stretches between cuts; the reader of a later one sees the head, and not the lines after it."""
    with path.open("rb") as file:
        lines_of_head = file.read(head).count(b"\n")
    ends = [*(start for start, _ in cuts[1:]), size]
    return tuple(
        Tramo(start, end, lines - lines_of_head if position else 0)
        for position, ((start, lines), end) in enumerate(zip(cuts, ends, strict=True))
        if end > start or not position
    )


def _head_bytes(data: bytes) -> int:
    """Return how many bytes the line of names of a CSV takes, with its break, the mark of its encoding and what is above."""
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    text = data[mark:].decode("utf-8", "replace")
    _, end = find_header(text)
    return min(mark + _bytes_before(data[mark:], text, end) + 1, len(data))


def _bytes_before(data: bytes, text: str, end: int) -> int:
    """Return the position in bytes of a line break that is at a position of the text."""
    position = -1
    for _ in range(text.count("\n", 0, end) + 1):
        position = data.find(b"\n", position + 1)
        if position < 0:
            return len(data)
    return position


def last_row_end(block: bytes, *, is_csv: bool) -> int | None:
    """Return the position after the last line break of a block, outside quotes; None: there is none."""
    ends = _row_ends(block, 0 if is_csv else None)
    return int(ends[-1]) if len(ends) else None


def _row_ends(block: bytes, quotes: int | None) -> NDArray[np.intp]:
    """Return the positions after the line breaks that are outside quotes.

    `quotes`: how many quotes go before the block; None: they mean nothing.
    """
    whole = np.frombuffer(block, dtype=np.uint8)
    breaks = np.flatnonzero(whole == ord("\n"))
    if quotes is not None:
        breaks = breaks[(quotes + np.searchsorted(np.flatnonzero(whole == ord('"')), breaks)) % 2 == 0]
    return breaks + 1

"""Tables that a comparison beside them names: in a folder they are its data, not records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from evaluacion.base.problema import EvaluacionError
from evaluacion.read.documento import read_bytes, read_documento

_MARK = b"comparacion:"
_LEVELS = 2
"""How many folders up, its own the first, a comparison that names a table is looked for."""


def is_compared(path: Path) -> bool:
    """Whether a file of a comparison, in the folder of a table or in the one above, names the table."""
    folders = list(path.resolve().parents)[:_LEVELS]
    return any(path.resolve() in _tables_of(folder, _stamp(folder)) for folder in folders)


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    """Return what tells whether the files of a folder are those that were read."""
    return tuple(sorted((item.name, item.stat().st_mtime_ns) for item in folder.glob("*.y*ml") if item.is_file()))


@lru_cache(maxsize=64)
def _tables_of(folder: Path, stamp: tuple[tuple[str, int], ...]) -> frozenset[Path]:
    found: set[Path] = set()
    for name, _ in stamp:
        path = folder / name
        try:
            if _MARK in read_bytes(path):
                data = read_documento(path).datos
                found |= {(folder / text).resolve() for text in _texts(data)} if isinstance(data, dict) and "comparacion" in data else set()
        except (EvaluacionError, OSError, RuntimeError, ValueError):
            continue
    return frozenset(found)


def _texts(data: object) -> Iterator[str]:
    """Yield every text of plain data that may name a file."""
    if isinstance(data, str):
        if "." in data and "\0" not in data:
            yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _texts(item)

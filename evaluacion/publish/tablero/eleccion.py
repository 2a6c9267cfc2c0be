"""The text by which a drop-down names a record: one each, never taken for a formula, and short enough to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evaluacion.publish.orden import sortable

if TYPE_CHECKING:
    from evaluacion.publish.tablero.seccion import Renglon

_LONGEST = 90
_DANGEROUS = frozenset("=+-@'")
"""What Excel takes for the beginning of a formula or of a literal when somebody types it."""


def choices_of(renglones: Sequence[Renglon]) -> list[str]:
    """Return the text of each record: its name; with its id where names repeat; no two alike but for case or accents."""
    names = [_safe(renglon) for renglon in renglones]
    times = Counter(map(sortable, names))
    used: set[str] = set()
    found = []
    for renglon, name in zip(renglones, names, strict=True):
        fits = (text for text in _candidates(renglon, name) if text == name or sortable(text) not in times)
        choice = next(text for text in fits if sortable(text) not in used and (text != name or times[sortable(name)] == 1))
        used.add(sortable(choice))
        found.append(choice)
    return found


def _safe(renglon: Renglon) -> str:
    """Return the name of a record in one line, after its id where Excel could read the name otherwise."""
    name = " ".join(renglon.nombre.split())
    safe = name if name and name[0] not in _DANGEROUS else f"{renglon.ficha.practica}: {name}"
    return safe if len(safe) <= _LONGEST else f"{safe[: _LONGEST - 1].rstrip()}…"


def _candidates(renglon: Renglon, name: str) -> Iterator[str]:
    yield name
    yield f"{name} ({renglon.ficha.practica})"
    number = 2
    while True:
        yield f"{name} ({renglon.ficha.practica}, {number})"
        number += 1

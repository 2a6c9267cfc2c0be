"""What the shapes of a review for other programs share: names of files, order, and text that any of them can hold."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import Hallazgo, RevisionTotal

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML does not admit and no reader of a log wants: control characters, halves of pairs, what is no character."""


def clean(text: str) -> str:
    r"""Return a text without control characters, its ends of line as `\n`."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def flatten(text: str) -> str:
    """Return a text in one line, without control characters."""
    return " ".join(clean(text).split())


def message_of(item: Hallazgo) -> str:
    """Return what is wrong and how it is mended, in one line; of a cell, with its name first: who reads this may see only lines."""
    return flatten(f"{_named_cell(item)}{item.texto} {item.remedio}")


def place_in(name: str, item: Hallazgo) -> str:
    """Return the place of a finding in a file with that name: `file:line:column`, or `file!sheet!cell`."""
    line, column, _ = columns_of(item)
    return f"{name}:{line}:{column}" if item.origen.celda is None else flatten(f"{name}!{item.origen.hoja}!{item.origen.celda}")


def _named_cell(item: Hallazgo) -> str:
    return f"{item.origen.hoja}!{item.origen.celda}: " if item.origen.celda is not None else ""


def columns_of(item: Hallazgo) -> tuple[int, int, int]:
    """Return the line, the column where the value begins and the column after it, all from 1."""
    line, column = item.origen.linea or 1, item.origen.columna or 1
    return line, column, max(item.columna_fin or 0, column + 1)


def worst_first(hallazgos: Iterable[Hallazgo]) -> list[Hallazgo]:
    """Return the findings by weight, faults before warnings, otherwise in the order given."""
    return sorted(hallazgos, key=lambda item: (item.severidad != "falla", -item.peso))


def relative_names(total: RevisionTotal) -> dict[str, str]:
    """Return, for each file reviewed, a name that does not tell where this machine keeps it.

    A file inside the current folder keeps its name. One outside it is shown by the end of its path, as much of it as
    tells it from the others.
    """
    names = list(dict.fromkeys(revision.archivo for revision in total.revisiones))
    found = {name: name for name in names if not _is_outside(name)}
    pending = {name: [part for part in name.split("/") if part not in ("", ".", "..") and not part.endswith(":")] for name in names}
    pending = {name: parts or ["-"] for name, parts in pending.items() if name not in found}
    size = 1
    while pending:
        taken = set(found.values())
        tails = {name: "/".join(parts[-size:]) for name, parts in pending.items()}
        times = Counter(tails.values())
        for name, tail in tails.items():
            if size >= len(pending[name]) or (times[tail] == 1 and tail not in taken):
                found[name] = tail
                del pending[name]
        size += 1
    return found


def _is_outside(name: str) -> bool:
    return name.startswith(("/", "../", "//")) or re.match(r"[A-Za-z]:/", name) is not None


def distinct_prints(named: Iterable[tuple[str, str]]) -> list[str]:
    """Return a fingerprint of 32 digits for each pair of file and fingerprint, none twice.

    Two copies of one file in two folders have findings with equal fingerprints, and a reader would show them as one.
    """
    seen: Counter[str] = Counter()
    found = []
    for name, huella in named:
        text = f"{name}\0{huella}"
        seen[text] += 1
        found.append(hashlib.sha256(f"{text}\0{seen[text]}".encode()).hexdigest()[:32])
    return found

"""A text in lines of a few kinds, for a terminal and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluacion.model.procedencia import Procedencia

Renglon = tuple[str, str | Sequence[tuple[str, ...]]]
"""A kind (`1` to `3` headings, `p` paragraph, `-` item, `t` table, whose first row is its heading) and what it says."""


def lines_as_text(lines: Iterable[Renglon]) -> str:
    """Return the lines for a terminal."""
    return "\n".join(_plain_line(line) for line in lines) + "\n"


def lines_as_markdown(lines: Iterable[Renglon]) -> str:
    """Return the lines as Markdown."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_markdown_line(line) for line in lines)) + "\n"


def source_lines(nombres: Sequence[str], procedencias: Sequence[Procedencia]) -> Iterator[Renglon]:
    """Yield where each side comes from."""
    yield "3", "De dónde salen"
    for name, source in zip(nombres, procedencias, strict=True):
        used = ", ".join(f"{marco.marco} {marco.version} ({marco.huella[:12]}, {marco.archivo})" for marco in source.marcos)
        yield "-", f"{name}: {source.herramienta} {source.version}{f'; {used}' if used else ''}."
        for path, digest in source.archivos:
            yield "-", f"{name}: {path}, sha256 {digest}"


def _plain_line(line: Renglon) -> str:
    kind, said = line
    if not isinstance(said, str):
        return _table(said)
    if kind in "123":
        return f"\n{said}\n{'=-·'[int(kind) - 1] * min(len(said), 78)}"
    return f"  - {said}" if kind == "-" else said


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    told = [
        "  ".join(
            cell.ljust(width) if not column or not _is_number(rows, column) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in told)


def _is_number(rows: Sequence[tuple[str, ...]], column: int) -> bool:
    return all(row[column].lstrip("+-")[:1].isdigit() or row[column] == "—" for row in rows[1:])


def _markdown_line(line: Renglon) -> str:
    kind, said = line
    if not isinstance(said, str):
        head, *rows = [[cell.replace("|", "\\|") for cell in row] for row in said]
        lines = [head, ["---" if not _is_number(said, column) else "---:" for column in range(len(head))], *rows]
        return "\n" + "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"
    if kind in "123":
        return f"{'' if kind == '1' else chr(10)}{'#' * int(kind)} {said}\n"
    return f"- {said}" if kind == "-" else f"{said}\n"

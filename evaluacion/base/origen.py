"""Where a value was written: file and line, or sheet and cell."""

from __future__ import annotations

import re
from typing import NamedTuple

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
"""What ends a line, commands a terminal or turns the order of reading round."""


def escape_unfit(name: str) -> str:
    """Return the name of a file or of a sheet as one line that commands nothing: what could is written as an escape."""
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", name)


class Origen(NamedTuple):
    """The place of one value. Lines and columns count from 1; spreadsheets give sheet and cell instead."""

    archivo: str
    linea: int | None = None
    columna: int | None = None
    hoja: str | None = None
    celda: str | None = None

    def __str__(self) -> str:
        """Return the place as people and editors read it: `file:line:column` or `file!sheet!cell`."""
        if self.celda is not None:
            return escape_unfit(f"{self.archivo}!{self.hoja}!{self.celda}")
        if self.linea is not None and self.columna is not None:
            return escape_unfit(f"{self.archivo}:{self.linea}:{self.columna}")
        parts = [self.archivo, self.linea, self.columna]
        return escape_unfit(":".join(str(part) for part in parts if part is not None))

    def as_dict(self) -> dict[str, str | int | None]:
        """Return `{archivo, linea, columna}` or `{archivo, hoja, celda}`."""
        if self.celda is not None:
            return {"archivo": self.archivo, "hoja": self.hoja, "celda": self.celda}
        return {"archivo": self.archivo, "linea": self.linea, "columna": self.columna}

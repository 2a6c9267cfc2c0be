"""Where a value was written: file and line, or sheet and cell."""

from __future__ import annotations

from typing import NamedTuple


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
            return f"{self.archivo}!{self.hoja}!{self.celda}"
        if self.linea is not None and self.columna is not None:
            return f"{self.archivo}:{self.linea}:{self.columna}"
        parts = [self.archivo, self.linea, self.columna]
        return ":".join(str(part) for part in parts if part is not None)

    def as_dict(self) -> dict[str, str | int | None]:
        """Return `{archivo, linea, columna}` or `{archivo, hoja, celda}`."""
        if self.celda is not None:
            return {"archivo": self.archivo, "hoja": self.hoja, "celda": self.celda}
        return {"archivo": self.archivo, "linea": self.linea, "columna": self.columna}

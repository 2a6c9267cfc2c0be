"""One row of a table as the record that it writes, through the same door as a record file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluacion.base.numeros import parse_fraction, parse_number
from evaluacion.base.origen import Origen
from evaluacion.read.columnas_tabla import Ruta, is_number
from evaluacion.read.documento import Documento
from evaluacion.read.tabla_datos import Tabla

_BETWEEN = re.compile(r"[;,\s]+")
_MAX_DIGITS = 9


@dataclass(slots=True)
class DocumentoFila(Documento):
    """A record, or a part of it, that is a row of a table."""

    lugar: Callable[[tuple[str, ...]], Origen] = lambda _ruta: Origen("")
    """The place of the cell of a path."""

    def origen(self, ruta: Any, *, key: bool = False) -> Origen:  # noqa: ANN401, ARG002 - a value of pyarrow or JSON
        """Return the cell of the value at a path."""
        return self.lugar(tuple(str(step) for step in ruta))


def number_of(text: str) -> float | None:
    """Return the number that a cell says (`1,234.5`, `4/3`), or None.

    Raises:
        ValueError: it could be read in two ways.
    """
    found = parse_number(text)
    return parse_fraction(text) if found is None else found


def meaning(ruta: Ruta, text: str) -> object:
    """Return what a cell says as a record file would hold it."""
    if ruta == ("ods",):
        return [int(part) if part.isdecimal() and len(part) < _MAX_DIGITS else part for part in _BETWEEN.split(text) if part]
    if is_number(ruta):
        try:
            number = number_of(text)
        except ValueError:
            number = None
        return text if number is None else number
    return text


def nest(values: Mapping[Ruta, str]) -> dict[str, Any]:
    """Return texts by path as nested mappings, each with its meaning."""
    root: dict[str, Any] = {}
    for ruta, text in values.items():
        node = root
        for step in ruta[:-1]:
            node = node.setdefault(step, {})
        if len(ruta) == 2 and ruta[0] == "indicadores":  # noqa: PLR2004 - said by the line itself
            node.setdefault(ruta[1], {})["no_aplica"] = True
        else:
            node[ruta[-1]] = meaning(ruta, text)
    return root


def row_values(tabla: Tabla, columns: Mapping[Ruta, str], fila: int) -> dict[Ruta, str]:
    """Return what a row says, by path; blank cells are left out."""
    found: dict[Ruta, str] = {}
    for ruta, column in columns.items():
        text = tabla.texto(fila, column)
        if text is not None:
            found[ruta] = text
    return found

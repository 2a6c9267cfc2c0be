"""A problem found in what a person wrote: what, where, and how to mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from evaluacion.base.codigos import CODIGOS
from evaluacion.base.origen import Origen

Severidad = Literal["error", "aviso"]
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What of a message or of the name of a file no terminal may act on."""


@dataclass(frozen=True, slots=True)
class Problema:
    """One problem: a code of the catalogue, a sentence, its place and its remedy."""

    codigo: str
    mensaje: str
    origen: Origen | None = None
    remedio: str = ""
    severidad: Severidad = "error"

    def __post_init__(self) -> None:
        if self.codigo not in CODIGOS:
            raise KeyError(self.codigo)

    def __str__(self) -> str:
        """Return the place, the severity, the code, what is wrong and how to mend it, in one line."""
        place = f"{self.origen}: " if self.origen else ""
        remedy = f" {self.remedio}" if self.remedio else ""
        return visible(f"{place}{self.severidad} [{self.codigo}] {self.mensaje}{remedy}")

    def as_dict(self) -> dict[str, object]:
        """Return the problem as plain data, for JSON."""
        return {
            "codigo": self.codigo,
            "severidad": self.severidad,
            "mensaje": self.mensaje,
            "remedio": self.remedio,
            "origen": self.origen.as_dict() if self.origen else None,
        }


class EvaluacionError(Exception):
    """The one exception for mistakes in what a person gave: it carries every problem found, in order of place."""

    def __init__(self, problemas: Iterable[Problema]) -> None:
        self.problemas: tuple[Problema, ...] = tuple(sort_problemas(problemas))
        super().__init__("\n".join(str(problema) for problema in self.problemas))


def sort_problemas(problemas: Iterable[Problema]) -> list[Problema]:
    """Return the problems without repetition, by file, then by line and column (or sheet and cell)."""

    def place(problema: Problema) -> tuple[object, ...]:
        origen = problema.origen or Origen("")
        line, column = (origen.linea or 0, origen.columna or 0) if origen.celda is None else (0, 0)
        return (origen.archivo, line, column, origen.hoja or "", *_row_and_column(origen.celda or ""))

    return sorted(dict.fromkeys(problemas), key=lambda problema: (*place(problema), problema.codigo))


def _row_and_column(cell: str) -> tuple[int, int, str]:
    """Return a cell in the order in which a sheet is read: `B9` before `A10`, `Z1` before `AA1`."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), len(letters), letters


def only_errors(problemas: Iterable[Problema]) -> list[Problema]:
    """Return those that stop the work."""
    return [problema for problema in problemas if problema.severidad == "error"]


def raise_errors(problemas: Iterable[Problema]) -> None:
    """Raise `EvaluacionError` with everything found when any of it is an error.

    Raises:
        EvaluacionError: with all the problems, warnings included.
    """
    found = list(problemas)
    if only_errors(found):
        raise EvaluacionError(found)


def quote(value: object, limit: int = 60) -> str:
    """Return a written value between «», shortened, with its line breaks shown as spaces."""
    text = " ".join(str(value).split()) if isinstance(value, str) else _shown(value)
    text = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return f"«{text[: limit - 1]}…»" if len(text) > limit else f"«{text}»"


def _shown(value: object) -> str:
    if value is None:
        return "vacío"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    return "[…]" if isinstance(value, list | tuple) else str(value)


def visible(text: str) -> str:
    """Return a line with the signs that a terminal would act on, or that turn it round, written as escapes."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed word that resembles this one, if any does."""
    options = {option.casefold(): option for option in sorted(allowed)}
    found = difflib.get_close_matches(word.casefold()[:200], options, n=1, cutoff=0.6)
    return options[found[0]] if found else None


def choices(word: str, allowed: Iterable[str]) -> str:
    """Return the remedy for a word of a short closed list: the nearest one, if any, and the whole list."""
    options = list(dict.fromkeys(allowed))
    found = suggestion(word, options)
    listed = suggestion("", options)
    return found if found == listed or len(options) == 1 else f"{found} {listed}"


def suggestion(word: str, allowed: Iterable[str], *, most: int = 12) -> str:
    """Return the remedy for a word that is not allowed: the nearest one, or the list of those allowed."""
    options = list(dict.fromkeys(allowed))
    close = nearest(word, options)
    if close is not None:
        return f"¿Quiso escribir {quote(close)}?"
    if not options:
        return ""
    shown = ", ".join(options[:most]) + (", …" if len(options) > most else "")
    return f"Se admite: {shown}."

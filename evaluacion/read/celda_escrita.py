"""What somebody wrote in a cell of a form: a text, a number or a date, or the problem that keeps it from being used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.base.numeros import parse_number
from evaluacion.base.problema import Problema, quote
from evaluacion.read.texto import check_text

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.read.celdas_xlsx import CeldaLeida

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})T00:00:00", re.ASCII)
_MONTHS = 12
_DIGITS = 15
"""Digits of a number that Excel keeps."""


class Escrita(NamedTuple):
    """A cell of a form and where it is."""

    celda: CeldaLeida
    origen: Origen
    de: str = ""
    """What it answered, when nobody asks that any more."""


def text_in(cell: Escrita, problems: list[Problema], *, es_fecha: bool = False) -> str | None:
    """Return what a cell says, None when it is empty or cannot be used (reported)."""
    if not is_usable(cell, problems):
        return None
    text = cell.celda.texto.strip()
    hidden = check_text(text, cell.origen, key=False)
    if hidden is not None:
        problems.append(hidden)
        return None
    if cell.celda.es_numero and _has_more_digits(text):
        what = f"La celda guarda como número {quote(text)}, y Excel solo conserva {_DIGITS} cifras: las demás pueden ser otras."
        remedy = "Si es un folio o una clave, escríbalo como texto: con un apóstrofo delante."
        problems.append(Problema("numero_demasiado_largo", what, cell.origen, remedy, "aviso"))
    return as_date(text) if es_fecha else text or None


def _has_more_digits(text: str) -> bool:
    digits = text.lstrip("-")
    return digits.isdecimal() and len(digits) > _DIGITS


def number_in(cell: Escrita, problems: list[Problema], *, titulo: str, remedio: str) -> float | None:
    """Return the number that a cell says, None when there is none (reported)."""
    if not is_usable(cell, problems):
        return None
    try:
        value = parse_number(cell.celda.texto)
    except ValueError:
        what = f"{quote(cell.celda.texto)} se puede leer de dos maneras."
        problems.append(Problema("numero_ambiguo", what, cell.origen, "Escríbalo sin separador de miles y con punto decimal."))
        return None
    if value is None:
        what = f"«{titulo}» debe ser un número y dice {quote(cell.celda.texto)}."
        problems.append(Problema("tipo_equivocado", what, cell.origen, remedio))
    return value


def is_usable(cell: Escrita, problems: list[Problema]) -> bool:
    """Whether a cell holds a value that somebody wrote: no formula, no error of Excel (reported)."""
    if cell.celda.es_formula:
        shown = f", que da {quote(cell.celda.texto)}" if cell.celda.texto else ""
        what = f"Hay una fórmula donde va una respuesta{shown}."
        problems.append(Problema("celda_no_valida", what, cell.origen, "Escriba el valor, o péguelo con «Pegado especial: valores»."))
    elif cell.celda.error is not None:
        error = cell.celda.error
        problems.append(Problema(error.codigo, error.mensaje, cell.origen, error.remedio))
    return not cell.celda.es_formula and cell.celda.error is None


def as_date(text: str) -> str:
    """Return a date as it goes in a record, when it says one that can be read in one way only; else the text."""
    midnight = _MIDNIGHT.fullmatch(text)
    if midnight is not None:
        return midnight[1]
    day = _DAY.fullmatch(text)
    if day is None or (int(day[1]) <= _MONTHS and day[1] != day[2]) or int(day[2]) > _MONTHS:
        return text
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"

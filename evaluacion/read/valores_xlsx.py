"""What a cell of a workbook says, as the text that a person would write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from evaluacion.base.numeros import is_lost
from evaluacion.base.problema import quote
from evaluacion.read.tabla_datos import show_float

_NUMBER = re.compile(r"[-+]?(?:\d{1,400}(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,4})?", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_LONGEST_FORMAT = 255
"""Characters that a format of numbers may have."""
_DURATION = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_BUILTIN_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_BUILTIN_TIMES = {18, 19, 20, 21}
_BUILTIN_PERCENT = {9, 10}
_MAX_CACHED = 1_000_000
_MOST_PLACES = 20
"""Powers of ten of a number that is written with all its digits."""
_BOOLEANS = {"1": "true", "0": "false"}
_KINDS = {"e", "str", "inlineStr", "d"}
"""Kinds of cell besides shared texts, numbers and truths."""
_ZEROS = re.compile(r"0{2,40}")
_EXACT_DIGITS = 15
"""Figures of a number that Excel keeps."""
_DIGITS_HELP = "Excel solo guarda 15 cifras y cambió las demás por ceros: dé a la columna formato de texto y escríbala de nuevo."
_PERCENT_HELP = "Quite el formato de porcentaje y escriba el número en la unidad del indicador (35 o 0.35)."
_ERROR_HELP = "Corrija la fórmula, o deje vacía la celda si el dato no se conoce."


class CellError(ValueError):
    """A cell that says nothing that can be used: code, message and remedy."""

    def __init__(self, codigo: str, mensaje: str, remedio: str) -> None:
        super().__init__(codigo, mensaje, remedio)
        self.codigo, self.mensaje, self.remedio = codigo, mensaje, remedio


class Interprete:
    """Reads cells with the shared texts and the formats of their workbook."""

    def __init__(self, textos: Sequence[str], formatos: Sequence[str], *, desde_1904: bool) -> None:
        self.textos, self.formatos, self.desde_1904 = textos, formatos, desde_1904
        self.cache: dict[tuple[str, str], str | None] = {}

    def text(self, kind: str, style: str, written: str, *, is_measure: bool) -> str:
        """Return what a cell says; `kind` and `style` are the attributes `t` and `s` of the cell.

        Raises:
            CellError: the cell has an error of Excel, no number where it says it has, or a percentage that measures something.
            IndexError: the cell refers to a text that the workbook lacks.
        """
        if kind == "s":
            return self.shared(int(written)) if written else ""
        if kind == "n":
            return self.number(style, written, is_measure=is_measure) if written else ""
        if kind == "b":
            return _BOOLEANS.get(written.strip(), written)
        if kind not in _KINDS:
            raise CellError("celda_no_valida", f"La celda dice ser de la clase {quote(kind)}, que no existe.", "Escríbala de nuevo.")
        if kind == "e":
            raise CellError("celda_no_valida", f"La celda tiene el error {quote(written)}.", _ERROR_HELP)
        return unescape(written)

    def shared(self, position: int) -> str:
        """Return a shared text by its number.

        Raises:
            IndexError: the workbook lacks it.
        """
        if position < 0:
            raise IndexError(position)
        return self.textos[position]

    def number(self, style: str, written: str, *, is_measure: bool) -> str:
        """Return a number, or the date that it stands for, as text."""
        position = int(style) if style.isdecimal() else 0
        shape = self.formatos[position] if position < len(self.formatos) else ""
        if shape == "porcentaje" and is_measure:
            raise CellError("numero_ambiguo", f"La celda guarda {quote(written)} con formato de porcentaje.", _PERCENT_HELP)
        key = (written, shape)
        if key not in self.cache:
            if len(self.cache) > _MAX_CACHED:
                self.cache.clear()
            self.cache[key] = self.shown(written, shape)
        text = self.cache[key]
        if text is None:
            what = f"La celda guarda {quote(written)}, que no es un número ni una fecha."
            raise CellError("celda_no_valida", what, "Escríbala de nuevo.")
        if not is_measure and len(text) > _EXACT_DIGITS and len(text.lstrip("-0")) > _EXACT_DIGITS and text.lstrip("-").isdecimal():
            raise CellError("celda_no_valida", f"La celda guarda como número una clave de {len(text)} cifras.", _DIGITS_HELP)
        return text

    def shown(self, written: str, shape: str) -> str | None:
        """Return a number with a format as text, or None when it is none."""
        plain = show_number(written)
        if plain is not None and shape.isdecimal():
            return plain.zfill(int(shape)) if plain.isdecimal() else plain
        if plain is None or shape not in ("fecha", "hora"):
            return plain
        return show_date(float(written), shape, since_1904=self.desde_1904)


def unescape(text: str) -> str:
    """Return a text of a cell without Excel's escapes (`_x000D_` is a carriage return)."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: match[0] if 0xD800 <= int(match[1], 16) < 0xE000 else chr(int(match[1], 16)), text)  # noqa: PLR2004 - said by the line itself
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def kind_of_format(key: str, custom: Mapping[str, str]) -> str:
    """Return what a number format makes of a number: `fecha`, `hora`, `porcentaje`, how many figures (`00000`: `5`) or nothing."""
    return _kind_of_code(custom[key]) if key in custom else _kind_of_builtin(int(key) if key.isdecimal() else 0)


def _kind_of_builtin(number: int) -> str:
    if number in _BUILTIN_DATES:
        return "fecha"
    if number in _BUILTIN_TIMES:
        return "hora"
    return "porcentaje" if number in _BUILTIN_PERCENT else ""


def _kind_of_code(code: str) -> str:
    plain = _LITERAL.sub("", code[:_LONGEST_FORMAT]).casefold()
    if _ZEROS.fullmatch(plain):
        return str(len(plain))
    if _DURATION.search(plain):
        return ""
    if any(sign in plain for sign in "yd"):
        return "fecha"
    if any(sign in plain for sign in "hs"):
        return "hora"
    if "m" in plain and "general" not in plain:
        return "fecha"
    return "porcentaje" if "%" in plain else ""


def show_date(serial: float, kind: str, *, since_1904: bool) -> str | None:
    """Return a serial number of Excel as ISO text, or None when there is no such day."""
    if kind == "hora" and 0 <= serial < 1:
        return (datetime(1900, 1, 1) + timedelta(seconds=round(serial * 86_400))).strftime("%H:%M:%S")  # noqa: DTZ001 - sheets have no time zone
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if serial < 60 else 30)  # noqa: DTZ001, PLR2004
    try:
        moment = start + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return None
    if serial < 0:
        return None
    return moment.date().isoformat() if serial == int(serial) else moment.isoformat()


def show_number(text: str) -> str | None:
    """Return a number of a cell as a person would write it, or None when it is none."""
    if not _NUMBER.fullmatch(text.strip()):
        return None
    value = float(text)
    if value - value != 0 or is_lost(value, text):
        return None
    plain = show_float(value)
    return _without_exponent(text.strip(), plain) if "e" in plain else plain


def _without_exponent(written: str, plain: str) -> str:
    """Return a number with all its digits, as the file has them, unless it is too large or too small to be read that way."""
    if written.isdecimal():
        return written
    number = Decimal(plain)
    return f"{number:f}" if abs(number.adjusted()) <= _MOST_PLACES else plain

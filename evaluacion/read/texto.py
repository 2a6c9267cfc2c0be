"""From bytes to text: one encoding, no hidden characters, sizes that a person can write."""

from __future__ import annotations

import re
import unicodedata

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read.extranos import what_instead_of_text

MAX_BYTES = 2_000_000
_BIDI = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
_INVISIBLE = "\u200b-\u200d\u2060-\u2064\ufeff\u00ad\u115f\u1160\u3164\u00a0\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u180e\u2800"
_UNSEEN = "\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f\U0001d173-\U0001d17a"
"""Marks that no text shows: among them the tags, with which a whole sentence may be written that nobody sees."""
_JOINED = "\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""What changes the drawing of the sign before it: good in a text (names in Japanese, emoji), not in a key."""
_FLAG = "\U0001f3f4[\U000e0061-\U000e007a]{5}\U000e007f"
"""The flags of England, Scotland and Wales: the one use of tags."""
_BIDI_OR_FLAG = re.compile(f"{_FLAG}|([{_BIDI}{_UNSEEN}])")
_BIDI_OR_TAG = re.compile(f"[{_BIDI}{_UNSEEN}]")
HIDDEN = re.compile(f"[{_BIDI}{_INVISIBLE}{_UNSEEN}{_JOINED}]")
_NOTHING_SEEN = re.compile(f"[{_INVISIBLE}{_JOINED}\\s]+")
"""A text that is not empty and in which nobody sees anything: it would count as written."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
SUSPECT = re.compile(f"[{_BIDI}{_INVISIBLE}{_UNSEEN}{_JOINED}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\\\\]")
_PRINTABLE_YET_SUSPECT = ("\\", "\u115f", "\u1160", "\u3164", "\u2800", "\ufe0f")
_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def decode(data: bytes, archivo: str, *, max_bytes: int | None = MAX_BYTES) -> str:
    """Return the text of a file written in UTF-8, without its byte order mark.

    Raises:
        EvaluacionError: too big, in another encoding (with the line), or with control characters (with the place).
    """
    if max_bytes is not None and len(data) > max_bytes:
        raise EvaluacionError(
            [
                Problema(
                    "archivo_grande",
                    f"El archivo pesa {len(data):,} bytes y el máximo es {max_bytes:,}.",
                    Origen(archivo),
                    "Divídalo, o entregue los registros como tabla (csv, xlsx, parquet).",
                )
            ]
        )
    for mark, name in _ENCODINGS:
        if data.startswith(mark):
            raise EvaluacionError([_wrong_encoding(archivo, 1, name)])
    if len(data) > 1 and (data[0] == 0) != (data[1] == 0):
        raise EvaluacionError([_wrong_encoding(archivo, 1, "UTF-16")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse_what_is_no_text(data, archivo)
        line = data.count(b"\n", 0, error.start) + 1
        raise EvaluacionError([_wrong_encoding(archivo, line, "Windows-1252")]) from None
    bad = None if is_printable(text) else CONTROL.search(text)
    if bad is not None:
        _refuse_what_is_no_text(data, archivo)
        line, column = line_and_column(text, bad.start())
        raise EvaluacionError(
            [
                Problema(
                    "caracter_de_control",
                    f"Hay un carácter de control (U+{ord(bad[0]):04X}), que no se ve y no es texto.",
                    Origen(archivo, line, column),
                    "Bórrelo y vuelva a escribir ese renglón.",
                )
            ]
        )
    return text


def _refuse_what_is_no_text(data: bytes, archivo: str) -> None:
    what = what_instead_of_text(data)
    if what is not None:
        message = f"El archivo no es texto: es {what}."
        raise EvaluacionError([Problema("tipo_de_archivo", message, Origen(archivo), "Indique el archivo de texto que corresponde.")])


def _wrong_encoding(archivo: str, line: int, name: str) -> Problema:
    return Problema(
        "codificacion",
        f"El archivo no está en UTF-8; parece guardado como {name}.",
        Origen(archivo, line),
        "Guárdelo de nuevo como UTF-8 (en Excel: «CSV UTF-8»; en el Bloc de notas: Codificación UTF-8).",
    )


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def is_printable(text: str) -> bool:
    """Whether nothing but letters, signs, spaces and line ends is there: ten times faster to see than what to look for."""
    return text.replace("\n", "").replace("\r", "").isprintable()


def is_suspect(text: str) -> bool:
    """Whether something in the text may hide characters (a backslash may write them), so that each value has to be looked at."""
    if is_printable(text) and not any(char in text for char in _PRINTABLE_YET_SUSPECT):
        return not is_nfc(text)
    return SUSPECT.search(text) is not None or not is_nfc(text)


def end_lines(text: str) -> str:
    """Return the text with every line ended in the same way, as tables and workbooks end them."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_nfc(text: str) -> bool:
    """Whether the text is in the composed form."""
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def find_unseen(text: str) -> str | None:
    """Return the first sign of a text that turns the order of reading round or that no text shows, or None."""
    if _BIDI_OR_TAG.search(text) is None:
        return None
    return next((match[1] for match in _BIDI_OR_FLAG.finditer(text) if match[1]), None)


def check_text(text: str, origen: Origen, *, key: bool) -> Problema | None:
    """Return what is wrong with a text or a key that hides characters, or None."""
    control = CONTROL.search(text)
    if control is not None:
        return Problema(
            "caracter_de_control",
            f"El texto contiene el carácter de control U+{ord(control[0]):04X}.",
            origen,
            "Bórrelo.",
        )
    match = HIDDEN.search(text if key else text.strip()) if key or _NOTHING_SEEN.fullmatch(text) else None
    hidden = match[0] if match is not None else find_unseen(text)
    if hidden is None:
        return None
    what = "la clave" if key else "el texto"
    return Problema(
        "caracter_invisible",
        f"Hay un carácter que no se ve (U+{ord(hidden):04X}) en {what}.",
        origen,
        "Bórrelo y escriba de nuevo la palabra; suele llegar al copiar de una página o de un PDF.",
    )

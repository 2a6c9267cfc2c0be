"""A statement as plain words with their places: accents, capitals and odd spaces gone, each span still a piece of the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

PALABRA, NUMERO, SIGNO = "p", "n", "s"
_HYPHENS = dict.fromkeys("‐‑‒–−﹣-⁃", "-")
_QUOTES = {**dict.fromkeys("’‘´`′ʼ", "'"), **dict.fromkeys("“”«»„‟″", '"')}
_OTHER = {"ß": "s", "æ": "e", "ø": "o", "đ": "d", "ł": "l", "º": "º", "ª": "ª", "²": "2", "³": "3", "⁄": "/", "％": "%", "＄": "$"}
_NUMBER = r"\d{1,3}(?: \d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,']\d+)*"
_CLASSES = {None: SIGNO, 1: PALABRA, 2: NUMERO}
_TOKEN = re.compile(rf"([a-z]+(?![^\W\d_])|[^\W\d_]+)|({_NUMBER})|\S")


@dataclass(frozen=True, slots=True)
class Texto:
    """A statement: as it was written, plain, and in pieces. `lugares` maps the plain text to the original, when they differ."""

    original: str
    plano: str
    lugares: tuple[int, ...] | None
    palabras: tuple[str, ...]
    clases: str
    """One letter for each token: word, number or sign."""
    inicios: tuple[int, ...]
    finales: tuple[int, ...]

    def between(self, a: int, b: int) -> str:
        """Return the piece of the original between two places of the plain text."""
        if self.lugares is None:
            return self.original[a:b]
        return self.original[self.lugares[a] : self.lugares[b]].rstrip()

    def span(self, i: int, j: int) -> str:
        """Return the piece of the original from one token to before another."""
        return self.between(self.inicios[i], self.finales[j - 1]) if i < j else ""

    def written(self, i: int) -> str:
        """Return a token as it was written, with its accents composed and without the signs that have no body."""
        said = unicodedata.normalize("NFC", self.span(i, i + 1))
        return said if said.isprintable() else "".join(char for char in said if unicodedata.category(char) != "Cf")

    def word(self, i: int) -> str:
        """Return a token in plain letters, or nothing beyond the ends."""
        try:
            return self.palabras[i] if i >= 0 else ""
        except IndexError:
            return ""

    def glued(self, i: int) -> bool:
        """Whether a token follows the one before without a space."""
        return 0 < i < len(self.inicios) and self.inicios[i] == self.finales[i - 1]

    def is_number(self, i: int) -> bool:
        """Whether a token is written in digits."""
        return i >= 0 and self.clases[i : i + 1] == NUMERO

    def is_word(self, i: int) -> bool:
        """Whether a token is made of letters."""
        return i >= 0 and self.clases[i : i + 1] == PALABRA

    def token_at(self, place: int, start: int = 0) -> int:
        """Return the first token that begins at a place of the plain text or after it."""
        return bisect_left(self.inicios, place, start)


class _Plain(dict[int, str]):
    """One plain character for each character, worked out once; nothing for what has no body of its own."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain_of(chr(code))
        return plain


def _plain_of(char: str) -> str:
    if char in _HYPHENS or char in _QUOTES or char in _OTHER:
        return _HYPHENS.get(char) or _QUOTES.get(char) or _OTHER[char]
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"}:
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else base[0]


_PLAIN = _Plain()


def read_texto(original: str) -> Texto:
    """Return a statement as plain text and tokens."""
    plain = original.translate(_PLAIN)
    places: tuple[int, ...] | None = None
    if len(plain) != len(original) or "  " in plain:
        plain, places = _collapse(original)
    found = list(_TOKEN.finditer(plain))
    return Texto(
        original,
        plain,
        places,
        tuple([item[0] for item in found]),
        "".join([_CLASSES[item.lastindex] for item in found]),
        *(zip(*[item.span() for item in found], strict=True) if found else ((), ())),
    )


def _collapse(original: str) -> tuple[str, tuple[int, ...]]:
    """Return the plain text with single spaces, and the place in the original of each of its characters, and of its end."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(original):
        plain = _PLAIN[ord(char)]
        if plain and not (plain == " " and chars and chars[-1] == " "):
            chars.append(plain)
            places.append(place)
    return "".join(chars), (*places, len(original))

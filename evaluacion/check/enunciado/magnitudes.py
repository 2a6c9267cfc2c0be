"""A number with its scale: `3 mil 500`, `1 millón 200 mil`, `dos y medio millones`, `mil 200 millones`, in digits, in words or in both."""

from __future__ import annotations

from typing import NamedTuple

from evaluacion.check.enunciado import monedas
from evaluacion.check.enunciado.fracciones import SIGNOS
from evaluacion.check.enunciado.numeros_cifras import read_cifra
from evaluacion.check.enunciado.numeros_palabras import EMPIEZAN, Leido, read_numero
from evaluacion.check.enunciado.texto import Texto


class Magnitud(NamedTuple):
    """A number, the token after its last one, what its scale multiplied it by, and whether its digits may be read in two ways."""

    valor: float | None
    fin: int
    escala: float = 1.0
    ambigua: bool = False


_SCALES = {
    "mil": 1e3, "k": 1e3, "millon": 1e6, "millones": 1e6, "mill": 1e6, "mills": 1e6, "mdm": 1e9, "mm": 1e6, "billon": 1e12, "billones": 1e12,
    "millar": 1e3, "millares": 1e3, "millardo": 1e9, "millardos": 1e9,
}  # fmt: skip
_PARTED = frozenset(("mil", "millon", "millones", "billon", "billones", "millares"))
_PARTS = (
    (("medio",), 0.5), (("media",), 0.5), (("tres", "cuartos"), 0.75), (("3", "cuartos"), 0.75), (("un", "cuarto"), 0.25), (("cuarto",), 0.25),
    (("un", "tercio"), 1 / 3), (("dos", "tercios"), 2 / 3),
)  # fmt: skip
_MIL, _MILLON = 1e3, 1e6
_PARTIALS = frozenset(("%", "por", "/", "-", "millones", "millon", "veces"))
"""What follows a number that adds nothing to the millions before it."""


def read_magnitud(texto: Texto, first: int) -> Magnitud | None:
    """Return the number that starts at a token, with its scale and all that is added to it."""
    found = _in_digits(texto, first) if texto.is_number(first) else _in_words(texto, first)
    return _completed(texto, found) if found is not None else None


def _in_digits(texto: Texto, first: int) -> Magnitud | None:
    figure = read_cifra(texto.word(first))
    if figure is None:
        return None
    value, j, scale = figure.valor, first + 1, 1.0
    while (step := _scale_at(texto, j, first)) is not None:
        scale, j = scale * step, j + 1
        j += texto.word(j) == "." and texto.word(j - 1) in {"mill", "mills"}
        if step >= _MILLON:
            break
    return Magnitud(value * scale if value is not None else None, j, scale, figure.ambigua)


def _in_words(texto: Texto, first: int) -> Magnitud | None:
    number = read_numero(texto.palabras, first)
    if number is None:
        return Magnitud(1.0, first + 1) if texto.word(first) in {"un", "uno"} and _part_before_scale(texto, first + 1) else None
    last = texto.word(number.fin - 1)
    scale = _SCALES.get(last, 1.0) * (_MIL if last.startswith("millon") and texto.word(number.fin - 2) == "mil" else 1)
    return Magnitud(number.valor, number.fin, scale)


def _completed(texto: Texto, found: Magnitud) -> Magnitud:
    """Return a number with its half or quarter, or with what is said after its thousands or millions."""
    value, j, scale, ambiguous = found
    if value is None:
        return found
    part = _part_at(texto, j) if scale > 1 else _part_before_scale(texto, j)
    if part is not None:
        j, value = part.fin, value + part.valor * scale
        if scale == 1:
            j += texto.word(j) == "de"
            scale = _SCALES[texto.word(j)]
            value, j = value * scale, j + 1
    elif texto.word(j) in SIGNOS:
        value, j = value + SIGNOS[texto.word(j)] * scale, j + 1
    elif scale == _MIL and (rest := _hundreds(texto, j)):
        value, j = value + rest, j + 1
        if texto.word(j) in {"millones", "millon"}:
            value, scale, j = value * _MILLON, _MILLON, j + 1
    elif scale == _MILLON and value % _MILLON == 0 and (added := _under_a_million(texto, j)) is not None:
        value, j = value + (added.valor or 0), added.fin
    return Magnitud(round(value, 6), j, scale, ambiguous)


def _part_at(texto: Texto, j: int) -> Leido | None:
    """Return the part added there: y medio, y cuarto, y tres cuartos."""
    if texto.word(j) != "y":
        return None
    words = texto.palabras[j + 1 : j + 3]
    return next((Leido(value, j + 1 + len(part)) for part, value in _PARTS if words[: len(part)] == part), None)


def _part_before_scale(texto: Texto, j: int) -> Leido | None:
    """Return the part added there that a scale follows: dos y cuarto millones, 2 ½ millones, dos y tres cuartos de millón."""
    part = Leido(SIGNOS[texto.word(j)], j + 1) if texto.word(j) in SIGNOS else _part_at(texto, j)
    return part if part is not None and texto.word(part.fin + (texto.word(part.fin) == "de")) in _PARTED else None


def _under_a_million(texto: Texto, j: int) -> Magnitud | None:
    """Return what is added to millions, without a comma or `y` between: 250 mil 400, 250,000, doscientos mil."""
    if not texto.is_number(j):
        number = read_numero(texto.palabras, j) if texto.word(j) in EMPIEZAN else None
        return Magnitud(number.valor, number.fin) if number is not None and 100 <= number.valor < _MILLON else None
    figure = read_cifra(texto.word(j))
    if figure is None or figure.valor is None or figure.valor >= _MILLON or figure.valor % 1:
        return None
    if texto.word(j + 1) == "mil" and figure.valor < _MIL:
        rest = _hundreds(texto, j + 2)
        return Magnitud(figure.valor * _MIL + rest, j + 2 + (rest > 0))
    grouped = figure.valor >= _MIL and not texto.word(j).isdigit()
    return Magnitud(figure.valor, j + 1) if grouped or _hundreds(texto, j) else None


def _scale_at(texto: Texto, j: int, first: int) -> float | None:
    """Return what the token after a number multiplies it by; a bare `m` is a scale when it is a capital or is glued to the figure."""
    word = texto.word(j)
    if word == "m" and j == first + 1 and texto.word(j + 1) not in {"2", "3"} and texto.word(j + 1) != ".":
        glued = texto.glued(j)
        return _MILLON if glued or texto.span(j, j + 1) == "M" else None
    if word == "mm" and j == first + 1 and monedas.read_after(texto.plano, texto.finales[j]) is None and not _money_before(texto, first):
        return None
    return _SCALES.get(word)


def _money_before(texto: Texto, first: int) -> bool:
    return texto.word(first - 1) in monedas.STARTS


def _hundreds(texto: Texto, j: int) -> float:
    """Return the hundreds or tens written after `3 mil`, or 0."""
    word = texto.word(j)
    said = (
        texto.is_number(j)
        and word.isdigit()
        and len(word) in {2, 3}
        and word[0] != "0"
        and texto.word(j + 1) not in _PARTIALS - {"millones"}
    )
    return float(word) if said else 0.0

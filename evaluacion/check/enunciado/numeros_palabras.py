"""Numbers written in words: cardinals, with their feminine, clipped and joined forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Leido(NamedTuple):
    """A number and the token after its last one."""

    valor: float
    fin: int


_UNIDADES = "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte"
_VEINTI = "veintiun veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
DECENAS = {word: 10 * tens for tens, word in enumerate("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(), 2)}
_CENTENAS = "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
MENORES: dict[str, int] = {
    **{word: value for value, word in enumerate(_UNIDADES.split())},
    **{word: value for value, word in enumerate(_VEINTI.split(), 21)},
    **DECENAS,
    **{word: 100 * hundreds for hundreds, word in enumerate(_CENTENAS.split(), 1)},
    **{word[:-2] + "as": 100 * hundreds for hundreds, word in enumerate(_CENTENAS.split(), 1) if hundreds > 1},
    "cien": 100,
    "uno": 1,
    "una": 1,
    "veintiuno": 21,
    "veintiuna": 21,
}
MILLONES = {"millon": 10**6, "millones": 10**6, "billon": 10**12, "billones": 10**12}
_MIL = 1000
_ARTICULOS = frozenset(("un", "una", "uno"))
EMPIEZAN = (frozenset(MENORES) | {"mil"}) - _ARTICULOS
"""Words with which a number begins; «un» is one only before a scale."""


def read_numero(words: Sequence[str], i: int) -> Leido | None:
    """Return the number that starts at a word: `dos mil quinientas`, `treinta y dos`, `un millón`; `un` alone is an article."""
    total, j = 0.0, i
    while j < len(words):
        group = _read_group(words, j)
        value, j_next = (group.valor, group.fin) if group is not None else (1.0, j)
        if j_next < len(words) and words[j_next] == "mil":
            after = _read_group(words, j_next + 1)
            value, j_next = value * _MIL + (after.valor if after else 0), after.fin if after else j_next + 1
        elif group is None:
            break
        scale = MILLONES.get(words[j_next]) if j_next < len(words) else None
        total, j = total + value * (scale or 1), j_next + (scale is not None)
        if scale is None:
            break
    if j == i or (j == i + 1 and words[i] in _ARTICULOS):
        return None
    return Leido(total, j)


def _read_group(words: Sequence[str], i: int) -> Leido | None:
    """Return a number under a thousand."""
    total, j, floor = 0, i, _MIL
    while j < len(words) and words[j] in MENORES:
        value = MENORES[words[j]]
        if value >= floor or (value == 0 and j > i):
            break
        total, j = total + value, j + 1
        floor = 100 if value >= 100 else 0
        if words[j - 1] in DECENAS and j + 1 < len(words) and words[j] == "y" and 0 < MENORES.get(words[j + 1], 0) < 10:
            total, j = total + MENORES[words[j + 1]], j + 2
    return Leido(float(total), j) if j > i else None


COLECTIVOS: dict[str, float] = {
    **dict.fromkeys(("par", "pares"), 2),
    "trio": 3,
    "quinteto": 5,
    **{f"{stem}{end}": value for stem, value in {"decena": 10, "docena": 12, "quincena": 15, "veintena": 20}.items() for end in ("", "s")},
    "treintena": 30,
    "cuarentena": 40,
    "cincuentena": 50,
    "sesentena": 60,
    **dict.fromkeys(("centena", "centenas", "centenar", "centenares"), 100),
    **dict.fromkeys(("millar", "millares"), 1000),
}
"""Nouns that hold a number: una decena de, dos docenas de."""

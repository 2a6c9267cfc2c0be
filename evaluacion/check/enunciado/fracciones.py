"""Fractions, multiples and collectives: half, a third, three quarters, double, a dozen."""

from __future__ import annotations

from evaluacion.check.enunciado.numeros_palabras import COLECTIVOS, MENORES, MILLONES, Leido
from evaluacion.check.enunciado.texto import Texto

_PARTES = {
    "tercer": 3, "cuart": 4, "quint": 5, "sext": 6, "septim": 7, "octav": 8, "noven": 9, "decim": 10, "vigesim": 20, "centesim": 100,
}  # fmt: skip
_TROZOS = {"tercio": 3, "cuarto": 4, "quinto": 5, "sexto": 6, "septimo": 7, "octavo": 8, "noveno": 9, "decimo": 10, "centesimo": 100}
_MULTIPLOS = {"doble": 2.0, "triple": 3.0, "cuadruple": 4.0, "quintuple": 5.0, "decuple": 10.0}
SIGNOS = {"½": 0.5, "⅓": 0.3333, "⅔": 0.6667, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅒": 0.1}
_DECIMALES = 4
EMPIEZAN = frozenset(("la", "el", "un", "una", "medio", "media", "mitad", "1", "2", "3")) | frozenset(_MULTIPLOS) | frozenset(SIGNOS)
"""Words with which a fraction, a multiple or a collective can begin, besides a numeral."""


def read_fraccion(texto: Texto, i: int) -> Leido | None:
    """Return the fraction or multiple that starts at a token, its article included: `la mitad`, `un tercio`, `tres cuartas partes`, `el doble`."""
    word, following = texto.word(i), texto.word(i + 1)
    if word in SIGNOS:
        return Leido(SIGNOS[word], i + 1)
    if word in {"la", "el"} and following in {"mitad", "totalidad", *_MULTIPLOS}:
        return Leido({"mitad": 0.5, "totalidad": 1.0}.get(following) or _MULTIPLOS[following], i + 2)
    if word == "mitad" or word in _MULTIPLOS:
        return Leido(_MULTIPLOS.get(word, 0.5), i + 1)
    if word in {"la", "una"} and following[:-1] in _PARTES and texto.word(i + 2) == "parte":
        return Leido(round(1 / _PARTES[following[:-1]], _DECIMALES), i + 3)
    return _of_numeral(texto, i)


def _of_numeral(texto: Texto, i: int) -> Leido | None:
    """Return `dos tercios`, `tres quintas partes`, `3/4 partes`, `uno de cada tres`."""
    following = texto.word(i + 1)
    count = _small(texto, i) if following in {"de", "/"} or following.endswith(("o", "os", "as")) else None
    if count is None:
        return None
    if texto.word(i + 1) == "de" and texto.word(i + 2) == "cada" and (whole := _small(texto, i + 3)):
        return Leido(round(count / whole, _DECIMALES), i + 4)
    if following == "/" and texto.glued(i + 1) and texto.glued(i + 2) and (whole := _small(texto, i + 2)) and not texto.glued(i + 3):
        end = i + 4 if texto.word(i + 3) == "partes" else i + 3
        return Leido(round(count / whole, _DECIMALES), end) if 0 < count < whole else None
    if following.rstrip("s") in _TROZOS and not (following.startswith("cuarto") and texto.word(i + 2) not in {"de", "del"}):
        return Leido(round(count / _TROZOS[following.rstrip("s")], _DECIMALES), i + 2)
    if following.endswith("as") and following[:-2] in _PARTES and texto.word(i + 2) == "partes":
        return Leido(round(count / _PARTES[following[:-2]], _DECIMALES), i + 3)
    return None


def _small(texto: Texto, i: int) -> int | None:
    word = texto.word(i)
    if texto.is_number(i):
        return int(word) if word.isdigit() and len(word) < 4 else None
    return MENORES.get(word)


def read_colectivo(texto: Texto, i: int) -> Leido | None:
    """Return the collective that starts at a token: `una decena`, `medio centenar`, `dos docenas`, `medio millón`, `un par`."""
    word, j = texto.word(i), i + 1
    noun = texto.word(j)
    if noun not in COLECTIVOS and noun not in MILLONES:
        return None
    if word in {"medio", "media", "½"}:
        times = 0.5
    elif (small := _small(texto, i)) is not None:
        times = float(small)
    else:
        return None
    if noun in COLECTIVOS:
        times *= COLECTIVOS[noun]
    elif noun in MILLONES and word in {"medio", "media", "½"}:
        times *= MILLONES[noun]
    else:
        return None
    j += 1
    if texto.word(j) == "y" and texto.word(j + 1) in {"medio", "media"}:
        times, j = times + COLECTIVOS.get(noun, 1) / 2, j + 2
    return Leido(times, j)

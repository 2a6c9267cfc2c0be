"""What stands before a number: the verb that moves it, the words that make it less exact, the object that it measures."""

from __future__ import annotations

from evaluacion.check.enunciado import unidades
from evaluacion.check.enunciado.palabras import APROXIMADORES, INFINITIVOS_QUE_NO_SON
from evaluacion.check.enunciado.sentidos import NOMBRES, SENTIDOS
from evaluacion.check.enunciado.texto import Texto

_BACK = 24
_BY_FIRST = {words[0]: tuple(other for other in APROXIMADORES if other[0] == words[0]) for words in APROXIMADORES}
_BY_LAST = {words[-1]: tuple(other for other in APROXIMADORES if other[-1] == words[-1]) for words in APROXIMADORES}


def sense_before(texto: Texto, i: int) -> int | None:
    """Return the way of the nearest verb or noun of change before a token; another infinitive in between ends the search."""
    for k in range(i - 1, max(-1, i - _BACK), -1):
        word = texto.word(k)
        if word in SENTIDOS and (word not in NOMBRES or texto.word(k - 1) not in {"a", "la"} or word != "baja"):
            return SENTIDOS[word]
        if word == ";" or (word[-1:] == "r" and len(word) > 3 and word[-2] in "aei" and word not in INFINITIVOS_QUE_NO_SON):
            return None
    return None


def skip_approximators(texto: Texto, k: int) -> int:
    """Return the token after the words that only make a number less exact."""
    moved = True
    while moved:
        moved = False
        for words in _BY_FIRST.get(texto.word(k), ()):
            if texto.palabras[k : k + len(words)] == words:
                k, moved = k + len(words), True
                break
    return k


def token_before(texto: Texto, i: int) -> int:
    """Return the token before a number and before the words that make it less exact, or `un`."""
    k, moved = i - 1, True
    while moved and k >= 0:
        moved = False
        for words in _BY_LAST.get(texto.word(k), ()):
            if words != ("hasta",) and k - len(words) >= -1 and texto.palabras[k - len(words) + 1 : k + 1] == words:
                k, moved = k - len(words), True
                break
    return k - 1 if texto.word(k) == "un" else k


def object_before(texto: Texto, end: int, free: list[bool]) -> str | None:
    """Return what the verb or noun of change before a number acts on: `elevar el número de convenios a 20`."""
    for k in range(end - 1, max(-1, end - _BACK), -1):
        word = texto.word(k)
        is_verb = free[k] and word.endswith(("ar", "er", "ir")) and word not in INFINITIVOS_QUE_NO_SON
        if is_verb or word in SENTIDOS:
            return unidades.find_before(texto, k + 1, end, free)
        if word in {";", "."}:
            return None
    return None


def follows_base(texto: Texto, i: int, free: list[bool]) -> bool:
    """Whether a number comes right after a starting value said with its year: `(2 en 2024, 5 en 2027)`."""
    return i > 0 and not free[i - 1] and texto.word(i - 1) in {",", ";", "y", "a"} and not free[i - 2]

"""Nouns left out because a quantity before said them: `3 acuerdos, 2 con Japón`, `formar a 30 jóvenes y becar a 20`, `20 más`."""

from __future__ import annotations

from evaluacion.check.enunciado.expresiones import PORCIENTO, PUNTOS
from evaluacion.check.enunciado.palabras import APROXIMADORES, INFINITIVOS_QUE_NO_SON
from evaluacion.check.enunciado.texto import Texto

_LINKS = frozenset(("y", ",", ";", "(", "e", ":", "ellos", "ellas", "cuales"))
_OTHERS = frozenset(("otro", "otra", "otros", "otras"))
_MORE = frozenset(("mas", "adicionales"))
_LED = frozenset(("a", "al", "con", "de", "en", "solo")) | _OTHERS | {word for words in APROXIMADORES for word in words}
_STEPS = 6
_PERIODS = frozenset("ano mes semestre trimestre bimestre semana dia".split())
_EACH = frozenset("anual anuales mensual mensuales semestral semestrales trimestral trimestrales".split())


def leaves_noun_out(texto: Texto, unit: str | None, said: int, i: int, j: int) -> bool:
    """Return whether a number takes the noun of the one before.

    Args:
        texto: the statement.
        unit: what the quantity before counts.
        said: the token after that quantity.
        i: the first token of the number.
        j: the token after the number.
    """
    if unit is None or unit in {PORCIENTO, PUNTOS}:
        return False
    if not any(is_infinitive(word.removesuffix("se")) for word in texto.palabras[said:i]):
        return texto.word(i - 1) in _LINKS or _is_one_more(texto, i, j)
    if unit.isupper() or unit == "$" or {";", "."} & set(texto.palabras[said:i]):
        return False
    return _is_one_more(texto, i, j) or _after_added_verb(texto, i)


def says_pace(texto: Texto, j: int) -> bool:
    """Whether a number says how many in each period: 4 por año, 2 cada mes, 3 anuales."""
    return texto.word(j) in _EACH or (texto.word(j) in {"por", "al", "cada"} and texto.word(j + 1) in _PERIODS)


def _is_one_more(texto: Texto, i: int, j: int) -> bool:
    """Whether the number adds to the one before: 20 más, otros 5."""
    return texto.word(j) in _MORE or texto.word(i - 1) in _OTHERS


def _after_added_verb(texto: Texto, i: int) -> bool:
    """Whether only a verb added to the first one leads to the number: `y becar a 20`, `, certificar al menos 5`."""
    k = i - 1
    while k > i - _STEPS and texto.word(k) in _LED:
        k -= 1
    return is_infinitive(texto.word(k).removesuffix("se")) and texto.word(k - 1) in {"y", "e", ","}


def is_infinitive(word: str) -> bool:
    """Whether a word ends as infinitives do and is one."""
    return word.endswith(("ar", "er", "ir")) and word not in INFINITIVOS_QUE_NO_SON

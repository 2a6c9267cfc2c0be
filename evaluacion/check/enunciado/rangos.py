"""The least and the most of a target, each said with its words: al menos 5 y como máximo 8."""

from __future__ import annotations

from evaluacion.check.enunciado.expresiones import Expresion
from evaluacion.check.enunciado.texto import Texto

_LEASTS = (("al", "menos"), ("por", "lo", "menos"), ("cuando", "menos"), ("como", "minimo"), ("un", "minimo", "de"), ("minimo",))
_TOPS = (("como", "maximo"), ("un", "maximo", "de"), ("maximo",), ("a", "lo", "mas"), ("a", "lo", "sumo"), ("cuando", "mucho"), ("hasta",))


def past_top(texto: Texto, k: int) -> int:
    """Return the token after the words that say that a number is the most: y como máximo 8."""
    top = next((words for words in _TOPS if texto.palabras[k : k + len(words)] == words), ())
    k += len(top)
    return k + (bool(top) and texto.word(k) == "a")


def is_top(texto: Texto, first: Expresion, second: Expresion) -> bool:
    """Whether two numbers are said to be the least and the most: al menos 5 y como máximo 8."""
    low = first.i - (texto.word(first.i - 1) == "a")
    least = any(texto.palabras[low - len(words) : low] == words for words in _LEASTS if len(words) <= low)
    return least and second.i > first.j + 1 and first.valor is not None and second.valor is not None and first.valor < second.valor

"""What a number counts: the noun after it, or the object of the verb before it."""

from __future__ import annotations

from evaluacion.check.enunciado.expresiones import Expresion, read_expresion
from evaluacion.check.enunciado.palabras import (
    ADJETIVOS,
    ARTICULOS,
    CONTADORES,
    DEMOSTRATIVOS,
    INFINITIVOS_QUE_NO_SON,
    LUGARES,
    MAGNITUDES,
    POSESIVOS,
    PREPOSICIONES,
    VACIAS,
)
from evaluacion.check.enunciado.plural import singular
from evaluacion.check.enunciado.texto import Texto

_FAR = 14
_NUMBERS = 2
_DETERMINERS = ARTICULOS | POSESIVOS | DEMOSTRATIVOS | frozenset(("todos", "todas"))
_COMPUESTAS = {("metro", "cuadrado"), ("kilometro", "cuadrado"), ("metro", "cubico"), ("punto", "base"), ("punto", "porcentual")}
_NOT_FUTURE = frozenset(("azafrán", "alacrán", "refrán", "corán", "teherán"))
_AFTER_NUMBER = frozenset("aproximadamente aprox cerca unos unas alrededor casi otros otras".split())


def find_unidad(texto: Texto, found: Expresion, free: list[bool], *, after: int | None = None) -> str | None:
    """Return the noun that follows an expression: past adjectives, articles, a date and «número de»."""
    k = found.j if after is None else after
    jumped, low = False, k
    while k < len(texto.palabras) and k - low < _FAR:
        word = texto.word(k)
        if not free[k]:
            k, jumped = k + 1, True
            continue
        if word in {"(", ")", '"', "'", "«", "»", "*"} or word in _AFTER_NUMBER or (word == "." and texto.word(k - 1) == "aprox"):
            k += 1
        elif word in {"o", "u", "y"} and texto.word(k + 1) == "mas":
            k += 2
        elif (word == "," and ((jumped and texto.word(k + 1) in _DETERMINERS) or (k + 1 < len(free) and not free[k + 1]))) or (
            word in {"de", "del"}
            and k == low
            and (found.clase != "cuenta" or found.escala > 1 or (found.valor or 0) >= 1e6 or _of_a_whole(texto, k))
        ):
            k += 1
            if texto.word(k) in _DETERMINERS and k + 1 < len(free) and not free[k + 1] and not texto.is_number(k + 1):
                return None
        else:
            return _noun_at(texto, k, needs_article=jumped)
    return None


def find_past_aside(texto: Texto, k: int, free: list[bool]) -> str | None:
    """Return the noun with its article after a comma or an aside between parentheses: `de 20 a 30 (50 %) las empresas`."""
    if texto.word(k) == "(" and ")" in texto.palabras[k : k + _FAR]:
        k = texto.palabras.index(")", k) + 1
    k += texto.word(k) == ","
    return _noun_at(texto, k, needs_article=True) if k < len(free) and free[k] else None


def _of_a_whole(texto: Texto, k: int) -> bool:
    """Whether `de` leads to the whole that a part is counted from: 20 de los 32 municipios."""
    following = k + 1 + (texto.word(k + 1) in _DETERMINERS)
    return texto.is_number(following) or texto.word(k + 1) in _DETERMINERS


def _noun_at(texto: Texto, k: int, *, needs_article: bool) -> str | None:
    """Return the noun of a phrase that starts at a token."""
    if needs_article and texto.word(k) not in _DETERMINERS:
        return None
    numbers = _NUMBERS
    for _ in range(_FAR):
        word = texto.word(k)
        if word in _DETERMINERS or (word in ADJETIVOS and not _is_call(texto, k)) or word in {'"', "'", "(", "«"}:
            k += 1
        elif word in CONTADORES and texto.word(k + 1) in {"de", "total"}:
            k += 2 + (texto.word(k + 1) == "total" and texto.word(k + 2) == "de")
        elif numbers and texto.is_number(k) and (inner := read_expresion(texto, k)) is not None and inner.unidad is None:
            k, numbers = inner.j, numbers - 1
        else:
            break
    return noun(texto, k)


def _is_call(texto: Texto, k: int) -> bool:
    """Whether `llamadas` is what is counted: 500 llamadas en la línea."""
    following = texto.word(k + 1)
    return texto.word(k) in {"llamada", "llamadas"} and (following in PREPOSICIONES or not texto.is_word(k + 1))


def noun(texto: Texto, k: int) -> str | None:
    """Return the noun that a token is, in singular and lower case, or None when it is a word of another kind."""
    word = texto.word(k)
    if not texto.is_word(k) or word in VACIAS or word == "total" or len(word) < 2 or _is_verb(word) or _is_future(texto, k):
        return None
    written = singular(texto.written(k))
    following = singular(texto.word(k + 1)) if texto.is_word(k + 1) else ""
    if (singular(word), following) in _COMPUESTAS:
        return f"{written} {singular(texto.written(k + 1))}"
    return written


def _is_verb(word: str) -> bool:
    return word.endswith(("ar", "er", "ir")) and word not in INFINITIVOS_QUE_NO_SON


def _is_future(texto: Texto, k: int) -> bool:
    """Whether a token is a verb in the future, by its accent: 3 irán a Corea."""
    written = texto.written(k).lower()
    return written.endswith(("rá", "rán")) and written not in _NOT_FUTURE


def find_before(texto: Texto, start: int, end: int, free: list[bool]) -> str | None:
    """Return the object of the verb that ends before a token, when a number only says how far it goes: «elevar los convenios a 20»."""
    k = start
    while k < end and (not free[k] or texto.word(k) in {"a", "en", ","}):
        k += 1
    return _noun_at(texto, k, needs_article=False) if k < end else None


def place_before(texto: Texto, i: int) -> str | None:
    """Return the kind of place whose number comes after it: lugar 30, puesto 12."""
    before = texto.word(i - 1)
    if before in {"de", "en"}:
        return next((noun(texto, k) for k in (i - 2, i - 3) if texto.word(k) in MAGNITUDES), None)
    if before == "top" or (before in {"primeros", "primeras"} and not texto.is_word(i + 1)):
        return "lugar"
    return singular(before) if before in LUGARES else None

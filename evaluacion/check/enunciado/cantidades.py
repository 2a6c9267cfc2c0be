"""The quantities of a statement: single, in a range, or reached from a starting value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from evaluacion.check.enunciado import fracciones, monedas, unidades
from evaluacion.check.enunciado.afines import how_many
from evaluacion.check.enunciado.alrededor import follows_base, object_before, sense_before, skip_approximators, token_before
from evaluacion.check.enunciado.conjuntos import is_of_a_set
from evaluacion.check.enunciado.elipsis import is_infinitive, leaves_noun_out, says_pace
from evaluacion.check.enunciado.expresiones import PORCIENTO, PUNTOS, UNA_Y_MEDIA, Expresion, read_expresion
from evaluacion.check.enunciado.numeros_palabras import EMPIEZAN
from evaluacion.check.enunciado.palabras import VACIAS
from evaluacion.check.enunciado.rangos import is_top, past_top
from evaluacion.check.enunciado.sentidos import NOMBRES, SENTIDOS
from evaluacion.check.enunciado.texto import NUMERO, Texto


class Hallada(NamedTuple):
    """A quantity as it was found, with what its findings need to know."""

    i: int
    j: int
    valor: float | None
    unidad: str | None
    ambigua: bool = False
    hasta: float | None = None
    base: float | None = None
    sentido: int | None = None
    """The way of the verb that moves it: 1, -1, 0, or None where no verb does."""
    es_nivel: bool = False
    es_cambio: bool = False
    de_un_conjunto: bool = False
    escala: float = 1.0
    es_veces: bool = False
    """Whether it says how many times, or which part, of what it moves."""


_STARTS = EMPIEZAN | monedas.STARTS | (fracciones.EMPIEZAN - {"la", "el"}) | UNA_Y_MEDIA | {"-", "uno"}
_ARTICLE_STARTS = frozenset(("mitad", "totalidad", "doble", "triple", "cuadruple", "quintuple", "decuple"))
_MULTIPLY = {
    f"{stem}{end}": value
    for stem, value in {"duplic": 2.0, "triplic": 3.0, "cuadruplic": 4.0, "quintuplic": 5.0}.items()
    for end in ("ar", "arse", "ando", "ara", "aran", "arlo", "arla", "arlos", "arlas")
}
_MULTIPLY |= {"duplique": 2.0, "dupliquen": 2.0, "triplique": 3.0, "tripliquen": 3.0}
_ANY_START = _STARTS | frozenset(_MULTIPLY) | {"la", "el"}
_LINKS = frozenset(("a", "al", "hasta"))
_FILL = 24
_THE = frozenset(("un", "el"))
_HARD = frozenset("para mediante durante antes que mientras cuando ademas".split())


def find_cantidades(texto: Texto, free: list[bool]) -> Iterator[Hallada]:
    """Yield the quantities of a statement, in the order of the text."""
    done = 0
    first: Hallada | None = None
    last: Hallada | None = None
    for i, word in enumerate(texto.palabras):
        if (word not in _ANY_START and texto.clases[i] != NUMERO) or i < done or not free[i]:
            continue
        found = _multiplied(texto, i, free) if word in _MULTIPLY else _at(texto, i, free) if _may_start(texto, i, word) else None
        if found is not None:
            if found.unidad is None and last is not None and _takes_noun_of(texto, last, found):
                found = found._replace(unidad=first.unidad if first is not None and says_pace(texto, found.j) else last.unidad)
            done, last, first = found.j, found, first or found
            yield found


def _takes_noun_of(texto: Texto, last: Hallada, found: Hallada) -> bool:
    return (found.escala == 1 or last.escala > 1) and leaves_noun_out(texto, last.unidad, last.j, found.i, found.j)


def _may_start(texto: Texto, i: int, word: str) -> bool:
    if word in {"la", "el"}:
        following = texto.word(i + 1)
        return following in _ARTICLE_STARTS or (following.endswith("a") and texto.word(i + 2) == "parte")
    return texto.is_number(i) or word in _STARTS


def _multiplied(texto: Texto, i: int, free: list[bool]) -> Hallada:
    """Return the quantity of `duplicar` and its like: what they multiply is the unit."""
    found = Expresion(i, i + 1, _MULTIPLY[texto.word(i)], clase="fraccion")
    return Hallada(i, i + 1, found.valor, unidades.find_unidad(texto, found, free), sentido=1, es_veces=True)


def _at(texto: Texto, i: int, free: list[bool]) -> Hallada | None:
    """Return the quantity that starts at a token, with the other end of its range or its starting value."""
    first = _free_expression(texto, i, free)
    sense = sense_before(texto, i)
    if first is None and sense is not None and texto.word(i) in {"un", "una"}:
        if texto.word(i - 1) == "de":
            return _from_to(texto, Expresion(i, i + 1, 1.0), free, sense)
        first = _one_measure(texto, i) if texto.word(i - 1) == "a" else None
    if first is None or _is_age(texto, first):
        return None
    return _between(texto, first, free, sense) or _from_to(texto, first, free, sense) or _single(texto, first, free, sense)


def _free_expression(texto: Texto, i: int, free: list[bool]) -> Expresion | None:
    found = read_expresion(texto, i) if i < len(texto.palabras) and free[i] else None
    return found if found is not None and free[found.j - 1] else None


def _is_age(texto: Texto, found: Expresion) -> bool:
    return (
        texto.word(found.j) == "anos"
        and texto.word(found.i - 1) == "de"
        and texto.word(found.j + 1) in {"y", "o", "de"}
        and found.unidad is None
    )


def _between(texto: Texto, first: Expresion, free: list[bool], sense: int | None) -> Hallada | None:
    """Return the range `entre A y B`, `A-B`, `A o B`, or `A a B` where no verb moves from one to the other."""
    start = first.i - 1 - (texto.word(first.i - 1) in _THE)
    link, lead = texto.word(first.j), texto.word(start)
    if link not in {"y", "-", "o", "u", "a"}:
        return None
    k = past_top(texto, first.j + 1) if link == "y" else first.j + 1
    second = _free_expression(texto, k + (texto.word(k) in _THE and texto.is_number(k + 1)), free)
    if second is None:
        return None
    low, high = _same_scale(first, second)
    if link == "y" and lead != "entre" and not is_top(texto, first, second):
        return None
    if link == "a" and (lead in {"de", "del", "desde"} or second.clase == "fraccion"):
        return None
    if link != "y" and (low.valor is None or high.valor is None or not 0 <= low.valor < high.valor):
        return None
    return _ranged(texto, high._replace(i=start if lead == "entre" else first.i), low, free, sense)


def _ranged(texto: Texto, whole: Expresion, low: Expresion, free: list[bool], sense: int | None) -> Hallada:
    unit = whole.unidad or unidades.find_unidad(texto, whole, free) or unidades.place_before(texto, whole.i)
    single = _single(texto, whole, free, sense, unit=unit)
    return single._replace(valor=low.valor, hasta=whole.valor, ambigua=whole.ambigua or low.ambigua)


def _from_to(texto: Texto, first: Expresion, free: list[bool], sense: int | None) -> Hallada | None:
    """Return the target of `de A a B`, with A as its starting value; or the range, when the verb moves nothing."""
    lead = first.i - 1 - (texto.word(first.i - 1) in {*_THE, "los", "las", "lugar", "puesto", "posicion"})
    if texto.word(lead) not in {"de", "del", "desde"}:
        return None
    aside = texto.word(lead - 1) == "("
    link = _second_after(texto, first, free, moves=sense is not None or aside or is_infinitive(texto.word(lead - 1)))
    if link is None:
        return None
    k, second = link
    if sense is None and aside and not all(free[first.j : k]):
        sense = 0
    if first.clase == "medida" and second.unidad is None and how_many(first.unidad, other := unidades.find_unidad(texto, second, free)):
        second = second._replace(unidad=other)
    low, high = _same_scale(first, second)
    own = first.unidad or (unidades.find_unidad(texto, first, free) if k > first.j else None)
    unit = (
        high.unidad
        or unidades.place_before(texto, first.i)
        or unidades.find_unidad(texto, high, free)
        or own
        or object_before(texto, lead, free)
        or unidades.find_past_aside(texto, high.j, free)
    )
    times = how_many(own, unit) if own is not None else 1.0
    if times is None:
        return None
    if sense is None:
        return _ranged(texto, high._replace(i=lead, unidad=unit), low, free, sense)
    base = round(low.valor * (times or 1), 6) if low.valor is not None else None
    return Hallada(high.i, high.j, high.valor, unit, ambigua=low.ambigua or high.ambigua, base=base, sentido=sense, es_nivel=True)


def _second_after(texto: Texto, first: Expresion, free: list[bool], *, moves: bool) -> tuple[int, Expresion] | None:
    """Return the token of `a`, `al` or `hasta` and the value that it leads to, past what the first value counts, its place and its year."""
    for k in range(first.j, min(len(texto.palabras), first.j + (_FILL if moves else 1))):
        word = texto.word(k)
        if free[k] and word != "," and (not texto.is_word(k) or word in _HARD or is_infinitive(word)):
            return None
        if word in _LINKS and free[k]:
            start = skip_approximators(texto, k + 1)
            start += texto.word(start) in {*_THE, "los", "las", "la"} and texto.is_number(start + 1)
            second = _free_expression(texto, start, free) or (_one_measure(texto, start) if moves else None)
            if second is not None:
                return (k, second) if second.clase != "fraccion" else None
    return None


def _one_measure(texto: Texto, i: int) -> Expresion | None:
    """Return one measure, said with its article where a target is: a una semana."""
    return Expresion(i, i + 1, 1.0) if texto.word(i) in {"un", "una"} and texto.word(i + 1) in UNA_Y_MEDIA else None


def _same_scale(first: Expresion, second: Expresion) -> tuple[Expresion, Expresion]:
    """Return both ends with the scale and unit of the second, where the first does not say its own."""
    if first.unidad is None and second.unidad is not None and first.valor is not None:
        first = first._replace(unidad=second.unidad)
    elif second.unidad is None and first.unidad is not None:
        second = second._replace(unidad=first.unidad)
    own = second.valor / second.escala if second.valor is not None else 0
    if first.escala == 1 and second.escala > 1 and first.valor is not None and first.valor < 1000 and not (own <= 1 and first.valor >= 100):
        first = first._replace(valor=round(first.valor * second.escala, 6))
    return first, second


def _single(texto: Texto, found: Expresion, free: list[bool], sense: int | None, *, unit: str | None = None) -> Hallada:
    """Return one quantity with its unit, and whether it is a level, a change or a part of a set."""
    before = token_before(texto, found.i)
    lead = texto.word(before)
    level = lead in {"a", "al", "hasta"} or texto.word(before + 1) == "hasta"
    if unit is None:
        unit = found.unidad or unidades.place_before(texto, found.i) or unidades.find_unidad(texto, found, free)
    if unit is None and (level or lead in {"en", "hasta"}):
        unit = object_before(texto, before, free)
    if sense is not None and follows_base(texto, found.i, free):
        level, unit = True, unit or object_before(texto, found.i, free)
    percent = unit in {PORCIENTO, PUNTOS}
    return Hallada(
        found.i, found.j, found.valor, unit, ambigua=found.ambigua, sentido=sense, es_nivel=level,
        es_cambio=percent and not level and _is_change(texto, found, before, sense),
        de_un_conjunto=unit == PORCIENTO and is_of_a_set(texto, found.i, found.j), escala=found.escala,
        es_veces=found.clase == "fraccion" or lead == "por",
    )  # fmt: skip


def _is_change(texto: Texto, found: Expresion, before: int, sense: int | None) -> bool:
    """Whether a percentage says how much something moves, not where it stands."""
    if texto.word(found.j) in {"mas", "menos", "adicional", "adicionales"} or found.unidad == PUNTOS:
        return True
    lead = texto.word(before)
    if not sense:
        return False
    if lead in SENTIDOS or lead == "en" or (lead not in VACIAS and lead.isalpha()):
        return True
    if lead == "por" and texto.word(before - 1) in SENTIDOS:
        return True
    if lead in {"de", "del"}:
        return any(texto.word(before - back) in NOMBRES for back in (1, 2, 3))
    return texto.word(found.i - 1) in {"un", "el"} and texto.word(found.i - 2) in SENTIDOS

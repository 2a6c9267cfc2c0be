"""Where a target starts from: a year, a value, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from evaluacion.check.enunciado.alrededor import sense_before, skip_approximators
from evaluacion.check.enunciado.expresiones import Expresion, read_expresion
from evaluacion.check.enunciado.fechas import DIA, end_of_years, is_year, read_fecha, year_at
from evaluacion.check.enunciado.numeros_palabras import EMPIEZAN as NUMERALES
from evaluacion.check.enunciado.texto import NUMERO, Texto


class Base(NamedTuple):
    """A starting point that the text says, from token `i` to before token `j`."""

    i: int
    j: int
    valor: Expresion | None
    periodo: int | None


_CUE = re.compile(
    r"(?<![a-z0-9])(?:"
    r"(?P<firme>con base en|(?:con )?respect[oa] (?:del?|al?|con)|(?:con|de) linea (?:de )?base|linea (?:de )?base|(?:el )?ano base|en comparacion (?:con|al?)|comparad[oa]s? (?:con|al?)|"
    r"(?:con|en) (?:relacion|referencia) (?:con|al?)|tomando (?:como (?:base|referencia|punto de partida)|en cuenta)|tomando|partiendo del?|por encima del?|por debajo del?)|"
    r"(?P<floja>\(?(?:hoy(?: en dia)?|actualmente) (?:hay|existen|se tienen|se cuenta con|tenemos|contamos con|son)|frente al?|contra|versus|vs\.?|sobre(?: la base de)?|a partir del?|desde|que (?:en|el|los|las)|\((?:hoy|actualmente|actual|base):?|base)"
    r")(?![a-z0-9])"
)
_TRIGGERS = frozenset(
    "respecto respecta base comparacion comparado comparada comparados comparadas relacion referencia tomando partiendo encima debajo frente contra versus vs "
    "sobre partir desde que hoy actualmente actual".split()
)
_FILLERS = frozenset(
    "el la los las lo ano anos nivel niveles valor valores cifra cifras dato datos registro registros registrado registrada registrados registradas reportado reportados "
    "reportadas observado observados observadas existente existentes actual actuales vigente vigentes de del en a al cierre promedio total mismo que se tenian habia "
    "obtenido obtenidos alcanzado alcanzados logrado logrados firmados firmadas suscritos suscritas contabilizados contabilizadas atendidos atendidas captados "
    "captadas ocurridos ocurridas punto partida linea base como referencia poco mas menos son eran hay fueron desde con cuales".split()
)
_STOPS = frozenset((",", ";", ".", "!", "?", "para", "mediante", "antes", "hacia", "hasta", "y", "e", "durante", "con", "a"))
_HARD = frozenset((";", ".", "!", "?", "para", "mediante", "antes", "hacia", "hasta", "durante"))
_WINDOW = 14
_YEAR_TO = re.compile(r"(?:(?:19|20)\d\d|dos mil [a-z]+)\)?,? (?:al?|hasta) ")
_TOLD = re.compile(
    r"(?<![a-z0-9])(?:(?:que )?en (?:el )?(?P<antes>(?:19|20)\d\d),? (?:fue(?:ron)?|eran?|hubo|habia|habian|existian|se tenian?|se registro|se registraron)(?: de)? (?=\d)|"
    r"(?<=\()(?=\d[\d.,]*(?: ?%| [a-z]+){0,3}? en (?P<luego>(?:19|20)\d\d)(?:,|;| y| a) \d[\d.,]*(?: ?%| [a-z]+){0,3}? en (?:19|20)\d\d))"
)
_LAST_YEAR = re.compile(r"(?:del |al |el )?ano (?:anterior|pasado|previo|inmediato anterior|que termino)")


def find_bases(texto: Texto, free: list[bool], today: date) -> Iterator[Base]:
    """Yield the starting points of a statement, in order."""
    yield from _from_year_to(texto, free)
    yield from _told_of_year(texto, today)
    if _TRIGGERS.isdisjoint(texto.palabras):
        return
    token = 0
    for cue in _CUE.finditer(texto.plano):
        token = texto.token_at(cue.start(), token)
        first = texto.token_at(cue.end(), token)
        if first < len(texto.palabras) and free[token]:
            base = _after_cue(texto, free, token, first, today, firm=cue["firme"] is not None, cue=cue[0])
            if base is not None:
                yield base


def _after_cue(texto: Texto, free: list[bool], i: int, first: int, today: date, *, firm: bool, cue: str) -> Base | None:
    """Return the value and year that follow a cue, before the sentence goes on to something else."""
    value, year, end = None, None, first
    k = first
    while k < min(len(texto.palabras), first + _WINDOW):
        word = texto.word(k)
        if word in _HARD or (word in {",", "y", "e"} and (value is not None or not firm)):
            break
        if word == "ano" and (last := _LAST_YEAR.match(texto.plano, texto.inicios[k])) is not None:
            year, end = today.year - 1, texto.token_at(last.end(), k)
            break
        number = read_expresion(texto, k) if free[k] else None
        here = _year_at(texto, k)
        if here is not None and (number is None or number.j == here[1]) and not (value is None and _is_count(texto, k, here[1])):
            year, end = here
            if texto.word(end) in {"-", "/"} and texto.is_number(end + 1):
                return None
            end = texto.token_at(end_of_years(texto.plano, texto.finales[end - 1], today), end)
            if value is None and "base" in cue and texto.word(end) in {":", "=", "("}:
                value = read_expresion(texto, end + 1) if end + 1 < len(texto.palabras) else None
                end = value.j if value is not None else end
            break
        if number is not None and value is None:
            if _is_day(texto, k, today):
                return None
            value, k, end = number, number.j, number.j
            continue
        if number is not None or not _goes_on(texto, k, firm=firm, has_value=value is not None):
            break
        k += 1
    return _judged(texto, Base(i, _closing(texto, end), value, year), first, today, firm=firm, cue=cue)


def _goes_on(texto: Texto, k: int, *, firm: bool, has_value: bool) -> bool:
    """Whether the words go on towards a value or a year."""
    word = texto.word(k)
    return word in _FILLERS or word in {"(", ":", "="} or (texto.is_word(k) and (firm or has_value))


def _is_count(texto: Texto, k: int, end: int) -> bool:
    """Whether what looks as a year, up to a token, counts what follows: de las 2000 becas, de dos mil veinte becas."""
    following = texto.word(end)
    return (
        texto.is_word(end)
        and len(following) > 3
        and following not in _FILLERS
        and following not in _STOPS
        and (end > k + 1 or texto.word(k - 1) in {"los", "las"})
    )


def _closing(texto: Texto, end: int) -> int:
    """Return the end with the participle that closes it: `los 18 registrados`, `2020 como año base`."""
    while texto.word(end) in {"actuales", "actual", "registrados", "registradas", "vigentes", "existentes"}:
        end += 1
    if texto.word(end) == "como" and "base" in texto.palabras[end + 1 : end + 4]:
        return texto.palabras.index("base", end + 1) + 1
    return end


def _judged(texto: Texto, base: Base, first: int, today: date, *, firm: bool, cue: str) -> Base | None:
    """Return the starting point if it is one; after a weak cue it must lie in the past or say that it was counted."""
    if base.valor is None and base.periodo is None:
        return None
    if firm:
        return base if base.periodo is None or base.periodo <= today.year + 1 else None
    if base.periodo is not None:
        starts = (
            cue.startswith(("a partir", "desde"))
            and base.valor is None
            and not set(texto.palabras[first : base.j]) & {"nivel", "niveles", "cifra", "cifras"}
        )
        too_late = base.periodo > today.year or (cue.startswith("que") and base.periodo >= today.year and base.valor is not None)
        return None if starts or too_late else base
    counted = {"actuales", "actual", "registrados", "registradas", "vigentes", "existentes"} & set(texto.palabras[first : base.j + 3])
    from_article = cue.startswith(("a partir", "desde")) and texto.word(first) in {"los", "las"}
    return base if counted or from_article or cue.startswith(("(", "hoy", "actualmente")) else None


def _year_at(texto: Texto, k: int) -> tuple[int, int] | None:
    """Return the year that starts at a token, in figures or in words, and the token after it."""
    word = texto.word(k)
    if is_year(word):
        return int(word), k + 1
    found = year_at(texto.plano, texto.inicios[k]) if word == "dos" and texto.word(k - 1) in {"ano", "a", "al", "de", "del", "en"} else None
    return (found[0], texto.token_at(found[1], k)) if found is not None else None


def _is_day(texto: Texto, k: int, today: date) -> bool:
    """Whether a number is the day of a date: a partir del 1 de enero."""
    when = read_fecha(texto.plano, texto.inicios[k], texto.word(k), today) if texto.is_number(k) else None
    return when is not None and when.clase == DIA


def _value_at(texto: Texto, k: int) -> Expresion | None:
    """Return the value that starts at a token: in digits, in words, or `una`."""
    if texto.word(k) in {"un", "una"}:
        return Expresion(k, k + 1, 1.0)
    return read_expresion(texto, k) if texto.is_number(k) or texto.word(k) in NUMERALES else None


def _from_year_to(texto: Texto, free: list[bool]) -> Iterator[Base]:
    """Yield the years of `de 12 en 2024 a 20`: the value itself is read with its target."""
    if _YEAR_TO.search(texto.plano) is None:
        return
    for i, word in enumerate(texto.palabras):
        if word not in {"de", "del", "desde"} or not free[i]:
            continue
        start = i + 1 + (texto.word(i + 1) in {"los", "las"})
        first = _value_at(texto, start)
        if first is None or (sense_before(texto, i) is None and texto.word(i - 1) != "("):
            continue
        k = first.j
        while k < first.j + _WINDOW and texto.is_word(k) and not (_year_at(texto, k + 1) is not None and texto.word(k) in {"en", "de"}):
            k += 1
        inside = texto.word(k) == "("
        opening = k
        k += texto.word(k) in {"en", "de", "("}
        k += inside and texto.word(k) in {"en", "de"}
        year = _year_at(texto, k)
        if (
            year is not None
            and k > first.j
            and texto.word(link := year[1] + inside + (texto.word(year[1] + inside) == ",")) in {"a", "al", "hasta"}
            and read_expresion(texto, min(skip_approximators(texto, link + 1), len(texto.palabras) - 1))
        ):
            yield Base(opening, year[1] + inside, None, year[0])


def _told_of_year(texto: Texto, today: date) -> Iterator[Base]:
    """Yield the values told of a past year: `en 2024 fue de 9 %`, `elevar los convenios (2 en 2024, 5 en 2027)`."""
    for found in _TOLD.finditer(texto.plano):
        first, start = texto.token_at(found.start()), texto.token_at(found.end())
        year = int(found["antes"] or found["luego"])
        value = read_expresion(texto, start)
        moves = sense_before(texto, first) is not None and NUMERO not in texto.clases[:first]
        if value is None or year > today.year or (found["luego"] and not moves):
            continue
        yield Base(first, texto.palabras.index(found["luego"], value.j) + 2 if found["luego"] else value.j, value, year)

"""Dates and periods as Spanish writes them: days, months, quarters, years, from one to another."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from evaluacion.check.enunciado.calendario import Lapso, day_of, months_of, part_of
from evaluacion.check.enunciado.fechas_escritas import ANIOS_EN_LETRAS, MESES_DE_PARTE, MONTH_OF, NOMBRES_DE_MES, ORDINALES, PATRONES
from evaluacion.check.enunciado.numeros_palabras import MENORES, read_numero

DIA, MES, PARTE, ANIO, TRAMO = "dia", "mes", "parte", "anio", "tramo"


class Fecha(NamedTuple):
    """A date or period up to a place of the plain text; without `lapso` it has no year, or the calendar has no such day."""

    b: int
    clase: str
    lapso: Lapso | None
    inexistente: bool = False
    con_anio: bool = True


_ONE_MORE = len(" y 2027")
_FIGURES = re.compile(r"\d+")
_BY_DAY = ("parte_corta", "numeros", "mes_numero", "dias", "dia", "parte")
_BY_YEAR = ("iso", "parte_corta", "numeros", "mes_iso", "anios", "anio")
_BY_LONG = ("numeros", "dia")
_BY_DIGITS = {1: _BY_DAY, 2: _BY_DAY, 4: _BY_YEAR}
_BY_MONTH = ("meses", "mes")
_BY_WORD = ("quincena", "primeros_meses", "parte_despues", "parte", "parte_corta")
_WORD_STARTS = frozenset(
    "primer primera primero primeros tercer tercero tercera segundo segunda cuarto cuarta quinto quinta sexto sexta septimo septima octavo octava noveno novena decimo decima ultimo ultima ultimos i ii iii iv v vi "
    "trimestre semestre cuatrimestre bimestre trim t q s".split()
)
_DAY_WORDS = frozenset(word for word, value in MENORES.items() if 1 <= value <= 31) | {"primero"}
_MONTH_WORDS = MESES = frozenset(MONTH_OF)
PARTES = frozenset(("trimestre", "semestre", "cuatrimestre", "bimestre", "mitad", "trim", "sem", "quincena", "semana"))
_AFTER_DAY = frozenset("de del - / . al a y e o , dias er ero era ro ra do da to ta º ª ° t q s trims".split()) | _MONTH_WORDS | PARTES
_AFTER_YEAR = frozenset("- / t q s".split())
EMPIEZAN = _WORD_STARTS | _DAY_WORDS | _MONTH_WORDS | {"dos"}


def read_fecha(
    plain: str, place: int, word: str, today: date, default_year: int | None = None, following: str | None = None
) -> Fecha | None:
    """Return the date that starts at a place of the plain text.

    Args:
        plain: the statement in plain letters.
        place: where the date would begin.
        word: the token there.
        today: the day of reference, for `este año`.
        default_year: the year of a date that does not say its own.
        following: the token after that, where it is at hand: it spares looking at a number that counts something.
    """
    if word[0].isdigit():
        names: tuple[str, ...] = _BY_DIGITS.get(len(word), _BY_LONG)
        if names is _BY_DAY and following is not None and following not in _AFTER_DAY:
            return None
        if names is _BY_YEAR and following is not None and following not in _AFTER_YEAR:
            names = ("anio",)
    elif word in _MONTH_WORDS:
        names = _BY_MONTH
    else:
        names = (*(_BY_WORD if word in _WORD_STARTS else ()), *(("dia", "anio") if word in _DAY_WORDS else ()))
    for name in names:
        found = PATRONES[name].match(plain, place)
        if found is not None:
            made = _READERS[name](found, today, default_year)
            if made is not None:
                return made
    return None


def is_short_part(plain: str, place: int) -> bool:
    """Whether a quarter or semester in letters and figures starts at a place: T3-2026, 2S 2026."""
    return PATRONES["parte_corta"].match(plain, place) is not None


def read_lista(plain: str, place: int) -> Fecha | None:
    """Return the last year of the list that goes on at a place: `, 2028 y 2029`; one more year alone, after `y`, is no list."""
    found = PATRONES["lista"].match(plain, place)
    if found is None or (len(found[0]) <= _ONE_MORE and found[0].startswith(" y")):
        return None
    return Fecha(found.end(), ANIO, months_of(year_of(found["y"]), 1, 12))


def _year(found: re.Match[str], today: date, default: int | None) -> int | None:
    """Return the year that a match says, in figures, in words or from today; else the one given."""
    return _own_year(found, today) if _says_year(found) else default


def _says_year(found: re.Match[str]) -> bool:
    return found["y"] is not None or found["r"] is not None


def _own_year(found: re.Match[str], today: date) -> int:
    if found["y"] is not None:
        return year_of(found["y"])
    return today.year + any(word in found["r"] for word in ("proximo", "siguiente", "entra", "viene"))


def end_of_years(plain: str, place: int, today: date) -> int:
    """Return where the list of past years that goes on at a place ends, or the place itself."""
    found = PATRONES["lista"].match(plain, place)
    return found.end() if found is not None and year_of(found["y"]) < today.year else place


def is_year(word: str) -> bool:
    """Whether a word is a year of this age in four figures."""
    return len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}


def year_of(text: str) -> int:
    """Return the year written in four figures, in two or in words, as the shapes of dates find it."""
    return int(text) + (2000 if len(text) == 2 else 0) if text.isdigit() else ANIOS_EN_LETRAS[text]


def year_at(plain: str, place: int) -> tuple[int, int] | None:
    """Return the year that starts at a place, and the place where its text ends."""
    found = PATRONES["anio"].match(plain, place)
    return (year_of(found["y"]), found.end()) if found is not None else None


def _month(text: str) -> int:
    return MONTH_OF[text.rstrip(".")]


def _read_numeric(found: re.Match[str], _today: date, _default: int | None) -> Fecha | None:
    year = year_of(found["y"])
    if len(found["y"]) == 2 and found["s"] == ".":
        return None
    day = day_of(year, int(found["m"]), int(found["d"]))
    return Fecha(found.end(), DIA, Lapso(day, day) if day else None, inexistente=day is None)


def _read_month_number(found: re.Match[str], _today: date, _default: int | None) -> Fecha:
    return Fecha(found.end(), MES, months_of(int(found["y"]), int(found["m"]), int(found["m"])))


def _read_day(found: re.Match[str], today: date, default: int | None) -> Fecha | None:
    text, month = found["d"], _month(found["m"])
    number = int(text) if text.isdigit() else 1 if text == "primero" else _in_words(text)
    if number is None:
        return None
    own = _says_year(found)
    if not own and (found["m"].rstrip(".") not in NOMBRES_DE_MES):
        return None
    end = found.end() if own else found.end("m")
    year = _year(found, today, default)
    if year is None:
        impossible = number > monthrange(2024, month)[1] or number == 0
        return Fecha(end, DIA, None, inexistente=impossible, con_anio=False)
    day = day_of(year, month, number)
    return Fecha(end, DIA, Lapso(day, day) if day else None, inexistente=day is None, con_anio=own)


def _read_days(found: re.Match[str], today: date, _default: int | None) -> Fecha:
    month, year = _month(found["m"]), _own_year(found, today)
    first, last = day_of(year, month, int(found["d1"])), day_of(year, month, int(found["d"]))
    return Fecha(found.end(), TRAMO, Lapso(first, last) if first and last else None, inexistente=first is None or last is None)


def _in_words(text: str) -> int | None:
    words = text.split()
    number = read_numero(words, 0)
    if number is None or number.fin < len(words):
        return 1 if text == "uno" else None
    return int(number.valor)


def _read_month(found: re.Match[str], today: date, default: int | None) -> Fecha | None:
    month, own = _month(found["m"]), _says_year(found)
    if not own and found["m"].rstrip(".") not in NOMBRES_DE_MES:
        return None
    year = _year(found, today, default)
    return Fecha(found.end() if own else found.end("m"), MES, months_of(year, month, month) if year else None, con_anio=own)


def _read_months(found: re.Match[str], today: date, _default: int | None) -> Fecha:
    first, last, year = _month(found["m"]), _month(found["m2"]), _own_year(found, today)
    return Fecha(found.end(), TRAMO, Lapso(date(year, first, 1), months_of(year, last, last).fin))


def _read_fortnight(found: re.Match[str], today: date, default: int | None) -> Fecha:
    month, year = _month(found["m"]), _year(found, today, default)
    if year is None:
        return Fecha(found.end(), MES, None, con_anio=False)
    whole, half = months_of(year, month, month), 7 if found["k"] == "semana" else 15
    first = 1 if found["o"] == "primera" else half + 1
    last = whole.fin if found["o"] == "segunda" and half > 7 else date(year, month, first + half - 1)
    return Fecha(found.end(), MES, Lapso(date(year, month, first), last))


def _read_part(found: re.Match[str], today: date, default: int | None) -> Fecha | None:
    groups = found.groupdict()
    months = MESES_DE_PARTE[found["k"].rstrip(".")]
    ordinal, last = _position(found["o"], months), _position(groups.get("o2") or found["o"], months)
    year = _year(found, today, default)
    if year is None:
        return Fecha(found.end(), PARTE, None, con_anio=False) if found["k"] != "mitad" else None
    first_part, last_part = part_of(year, months, ordinal), part_of(year, months, last)
    if first_part is None or last_part is None:
        return Fecha(found.end(), PARTE, None, inexistente=True)
    return Fecha(found.end(), PARTE, Lapso(first_part.inicio, last_part.fin), con_anio=_says_year(found))


def _position(text: str, months: int) -> int:
    figures = _FIGURES.match(text)
    position = int(figures[0]) if figures is not None else ORDINALES[text.rstrip(".")]
    return 12 // months if position == -1 else position


def _read_short_part(found: re.Match[str], _today: date, _default: int | None) -> Fecha | None:
    kind = found["k"] or found["k2"] or found["k3"]
    year, position = int(found["y"] or found["y3"]), int(found["n"] or found["n2"] or found["n3"])
    lapse = part_of(year, MESES_DE_PARTE[kind], position)
    return Fecha(found.end(), PARTE, lapse, inexistente=lapse is None)


def _read_first_months(found: re.Match[str], today: date, _default: int | None) -> Fecha | None:
    text, year = found["n"], _own_year(found, today)
    count = int(text) if text.isdigit() else MENORES.get(text)
    if count is None:
        return None
    if not 1 <= count <= 12:
        return Fecha(found.end(), PARTE, None, inexistente=True)
    return Fecha(found.end(), PARTE, months_of(year, 1, count) if found["o"] == "primeros" else months_of(year, 13 - count, 12))


def _read_years(found: re.Match[str], _today: date, _default: int | None) -> Fecha:
    return Fecha(found.end(), TRAMO, Lapso(date(year_of(found["y"]), 1, 1), date(year_of(found["y2"]), 12, 31)))


def _read_year(found: re.Match[str], _today: date, _default: int | None) -> Fecha:
    return Fecha(found.end(), ANIO, months_of(year_of(found["y"]), 1, 12))


_READERS = {
    "iso": _read_numeric, "numeros": _read_numeric, "mes_iso": _read_month_number, "mes_numero": _read_month_number, "parte_corta": _read_short_part, "dia": _read_day,
    "dias": _read_days, "meses": _read_months, "mes": _read_month, "quincena": _read_fortnight, "parte": _read_part, "parte_despues": _read_part,
    "primeros_meses": _read_first_months, "anios": _read_years, "anio": _read_year,
}  # fmt: skip

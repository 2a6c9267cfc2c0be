"""One numeric expression of a statement: digits or words, with scale, restatement, percentage and currency."""

from __future__ import annotations

import re
from typing import NamedTuple

from evaluacion.check.enunciado import fracciones, monedas, numeros_palabras
from evaluacion.check.enunciado.magnitudes import Magnitud, read_magnitud
from evaluacion.check.enunciado.palabras import VACIAS
from evaluacion.check.enunciado.plural import singular
from evaluacion.check.enunciado.texto import Texto

PORCIENTO, PUNTOS = "%", "punto porcentual"
_PERCENT = re.compile(r" ?(?:%|(?:por ciento|porciento|pct)\b)|( ?(?:puntos? porcentual(?:es)?\b|p\.p\.|pps?\b))")
MEDIDAS = {
    "km": "kilómetro", "kms": "kilómetro", "m": "metro", "mts": "metro", "kg": "kilogramo", "kgs": "kilogramo", "t": "tonelada", "ton": "tonelada",
    "tons": "tonelada", "ha": "hectárea", "has": "hectárea", "h": "hora", "hrs": "hora", "hr": "hora", "min": "minuto", "l": "litro",
    "lt": "litro", "lts": "litro", "mw": "megawatt", "gw": "gigawatt", "w": "watt", "kw": "kilowatt", "mwh": "megawatt-hora", "gwh": "gigawatt-hora",
    "kwh": "kilowatt-hora", "hab": "habitante", "pts": "punto", "pzas": "pieza", "cm": "centímetro", "mm": "milímetro", "gb": "gigabyte",
    "mb": "megabyte", "tb": "terabyte", "mbps": "megabit por segundo", "gbps": "gigabit por segundo",
}  # fmt: skip
_UNIT_STARTS = monedas.SIGUEN | frozenset("% por porciento pct punto puntos p pp pps".split())
_POINTS = {"un": 1.0, "medio": 0.5}
_CUADRADAS = {"m": "metro cuadrado", "km": "kilómetro cuadrado"}


UNA_Y_MEDIA = frozenset("hora dia mes semana ano hectarea tonelada".split())
"""Measures that say one without its article when a half follows: hora y media."""


class Expresion(NamedTuple):
    """A number with all that belongs to it, from token `i` to before token `j`."""

    i: int
    j: int
    valor: float | None
    unidad: str | None = None
    ambigua: bool = False
    escala: float = 1.0
    clase: str = "cuenta"
    """`cuenta`, `fraccion`, `colectivo` or `medida`: what may come between it and its noun."""


def read_expresion(texto: Texto, i: int) -> Expresion | None:
    """Return the numeric expression that starts at a token, or None."""
    word = texto.word(i)
    if word in UNA_Y_MEDIA or (word in {"un", "una"} and texto.word(i + 1) in UNA_Y_MEDIA):
        return _one_and_half(texto, i + (word in {"un", "una"}), i)
    if word in fracciones.EMPIEZAN or word in numeros_palabras.MENORES or texto.is_number(i):
        group = fracciones.read_colectivo(texto, i)
        if group is not None:
            return _with_unit(texto, Expresion(i, group.fin, group.valor, clase="colectivo"), None)
        fraction = fracciones.read_fraccion(texto, i)
        if fraction is not None and (of_million := _of_million(texto, i, fraction)) is not None:
            return _with_unit(texto, of_million, None)
        if fraction is not None:
            return Expresion(i, fraction.fin, fraction.valor, clase="fraccion")
    currency = monedas.read_before(texto.plano, texto.inicios[i]) if word in monedas.STARTS else None
    start = texto.token_at(currency.fin, i) if currency is not None else i
    return _with_unit(texto, _read_number(texto, i, start), currency)


def _one_and_half(texto: Texto, k: int, start: int) -> Expresion | None:
    """Return one measure and a half, with its article or without: hora y media, un día y medio."""
    if texto.word(k + 1) != "y" or texto.word(k + 2) not in {"medio", "media"} or (start == k and texto.word(k - 1) in {"un", "1"}):
        return None
    return Expresion(start, k + 3, 1.5, singular(texto.written(k)), clase="medida")


def _of_million(texto: Texto, i: int, part: numeros_palabras.Leido) -> Expresion | None:
    """Return the number that quarters of a million make: tres cuartos de millón."""
    scale = numeros_palabras.MILLONES.get(texto.word(part.fin + 1)) if texto.word(part.fin) == "de" else None
    if scale is None or part.valor * 4 % 1:
        return None
    return Expresion(i, part.fin + 2, part.valor * scale, escala=float(scale))


def _read_number(texto: Texto, i: int, start: int) -> Expresion | None:
    """Return the number itself, with its sign, scale and restatement between parentheses."""
    sign = -1.0 if texto.word(start) == "-" and texto.glued(start + 1) and not texto.glued(start) else 1.0
    first = start + (sign < 0)
    found = read_magnitud(texto, first) or _one_restated(texto, first)
    if found is None:
        return None
    value = found.valor * sign if found.valor is not None else None
    return Expresion(i, _restated(texto, found), value, ambigua=found.ambigua, escala=found.escala)


def _one_restated(texto: Texto, first: int) -> Magnitud | None:
    """Return `un (1)` and `un punto porcentual`: the article is a number when its figure or that measure follows; so is `medio`."""
    if texto.word(first) in {"un", "una", "uno"} and texto.word(first + 1) == "(" and texto.word(first + 2) in {"1", "01"}:
        return Magnitud(1.0, first + 1)
    if texto.word(first + 1) == "punto" and texto.word(first + 2) == "porcentual" and texto.word(first) in _POINTS:
        return Magnitud(_POINTS[texto.word(first)], first + 1)
    return None


def _restated(texto: Texto, found: Magnitud) -> int:
    """Return where the number ends when it is said again between parentheses: `3 (tres)`."""
    if texto.word(found.fin) != "(":
        return found.fin
    inner = found.fin + 1
    again = read_magnitud(texto, inner)
    value = again.valor if again is not None else 1.0 if texto.word(inner) in {"un", "una", "uno"} else None
    end = again.fin if again is not None else inner + 1
    return end + 1 if value == found.valor and texto.word(end) == ")" else found.fin


def _with_unit(texto: Texto, found: Expresion | None, currency: monedas.Moneda | None) -> Expresion | None:
    """Return the expression with its percentage, currency or abbreviated measure, where it has one."""
    if found is None:
        return None
    following = texto.word(found.j)
    if following not in _UNIT_STARTS:
        return _bare(texto, found, currency)
    place = texto.finales[found.j - 1]
    percent = _PERCENT.match(texto.plano, place)
    if percent is not None and currency is None:
        unit = PUNTOS if percent[1] else PORCIENTO
        return Expresion(found.i, texto.token_at(percent.end(), found.j), found.valor, unit, found.ambigua, found.escala, found.clase)
    after = monedas.read_after(texto.plano, place)
    if after is not None:
        value = round(found.valor * after.escala, 6) if found.valor is not None else None
        code = currency.codigo if currency is not None and currency.codigo != "$" and after.escala == 1 else after.codigo
        again = monedas.read_after(texto.plano, after.fin) if after.codigo == "MXN" else None
        end = texto.token_at(again.fin if again is not None else after.fin, found.j)
        return Expresion(found.i, end, value, code, found.ambigua, found.escala * after.escala, found.clase)
    return _bare(texto, found, currency)


def _bare(texto: Texto, found: Expresion, currency: monedas.Moneda | None) -> Expresion:
    """Return the expression when neither a percentage nor a currency follows."""
    if currency is not None:
        return Expresion(found.i, found.j, found.valor, currency.codigo, found.ambigua, found.escala, found.clase)
    return _with_half(texto, found) or _with_measure(texto, found)


def _with_half(texto: Texto, found: Expresion) -> Expresion | None:
    """Return the expression with the half said after its noun: `2 hectáreas y media`; not `2 sedes y media docena`."""
    j = found.j
    if texto.word(j + 2) not in {"medio", "media"} or texto.word(j + 1) != "y" or found.valor is None or not texto.is_word(j):
        return None
    following = texto.word(j + 3)
    if texto.is_word(j + 3) and following not in VACIAS:
        return None
    unit = singular(texto.written(j))
    return found._replace(j=j + 3, valor=found.valor + 0.5, unidad=unit, clase="medida")


def _with_measure(texto: Texto, found: Expresion) -> Expresion:
    """Return the expression with its measure when that is an abbreviation: `40 ha`, `12 km`, `300 m2`."""
    word, j = texto.word(found.j), found.j + 1
    if word in {"°", "º"} and texto.word(j) in {"c", "f"}:
        return found._replace(unidad="grado", clase="medida")
    if word not in MEDIDAS or not texto.is_number(found.j - 1) or (texto.word(j) == "-" and texto.glued(j)):
        return found
    unit = MEDIDAS[word]
    if word in _CUADRADAS and texto.word(j) == "2" and texto.glued(j):
        unit = _CUADRADAS[word]
    if word == "m" and texto.word(j) == "3" and texto.glued(j):
        per_second = texto.word(j + 1) == "/" and texto.word(j + 2) in {"s", "seg"}
        unit = "metro cúbico por segundo" if per_second else "metro cúbico"
    return Expresion(found.i, found.j, found.valor, unit, found.ambigua, found.escala, "medida")

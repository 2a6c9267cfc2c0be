"""One numeric expression of a statement: digits or words, with scale, restatement, percentage and currency."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from evaluacion.check.enunciado import fracciones, monedas, numeros_palabras
from evaluacion.check.enunciado.numeros_cifras import read_cifra
from evaluacion.check.enunciado.texto import Texto

PORCIENTO, PUNTOS = "%", "punto porcentual"
_PERCENT = re.compile(r" ?(?:%|(?:por ciento|porciento|pct)\b)|( ?(?:puntos? porcentual(?:es)?\b|p\.p\.|pps?\b))")
_SCALES = {
    "mil": 1e3, "k": 1e3, "millon": 1e6, "millones": 1e6, "mill": 1e6, "mills": 1e6, "mdm": 1e9, "mm": 1e6, "billon": 1e12, "billones": 1e12,
    "millar": 1e3, "millares": 1e3, "millardo": 1e9, "millardos": 1e9,
}  # fmt: skip
_GLUED = frozenset(_SCALES) | {"m"}
_MIL = 1000
MEDIDAS = {
    "km": "kilómetro", "kms": "kilómetro", "m": "metro", "mts": "metro", "kg": "kilogramo", "kgs": "kilogramo", "t": "tonelada", "ton": "tonelada",
    "tons": "tonelada", "ha": "hectárea", "has": "hectárea", "h": "hora", "hrs": "hora", "hr": "hora", "min": "minuto", "l": "litro",
    "lt": "litro", "lts": "litro", "mw": "megawatt", "gw": "gigawatt", "w": "watt", "kw": "kilowatt", "mwh": "megawatt-hora", "gwh": "gigawatt-hora",
    "kwh": "kilowatt-hora", "hab": "habitante", "pts": "punto", "pzas": "pieza", "cm": "centímetro", "mm": "milímetro", "gb": "gigabyte",
    "mb": "megabyte", "tb": "terabyte", "mbps": "megabit por segundo", "gbps": "gigabit por segundo",
}  # fmt: skip
_CUADRADAS = {"m": "metro cuadrado", "km": "kilómetro cuadrado"}


@dataclass(frozen=True, slots=True)
class Expresion:
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
    if word in fracciones.EMPIEZAN or word in numeros_palabras.MENORES or texto.is_number(i):
        group = fracciones.read_colectivo(texto, i)
        if group is not None:
            return _with_unit(texto, Expresion(i, group.fin, group.valor, clase="colectivo"), None)
        fraction = fracciones.read_fraccion(texto, i)
        if fraction is not None:
            return Expresion(i, fraction.fin, fraction.valor, clase="fraccion")
    currency = monedas.read_before(texto.plano, texto.fichas[i].a) if word in monedas.STARTS else None
    start = texto.token_at(currency.fin, i) if currency is not None else i
    return _with_unit(texto, _read_number(texto, i, start), currency)


def _read_number(texto: Texto, i: int, start: int) -> Expresion | None:
    """Return the number itself, with its sign, scale and restatement between parentheses."""
    sign = -1.0 if texto.word(start) == "-" and texto.glued(start + 1) and not texto.glued(start) else 1.0
    first = start + (sign < 0)
    found = _in_digits(texto, i, first) if texto.is_number(first) else _in_words(texto, i, first)
    if found is None:
        return None
    j = _restated(texto, found)
    value = found.valor * sign if found.valor is not None else None
    return Expresion(i, j, value, ambigua=found.ambigua, escala=found.escala)


def _in_words(texto: Texto, i: int, first: int) -> Expresion | None:
    number = numeros_palabras.read_numero(texto.palabras, first)
    if number is None:
        return _one_restated(texto, i, first)
    value, j, scale = number.valor, number.fin, 1.0
    last = texto.word(j - 1)
    if last in _SCALES:
        scale = _SCALES[last] * (_MIL if last.startswith("millon") and texto.word(j - 2) == "mil" else 1)
    if scale > 1 and texto.word(j) == "y" and texto.word(j + 1) in {"medio", "media"}:
        value, j = value + scale / 2, j + 2
    return Expresion(i, j, value, escala=scale)


def _one_restated(texto: Texto, i: int, first: int) -> Expresion | None:
    """Return `un (1)`: the article is a number when its figure follows."""
    if texto.word(first) in {"un", "una", "uno"} and texto.word(first + 1) == "(" and texto.word(first + 2) in {"1", "01"}:
        return Expresion(i, first + 1, 1.0)
    return None


def _in_digits(texto: Texto, i: int, first: int) -> Expresion | None:
    figure = read_cifra(texto.word(first))
    if figure is None:
        return None
    value, j, scale = figure.valor, first + 1, 1.0
    while (step := _scale_at(texto, j, first)) is not None:
        scale, j = scale * step, j + 1
        j += texto.word(j) == "." and texto.word(j - 1) in {"mill", "mills"}
        if step >= 1e6:
            break
    value = value * scale if value is not None else None
    if scale == _MIL and value is not None and (rest := _hundreds(texto, j)) is not None:
        value, j = value + rest, j + 1
        if texto.word(j) in {"millones", "millon"}:
            value, scale, j = value * 1e6, 1e6, j + 1
    elif scale > 1 and value is not None and texto.word(j) == "y" and texto.word(j + 1) in {"medio", "media"}:
        value, j = value + scale / 2, j + 2
    elif texto.word(j) == "½" and value is not None:
        value, j = value + 0.5, j + 1
    return Expresion(i, j, round(value, 6) if value is not None else None, ambigua=figure.ambigua, escala=scale)


def _scale_at(texto: Texto, j: int, first: int) -> float | None:
    """Return what the token after a number multiplies it by; a bare `m` is a scale when it is a capital or is glued to the figure."""
    word = texto.word(j)
    if word == "m" and j == first + 1 and texto.word(j + 1) not in {"2", "3"} and texto.word(j + 1) != ".":
        glued = texto.glued(j)
        return 1e6 if glued or texto.span(j, j + 1) == "M" else None
    if word == "mm" and j == first + 1 and monedas.read_after(texto.plano, texto.fichas[j].b) is None and not _money_before(texto, first):
        return None
    return _SCALES.get(word)


def _money_before(texto: Texto, first: int) -> bool:
    return texto.word(first - 1) in monedas.STARTS


def _hundreds(texto: Texto, j: int) -> float | None:
    """Return the hundreds written after `3 mil`."""
    word = texto.word(j)
    return float(word) if texto.is_number(j) and word.isdigit() and len(word) == 3 and word[0] != "0" else None


def _restated(texto: Texto, found: Expresion) -> int:
    """Return where the number ends when it is said again between parentheses: `3 (tres)`."""
    if texto.word(found.j) != "(":
        return found.j
    inner = found.j + 1
    again = _in_digits(texto, inner, inner) if texto.is_number(inner) else _in_words(texto, inner, inner)
    value = again.valor if again is not None else 1.0 if texto.word(inner) in {"un", "una", "uno"} else None
    end = again.j if again is not None else inner + 1
    return end + 1 if value == found.valor and texto.word(end) == ")" else found.j


def _with_unit(texto: Texto, found: Expresion | None, currency: monedas.Moneda | None) -> Expresion | None:
    """Return the expression with its percentage, currency or abbreviated measure, where it has one."""
    if found is None:
        return None
    place = texto.fichas[found.j - 1].b
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
    if currency is not None:
        return Expresion(found.i, found.j, found.valor, currency.codigo, found.ambigua, found.escala, found.clase)
    return _with_measure(texto, found)


def _with_measure(texto: Texto, found: Expresion) -> Expresion:
    """Return the expression with its measure when that is an abbreviation: `40 ha`, `12 km`, `300 m2`."""
    word, j = texto.word(found.j), found.j + 1
    if word in {"°", "º"} and texto.word(j) in {"c", "f"}:
        return replace(found, unidad="grado", clase="medida")
    if word not in MEDIDAS or not texto.is_number(found.j - 1):
        return found
    unit = MEDIDAS[word]
    if word in _CUADRADAS and texto.word(j) == "2" and texto.glued(j):
        unit = _CUADRADAS[word]
    return Expresion(found.i, found.j, found.valor, unit, found.ambigua, found.escala, "medida")

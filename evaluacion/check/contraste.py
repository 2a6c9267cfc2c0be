"""What a statement and the fields of its objective say of the same thing: the scale, the sense, the unit, the start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluacion.check.enunciado.sentidos import NOMBRES, VERBOS
from evaluacion.check.medidas import is_count, is_share, kind_of, noun_of, other_currency, scale_of, size_of
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.check.enunciado import Enunciado
    from evaluacion.check.enunciado.valores import Cantidad
    from evaluacion.model.estrategia import Objetivo

_CLOSE = 1e-9
_EACH = re.compile(
    r"\b(?:al|por|cada|a la) (?:ano|mes|semestre|trimestre|bimestre|semana|dia)\b"
    r"|\b(?:anual|mensual|semestral|trimestral|bimestral|semanal|diari[oa])(?:es|s|mente)?\b"
)
_REVERSED = re.compile(
    r"reduc|reduj|dismin|ahorr|evit|recort|abat|baja|merma|caida|menos|descen|decre|aument|increment|crec|alza|subid|eleva"
)
"""In the name of an indicator: it measures a change, so that its own sense is not that of the thing."""
_PERCENT = "%"
_WHOLE = 100.0
_CHANGES = {word: way for word, way in NOMBRES.items() if word not in {"baja", "alza", "alzas", "subida", "caida"}}
"""Nouns that say which way a figure moves and have no other sense."""


def scales_for(objetivo: Objetivo, cantidad: Cantidad) -> tuple[float, ...]:
    """Return by what the target may be multiplied to be a quantity of the text: its unit, or what the text writes if it has none."""
    unit = objetivo.indicador.unidad if objetivo.indicador is not None else None
    if unit is None:
        return (1.0, scale_of(cantidad.tramo))
    said, measured = size_of(cantidad.unidad), size_of(unit)
    if said is not None and measured is not None and said[0] == measured[0]:
        return (measured[1] / said[1],)
    if is_share(unit) and cantidad.unidad != _PERCENT and cantidad.valor is not None and 0 < cantidad.valor < 1:
        return (1.0, 1 / _WHOLE)
    return (1.0, scale_of(unit))


def says_each_period(texto: str) -> bool:
    """Whether a text gives a quantity of each year, month or other period."""
    return _EACH.search(fold(texto)) is not None


def is_same(cantidad: Cantidad, value: float, objetivo: Objetivo) -> bool:
    """Whether a quantity of the text is a target, or the change from the baseline to it, whichever way it goes."""
    return _is_level(cantidad, value, objetivo) or _is_change(cantidad, value, objetivo) or _is_relative(cantidad, value, objetivo)


def _is_level(cantidad: Cantidad, value: float, objetivo: Objetivo) -> bool:
    return _is_one_of(cantidad, [value * scale for scale in scales_for(objetivo, cantidad)])


def _is_change(cantidad: Cantidad, value: float, objetivo: Objetivo) -> bool:
    base = objetivo.linea_base
    return base is not None and _is_one_of(cantidad, [abs(value - base.valor) * scale for scale in scales_for(objetivo, cantidad)])


def _is_relative(cantidad: Cantidad, value: float, objetivo: Objetivo) -> bool:
    """Whether a quantity says the change in percentage, or how many times the baseline the target is."""
    base = objetivo.linea_base.valor if objetivo.linea_base is not None else None
    return base is not None and base != 0 and _is_one_of(cantidad, [abs(value - base) / abs(base) * 100, value / base])


def _is_one_of(cantidad: Cantidad, wanted: list[float]) -> bool:
    ends = [end for end in (cantidad.valor, cantidad.hasta) if end is not None]
    return any(abs(end - other) <= _CLOSE * max(1.0, abs(end)) for end in ends for other in wanted)


def goes_against(leido: Enunciado, cantidad: Cantidad, value: float, objetivo: Objetivo) -> bool:
    """Whether a quantity is the change to a target that moves the other way than the text says: «reducir 20 %» and the target is higher."""
    base = objetivo.linea_base
    way = _way_of(leido)[0]
    if base is None or not way or (value - base.valor) * way >= 0 or _is_level(cantidad, value, objetivo):
        return False
    return _REVERSED.search(_named(objetivo)) is None


def way_word(leido: Enunciado) -> str:
    """Return the word that says which way a statement moves things; empty where none does."""
    return _way_of(leido)[1]


def _way_of(leido: Enunciado) -> tuple[int, str]:
    """Return which way a statement moves things, by its verbs or, where they say none, by its nouns; 0: neither, or both."""
    ways = {way: verb for verb in reversed(leido.verbos) if (way := VERBOS.get(fold(verb), 0))}
    if not ways:
        ways = {_CHANGES[fold(word)]: word for word in re.findall(r"\w+", leido.texto) if fold(word) in _CHANGES}
    return next(iter(ways.items())) if len(ways) == 1 else (0, "")


def _named(objetivo: Objetivo) -> str:
    sheet = objetivo.indicador
    return fold(f"{sheet.nombre or ''} {sheet.definicion or ''} {sheet.unidad or ''}") if sheet is not None else ""


def sense_against(leido: Enunciado, cantidad: Cantidad, objetivo: Objetivo) -> bool:
    """Whether the verb moves a count one way and the indicator improves the other way, as its target does."""
    sheet = objetivo.indicador
    wanted = {"ascendente": 1, "descendente": -1}.get(sheet.sentido or "", 0) if sheet is not None else 0
    senses = {VERBOS.get(fold(verb), 0) for verb in leido.verbos}
    if sheet is None or not wanted or senses != {-wanted} or cantidad.unidad in {None, _PERCENT}:
        return False
    same_thing = sheet.unidad is None or noun_of(sheet.unidad) == noun_of(cantidad.unidad)
    base, goal = objetivo.linea_base, objetivo.meta
    moves_so = base is None or goal is None or (goal.valor - base.valor) * wanted > 0
    return same_thing and moves_so and _REVERSED.search(_named(objetivo)) is None


def unit_against(cantidad: Cantidad, value: float, objetivo: Objetivo) -> bool:
    """Whether the text counts one thing and the indicator a clearly different one: its kind, its currency, a share instead of a count."""
    measured = objetivo.indicador.unidad if objetivo.indicador is not None else None
    said = cantidad.unidad
    if said is None or measured is None:
        return False
    if _PERCENT in said:
        return is_count(measured) and not _is_relative(cantidad, value, objetivo)
    kinds = kind_of(said), kind_of(measured)
    if None not in kinds:
        return kinds[0] != kinds[1] or other_currency(said, cantidad.tramo, measured)
    return is_share(measured) and not _is_relative(cantidad, value, objetivo) and _counts(cantidad)


def _counts(cantidad: Cantidad) -> bool:
    """Whether a quantity counts whole things: not a fraction of them, nor points, nor places."""
    whole = cantidad.valor is not None and cantidad.valor > 1 and float(cantidad.valor).is_integer()
    return whole and kind_of(cantidad.unidad) is not None


def base_against(leido: Enunciado, objetivo: Objetivo) -> bool:
    """Whether the text starts from another value than the baseline."""
    said, written = leido.linea_base, objetivo.linea_base
    if said is None or said.valor is None or written is None:
        return False
    unit = objetivo.indicador.unidad if objetivo.indicador is not None else None
    scales = {1.0, scale_of(unit) if unit is not None else scale_of(objetivo.enunciado)}
    return not any(abs(said.valor - written.valor * scale) <= _CLOSE * max(1.0, abs(said.valor)) for scale in scales)

"""What a statement and the fields of its objective say of the same thing: the scale, the sense, the unit, the start."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from evaluacion.check.enunciado.plural import singular
from evaluacion.check.enunciado.sentidos import VERBOS
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.check.enunciado import Enunciado
    from evaluacion.check.enunciado.valores import Cantidad
    from evaluacion.model.estrategia import Objetivo

_CLOSE = 1e-9
_SCALES = (
    (re.compile(r"\bmil(?:es)? (?:de )?millon(?:es)?\b|\bmmd[dp]\b"), 1e9),
    (re.compile(r"\bmillon(?:es)?\b|\bmd[dpe]\b|\bm\b"), 1e6),
    (re.compile(r"\bmil(?:es)?\b|\bk\b"), 1e3),
    (re.compile(r"\bproporcion\b|\bfraccion\b|\btanto por uno\b"), 1e2),
)
"""What one of a unit is worth. A proportion is compared with the percentage of the text."""
_EACH = re.compile(
    r"\b(?:al|por|cada|a la) (?:ano|mes|semestre|trimestre|bimestre|semana|dia)\b"
    r"|\b(?:anual|mensual|semestral|trimestral|bimestral|semanal|diari[oa])(?:es|s|mente)?\b"
)
_REVERSED = re.compile(
    r"reduc|reduj|dismin|ahorr|evit|recort|abat|baja|merma|caida|menos|descen|decre|aument|increment|crec|alza|subid|eleva"
)
"""In the name of an indicator: it measures a change, so that its own sense is not that of the thing."""
_PERCENT = "%"
_KINDS = {
    "personas": "persona beneficiario beneficiaria estudiante becario becaria alumno alumna funcionario funcionaria servidor turista "
    "visitante migrante habitante joven docente empresario empresaria participante",
    "dinero": "peso dólar euro mxn usd eur",
    "tiempo": "día hora mes semana minuto",
    "documentos": "acuerdo convenio tratado memorando hermanamiento",
    "empresas": "empresa pyme mipyme compañía exportador",
    "encuentros": "feria taller foro seminario curso congreso",
}
_KIND_OF = {fold(word): kind for kind, words in _KINDS.items() for word in words.split()}


@lru_cache(maxsize=4096)
def scale_of(unit: str | None) -> float:
    """Return how many ones a unit is worth: of `millones de pesos`, a million; of what says no scale, 1."""
    plain = fold(unit or "")
    return next((worth for pattern, worth in _SCALES if pattern.search(plain)), 1.0)


def scales_for(objetivo: Objetivo, cantidad: Cantidad) -> tuple[float, ...]:
    """Return by what the target may be multiplied to be a quantity of the text: its unit, or what the text writes if it has none."""
    unit = objetivo.indicador.unidad if objetivo.indicador is not None else None
    if unit is not None:
        return (1.0, scale_of(unit))
    return (1.0, scale_of(cantidad.tramo))


def says_each_period(texto: str) -> bool:
    """Whether a text gives a quantity of each year, month or other period."""
    return _EACH.search(fold(texto)) is not None


def is_same(cantidad: Cantidad, value: float, objetivo: Objetivo) -> bool:
    """Whether a quantity of the text is a target, or the change from the baseline to it."""
    base = objetivo.linea_base.valor if objetivo.linea_base is not None else None
    wanted = [value * scale for scale in scales_for(objetivo, cantidad)]
    if base is not None:
        wanted += [abs(value - base) * scale for scale in scales_for(objetivo, cantidad)]
        wanted += [abs(value - base) / abs(base) * 100, value / base] if base else []
    ends = [end for end in (cantidad.valor, cantidad.hasta) if end is not None]
    return any(abs(end - other) <= _CLOSE * max(1.0, abs(end)) for end in ends for other in wanted)


def sense_against(leido: Enunciado, cantidad: Cantidad, objetivo: Objetivo) -> bool:
    """Whether the verb moves a count one way and the indicator improves the other way, as its target does."""
    sheet = objetivo.indicador
    wanted = {"ascendente": 1, "descendente": -1}.get(sheet.sentido or "", 0) if sheet is not None else 0
    senses = {VERBOS.get(fold(verb), 0) for verb in leido.verbos}
    if sheet is None or not wanted or senses != {-wanted} or cantidad.unidad in {None, _PERCENT}:
        return False
    named = fold(f"{sheet.nombre or ''} {sheet.definicion or ''} {sheet.unidad or ''}")
    same_thing = sheet.unidad is None or noun_of(sheet.unidad) == noun_of(cantidad.unidad)
    base, goal = objetivo.linea_base, objetivo.meta
    moves_so = base is None or goal is None or (goal.valor - base.valor) * wanted > 0
    return same_thing and moves_so and _REVERSED.search(named) is None


def unit_against(cantidad: Cantidad, objetivo: Objetivo) -> bool:
    """Whether the text counts one kind of thing and the indicator a clearly different one."""
    sheet = objetivo.indicador
    said = _KIND_OF.get(noun_of(cantidad.unidad))
    measured = _KIND_OF.get(noun_of(sheet.unidad)) if sheet is not None else None
    return said is not None and measured is not None and said != measured


@lru_cache(maxsize=4096)
def noun_of(unit: str | None) -> str:
    """Return the noun of a unit, in the singular: `Millones de pesos` is `peso`."""
    words = [
        word
        for word in re.findall(r"[a-zñáéíóúü]+", (unit or "").lower())
        if word not in {"de", "mil", "miles", "millones", "m", "numero", "número"}
    ]
    return fold(singular(words[0])) if words else ""


def base_against(leido: Enunciado, objetivo: Objetivo) -> bool:
    """Whether the text starts from another value than the baseline."""
    said, written = leido.linea_base, objetivo.linea_base
    if said is None or said.valor is None or written is None:
        return False
    unit = objetivo.indicador.unidad if objetivo.indicador is not None else None
    scales = {1.0, scale_of(unit) if unit is not None else scale_of(objetivo.enunciado)}
    return not any(abs(said.valor - written.valor * scale) <= _CLOSE * max(1.0, abs(said.valor)) for scale in scales)

"""What a unit measures: its currency, its kind of thing, how many ones it is worth, whether it is a percentage."""

from __future__ import annotations

import re
from functools import lru_cache

from evaluacion.check.enunciado.monedas import CODIGOS, PESOS, read_after
from evaluacion.check.enunciado.plural import singular
from evaluacion.model.comun import fold

_SCALES = (
    (re.compile(r"\bmil(?:es)? (?:de )?millon(?:es)?\b|\bmmd[dp]\b"), 1e9),
    (re.compile(r"\bmillon(?:es)?\b|\bmd[dpe]\b|\bm\b"), 1e6),
    (re.compile(r"\bmil(?:es)?\b|\bk\b"), 1e3),
    (re.compile(r"\bproporcion\b|\bfraccion\b|\btanto por uno\b"), 1e2),
)
"""What one of a unit is worth. A proportion is compared with the percentage of the text."""
_SIZES = {
    "km": ("longitud", 1e3), "kilometro": ("longitud", 1e3), "m": ("longitud", 1.0), "metro": ("longitud", 1.0),
    "hectarea": ("superficie", 1e4), "ha": ("superficie", 1e4), "kilometro cuadrado": ("superficie", 1e6), "km2": ("superficie", 1e6),
    "metro cuadrado": ("superficie", 1.0), "m2": ("superficie", 1.0), "tonelada": ("peso", 1e3), "t": ("peso", 1e3), "kilogramo": ("peso", 1.0),
    "kilo": ("peso", 1.0), "kg": ("peso", 1.0), "dia": ("tiempo", 1440.0), "hora": ("tiempo", 60.0), "h": ("tiempo", 60.0), "minuto": ("tiempo", 1.0),
    "min": ("tiempo", 1.0),
}  # fmt: skip
"""Each measure with what it measures and its worth, so that 2.5 km are 2,500 metres."""
_SCALED = frozenset(("mil", "miles", "millon", "millones"))
_KINDS = {
    "personas": "persona beneficiario beneficiaria estudiante becario becaria alumno alumna funcionario funcionaria servidor turista "
    "visitante migrante habitante joven docente empresario empresaria participante",
    "tiempo": "día hora mes semana minuto",
    "documentos": "acuerdo convenio tratado memorando hermanamiento",
    "empresas": "empresa pyme mipyme compañía exportador",
    "encuentros": "feria taller foro seminario curso congreso",
}
_KIND_OF = {fold(word): kind for kind, words in _KINDS.items() for word in words.split()}
_MONEY = "dinero"
_SHARE = re.compile(r"%|\bporcent|\bpor ciento\b|\bp\.? ?p\.?(?!\w)")
_NO_COUNT = re.compile(r"\bproporcion|\bfraccion|\btanto por|\btasa|\bindice|\bpunto|\bgrado|\brazon|\bpor cada\b|\bcalificacion")
_WORD = re.compile(r"(?<!\w)(?=[a-z€£¥])")
_VAGUE_DOLLAR = "$"


@lru_cache(maxsize=4096)
def scale_of(unit: str | None) -> float:
    """Return how many ones a unit is worth: of `millones de pesos`, a million; of what says no scale, 1."""
    plain = fold(unit or "")
    return next((worth for pattern, worth in _SCALES if pattern.search(plain)), 1.0)


@lru_cache(maxsize=4096)
def noun_of(unit: str | None) -> str:
    """Return the noun of a unit, in the singular: `Millones de pesos` is `peso`."""
    words = [
        word
        for word in re.findall(r"[a-zñáéíóúü]+", (unit or "").lower())
        if word not in {"de", "mil", "miles", "millones", "m", "numero", "número"}
    ]
    return fold(singular(words[0])) if words else ""


@lru_cache(maxsize=4096)
def currency_of(unit: str | None) -> str | None:
    """Return the ISO 4217 code of a unit in money, `$` where the currency is not said, None of what is no money."""
    plain = fold(unit or "")
    if _VAGUE_DOLLAR in plain and not plain.strip(" $"):
        return _VAGUE_DOLLAR
    return next((found.codigo for start in _WORD.finditer(plain) if (found := read_after(plain, start.start())) is not None), None)


def other_currency(said: str | None, tramo: str, unit: str | None) -> bool:
    """Whether the text and the indicator name different currencies; plain `pesos` may be those of any country that has them."""
    measured = currency_of(unit)
    if said is None or said.casefold() not in CODIGOS or measured is None or _VAGUE_DOLLAR in {said, measured} or said == measured:
        return False
    vague = [code for code, text in ((said, tramo), (measured, unit or "")) if code == "MXN" and "peso" in fold(text)]
    return not (vague and {said, measured} <= PESOS)


@lru_cache(maxsize=4096)
def kind_of(unit: str | None) -> str | None:
    """Return the kind of thing that a unit counts, where it is clear: personas, dinero, documentos."""
    return _KIND_OF.get(noun_of(unit)) or (_MONEY if unit and currency_of(unit) is not None else None)


@lru_cache(maxsize=4096)
def size_of(unit: str | None) -> tuple[str, float] | None:
    """Return what a measure measures and what it is worth: of `km`, length and 1000; None of what is no measure."""
    plain = fold(unit or "").replace("²", "2")
    scale, _, rest = plain.rpartition(" de ")
    worth = scale_of(scale) if scale in _SCALED else 1.0
    words = [singular(word) for word in (rest if scale in _SCALED else plain).split()]
    found = next((_SIZES[name] for length in (2, 1) if (name := " ".join(words[:length])) in _SIZES), None)
    return (found[0], found[1] * worth) if found is not None else None


@lru_cache(maxsize=4096)
def is_share(unit: str | None) -> bool:
    """Whether a unit is a percentage or percentage points."""
    return _SHARE.search(fold(unit or "")) is not None


@lru_cache(maxsize=4096)
def is_count(unit: str | None) -> bool:
    """Whether a unit is of things that are counted one by one: acuerdos, personas."""
    plain = fold(unit or "")
    if is_share(unit) or _NO_COUNT.search(plain) is not None or size_of(unit) is not None:
        return False
    first = plain.split(maxsplit=1)[0] if plain.strip() else ""
    return kind_of(unit) is not None or singular(first) != first

"""Time without a date: durations from the day of reference, this year and the next, and words that promise no day."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from evaluacion.check.enunciado.calendario import Lapso, after_days, after_months, after_working_days, months_of, part_of
from evaluacion.check.enunciado.numeros_cifras import read_cifra
from evaluacion.check.enunciado.numeros_palabras import EMPIEZAN as EMPIEZAN_NUMERO
from evaluacion.check.enunciado.numeros_palabras import MENORES, read_numero
from evaluacion.check.enunciado.sentidos import SENTIDOS
from evaluacion.check.enunciado.texto import Texto


class Duracion(NamedTuple):
    """A duration with what leads into it, and the day when it ends."""

    a: int
    b: int
    fin: date | None
    breve: bool
    """Whether it may as well measure something: `en menos de 3 días`."""


class Relativa(NamedTuple):
    """A period said from today."""

    b: int
    lapso: Lapso
    desnuda: bool
    """Whether it only says «año», so that it counts when what leads into it speaks of an end."""


_MONTHS = {
    "mes": 1,
    "bimestre": 2,
    "trimestre": 3,
    "cuatrimestre": 4,
    "semestre": 6,
    "ano": 12,
    "bienio": 24,
    "trienio": 36,
    "lustro": 60,
    "decada": 120,
}
_UNIT = re.compile(
    r" ?(?:\([a-z0-9 ]{1,30}\) )?(?:proximos |proximas |siguientes )?(?P<u>dia|semana|mes|bimestre|trimestre|cuatrimestre|semestre|ano|bienio|trienio|lustro|decada|hora)"
    r"(?:es|s)?\b(?P<medio> y medio| y media)?(?P<habiles> habiles| laborables)?(?: naturales| calendario| posteriores| siguientes| corridos)?"
)
_UNITS = "dia semana mes bimestre trimestre cuatrimestre semestre ano bienio trienio lustro decada hora"
_AFTER_COUNT = frozenset(
    {f"{unit}{end}" for unit in _UNITS.split() for end in ("", "s", "es")}
    | {"(", "proximos", "proximas", "siguientes", "y", "mil"}
    | EMPIEZAN_NUMERO
)
"""Tokens that may follow the first one of a count of time."""
_HALF = re.compile(r"(?:medio (?P<half>ano|mes)|(?P<more>ano|mes|semana|dia|hora) y medi[oa])\b")
_LEAD = re.compile(
    r"(?<![a-z0-9])(?:(?:a mas tardar|antes de|como maximo|con|no mas tarde de)(?: en| dentro de)?|en|dentro de|durante|por|al cabo de|a lo largo de|al|en el transcurso de|"
    r"en el curso de)(?: (?:el|la|los|las|un|una|unos))?(?: (?:plazo|lapso|periodo|termino|horizonte|tiempo|maximo|transcurso|curso))?"
    r"(?:,? (?:no mayor|no superior|no mas|maximo|menor|menos|inferior|estimado|aproximado|hasta|posterior|alrededor|cerca|que no exceda|de|a|los|las|un|en|dentro))*"
    r"(?: (?:proximos|proximas|siguientes|primeros))? ?\Z"
)
_PLAINLY = re.compile(r"plazo|periodo|lapso|termino|proxim|siguient|tardar|dentro|durante|maximo|horizonte")
_AFTER_EVENT = re.compile(
    r" (?:despues|posteriores|contad[oa]s|a partir) (?:a|de|desde|a partir de)?(?:l| la| el| los| las) ?(?!\d)(?!fecha\b)[a-z]"
)
_MAKES = re.compile(r",? una? (?!vez\b)")
_MAKES_MANY = re.compile(
    r",? (?:a )?(?:al menos |por lo menos |mas de )?(?:\d|(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|cien|mil) )"
)
_SERVICES = (
    "atend",
    "atiend",
    "resolv",
    "resuelv",
    "respond",
    "tramit",
    "exped",
    "expid",
    "emit",
    "contest",
    "despach",
    "dictamin",
    "entreg",
)
_REACH = 70
_CLOSES = re.compile(r"(?P<whose>(?: de (?:gobierno|gestion|administracion|mandato))?)(?= ?(?:[.;,)]|\Z))")
_LONG = frozenset("mes semestre ano bienio trienio lustro decada".split())
_LASTS = frozenset("plazo plazos vigencia duracion garantia contrato contratos credito creditos".split())
_MOST = 10_000
_DAYS_OF_MONTH = 30


_HALVES = frozenset("medio ano mes semana dia hora".split())
EMPIEZAN = frozenset(MENORES) | _HALVES
"""Words with which a duration can begin, besides figures."""


def read_duracion(texto: Texto, i: int, today: date) -> Duracion | None:
    """Return the duration that starts at a token and counts from today, or None when nothing leads into it."""
    word, place = texto.word(i), texto.inicios[i]
    half = _HALF.match(texto.plano, place) if word in _HALVES else None
    if half is not None:
        number, unit, end, working, plus = 0.0, half["half"] or half["more"], half.end(), False, 1.5 if half["more"] else 0.5
    else:
        read = _count(texto, i) if texto.word(i + 1) in _AFTER_COUNT else None
        found = _UNIT.match(texto.plano, texto.finales[read[1] - 1]) if read is not None else None
        if read is None or found is None:
            return None
        number, unit, end, working, plus = read[0], found["u"], found.end(), found["habiles"] is not None, 0.5 if found["medio"] else 0.0
    lead = _LEAD.search(texto.plano, max(0, place - _REACH), place)
    if lead is None and (closing := _aimed(texto, i, unit, end)) is not None:
        return Duracion(texto.inicios[i - 1], closing, _end_of(today, number + plus, unit, working=working), breve=True)
    if (
        lead is None
        or lead.end() == lead.start()
        or _moved_by_verb(texto, i, texto.plano[lead.start() : place], unit, makes=_makes(texto, i, end))
    ):
        return None
    short = (unit in {"dia", "hora", "semana"} or (unit == "mes" and _is_served(texto, i))) and _PLAINLY.search(lead[0]) is None
    after_event = _AFTER_EVENT.match(texto.plano, end) is not None
    return Duracion(lead.start(), end, None if after_event else _end_of(today, number + plus, unit, working=working), short)


def _aimed(texto: Texto, i: int, unit: str, end: int) -> int | None:
    """Return where `a dos años`, `a 2 años de gobierno` ends, after what is counted and with nothing else to say; None: it measures something."""
    closing = _CLOSES.match(texto.plano, end)
    if closing is None or unit not in _LONG or texto.word(i - 1) != "a" or not texto.is_word(i - 2) or texto.word(i - 2) in _LASTS:
        return None
    before = texto.palabras[: i - 1]
    counts = any(texto.is_number(k) or word in EMPIEZAN_NUMERO for k, word in enumerate(before))
    return closing.end("whose") if counts and before[-1] not in EMPIEZAN_NUMERO and SENTIDOS.keys().isdisjoint(before) else None


def _makes(texto: Texto, i: int, end: int) -> bool:
    """Whether what follows is what is made in that time: elaborar en 90 días un directorio, capacitar en 6 meses a 40 enlaces."""
    if _MAKES.match(texto.plano, end) is not None:
        return True
    return _MAKES_MANY.match(texto.plano, end) is not None and not _is_served(texto, i)


def _is_served(texto: Texto, i: int) -> bool:
    """Whether months may say how long a service takes: resolver en 2 meses, reducir en 3 meses; not abrir 2 oficinas en 3 meses."""
    return any(word in SENTIDOS or word.startswith(_SERVICES) for word in texto.palabras[:i])


def _count(texto: Texto, i: int) -> tuple[float, int] | None:
    word = texto.word(i)
    if texto.is_number(i):
        figure = read_cifra(word)
        return (figure.valor, i + 1) if figure is not None and figure.valor is not None else None
    if word in {"un", "una"}:
        return 1.0, i + 1
    if word not in MENORES:
        return None
    number = read_numero(texto.palabras, i)
    return (number.valor, number.fin) if number is not None else None


def _moved_by_verb(texto: Texto, i: int, lead: str, unit: str, *, makes: bool) -> bool:
    """Whether the time is what a verb changes: `reducir en 5 días el trámite`, not `elaborar en 90 días un directorio`; or a plain `con 3 años`, `por un año`."""
    before = texto.word(i - 2)
    if lead.strip() == "en" and unit in {"dia", "hora", "semana", "mes"} and before.endswith(("ar", "er", "ir")):
        return not makes or before in SENTIDOS
    return (
        lead.split(maxsplit=1)[0] in {"con", "al"}
        and "plazo" not in lead
        and "periodo" not in lead
        and "termino" not in lead
        and "cabo" not in lead
    )


def _end_of(today: date, number: float, unit: str, *, working: bool) -> date | None:
    if not 0 <= number <= _MOST:
        return None
    if unit == "hora":
        return after_days(today, int(number // 24))
    if unit in {"dia", "semana"}:
        days = int(number * (7 if unit == "semana" else 1))
        return after_working_days(today, days) if working else after_days(today, days)
    months = number * _MONTHS[unit]
    whole = after_months(today, int(months))
    return after_days(whole, int(months % 1 * _DAYS_OF_MONTH)) if whole is not None else None


_NEXT = r"proxim[oa]|siguiente|entrante|que viene|que entra"
_RELATIVE = re.compile(
    rf"(?:(?P<w>este|esta|presente|actual|corriente|mismo|{_NEXT}) (?P<u>ano|mes|semestre|trimestre|semana|bienio|trienio)\b(?: fiscal| calendario)?|"
    rf"(?P<u2>ano|mes|semestre|trimestre|semana) (?:fiscal )?(?P<w2>en curso|actual|corriente|{_NEXT})\b|"
    r"(?P<u3>(?:fin|fines|finales|cierre|final|termino) de(?:l)? ano)\b|"
    r"(?:lo que (?:resta|queda|falta)|resto) de(?:l| este| el| el presente)? (?P<u5>ano|mes|semestre|trimestre)\b(?! fiscal)|(?P<u4>ano)\b(?! ?\d| dos mil| fiscal))(?! (?:pasado|anterior|fiscal anterior|fiscal (?:19|20)\d\d|(?:19|20)\d\d|de \d))"
)
RELATIVAS = frozenset(
    "este esta presente actual corriente mismo proximo proxima siguiente ano mes semestre trimestre semana fin fines finales cierre final termino lo resto".split()
)


def read_relativa(plain: str, place: int, today: date) -> Relativa | None:
    """Return the period said from today that starts at a place: este año, el próximo semestre, fin de año."""
    found = _RELATIVE.match(plain, place)
    if found is None:
        return None
    unit = found["u"] or found["u2"] or found["u5"] or "ano"
    following = re.match(_NEXT, found["w"] or found["w2"] or "") is not None
    lapse = _relative_lapse(today, unit, following=following)
    return Relativa(found.end(), lapse, found["u4"] is not None) if lapse is not None else None


def _relative_lapse(today: date, unit: str, *, following: bool) -> Lapso | None:
    if unit == "semana":
        end = after_days(today, 6 - today.weekday() + 7 * following)
        return Lapso(today, end) if end is not None else None
    if unit in {"bienio", "trienio"}:
        years = 2 if unit == "bienio" else 3
        end = after_months(today, 12 * years)
        return Lapso(today, end) if end is not None else None
    months = _MONTHS[unit]
    position = (today.month - 1) // months + 1 + following
    year = today.year + (position > 12 // months)
    position = position if position <= 12 // months else 1
    return months_of(year, 1, 12) if unit == "ano" else part_of(year, months, position)


_GOVERNMENT = r"(?:administracion|sexenio|trienio|cuatrienio|quinquenio|gobierno|gestion(?! (?:de|del|para) (?!gobierno))|mandato|legislatura|periodo de gobierno|periodo constitucional)"
_KIND = r"(?: (?:municipal|estatal|federal|local|actual|vigente|constitucional|en turno|en curso|presente)){0,3}"
_VAGUE = re.compile(
    r"(?<![a-z0-9])(?:"
    r"(?:(?:en|a|al|para|durante|hacia|dentro|de)(?: (?:el|un|del?|los))? )?(?:muy )?(?:corto|mediano|largo|breve)(?:,? (?:y|o|a|e|al|y/o)? ?(?:corto|mediano|largo)){0,3} plazos?|"
    r"proximamente|prontamente|pronto|en breve|cuanto antes|oportunamente|eventualmente|en (?:su|el) momento(?: oportuno)?|mas adelante|algun dia|en lo sucesivo|"
    r"(?:lo|tan|lo mas|con la mayor) (?:antes|pronto|rapido|prontitud)(?: como sea)? posible|en el menor tiempo posible|con el tiempo|en fecha proxima|de inmediato|"
    r"(?:en|durante|para|hacia|antes de)(?:l)? (?:(?:el|la|este|esta|proxim[oa]) )*(?:primavera|verano|otono|invierno)(?! del? )|"
    r"a la (?:mayor )?brevedad(?: posible)?|(?:en|a|para|hacia|de cara a)(?:l)? (?:el |un )?futuro(?: (?:cercano|proximo|inmediato|lejano|mediato))?|"
    r"(?:en|durante|dentro de|para|a lo largo de)(?: los| las)? (?:proxim[oa]s|siguientes|venider[oa]s|unos|unas|algunos|algunas|pocos|varios)(?: pocos)? (?:anos|meses|dias|semanas|semestres|trimestres|ejercicios)(?: venideros)?|"
    r"(?:en|durante) los (?:anos|meses|dias) (?:venideros|siguientes|proximos|por venir)|en un (?:plazo|tiempo|periodo) (?:razonable|prudente|corto|breve|perentorio)|"
    r"(?:en|durante|para)(?: el| la)? (?:resto|lo que (?:resta|queda|falta)|transcurso|curso) de(?:l| la| el| esta| este)? " + _GOVERNMENT + _KIND + "|"
    r"(?:antes (?:de que|de|del|que) (?:se )?(?:termine|concluya|finalice|acabe|culmine|terminar|finalizar|concluir|acabar|cierre|fin|final|termino)(?: de(?:l)?)?|"
    r"(?:antes de|a|al|para|para el|hacia|hacia el|en|en el|hasta|hasta el)(?: la)? (?:fines|finales|fin|final|cierre|termino|conclusion|mediados) de(?:l)?|(?:durante|en|a lo largo de)(?= (?:la|el|esta|este|nuestra|nuestro|su|presente) ))"
    r"(?: (?:la|el|esta|este|nuestra|nuestro|su))?(?: (?:presente|actual|proxim[ao]|siguiente))? " + _GOVERNMENT + _KIND +
    r")(?![a-z0-9])"
)  # fmt: skip


def find_vaga(plain: str) -> tuple[int, int] | None:
    """Return where the first words without a day begin and end."""
    found = _VAGUE.search(plain)
    return found.span() if found is not None else None

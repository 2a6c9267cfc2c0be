"""The deadlines of a statement: every date with what leads into it, and which of them is the deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from evaluacion.check.enunciado import duraciones, fechas
from evaluacion.check.enunciado.calendario import Lapso
from evaluacion.check.enunciado.fechas import ANIO, PARTE, TRAMO, Fecha, read_fecha, read_lista
from evaluacion.check.enunciado.numeros_palabras import EMPIEZAN as NUMERALES
from evaluacion.check.enunciado.palabras import PREPOSICIONES, VACIAS
from evaluacion.check.enunciado.preambulos import ANTES, DEBIL, DESDE, HASTA, MEDIADOS, PRINCIPIOS, Preambulo, read_preambulo
from evaluacion.check.enunciado.texto import NUMERO, Texto

FIJO, VAGO, INVERTIDO, INEXISTENTE, INICIO = "fijo", "plazo_vago", "plazo_invertido", "fecha_inexistente", "inicio"
FUERTE, NORMAL, FLOJO = 2, 1, 0


class Candidato(NamedTuple):
    """A stretch of text (places of the plain text) that speaks of time, and its last day."""

    a: int
    b: int
    estado: str
    fin: date | None
    fuerza: int = NORMAL
    breve: bool = False


_CONNECTOR = re.compile(
    r" ?(?:(?P<y> y | e )|,? ?(?:y )?(?: ?a(?: mas tardar)?| al| ?hasta)(?:el| el| la)? | ?- ?)(?:(?:el|la|al|hasta|el dia|dia|mes de|ano) )*"
)
_RANGE_LEAD = re.compile(
    r"(?<![a-z0-9])(?:(?:en|durante|para|dentro) (?:de(?:l)? )?)?(?:el |la |los )?(?:(?:periodo|lapso|plazo|bienio|trienio)(?: (?:comprendido|que va))? )?"
    r"(?P<w>entre|de|del|desde|a partir de|a partir)(?:l| el mes de| el| la| los meses de| los anos| el ano| ano)? \Z"
)
_STARTS = fechas.EMPIEZAN | duraciones.RELATIVAS | duraciones.EMPIEZAN
_TO = re.compile(r" (?:al?|hasta) ")
_SPEAKS_OF_END = re.compile(r"termin|conclu|finali|acab|fin|cierr|culmin")
_CLOSED = frozenset((")", ".", "", ";", "]", ":", ","))
_OPEN = frozenset(("(", ",", ":", "—", "-", "[", "", ";", "|", "/"))


def find_plazos(texto: Texto, free: list[bool], today: date) -> Iterator[Candidato]:
    """Yield every stretch that speaks of time, in order; each one takes its tokens."""
    place = 0
    for i, word in enumerate(texto.palabras):
        if (word in _STARTS or texto.clases[i] == NUMERO) and free[i] and texto.inicios[i] >= place:
            found = _at(texto, i, today)
            if found is not None:
                place = found.b
                yield found


def _at(texto: Texto, i: int, today: date) -> Candidato | None:
    """Return the date, duration or relative period that starts at a token, with what leads into it."""
    word, place = texto.word(i), texto.inicios[i]
    if texto.is_number(i) or word in fechas.EMPIEZAN:
        when = read_fecha(texto.plano, place, word, today, following=texto.word(i + 1))
        if when is not None:
            return _years(texto, i, when) or _range(texto, i, when, today) or _alone(texto, i, when, today)
    if word in duraciones.RELATIVAS:
        relative = duraciones.read_relativa(texto.plano, place, today)
        lead = read_preambulo(texto, i) if relative is not None else None
        ends = lead is not None and _SPEAKS_OF_END.search(texto.plano, lead.a, place) is not None
        if relative is not None and (ends or not relative.desnuda):
            return _made(Fecha(relative.b, TRAMO, relative.lapso), lead, lead.a if lead else place)
    return _duration(texto, i, today)


def _duration(texto: Texto, i: int, today: date) -> Candidato | None:
    lasts = duraciones.read_duracion(texto, i, today)
    return Candidato(lasts.a, lasts.b, FIJO if lasts.fin else VAGO, lasts.fin, breve=lasts.breve) if lasts is not None else None


def _range(texto: Texto, i: int, first: Fecha, today: date) -> Candidato | None:
    """Return `entre A y B`, `de A a B`, `desde A hasta B`: its deadline is the end of the second."""
    link = _CONNECTOR.match(texto.plano, first.b)
    if link is None:
        return None
    second_token = texto.token_at(link.end(), i)
    if second_token >= len(texto.palabras) or texto.inicios[second_token] != link.end():
        return None
    second = read_fecha(texto.plano, link.end(), texto.word(second_token), today)
    if second is None or (second.clase == ANIO and first.clase != ANIO and first.con_anio):
        return None
    place = texto.inicios[i]
    lead = _RANGE_LEAD.search(texto.plano, max(0, place - 60), place)
    if lead is None or (link["y"] is not None and lead["w"] != "entre"):
        return _listed(texto, i, first, second, link)
    if first.lapso is None and second.lapso is not None and not first.inexistente:
        first = read_fecha(texto.plano, place, texto.word(i), today, second.lapso.fin.year) or first
    if first.inexistente or second.inexistente:
        return Candidato(lead.start(), second.b, INEXISTENTE, None, FUERTE)
    if second.lapso is None or first.lapso is None:
        return Candidato(lead.start(), second.b, VAGO, None)
    if second.lapso.fin < first.lapso.inicio:
        return Candidato(lead.start(), second.b, INVERTIDO, None, FUERTE)
    return Candidato(lead.start(), second.b, FIJO, second.lapso.fin)


def _years(texto: Texto, i: int, first: Fecha) -> Candidato | None:
    """Return `en 2026, 2027 y 2028`: the deadline of a list of years is its last one."""
    end = read_lista(texto.plano, first.b) if first.clase == ANIO else None
    lead = read_preambulo(texto, i) if end is not None else None
    if end is None or (lead is None and texto.word(i - 1) not in _OPEN) or (lead is not None and lead.clase == DESDE):
        return None
    if _is_counted(texto, texto.token_at(end.b, i)):
        return None
    return _made(end, lead, lead.a if lead is not None else texto.inicios[i])


def _is_counted(texto: Texto, k: int) -> bool:
    """Whether a noun follows what looks as a year: en 2026, 2000 becas."""
    word = texto.word(k)
    return texto.is_word(k) and word not in VACIAS and not word.endswith(("ar", "er", "ir", "se"))


def _listed(texto: Texto, i: int, first: Fecha, second: Fecha, link: re.Match[str]) -> Candidato | None:
    """Return `en 2026 y 2027`: a list of dates of the same kind, after one that leads into it."""
    lead = read_preambulo(texto, i)
    if lead is None or first.clase != second.clase or second.lapso is None:
        return None
    if link["y"] is None and first.clase == ANIO and lead.clase != DESDE:
        return None
    return Candidato(lead.a, second.b, FIJO, second.lapso.fin) if first.lapso is None or first.lapso.inicio <= second.lapso.fin else None


def _alone(texto: Texto, i: int, when: Fecha, today: date) -> Candidato | None:
    """Return one date with what leads into it, or None when it is a quantity or part of a name."""
    lead = read_preambulo(texto, i)
    after = texto.token_at(when.b, i)
    if when.clase in {ANIO, TRAMO} and texto.is_number(i) and not _is_year(texto, i, after, lead, when):
        return None
    place = lead.a if lead is not None else texto.inicios[i]
    if lead is not None and _has_both_ends(texto, i, when, lead):
        lead = lead._replace(clase=HASTA)
    if lead is not None and not lead.fuerte and when.lapso is not None and when.lapso.fin < today and _follows_participle(texto, lead, i):
        return Candidato(place, when.b, INICIO, None, FLOJO)
    if lead is None and not when.con_anio:
        return Candidato(place, when.b, INICIO, None, FLOJO)
    return _made(when, lead, place)


def _has_both_ends(texto: Texto, i: int, when: Fecha, lead: Preambulo) -> bool:
    """Whether a weak lead opens a period that says its end too: del 3 al 5 de mayo, desde mayo hasta octubre de 2026."""
    if lead.clase == DEBIL:
        return when.clase == TRAMO and texto.word(i - 1) == "del"
    spans = when.clase == TRAMO or (when.clase == PARTE and _TO.search(texto.plano, texto.inicios[i], when.b) is not None)
    return lead.clase == DESDE and spans


def _follows_participle(texto: Texto, lead: Preambulo, i: int) -> bool:
    """Whether a date only says when something was done: los acuerdos firmados en 2019."""
    k = texto.token_at(lead.a, max(0, i - 12)) - 1
    return texto.word(k).endswith(("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "critos", "critas"))


def _is_year(texto: Texto, i: int, after: int, lead: Preambulo | None, when: Fecha) -> bool:
    """Whether a year or a run of years is one: by what leads into it, or because it stands apart."""
    counted = texto.is_word(after) and texto.word(after) not in VACIAS
    if lead is None:
        return (
            not (texto.glued(i) and texto.word(i - 1) in {"-", "/", ":"})
            and (texto.word(i - 1) in _OPEN or _closes_count(texto, i))
            and (texto.word(after) in _CLOSED or (texto.word(after) in PREPOSICIONES and texto.word(i - 1) not in _OPEN))
            and not (i == 0 and counted)
        )
    before = texto.plano[lead.a : texto.inicios[i]].strip()
    if when.clase == ANIO and before in {"a", "de", "del", "por", "entre", "el", "hasta"} and counted:
        return False
    return not (before == "de" and texto.word(i - 2) in {"mas", "menos", "cerca", "total", "alrededor"})


def _closes_count(texto: Texto, i: int) -> bool:
    """Whether a year comes right after what is counted, and so is no part of a name: firmar 3 acuerdos 2026."""
    for k in range(i - 1, max(-1, i - 4), -1):
        word = texto.word(k)
        if texto.is_number(k) or word in NUMERALES:
            return k < i - 1
        if not texto.is_word(k) or word in VACIAS:
            return False
    return False


def _made(when: Fecha, lead: Preambulo | None, place: int) -> Candidato:
    """Return the candidate that a date and its lead make."""
    kind = lead.clase if lead is not None else ""
    force = FLOJO if kind == DEBIL else FUERTE if lead is not None and lead.fuerte else NORMAL
    if kind == DESDE:
        return Candidato(place, when.b, INICIO, None, FLOJO)
    if when.inexistente:
        return Candidato(place, when.b, INEXISTENTE, None, force)
    if when.lapso is None or kind == PRINCIPIOS:
        return Candidato(place, when.b, INICIO if kind == DEBIL else VAGO, None, force)
    if when.lapso.fin < when.lapso.inicio:
        return Candidato(place, when.b, INVERTIDO, None, force)
    return Candidato(place, when.b, FIJO, _last_day(when.lapso, kind), force)


def _last_day(lapse: Lapso, kind: str) -> date:
    if kind == ANTES:
        return lapse.inicio - timedelta(1) if lapse.inicio > date.min else lapse.inicio
    if kind == MEDIADOS:
        if (lapse.fin - lapse.inicio).days >= 364:
            return date(lapse.fin.year, 6, 30)
        return lapse.inicio + timedelta(
            (lapse.fin - lapse.inicio).days // 2 - (lapse.fin.day == 31 and lapse.inicio.month == lapse.fin.month)
        )
    return lapse.fin


def without_measures(found: list[Candidato]) -> list[Candidato]:
    """Return what speaks of a deadline: beside a date, `en menos de 3 días` measures something else."""
    dated = any(item.estado == FIJO and not item.breve and item.fuerza != FLOJO for item in found)
    return [item for item in found if not (dated and item.breve)]


def choose_plazo(texto: Texto, found: list[Candidato], today: date) -> Candidato | None:
    """Return the deadline among what speaks of time: the firmest that has a day, else the first that is vague."""
    firm = [item for item in found if item.estado in {FIJO, INVERTIDO, INEXISTENTE}]
    for force in (FUERTE, NORMAL):
        same = [item for item in firm if item.fuerza == force]
        if same:
            return (
                same[0] if force == FUERTE or any(item.fin is None for item in same) else max(same, key=lambda item: item.fin or date.min)
            )
    for item in firm:
        if item.fin is None or item.fin >= today:
            return item
    vague = next((item for item in found if item.estado == VAGO), None)
    return vague or find_vague(texto)


def find_vague(texto: Texto) -> Candidato | None:
    """Return the first words that speak of time without a day: a corto plazo, próximamente, al final del sexenio."""
    place = duraciones.find_vaga(texto.plano)
    return Candidato(place[0], place[1], VAGO, None) if place is not None else None

"""The dates of a procedure as a calendar file (iCalendar, RFC 5545): all-day events, the same bytes each time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.publish.procedimiento import calendar_notes, term_text

if TYPE_CHECKING:
    from evaluacion.check.procedimiento import Seguimiento
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.model.procedimiento import Expediente

_OCTETS = 75
_LINE = "\r\n"
_DAY = timedelta(days=1)


class _Evento(NamedTuple):
    """One day to note: what identifies it, its day, its title and what it says."""

    id: str
    dia: date
    titulo: str
    texto: str


def as_ics(
    seguimiento: Seguimiento, expediente: Expediente, procedencia: Procedencia, *, nombre: str, aviso_dias: int | None = None
) -> str:
    """Return the latest day of each step that is not done, and the anchor, as the text of a calendar.

    Args:
        seguimiento: the procedure with its dates.
        expediente: its record.
        procedencia: the tool and its version.
        nombre: what tells this procedure from others; with the step, it makes an identifier that does not change with the dates.
        aviso_dias: days before each event for a reminder; None for none.

    Raises:
        EvaluacionError: everything is done, and a calendar without events is none.
    """
    title = expediente.titulo or seguimiento.procedimiento.titulo
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//evaluacion//{procedencia.version}//ES", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{escape(title)}")
    events = list(_events(seguimiento, title))
    if not events:
        what = "No queda ninguna fecha que llevar al calendario."
        raise EvaluacionError([Problema("nada_que_evaluar", what, None, "Use otro formato, o anote lo que falta.")])
    for event in events:
        lines += _event_lines(event, seguimiento.referencia, f"{seguimiento.procedimiento.procedimiento}/{nombre}", aviso_dias)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold_line(line)}{_LINE}" for line in lines)


def _events(seguimiento: Seguimiento, title: str) -> Iterator[_Evento]:
    procedimiento = seguimiento.procedimiento
    notes = "\n".join(calendar_notes(seguimiento))
    for item in seguimiento.avances:
        is_open = item.estado in ("pendiente", "vencido") or (
            item.estado == "opcional" and item.limite and item.limite >= seguimiento.referencia
        )
        if is_open and item.previsto is not None:
            who = f"Le toca a: {item.paso.responsable}."
            text = "\n".join((item.paso.texto, who, f"Plazo: {term_text(item.paso.limite, procedimiento)}", notes))
            yield _Evento(
                item.paso.id,
                item.previsto,
                f"{'Vencido' if item.estado == 'vencido' else 'A más tardar'}: {item.paso.nombre} ({title})",
                text,
            )
    if procedimiento.ancla.es_paso and not seguimiento.ancla_hecha:
        yield _Evento(procedimiento.ancla.id, seguimiento.ancla, f"{procedimiento.ancla.nombre} ({title})", notes)


def _event_lines(event: _Evento, referencia: date, nombre: str, aviso_dias: int | None) -> Iterator[str]:
    digest = hashlib.sha256(f"{nombre}/{event.id}".encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{digest}@evaluacion"
    yield f"DTSTAMP:{referencia:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.dia:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.dia + _DAY:%Y%m%d}"
    yield f"SUMMARY:{escape(event.titulo)}"
    yield f"DESCRIPTION:{escape(event.texto)}"
    yield "TRANSP:TRANSPARENT"
    if aviso_dias is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escape(event.titulo)}", f"TRIGGER:-P{aviso_dias}D", "END:VALARM")
    yield "END:VEVENT"


def escape(text: str) -> str:
    """Return a text as the value of a property: backslash, semicolon, comma and line break escaped, other controls left out."""
    joined = "\n".join(text.splitlines())
    spaced = "".join(" " if char.isspace() and char != "\n" else char for char in joined)
    plain = "".join(char for char in spaced if char == "\n" or char.isprintable())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold_line(line: str) -> str:
    """Return a line folded so that none has more than 75 octets, never inside a character."""
    parts, part, size, limit = [], "", 0, _OCTETS
    for char in line:
        octets = len(char.encode())
        if size + octets > limit:
            parts.append(part)
            part, size, limit = "", 0, _OCTETS - 1
        part += char
        size += octets
    return f"{_LINE} ".join([*parts, part])

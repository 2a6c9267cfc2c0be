"""Calendario: a procedure week by week, each bar a coloured cell with its letter, so that it is read without colour too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Fila, Hoja, Hojeador, Impresion
from evaluacion.publish.procedimiento import (
    anchor_position,
    breaches,
    calendar_notes,
    is_moved,
    outlook,
    parameter_notes,
    show_day,
    show_late,
)
from evaluacion.publish.tablero.estilos import (
    AVISO,
    CUERPO,
    DASH,
    ENCABEZADO_VERTICAL,
    GREEN,
    LIGHT_GREY,
    NAVY,
    NOTA,
    ORANGE,
    PALE,
    SKY,
    TITULO,
    WHITE,
    band,
    headers,
    height_of,
    label,
    text,
)
from evaluacion.publish.tablero.impresion import paper_for
from evaluacion.publish.tablero.nombres import Presentacion

if TYPE_CHECKING:
    from evaluacion.check.procedimiento import Avance, Seguimiento
    from evaluacion.model.procedimiento import Expediente

GANTT = Presentacion("Calendario", "#009E73", "Un procedimiento semana por semana: cuándo vence cada paso, qué se hizo y qué falta.")
_FIXED = ("N.º", "Paso", "Responsable", "A más tardar", "Plazo de", "Hecho", "Estado", "Retraso (días hábiles)")
_WIDTHS = (5.0, 34.0, 17.0, 14.5, 11.5, 14.5, 12.0, 9.5)
_WEEK_WIDTH = 3.2
_MOST_COLUMNS = 40
_WEEK = 7
_CELL = CUERPO._replace(ajustar=False, horizontal="center", vertical="vcenter", negrita=True)
_WHOSE = {"fuente": "la fuente", "herramienta": "herramienta"}
_LETRAS = {
    "P": ("plazo abierto", PALE, NAVY),
    "L": ("último día del plazo", SKY, "#000000"),
    "E": ("fin que se espera, si no es el último día", LIGHT_GREY, "#000000"),
    "H": ("hecho a tiempo, o sin plazo", GREEN, WHITE),
    "T": ("hecho tarde", ORANGE, "#000000"),
    "V": ("vencido sin hacer", "#D55E00", WHITE),
    "F": ("el día del que todo depende", NAVY, WHITE),
}
"""Each letter of the chart: what it means, its fill and its ink. Where several fall in one week, the last of this list is seen."""


def arrange_gantt(seguimiento: Seguimiento, expediente: Expediente) -> Hoja:
    """Return the sheet of one procedure: its steps, their dates, and a column a week (or several weeks, when it is long)."""
    sheet = Hojeador()
    starts, span = _columns(seguimiento)
    widths = (*_WIDTHS, *(_WEEK_WIDTH for _ in starts))
    sheet.put(text(expediente.titulo or seguimiento.procedimiento.titulo, TITULO), alto=28)
    ancla = seguimiento.procedimiento.ancla
    sheet.put(label(f"Día de referencia: {show_day(seguimiento.referencia)}. {ancla.nombre}: {show_day(seguimiento.ancla)}.", NOTA))
    for note in breaches(seguimiento):
        sheet.put(*band(len(_FIXED), f"Incumple: {note}", AVISO))
    for note in outlook(seguimiento):
        sheet.put(label(note, NOTA))
    sheet.skip()
    weeks = "Cada columna es la semana que empieza ese lunes." if span == 1 else f"Cada columna son {span} semanas desde ese lunes."
    sheet.put(label(f"{weeks} La columna de la referencia lleva «►».", NOTA))
    heading = sheet.put(
        *headers(*_FIXED),
        *(Celda(f"{'► ' if _holds(day, span, seguimiento.referencia) else ''}{day.isoformat()}", ENCABEZADO_VERTICAL) for day in starts),
        alto=78,
    )
    for fila in _rows(seguimiento, starts, span):
        sheet.put(*fila.celdas, alto=height_of(fila.celdas, widths))
    sheet.skip()
    for letter, (meaning, fill, ink) in _LETRAS.items():
        sheet.put(Celda(letter, _CELL._replace(fondo=fill, color=ink)), label(meaning, NOTA))
    sheet.skip()
    for note in (*parameter_notes(seguimiento), *calendar_notes(seguimiento)):
        sheet.put(label(note, NOTA))
    shown = Impresion((1, 0), repetir=(heading, heading), papel=paper_for(widths))
    return Hoja(GANTT.nombre, GANTT.color, widths, tuple(sheet.filas), (heading + 1, 2), None, heading, impresion=shown, cuadricula=False)


def _columns(seguimiento: Seguimiento) -> tuple[list[date], int]:
    """Return the Monday on which each column begins, and how many weeks it spans."""
    days = [seguimiento.ancla, *(day for item in seguimiento.avances for day in _days(item))]
    first = min(days) - timedelta(days=min(days).weekday())
    weeks = (max(days) - first).days // _WEEK + 1
    span = -(-weeks // _MOST_COLUMNS)
    return [first + timedelta(days=_WEEK * i) for i in range(0, weeks, span)], span


def _days(item: Avance) -> Iterator[date]:
    yield from (day for day in (item.desde, item.limite, item.previsto, item.hecho) if day is not None)


def _rows(seguimiento: Seguimiento, starts: Sequence[date], span: int) -> Iterator[Fila]:
    place = anchor_position(seguimiento)
    for position, item in enumerate(seguimiento.avances):
        if position == place:
            yield _anchor_row(seguimiento, starts, span)
        number = "" if item.paso.numero is None else str(item.paso.numero)
        cells = [
            label(number, CUERPO._replace(horizontal="center")),
            text(item.paso.nombre, CUERPO),
            text(item.paso.responsable, CUERPO),
            label(show_day(item.limite), CUERPO),
            label(_WHOSE[item.paso.limite.de] if item.paso.limite else DASH, CUERPO),
            label(show_day(item.hecho), CUERPO),
            label(item.estado, CUERPO._replace(negrita=item.estado in ("vencido", "hecho tarde"))),
            Celda(item.retraso if show_late(item) else None, CUERPO._replace(horizontal="center")),
        ]
        yield Fila((*cells, *(_mark(_letter(item, day, span)) for day in starts)))


def _anchor_row(seguimiento: Seguimiento, starts: Sequence[date], span: int) -> Fila:
    done = seguimiento.ancla_hecha
    cells = [
        Celda(None, CUERPO),
        text(seguimiento.procedimiento.ancla.nombre, CUERPO._replace(negrita=True)),
        Celda(None, CUERPO),
        label(show_day(seguimiento.ancla), CUERPO),
        Celda(None, CUERPO),
        label(show_day(seguimiento.ancla if done else None), CUERPO),
        label("hecho" if done else "pendiente", CUERPO),
        Celda(None, CUERPO),
    ]
    return Fila((*cells, *(_mark("F" if _holds(day, span, seguimiento.ancla) else "") for day in starts)))


def _letter(item: Avance, start: date, span: int) -> str:
    """Return the letter of a step in the column that begins on a day; empty when nothing of it falls there."""
    found = ""
    if item.desde is not None and item.limite is not None:
        found = "P" if item.desde < start + timedelta(days=_WEEK * span) and start <= item.limite else ""
        found = "L" if _holds(start, span, item.limite) else found
    if is_moved(item) and _holds(start, span, item.previsto):
        found = "E"
    if item.hecho is not None and _holds(start, span, item.hecho):
        found = "T" if item.estado == "hecho tarde" else "H"
    if item.estado == "vencido" and _holds(start, span, item.limite):
        found = "V"
    return found


def _holds(start: date, span: int, day: date | None) -> bool:
    return day is not None and start <= day < start + timedelta(days=_WEEK * span)


def _mark(letter: str) -> Celda:
    if not letter:
        return Celda(None, _CELL)
    _, fill, ink = _LETRAS[letter]
    return Celda(letter, _CELL._replace(fondo=fill, color=ink))

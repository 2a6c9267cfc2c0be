"""A procedure as a page; and how one goes, as text and as JSON, with the calendar that was used."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluacion.check.procedimiento import Avance, Seguimiento
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.model.procedimiento import Expediente, Limite, Procedimiento

_WIDTH = 96
_EXPECTED = 3
"""Column of the day on which a step is expected; left out when it tells nothing."""
DASH = "—"
COSTUMBRE = (
    "El calendario no trae los días en que las oficinas públicas cierran por costumbre o por acuerdo (Semana Santa, fin de año, "
    "días del estado o del municipio): agréguelos en «dias_inhabiles»."
)
"""What the calendar leaves out; it goes with every output."""
_DIAS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")


def list_text(procedimientos: Sequence[Procedimiento]) -> str:
    """Return one line a procedure."""
    width = max(len(item.procedimiento) for item in procedimientos)
    return "".join(f"{item.procedimiento.ljust(width)}  {item.titulo} ({len(item.pasos)} pasos)\n" for item in procedimientos)


def page_text(procedimiento: Procedimiento) -> str:
    """Return a procedure as a page: its steps, who takes them, their terms and where those come from."""
    lines = [procedimiento.titulo, "=" * len(procedimiento.titulo), f"{procedimiento.procedimiento} {procedimiento.version}"]
    if procedimiento.fuente:
        lines += _wrap(f"Fuente: {procedimiento.fuente}")
    if procedimiento.nota:
        lines += ["", *_wrap(procedimiento.nota)]
    for paso in procedimiento.pasos:
        number = f"{paso.numero}. " if paso.numero is not None else ""
        lines += ["", f"{number}{paso.nombre} [{paso.id}] · {paso.responsable}", *_wrap(paso.texto, "   ")]
        lines += _wrap(f"Plazo: {term_text(paso.limite, procedimiento)}", "   ")
    lines += [""] + [f"{name}: {item.valor} {item.texto}" for name, item in procedimiento.parametros.items()]
    key = procedimiento.ancla.clave
    lines.append(f"Se cuenta desde: {procedimiento.ancla.nombre} (clave u opción «{key}»; con la otra, se cuenta al revés).")
    return "\n".join(lines) + "\n"


def term_text(limite: Limite | None, procedimiento: Procedimiento) -> str:
    """Return a term in words, with who set it."""
    if limite is None:
        return "la fuente no lo da."
    names = {paso.id: paso.nombre for paso in procedimiento.pasos} | {procedimiento.ancla.id: procedimiento.ancla.nombre}
    base = f"«{names[limite.base]}»"
    amount = limite.dias_habiles if limite.dias_habiles is not None else limite.semanas
    unit = "semanas" if limite.semanas is not None else "días hábiles"
    told = f"{amount} {unit} {'antes de' if limite.antes_de else 'después de'} {base}" if amount else f"a más tardar con {base}"
    extra = f"; {limite.texto}" if limite.texto else ""
    return f"{told}{extra}{'' if limite.de == 'fuente' else ' (decisión de esta herramienta)'}."


def as_text(seguimiento: Seguimiento, expediente: Expediente, procedencia: Procedencia) -> str:
    """Return how a procedure goes, for a terminal: what comes first, the steps with their dates, and how they were counted."""
    lines = [expediente.titulo or seguimiento.procedimiento.titulo]
    if expediente.titulo:
        lines.append(seguimiento.procedimiento.titulo)
    lines += [f"Día de referencia: {show_day(seguimiento.referencia)}. {_anchor(seguimiento)}", "", *_first(seguimiento), ""]
    lines += [*_table(seguimiento), "", *_notes(seguimiento)]
    lines.append(f"Con {procedencia.herramienta} {procedencia.version}; archivos leídos: {len(procedencia.archivos)}.")
    return "\n".join(lines) + "\n"


def _anchor(seguimiento: Seguimiento) -> str:
    done = " (hecho)" if seguimiento.ancla_hecha and seguimiento.procedimiento.ancla.es_paso else ""
    return f"{seguimiento.procedimiento.ancla.nombre}: {show_day(seguimiento.ancla)}{done}."


def _first(seguimiento: Seguimiento) -> Iterator[str]:
    """Yield what to know first: what was not kept, and what comes next."""
    for text in breaches(seguimiento):
        yield from _wrap(f"Incumple: {text}")
    following = seguimiento.siguiente
    if following is None:
        yield "No queda ningún paso por hacer."
    else:
        late = f", con {show_late(following)} de retraso" if following.estado == "vencido" else ""
        until = f", a más tardar el {show_day(following.limite)}{late}" if following.limite else ", sin plazo en la fuente"
        yield from _wrap(f"Sigue: {following.paso.nombre} ({following.paso.responsable}){until}.")
    yield from (line for note in outlook(seguimiento) for line in _wrap(note))


def breaches(seguimiento: Seguimiento) -> list[str]:
    """Return in sentences each term of the source that was not kept."""
    found = []
    for item in seguimiento.incumplidos:
        term = item.paso.limite
        needed = None if term is None else term.dias_habiles
        needed = seguimiento.parametros[needed] if isinstance(needed, str) else needed
        if item.antelacion is not None:
            told = f"se cumplió {count_days(item.antelacion)} antes y el mínimo es {needed}"
        elif item.hecho is not None:
            told = f"se cumplió el {show_day(item.hecho)}, {show_late(item)} después de su plazo"
        else:
            told = f"su plazo venció el {show_day(item.limite)}, hace {show_late(item)}"
        found.append(f"«{item.paso.nombre}»: {told}.")
    return found


def outlook(seguimiento: Seguimiento) -> list[str]:
    """Return in sentences what can still be expected: the first day that keeps the terms, or the expected end."""
    found = []
    ancla = seguimiento.procedimiento.ancla
    if seguimiento.ancla_posible is not None and seguimiento.ancla_posible > seguimiento.ancla:
        found.append(f"Primer día en que «{ancla.nombre}» cumpliría los plazos: {show_day(seguimiento.ancla_posible)}.")
    closed = seguimiento.calendario.reason_closed(seguimiento.ancla)
    if ancla.es_paso and closed is not None:
        found.append(f"«{ancla.nombre}» cae en un día inhábil ({closed}).")
    if ancla.es_paso and not seguimiento.ancla_hecha and seguimiento.ancla < seguimiento.referencia:
        found.append(f"El día de «{ancla.nombre}» ya pasó y no consta en «hechos»: anótelo ahí, o cambie la fecha.")
    last, end = seguimiento.avances[-1], seguimiento.fin_previsto
    if end is not None and last.hecho is None and last.limite is not None:
        late = f", {(end - last.limite).days} días naturales después de lo planeado" if end > last.limite else ""
        found.append(f"Fin previsto: {show_day(end)}{late}.")
    return found


def _table(seguimiento: Seguimiento) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [("N.º", "Paso", "A más tardar", "Se espera", "Hecho", "Estado", "Retraso")]
    rows += [_row(item) for item in seguimiento.avances]
    position = anchor_position(seguimiento)
    if position is not None:
        done = show_day(seguimiento.ancla) if seguimiento.ancla_hecha else DASH
        name = seguimiento.procedimiento.ancla.nombre
        rows.insert(
            position + 1, ("", name, show_day(seguimiento.ancla), DASH, done, "hecho" if seguimiento.ancla_hecha else "pendiente", "")
        )
    if not any(is_moved(item) for item in seguimiento.avances):
        rows = [row[:_EXPECTED] + row[_EXPECTED + 1 :] for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def is_moved(item: Avance) -> bool:
    """Whether a step that is not done is expected on another day than its latest one."""
    return item.hecho is None and item.previsto is not None and item.previsto != item.limite


def anchor_position(seguimiento: Seguimiento) -> int | None:
    """Return before which step the anchor is shown; None when it is no act."""
    ancla = seguimiento.procedimiento.ancla
    if not ancla.es_paso:
        return None
    return next((i for i, paso in enumerate(seguimiento.procedimiento.pasos) if paso.id == ancla.antes_del_paso), 0)


def _row(item: Avance) -> tuple[str, ...]:
    ours = " *" if item.paso.limite is not None and item.paso.limite.de == "herramienta" else ""
    number = "" if item.paso.numero is None else str(item.paso.numero)
    late = show_late(item)
    expected = show_day(item.previsto) if is_moved(item) else DASH
    return (number, item.paso.nombre, f"{show_day(item.limite)}{ours}", expected, show_day(item.hecho), item.estado, late)


def _notes(seguimiento: Seguimiento) -> Iterator[str]:
    if any(item.paso.limite is not None and item.paso.limite.de == "herramienta" for item in seguimiento.avances):
        yield "* Plazo que decidió esta herramienta; los demás son de la fuente."
    for note in (*parameter_notes(seguimiento), *calendar_notes(seguimiento)):
        yield from _wrap(note)


def parameter_notes(seguimiento: Seguimiento) -> list[str]:
    """Return the numbers of the procedure as they were used, and what each is."""
    known = seguimiento.procedimiento.parametros
    return [f"{name}: {value} {known[name].texto}." for name, value in seguimiento.parametros.items()]


def calendar_notes(seguimiento: Seguimiento) -> list[str]:
    """Return which calendar was used, the closures that were added to it and what it leaves out."""
    closures = [
        f"{item.desde.isoformat()}{'' if item.desde == item.hasta else f' a {item.hasta.isoformat()}'} ({item.motivo})"
        for item in seguimiento.calendario.cierres
    ]
    added = f" Cierres agregados: {'; '.join(closures)}." if closures else " Sin cierres agregados."
    return [f"Calendario: {seguimiento.calendario.nombre}; sábados y domingos no cuentan.{added}", COSTUMBRE]


def show_day(day: date | None) -> str:
    """Return a day with its weekday, `vie 2026-03-27`, or the dash."""
    return DASH if day is None else f"{_DIAS[day.weekday()]} {day.isoformat()}"


def show_late(item: Avance) -> str:
    """Return how late a step is in working days; nothing when it is not late. After its day and before the next working one, less than one."""
    if item.estado not in ("hecho tarde", "vencido"):
        return ""
    return count_days(item.retraso) if item.retraso else "menos de 1 día hábil"


def count_days(number: int) -> str:
    """Return a number of working days in words."""
    return f"{number} {'día hábil' if number == 1 else 'días hábiles'}"


def as_json(seguimiento: Seguimiento, expediente: Expediente, procedencia: Procedencia, *, ascii_only: bool = False) -> str:
    """Return how a procedure goes as JSON, dates in ISO."""
    following = seguimiento.siguiente
    data = {
        "procedencia": procedencia.as_dict(),
        "procedimiento": seguimiento.procedimiento.procedimiento,
        "version": seguimiento.procedimiento.version,
        "expediente": expediente.expediente,
        "titulo": expediente.titulo or seguimiento.procedimiento.titulo,
        "fecha": seguimiento.referencia.isoformat(),
        "ancla": {
            "id": seguimiento.procedimiento.ancla.id,
            "dia": seguimiento.ancla.isoformat(),
            "hecha": seguimiento.ancla_hecha,
            "posible": _iso(seguimiento.ancla_posible),
        },
        "parametros": dict(seguimiento.parametros),
        "calendario": {
            "nombre": seguimiento.calendario.nombre,
            "cierres": [
                {"desde": item.desde.isoformat(), "hasta": item.hasta.isoformat(), "motivo": item.motivo}
                for item in seguimiento.calendario.cierres
            ],
        },
        "pasos": [_step_dict(item) for item in seguimiento.avances],
        "siguiente": following.paso.id if following else None,
        "incumple": [item.paso.id for item in seguimiento.incumplidos],
        "fin_previsto": _iso(seguimiento.fin_previsto),
        "notas": [*breaches(seguimiento), *outlook(seguimiento), *calendar_notes(seguimiento)],
    }
    return json.dumps(data, ensure_ascii=ascii_only, indent=1) + "\n"


def _step_dict(item: Avance) -> dict[str, Any]:
    return {
        "id": item.paso.id,
        "numero": item.paso.numero,
        "nombre": item.paso.nombre,
        "responsable": item.paso.responsable,
        "desde": _iso(item.desde),
        "limite": _iso(item.limite),
        "plazo_de": item.paso.limite.de if item.paso.limite else None,
        "previsto": _iso(item.previsto),
        "hecho": _iso(item.hecho),
        "estado": item.estado,
        "retraso": item.retraso,
        "antelacion": item.antelacion,
        "incumple": item.incumple,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False) or [""]

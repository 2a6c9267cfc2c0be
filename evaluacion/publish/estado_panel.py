"""Who has returned what of a sharing, as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.publish.datos import escape_text
from evaluacion.publish.panel_datos import SIN_NOMBRE
from evaluacion.publish.texto import align

if TYPE_CHECKING:
    from evaluacion.base.problema import Problema

_MOST = 12
"""Names that a line lists."""


class Pendiente(NamedTuple):
    """One form of a sharing: whether its record came back, and how many questions it answers of those that apply."""

    id: str
    titulo: str | None
    evaluador: str
    archivo: str
    devuelto: bool
    respondidas: int
    preguntas: int

    @property
    def estado(self) -> str:
        """Whether it is missing, blank, incomplete or complete."""
        if not self.devuelto:
            return "falta"
        if self.respondidas == 0:
            return "en blanco"
        return "completo" if self.respondidas == self.preguntas else "incompleto"


@dataclass(frozen=True, slots=True)
class EstadoDePanel:
    """Every form of a sharing, and the records (id, evaluator) that came back and are not in it."""

    pendientes: tuple[Pendiente, ...]
    de_mas: tuple[tuple[str, str], ...]
    avisos: tuple[Problema, ...]


def as_text(estado: EstadoDePanel) -> str:
    """Return the state as text: by evaluator, then by record, then what is missing and what is not in the sharing."""
    came = sum(item.devuelto for item in estado.pendientes)
    lines = [f"Devueltos: {came} de {len(estado.pendientes)} formularios.", ""]
    lines += [_counts(estado, "Quién evalúa", lambda item: item.evaluador), ""]
    lines += [_counts(estado, "Registro", lambda item: item.id), ""]
    lines += list(_missing(estado))
    if estado.de_mas:
        lines.append(f"No están en el reparto: {_list([f'{name} ({judge or SIN_NOMBRE})' for name, judge in estado.de_mas])}.")
    return "\n".join(lines) + "\n"


def _counts(estado: EstadoDePanel, heading: str, key: Callable[[Pendiente], str]) -> str:
    rows: list[tuple[str, ...]] = [(heading, "Formularios", "Devueltos", "Completos", "Faltan")]
    for name in dict.fromkeys(map(key, estado.pendientes)):
        own = [item for item in estado.pendientes if key(item) == name]
        came, done = sum(item.devuelto for item in own), sum(item.estado == "completo" for item in own)
        rows.append((name, str(len(own)), str(came), str(done), str(len(own) - came)))
    return align(rows, frozenset({1, 2, 3, 4}))


def _missing(estado: EstadoDePanel) -> Iterator[str]:
    for name in dict.fromkeys(item.evaluador for item in estado.pendientes):
        own = [item for item in estado.pendientes if item.evaluador == name]
        gone = [item.id for item in own if not item.devuelto]
        partly = [f"{item.id} ({item.respondidas} de {item.preguntas})" for item in own if item.estado in ("incompleto", "en blanco")]
        if gone:
            yield f"A {name} le falta devolver: {_list(gone)}."
        if partly:
            yield f"A {name} le falta responder: {_list(partly)}."
    if all(item.estado == "completo" for item in estado.pendientes):
        yield "No falta nada."


def _list(names: list[str]) -> str:
    more = f" y {len(names) - _MOST} más" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more


def as_json(estado: EstadoDePanel, *, ascii_only: bool = False) -> str:
    """Return the state as JSON text."""
    data = {
        "formularios": [{**item._asdict(), "estado": item.estado} for item in estado.pendientes],
        "de_mas": [{"id": name, "evaluador": judge or None} for name, judge in estado.de_mas],
    }
    return json.dumps(data, ensure_ascii=ascii_only, indent=1) + "\n"


def as_csv(estado: EstadoDePanel) -> str:
    """Return one row a form."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow((*Pendiente._fields, "estado"))
    words = {True: "sí", False: "no"}
    for item in estado.pendientes:
        texts = (escape_text(part) if part else "" for part in (item.id, item.titulo, item.evaluador, item.archivo))
        writer.writerow((*texts, words[item.devuelto], item.respondidas, item.preguntas, item.estado))
    return buffer.getvalue()

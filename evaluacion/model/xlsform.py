"""A form of KoboToolbox or ODK as values: its rows, its choices, and names from which the place in a record is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from evaluacion.model.comun import fold
from evaluacion.model.formulario import MarcoDelFormulario

HOJAS = ("survey", "choices", "settings")
IDIOMA = "Español (es)"
VERSION = "evaluacion_version"
"""Name of the hidden question that every submission carries: the marcos of the form, with version and content hash."""
ENTRE_ID_Y_TITULO = " · "
"""Between the id and the title of a record, where the form lets people choose it."""
_JOIN = "-"
"""No id of a marco, criterion, question or indicator has it, so a name says its path back."""
_HASH = 12
_MARCO = re.compile(rf"([a-z][a-z0-9_]*)@([0-9]+\.[0-9]+\.[0-9]+)-([0-9a-f]{{{_HASH}}})")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[a-z0-9_]+")


def make_name(*path: str) -> str:
    """Return the name of the question that writes a path of a record: `respuestas-cualitativo-eficacia-metas-nota`."""
    return _JOIN.join(path)


def split_name(name: str) -> tuple[str, ...]:
    """Return the path that a name says."""
    return tuple(name.split(_JOIN))


def show_version(marcos: Iterable[MarcoDelFormulario]) -> str:
    """Return the marcos of a form in one word: `cualitativo@1.0.0-0123456789ab`, joined by `+`."""
    return "+".join(f"{made.marco}@{made.version}-{made.huella[:_HASH]}" for made in marcos)


def parse_version(text: str) -> tuple[MarcoDelFormulario, ...]:
    """Return the marcos that such a word names, each with the start of its hash; none when it is no such word."""
    found = [_MARCO.fullmatch(part) for part in text.strip().split("+")]
    return tuple(MarcoDelFormulario(*match.groups()) for match in found if match is not None) if all(found) else ()


def name_choices(values: Sequence[str]) -> dict[str, str]:
    """Return by answer its name in a form: no accents, no blanks, none twice; an answer that is such a name keeps it."""
    taken = {fold(value) for value in values if _WORD.fullmatch(fold(value))}
    found: dict[str, str] = {}
    for value in values:
        if fold(value) in taken:
            found[value] = fold(value)
            continue
        base = _NO_WORD.sub("_", fold(value)).strip("_") or "respuesta"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name)
        found[value] = name
    return found


class Opcion(NamedTuple):
    """A choice of a list: its name, what people see, and what it is in a record."""

    lista: str
    nombre: str
    etiqueta: str
    valor: str


class FilaXls(NamedTuple):
    """A row of the survey. `lista` is the one of its choices, if it has any."""

    tipo: str
    nombre: str = ""
    etiqueta: str = ""
    ayuda: str = ""
    lista: str = ""
    obligatoria: bool = False
    pertinente: str = ""
    restriccion: str = ""
    mensaje: str = ""
    apariencia: str = ""
    calculo: str = ""


@dataclass(frozen=True)
class Encuesta:
    """A form: the kind of record that it makes, its rows and its choices."""

    tipo: str
    filas: tuple[FilaXls, ...]
    opciones: tuple[Opcion, ...]

    @cached_property
    def preguntas(self) -> dict[str, FilaXls]:
        """The rows that hold a value, by name."""
        return {fila.nombre: fila for fila in self.filas if fila.nombre and not fila.tipo.startswith(("begin", "note"))}

    @cached_property
    def repetidos(self) -> dict[str, str]:
        """By name of a question inside a repeat, the name of that repeat."""
        found: dict[str, str] = {}
        inside = ""
        for fila in self.filas:
            if fila.tipo == "begin_repeat":
                inside = fila.nombre
            elif fila.tipo == "end_repeat":
                inside = ""
            elif inside:
                found[fila.nombre] = inside
        return found

    def value_of(self, nombre: str, text: str) -> str:
        """Return what an answer exported by its name or by its label is in a record; the text itself when it is no choice."""
        mine = [opcion for opcion in self.opciones if opcion.lista == self.preguntas[nombre].lista]
        by_name = next((opcion.valor for opcion in mine if opcion.nombre == text), None)
        if by_name is not None:
            return by_name
        return next((opcion.valor for opcion in mine if fold(text) in (fold(opcion.etiqueta), fold(opcion.valor))), text)

"""Strategies that are written in a form: the workbook becomes a strategy, and what is said of it goes to its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.flujo.remedios_en_celdas import name_cells
from evaluacion.read.documento import show_path
from evaluacion.read.documento_celdas import DocumentoEnCeldas
from evaluacion.read.estrategia import EstrategiaLeida, load_estrategia

if TYPE_CHECKING:
    from evaluacion.check.revisar import Dictamen
    from evaluacion.model.hallazgo import Hallazgo
    from evaluacion.read.celda_escrita import Escrita

LIBRO = ".xlsx"
_ZIP, _OLD = b"PK", b"\xd0\xcf\x11\xe0"
_MOST_SHOWN = 8
_MOST_CHARS = 160
_SAVE_AS = "Ábralo en Excel o LibreOffice y guárdelo como «Libro de Excel (.xlsx)»."


def is_book(path: Path | None, data: bytes = b"") -> bool:
    """Whether a file (None is the standard input) is a workbook, by its name or by its content, rather than a text."""
    return data.startswith((_ZIP, _OLD)) or (path is not None and path.suffix.casefold() == LIBRO)


def read_book(path: Path | None, *, is_named: bool) -> tuple[EstrategiaLeida | None, list[Problema]]:
    """Return the strategy of a workbook, and what was noticed; None for one of a folder that is something else.

    Raises:
        EvaluacionError: everything wrong with the form, each at its sheet and cell.
    """
    from evaluacion.read.formulario_estrategia import looks_like_form  # noqa: PLC0415 - only where there are workbooks

    if path is None:
        remedy = "Indique el formulario por su ruta."
        raise EvaluacionError([Problema("tipo_de_archivo", "Por la entrada estándar no se leen libros de Excel.", Origen("-"), remedy)])
    archivo = show_path(path)
    looks = looks_like_form(path)
    if looks is None and not is_named:
        what = "No se puede abrir como libro de Excel, así que no se sabe si es un formulario de estrategia."
        return None, [Problema("tabla_invalida", what, Origen(archivo), f"Si lo es: {_SAVE_AS}", "aviso")]
    if looks is False and not is_named:
        return None, []
    return read_named_form(path)


def read_named_form(path: Path) -> tuple[EstrategiaLeida, list[Problema]]:
    """Return the strategy of a form, and what was noticed.

    Raises:
        EvaluacionError: everything wrong with the form, each at its sheet and cell.
    """
    leida, warnings, loose = read_form(path)
    return leida, [*warnings, *without_place(loose)]


def read_form(path: Path) -> tuple[EstrategiaLeida, list[Problema], list[Escrita]]:
    """Return the strategy of a form, what was noticed, and what somebody wrote where nothing is asked.

    Raises:
        EvaluacionError: everything wrong with the form, each at its sheet and cell.
    """
    from evaluacion.read.estrategia_en_celdas import read_estrategia_en_celdas  # noqa: PLC0415 - only for workbooks
    from evaluacion.read.extranos import what_it_is  # noqa: PLC0415 - as above
    from evaluacion.read.tabla import read_head  # noqa: PLC0415 - as above

    archivo = show_path(path)
    head = read_head(path, archivo)
    if not head.startswith(_ZIP):
        what, remedy = what_it_is(head) or ("algo que no se reconoce", _SAVE_AS)
        raise EvaluacionError([Problema("tipo_de_archivo", f"No es un formulario en .xlsx: es {what}.", Origen(archivo), remedy)])
    found = read_estrategia_en_celdas(path, archivo)
    return load_estrategia(found.documento), found.avisos, _typed(found.sueltas)


def _typed(loose: Sequence[Escrita]) -> list[Escrita]:
    """Return what a form did not bring with it, in order of reading."""
    from evaluacion.publish.formulario.estrategia import words_of_form  # noqa: PLC0415 - only for workbooks

    return [cell for cell in loose if " ".join(cell.celda.texto.split()) not in words_of_form()]


def without_place(loose: Sequence[Escrita]) -> list[Problema]:
    """Return the warning of what somebody wrote where nothing is asked, none when there is no such thing."""
    if not loose:
        return []
    shown = ", ".join(cell_name(cell.origen) for cell in loose[:_MOST_SHOWN])
    more = f" y {len(loose) - _MOST_SHOWN} más" if len(loose) > _MOST_SHOWN else ""
    remedy = "No se revisa, y al importar va al anexo. Si es una respuesta, páselo a su celda."
    return [Problema("formulario_cambiado", f"Hay texto donde no se pregunta nada: {shown}{more}.", loose[0].origen, remedy, "aviso")]


def cell_name(place: Origen) -> str:
    """Return a cell as people name it: `hoja!celda`."""
    return f"{place.hoja}!{place.celda}"


def place_in_cells(dictamen: Dictamen, leida: EstrategiaLeida) -> Dictamen:
    """Return what the rules say of a strategy with each finding at its cell, in order of reading, and the text of the cell.

    What is said of a strategy written as text stays as it is.
    """
    documento = leida.documento
    if not isinstance(documento, DocumentoEnCeldas):
        return dictamen

    def order(item: Hallazgo) -> tuple[object, ...]:
        return (*documento.order_of(item.origen), -item.peso, item.regla, item.ruta)

    placed = [
        item._replace(renglon=_shown(documento.textos.get(item.origen, "")), remedio=name_cells(item.remedio, item.origen.hoja))
        for item in dictamen.hallazgos
    ]
    return replace(dictamen, hallazgos=tuple(sorted(placed, key=order)))


def _shown(text: str) -> str:
    """Return what a cell says in one line, cut where it would fill the screen."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_CHARS else f"{line[: _MOST_CHARS - 1]}…"

"""What somebody wrote in a form where nothing was asked: whatever the form did not bring with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evaluacion.model.formulario import MARCA, mark_of, mark_of_formula
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.celdas_xlsx import CeldaLeida
from evaluacion.read.formulario import FormularioLeido

_HELPER = "_"
"""Start of the headings of the columns that the live score is made of."""


def typed_elsewhere(form: FormularioLeido) -> Iterator[Escrita]:
    """Yield the cells of a form that it did not bring and that answer nothing.

    A word of the form counts as its own as often as the form had it in that sheet under that heading, so that the same word
    written elsewhere is found; what was moved or renamed is known again by its words alone.
    """
    left = Counter(form.cabeza.propios)
    unknown: list[tuple[Escrita, str]] = []
    for cell, origen, title in form.sueltas:
        if cell.es_formula:
            if mark_of_formula(cell.formula) not in form.cabeza.formulas:
                yield Escrita(cell, origen)
            continue
        if cell.es_numero and title is not None and title.startswith(_HELPER):
            continue
        mark = mark_of(_value_of(cell), str(origen.hoja), title)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            unknown.append((Escrita(cell, origen), mark[:MARCA]))
    moved = Counter[str]()
    for mark, count in left.items():
        moved[mark[:MARCA]] += count
    for written, mark in unknown:
        if moved[mark] > 0:
            moved[mark] -= 1
        else:
            yield written


def _value_of(cell: CeldaLeida) -> str | float:
    try:
        return float(cell.texto) if cell.es_numero else cell.texto
    except ValueError:  # a date, a percentage
        return cell.texto

"""The workbook of a sharing, as it comes back from whoever coordinates: which record each evaluator has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.model.comun import fold
from evaluacion.read.documento import show_path
from evaluacion.read.lista_celdas import HojaDeLista, read_hojas

if TYPE_CHECKING:
    from evaluacion.read.celda_escrita import Escrita

_COLUMNS = ("Identificador", "Título", "Quién evalúa", "Formulario")
_REMEDY = "Indique el libro que hizo «evaluacion formulario … --evaluadores», con sus columnas."


class Repartido(NamedTuple):
    """One form of a sharing, and the row that says it."""

    id: str
    titulo: str | None
    evaluador: str
    archivo: str
    origen: Origen


def read_reparto(path: Path) -> list[Repartido]:
    """Return the forms of a sharing, in its order.

    Raises:
        EvaluacionError: it cannot be read, or no sheet has the columns of a sharing.
    """
    for hoja in read_hojas(path):
        for header, cells in hoja.filas.items():
            names = {fold(cell.celda.texto): column for column, cell in cells.items()}
            if all(fold(title) in names for title in _COLUMNS):
                return list(_rows(hoja, header, [names[fold(title)] for title in _COLUMNS]))
    what = f"No es el libro de un reparto: ninguna hoja tiene las columnas {', '.join(map(quote, _COLUMNS))}."
    raise EvaluacionError([Problema("panel_no_valido", what, Origen(show_path(path)), _REMEDY)])


def _rows(hoja: HojaDeLista, header: int, columns: list[int]) -> Iterator[Repartido]:
    for number, cells in hoja.filas.items():
        name, title, judge, file = (_text(cells.get(column)) for column in columns)
        if number > header and name and judge:
            yield Repartido(name, title or None, judge, file, cells[columns[0]].origen)


def _text(cell: Escrita | None) -> str:
    return " ".join(cell.celda.texto.split()) if cell is not None else ""

"""What a form brings where nothing is asked, as marks in its hidden sheet: what is not there when it comes back was typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from evaluacion.model.formulario import CLAVE, DE_INDICADOR, DE_RESPUESTA, VALOR, mark_of, mark_of_formula

if TYPE_CHECKING:
    from evaluacion.publish.libro import Celda, Hoja

_ASKED = {VALOR, CLAVE, *(campo.titulo for campo in (*DE_RESPUESTA, *DE_INDICADOR))}
"""Columns of answers, and the one of keys: what is in them is read as such."""


def list_marks(hojas: Sequence[Hoja], chunk: int) -> list[str]:
    """Return the marks of some sheets with how often each appears, in texts of at most that many characters."""
    marks = Counter(
        mark_of(celda.valor, hoja.nombre, title) for hoja in hojas for celda, title in _own_cells(hoja) if celda.valor is not None
    )
    return _in_texts((f"{mark}:{count}" for mark, count in marks.items()), chunk)


def list_formulas(hojas: Sequence[Hoja], chunk: int) -> list[str]:
    """Return the marks of the formulas of some sheets, each once, in texts of at most that many characters."""
    cells = (celda for hoja in hojas for fila in hoja.filas for celda in fila.celdas if celda is not None)
    return _in_texts(dict.fromkeys(mark_of_formula(celda.formula) for celda in cells if celda.formula is not None), chunk)


def _in_texts(words: Iterable[str], chunk: int) -> list[str]:
    texts = [""]
    for word in words:
        if len(texts[-1]) + len(word) + 1 > chunk:
            texts.append("")
        texts[-1] += f" {word}" if texts[-1] else word
    return texts


def _own_cells(hoja: Hoja) -> Iterator[tuple[Celda, str | None]]:
    """Yield the cells of a sheet that are no answers and no formulas, each with the heading of its column, if it has one."""
    names = hoja.filas[hoja.encabezado].celdas if hoja.encabezado is not None else ()
    for row, fila in enumerate(hoja.filas):
        under = hoja.encabezado is not None and row > hoja.encabezado
        for column, celda in enumerate(fila.celdas):
            if celda is None or celda.valor is None or celda.formula is not None:
                continue
            name = names[column] if under and column < len(names) else None
            title = None if name is None else str(name.valor)
            if title not in _ASKED:
                yield celda, title

"""The headings of a sheet of a form: which column asks for what, and which was lost, renamed or is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evaluacion.base.problema import Problema, quote
from evaluacion.model.comun import fold
from evaluacion.model.formulario import DE_INDICADOR, DE_RESPUESTA, INDICADORES, MARCA, REQUISITOS, VALOR, mark_of

if TYPE_CHECKING:
    from evaluacion.read.celdas_xlsx import HojaLeida

DE_TODAS = {fold(name): name for name in (VALOR, *(campo.titulo for campo in (*DE_RESPUESTA, *DE_INDICADOR)))}
"""The headings of answers, by how they are compared."""
_ASK_AGAIN = "o pase las respuestas a un formulario nuevo."


def check_headings(hoja: HojaLeida, fila: int, claves: Sequence[tuple[str, ...]], propios: Iterable[str]) -> Iterator[Problema]:
    """Yield what is wrong with the headings of a sheet: nobody knows what is under them then.

    Args:
        hoja: the sheet.
        fila: the row of its headings.
        claves: the parts of the keys of its rows.
        propios: the marks of what the form brought.
    """
    titles = {column: cell.texto for (row, column), cell in sorted(hoja.celdas.items()) if row == fila}
    columns: dict[str, list[int]] = {}
    for column, text in titles.items():
        if fold(text) in DE_TODAS:
            columns.setdefault(fold(text), []).append(column)
    repeated = [found for found in columns.values() if len(found) > 1]
    for found in repeated:
        names = " y ".join(str(hoja.origen((fila, column)).celda) for column in found)
        what = f"Hay columnas con el mismo título, {quote(titles[found[0]])} ({names}): no se sabe cuál vale."
        remedy = "Quite la que sobra, o devuélvale su título."
        yield Problema("formulario_no_valido", what, hoja.origen((fila, found[-1])), remedy)
    own = {mark[:MARCA] for mark in propios}
    foreign = [column for column, text in titles.items() if mark_of(text, hoja.nombre, None)[:MARCA] not in own]
    wanted = _asked(claves)
    for position, title in enumerate(wanted):
        if fold(title) in columns:
            continue
        near = _where(position, wanted, {name: found[0] for name, found in columns.items()})
        if any(near in found for found in repeated):
            continue
        is_of_form = near in titles and near not in foreign
        column = min(titles) if is_of_form else near or next(iter([*foreign, *titles]))
        there = f": en su lugar dice {quote(titles[column])}" if column in foreign else ""
        what = f"A la hoja {quote(hoja.nombre)} le falta la columna {quote(title)}{there}."
        remedy = f"Escriba de nuevo el título {quote(title)} sobre su columna, {_ASK_AGAIN}"
        yield Problema("formulario_no_valido", what, hoja.origen((fila, column)), remedy)


def _asked(claves: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the headings that a sheet with rows of some keys had, in order: those of what most of them are."""
    if not claves:
        return ()
    kinds = Counter("dato" if len(parts) == 1 or parts[0] == REQUISITOS else parts[0] == INDICADORES for parts in claves)
    kind = kinds.most_common(1)[0][0]
    if kind == "dato":
        return (VALOR,)
    return tuple(campo.titulo for campo in (DE_INDICADOR if kind else DE_RESPUESTA))


def _where(position: int, wanted: Sequence[str], columns: Mapping[str, int]) -> int | None:
    """Return the column where a heading that is missing was, from the nearest one that is there; None without any."""
    for distance in range(1, len(wanted)):
        for other, sign in ((position - distance, 1), (position + distance, -1)):
            if 0 <= other < len(wanted) and fold(wanted[other]) in columns:
                return max(columns[fold(wanted[other])] + sign * distance, 1)
    return None

"""A comparison as text for a terminal: the ranking, what was decided, and what was done to the data."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS, show_apart, show_number
from evaluacion.publish.comparacion_datos import has_interval, rows_of, said_doubt
from evaluacion.publish.comparacion_duda import doubt_paragraph
from evaluacion.publish.comparacion_duda_datos import band_rows
from evaluacion.publish.comparacion_textos import events_of, policies_of
from evaluacion.publish.texto import align

if TYPE_CHECKING:
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.comparacion_datos import ComparacionHecha

_FULL, _WIDTH = 100, 120
_ROOT = -1
_SMALL = 10
"""Scores up to which one decimal would say too little."""
_MOST_CHILDREN = 6
"""Components up to which the table has a column for each."""


def as_text(hecha: ComparacionHecha, procedencia: Procedencia, *, periodo: str | None = None, nodo: str | None = None) -> str:
    """Return a comparison as aligned tables and sentences for a terminal.

    Args:
        hecha: the comparison.
        procedencia: where it comes from.
        periodo: only that one; by default, all, one table each.
        nodo: the node by which units are ordered; by default, the index.
    """
    renglones = hecha.comparado.renglones
    periods: list[str] = (
        [periodo] if periodo is not None else sorted(set(renglones.periodos or ()), key=list(renglones.periodos or ()).index)
    )
    lines = [hecha.titulo, *([f"Fuente: {hecha.comparacion.fuente}."] if str(hecha.comparacion.fuente or "") else [])]
    for period in periods or (None,):
        lines += ["", *_ranking(hecha, period, nodo)]
    lines += ["", *_finalists(hecha), *_doubt(hecha, periodo), *_decisions(hecha)]
    lines.append(f"Con {procedencia.herramienta} {procedencia.version}; archivos leídos: {len(procedencia.archivos)}.")
    return "\n".join(lines) + "\n"


def _ranking(hecha: ComparacionHecha, period: str | None, nodo: str | None) -> Iterator[str]:
    comparado = hecha.comparado
    arbol, renglones = comparado.arbol, comparado.renglones
    chosen = arbol.ids.index(nodo) if nodo is not None else len(arbol.ids) + _ROOT
    rows = sorted(rows_of(hecha, period), key=lambda row: _order(hecha, row, chosen))
    children = [child for child in hecha.orden if arbol.padre[child] == chosen]
    columns = [chosen, *(children if len(children) <= _MOST_CHILDREN else [])]
    is_open = has_interval(hecha, chosen)
    heading = ["Lugar", "Unidad", arbol.nombres[chosen], *(["Mínimo", "Máximo"] if is_open else [])]
    heading += [*(arbol.nombres[child] for child in columns[1:]), "Datos"]
    shown = [_shown(hecha, rows, node, end) for node, end in _measures(columns, is_open=is_open)]
    table = [heading]
    for position, row in enumerate(rows):
        share = comparado.disponibilidad[1, row, chosen]
        name = (
            renglones.nombres[row] if renglones.nombres[row] == renglones.ids[row] else f"{renglones.nombres[row]} ({renglones.ids[row]})"
        )
        mark = "" if renglones.clasifica[row] else " *"
        table.append(
            [_place(hecha, row, chosen), name + mark, *(column[position] for column in shown), f"{show_number(share * _FULL, 0)} %"]
        )
    if period is not None:
        yield f"Periodo {period}"
    yield align(table, frozenset(range(2, len(heading))))
    if len(children) > _MOST_CHILDREN:
        yield f"Los {len(children)} componentes de «{arbol.nombres[chosen]}» no caben aquí: están en --formato csv, y cada uno con --nodo ID."
    for row in rows:
        if not renglones.clasifica[row]:
            yield f"* {renglones.nombres[row]}: sin lugar, {renglones.motivos.get(row, 'no clasifica')}."


def _measures(columns: list[int], *, is_open: bool) -> Iterator[tuple[int, int]]:
    """Yield each column of numbers as a node and which end of it."""
    yield columns[0], 0
    if is_open:
        yield columns[0], 1
        yield columns[0], 2
    for child in columns[1:]:
        yield child, 0


def _shown(hecha: ComparacionHecha, rows: list[int], node: int, end: int) -> list[str]:
    values = [None if np.isnan(value) else float(value) for value in hecha.comparado.nodos[end, rows, node]]
    if node != len(hecha.comparado.arbol.ids) + _ROOT:
        greatest = max((abs(value) for value in values if value is not None), default=0.0)
        return [show_number(value, 1 if greatest > _SMALL else 3) for value in values]
    return show_apart(values, [], 1)


def _order(hecha: ComparacionHecha, row: int, node: int) -> tuple[object, ...]:
    """Return where a unit goes: by its place, the unranked at the end, equal ones by id."""
    comparado = hecha.comparado
    best, worst = int(comparado.mejor[row, node]), int(comparado.peor[row, node])
    least = comparado.nodos[1, row, node]
    ordered = 0.0 if np.isnan(least) or (best and best == worst) else -round(float(least), COMPARED_DECIMALS)
    return (best == 0, best, worst, ordered, comparado.renglones.ids[row])


def _place(hecha: ComparacionHecha, row: int, node: int) -> str:
    best, worst = int(hecha.comparado.mejor[row, node]), int(hecha.comparado.peor[row, node])
    if best == 0:
        return "—"
    return str(best) if best == worst else f"{best} a {worst}"


def _finalists(hecha: ComparacionHecha) -> Iterator[str]:
    wanted = hecha.comparacion.finalistas
    if wanted is None:
        return
    renglones = hecha.comparado.renglones
    names = [
        renglones.nombres[row] + (f" ({renglones.periodos[row]})" if renglones.periodos is not None else "") for row in hecha.finalistas
    ]
    per_period = len(set(renglones.periodos or ("",)))
    more = len(names) - wanted * per_period
    tied = f" Son {more} más porque empatan o no se distinguen." if more > 0 else ""
    yield f"Finalistas ({wanted}): {', '.join(names) or 'ninguno'}.{tied}"
    yield ""


def _doubt(hecha: ComparacionHecha, periodo: str | None) -> Iterator[str]:
    said = said_doubt(hecha)
    if said is None or periodo not in (None, said.periodo):
        return
    yield "Qué tan firme es el orden"
    paragraph = doubt_paragraph(said).replace(" %", "\u00a0%")
    yield from (line.replace("\u00a0", " ") for line in wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False))
    yield ""
    if len(said.unidades) > 1:
        yield align(band_rows(said), frozenset({0, 2, 3, 4, 5}))
        yield ""


def _decisions(hecha: ComparacionHecha) -> Iterator[str]:
    yield "Qué se decidió"
    for policy in policies_of(hecha.comparacion):
        yield f"- {policy[0].upper()}{policy[1:]}."
    for padre, ratio in sorted(hecha.consistencia.items()):
        advice = "" if ratio <= 0.1 else "; pasa de 0.10: conviene revisar los juicios"  # noqa: PLR2004 - Saaty's bound, said by the line
        yield f"- Razón de consistencia de los pesos de {padre}: {show_number(ratio, 3)}{advice}."
    events = list(events_of(hecha))
    yield ""
    yield "Qué se hizo con los datos" if events else "Ninguna celda se topó, se llenó ni se acercó."
    for line in events:
        yield f"- {line}"
    if events:
        yield "Cada celda, con su valor antes y después, está en --formato json («sucesos»)."
    yield ""

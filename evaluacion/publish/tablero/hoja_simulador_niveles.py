"""The levels in the Simulador: a table of where each begins, and the formulas that find the level of an end of a total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.publish.libro import Celda, absolute_name
from evaluacion.publish.tablero.estilos import LINEA, LINEA_CENTRADA, NOTA, datum, headers, text
from evaluacion.publish.tablero.hoja_simulador_columnas import Columna, Columnas
from evaluacion.publish.tablero.hoja_simulador_medias import literal
from evaluacion.score.levels import ABIERTA, CERRADA, EXENTA, comparable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.publish.tablero.seccion import Seccion
    from evaluacion.score.evaluate import Resultado
    from evaluacion.score.plan import Plan

CLAVES = 2
"""Hidden columns that the tables of levels take: where each begins, as comparisons look at it, and its last part."""
SIN_NIVEL = "sin nivel"
_UNITS = 10**COMPARED_DECIMALS
_NAME = LINEA._replace(ajustar=True)


@dataclass(frozen=True, slots=True)
class Tablas:
    """The tables of levels of a section: their rows, and the blocks that the formulas look up; none where no level is."""

    filas: tuple[tuple[Celda | None, ...], ...]
    """A name and a score, two empty cells, and the hidden cells."""
    nombres: str = ""
    claves: str = ""
    ultimas: str = ""
    """The last part of each level, where the marco divides its levels."""
    claves_de_partes: str = ""


def key_of(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return comparable scores as whole numbers: what COUNTIF tells apart without loss."""
    found: NDArray[np.float64] = np.round(values * _UNITS)
    return found


def key_formula(plan: Plan, cell: str) -> str:
    """Return the formula of the whole number that comparisons look at; the text of a cell without score stays."""
    scaled = f"({cell}-{literal(plan.bajo)})/{literal(plan.alto - plan.bajo)}*{100 * _UNITS}"
    return f'IF(ISNUMBER({cell}),ROUND({scaled},0),"n/a")'


def make_tablas(seccion: Seccion, primera: int, oculta: int) -> Tablas:
    """Return the tables of levels of a section, from a row and a hidden column."""
    marco, plan = seccion.marco, seccion.resultado.plan
    if not marco.niveles:
        return Tablas(())
    rows = [_heading("Nivel", "Desde")]
    counts = [max(1, len(nivel.subniveles)) for nivel in marco.niveles]
    lasts = np.cumsum(counts).tolist() if marco.peldanos else [None] * len(counts)
    edges = key_of(comparable(plan, np.array([nivel.desde for nivel in marco.niveles])))
    for nivel, edge, last in zip(marco.niveles, edges.tolist(), lasts, strict=True):
        rows.append(_line(nivel.nombre, nivel.desde, edge, last))
    names, keys = (_column(primera, 1, len(rows), column) for column in (0, oculta))
    if not marco.peldanos:
        return Tablas(tuple(rows), names, keys)
    start = len(rows) + 1
    rows.append(_heading("Parte de un nivel", "Desde"))
    edges = key_of(comparable(plan, np.array([step.desde for step in marco.peldanos])))
    rows.extend(_line(step.nombre, step.desde, edge, None) for step, edge in zip(marco.peldanos, edges.tolist(), strict=True))
    parts, part_keys = (_column(primera, start, len(rows), column) for column in (0, oculta))
    return Tablas(tuple(rows), parts, keys, _column(primera, 1, start - 1, oculta + 1), part_keys)


def _heading(*names: str) -> tuple[Celda | None, ...]:
    return (*headers(*names), *(None,) * (2 + CLAVES))


def _line(name: str, start: float, key: float, last: int | None) -> tuple[Celda | None, ...]:
    hidden = (Celda(key, NOTA), Celda(float(last), NOTA) if last is not None else None)
    return (text(name, _NAME), datum(start, LINEA_CENTRADA), None, None, *hidden)


def _column(first: int, start: int, stop: int, column: int) -> str:
    return f"{absolute_name(first + start, column)}:{absolute_name(first + stop - 1, column)}"


def put_level(columnas: Columnas, seccion: Seccion, tablas: Tablas, order: Sequence[int], end: int, cells: tuple[str, str]) -> Columna:
    """Add the hidden columns that find a level at an end of the total; return the column of its name.

    Args:
        columnas: the hidden columns.
        seccion: the marco and its records.
        tablas: its tables of levels.
        order: the position of each record in the result.
        end: 0, the lower end, or 1, the upper one.
        cells: whether a record may have a level, and what comparisons look at of that end.
    """
    resultado = seccion.resultado
    valid, key = cells
    word = ("al menos", "hasta")[end]
    found = resultado.niveles[end][list(order)] + 1
    reached = f"SUMPRODUCT(--({tablas.claves}<={key}))"
    if resultado.compuertas:
        cap = columnas.add(Columna(f"tope por requisitos mínimos ({word})", caps_of(resultado, end)[list(order)].tolist()))
        reached = f"MIN({cap},{reached})"
    position = columnas.add(Columna(f"nivel ({word})", found.astype(float).tolist(), f"IF({valid}=1,MAX(1,{reached}),0)"))
    names = [nivel.nombre for nivel in seccion.marco.niveles]
    if seccion.marco.peldanos:
        names, found = [step.nombre for step in seccion.marco.peldanos], resultado.subniveles[end][list(order)] + 1
        part = f"MAX(1,MIN(INDEX({tablas.ultimas},{position}),SUMPRODUCT(--({tablas.claves_de_partes}<={key}))))"
        position = columnas.add(Columna(f"parte ({word})", found.astype(float).tolist(), f"IF({position}>0,{part},0)"))
    shown = [names[place - 1] if place else SIN_NIVEL for place in found.tolist()]
    return Columna(word, shown, f'IF({position}>0,INDEX({tablas.nombres},{position}),"{SIN_NIVEL}")')


def caps_of(resultado: Resultado, end: int) -> NDArray[np.float64]:
    """Return the highest level, from 1, that the gates leave to each record at an end; they look at criteria, not at weights."""
    caps = np.full(len(resultado), float(len(resultado.marco.niveles)))
    for gate in resultado.compuertas:
        closed = gate.estado == CERRADA if end else ~np.isin(gate.estado, (ABIERTA, EXENTA))
        caps = np.where(closed, np.minimum(caps, gate.nivel), caps)
    return caps

"""The weights of a marco in the Simulador: cells to write in, their share of the total, and whether they are valid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.model.marco import MAX_MAGNITUDE
from evaluacion.publish.libro import Celda, Estilo, Rango, absolute_name
from evaluacion.publish.tablero.estilos import AVISO, CREAM, DASH, LINEA, LINEA_CENTRADA, NOTA, text
from evaluacion.publish.tablero.hoja_simulador_medias import NO_APLICA
from evaluacion.publish.tablero.seccion import criterio_name

if TYPE_CHECKING:
    from evaluacion.publish.tablero.seccion import Seccion
    from evaluacion.score.plan import Plan

ORIGINAL, PESO, PARTE = 1, 2, 3
"""Columns of the weight of the marco, of the one that a person may change, and of its share."""
_WRITTEN = Estilo(tamano=10, borde=True, fondo=CREAM, horizontal="center", formato="General", bloqueada=False)
_GIVEN = LINEA_CENTRADA._replace(formato="General")
_SHARE = LINEA_CENTRADA._replace(formato="0.0%")
_NAME = LINEA._replace(ajustar=True)
_GROUP = _NAME._replace(negrita=True)
_COUNTS, _COUNTS_NOT = "cuenta", "no cuenta"
_START = "Pesos de inicio: los del instrumento."
_NOTHING = "Los pesos que cuentan son todos 0: no hay total, ni nivel, ni lugar."


class Renglon(NamedTuple):
    """One row of weights: a group, or a criterion of it."""

    nombre: str
    peso: float
    grupo: int
    criterio: int | None


@dataclass(frozen=True, slots=True)
class Pesos:
    """The weights of a section: what its sheet shows, and the cells that the other formulas read.

    `grupos` is the block of the weights of the criteria of each group, `sumas` the cell of their sum; `de_grupos` is the
    block of the weights of the groups (empty where there is one group), `suma_de_grupos` the cell of its sum.
    """

    filas: tuple[tuple[Celda, ...], ...]
    preparacion: tuple[Celda, ...]
    """The hidden cells of the row of the state."""
    estado: Celda
    entradas: Rango
    grupos: tuple[str, ...]
    sumas: tuple[str, ...]
    de_grupos: str
    suma_de_grupos: str
    sin_dato: str
    """The cell with what a score says where there is none."""
    nada: str
    """What that cell says at the start."""
    sirven: str
    """The cell that is 1 while some total can be given."""


def make_pesos(seccion: Seccion, estado: int, primera: int, oculta: int) -> Pesos:
    """Return the weights of a section.

    Args:
        seccion: the marco and its records.
        estado: the row of the state of the weights.
        primera: the row of the first weight.
        oculta: the first hidden column.
    """
    rows = list(_rows(seccion))
    entries = Rango(primera, PESO, primera + len(rows) - 1, PESO)
    plan = seccion.resultado.plan
    places = _Lugares(plan, estado, oculta)
    usable = bool(sum(w for w, group in zip(plan.pesos_grupos, plan.grupos, strict=True) if group.pesos.any()))
    return Pesos(
        filas=tuple(_row(plan, places, row) for row in rows),
        preparacion=tuple(_preparation(plan, places, rows, entries, usable=usable)),
        estado=_state(places, entries, usable=usable),
        entradas=entries,
        grupos=places.grupos,
        sumas=places.sumas,
        de_grupos=places.de_grupos,
        suma_de_grupos=places.suma_de_grupos,
        sin_dato=places.sin_dato,
        nada=NO_APLICA if usable else DASH,
        sirven=places.sirven,
    )


class _Lugares:
    """The hidden cells of the row of the state, from left to right."""

    def __init__(self, plan: Plan, row: int, first: int) -> None:
        def cells(count: int) -> list[str]:
            nonlocal first
            first += count
            return [absolute_name(row, column) for column in range(first - count, first)]

        self.validos, self.sirven, self.sin_dato = cells(3)
        self.criterios = cells(len(plan.criterios))
        self.sumas = tuple(cells(len(plan.grupos)))
        self.grupos = tuple(_block(self.criterios[group.criterios]) for group in plan.grupos)
        self.varios = len(plan.grupos) > 1
        self.por_grupo = cells(len(plan.grupos)) if self.varios else []
        self.de_grupos = _block(self.por_grupo)
        self.suma_de_grupos, self.cuentan = cells(2) if self.varios else ("", "")


def _block(cells: list[str]) -> str:
    """Return the block from the first cell to the last: `$S$4:$U$4`, or `$S$4` for one."""
    return ":".join(dict.fromkeys((cells[0], cells[-1]))) if cells else ""


def _rows(seccion: Seccion) -> Iterator[Renglon]:
    position = 0
    for g, grupo in enumerate(seccion.marco.grupos):
        if len(seccion.marco.grupos) > 1:
            yield Renglon(grupo.nombre, grupo.peso, g, None)
        for criterio in grupo.criterios:
            yield Renglon(criterio_name(criterio), criterio.peso, g, position)
            position += 1


def _row(plan: Plan, places: _Lugares, row: Renglon) -> tuple[Celda, ...]:
    share, formula = _share(plan, places, row)
    return (
        text(row.nombre, _GROUP if row.criterio is None else _NAME),
        Celda(row.peso, _GIVEN),
        Celda(row.peso, _WRITTEN),
        Celda(share, _SHARE, None, formula),
    )


def _share(plan: Plan, places: _Lugares, row: Renglon) -> tuple[str | float, str]:
    """Return what part of the total of a record to which everything applies a weight decides, and its formula."""
    group, first = plan.grupos[row.grupo], plan.grupos[row.grupo].criterios.start
    whole = float(group.pesos.sum())
    inside = float(group.pesos[row.criterio - first]) if row.criterio is not None else whole
    cell = places.criterios[row.criterio] if row.criterio is not None else places.sumas[row.grupo]
    outside = float(plan.pesos_grupos[row.grupo]) if places.varios else 1.0
    kinds = (plan.agregador("grupos") if row.criterio is not None else "", plan.agregador("total") if places.varios else "")
    if "minimo" in kinds:
        others = f",{places.por_grupo[row.grupo]}>0" if places.varios else ""
        counts = inside > 0 and outside > 0
        return _COUNTS if counts else _COUNTS_NOT, f'IF(AND({cell}>0{others}),"{_COUNTS}","{_COUNTS_NOT}")'
    total = places.sumas[row.grupo]
    if not places.varios:
        return inside / whole if whole else 0.0, f"IF({total}>0,{cell}/{total},0)"
    counted = sum(float(weight) for weight, other in zip(plan.pesos_grupos, plan.grupos, strict=True) if other.pesos.any())
    value = inside / whole * outside / counted if whole and counted else 0.0
    return value, f"IF(AND({total}>0,{places.cuentan}>0),{cell}/{total}*{places.por_grupo[row.grupo]}/{places.cuentan},0)"


def _preparation(plan: Plan, places: _Lugares, rows: list[Renglon], entries: Rango, *, usable: bool) -> Iterator[Celda]:
    """Yield the hidden cells: whether the weights are valid and give a total, then each weight (0 while they are not valid)."""
    block = _absolute(entries)
    written = {(row.grupo, row.criterio): absolute_name(entries.fila + i, PESO) for i, row in enumerate(rows)}
    most = f"{MAX_MAGNITUDE:.0f}"
    yield _hidden(1.0, f"IF(AND(COUNT({block})={len(rows)},MIN({block})>=0,MAX({block})<={most}),1,0)")
    sums = _block(list(places.sumas))
    counted = f"SUMPRODUCT({places.de_grupos},--({sums}>0))" if places.varios else sums
    yield _hidden(float(usable), f"IF({counted}>0,1,0)")
    yield _hidden(NO_APLICA if usable else DASH, f'IF({places.sirven}=1,"{NO_APLICA}","{DASH}")')
    for row in rows:
        if row.criterio is not None:
            yield _hidden(row.peso, f"IF({places.validos}=1,{written[row.grupo, row.criterio]},0)")
    for block_of_group, group in zip(places.grupos, plan.grupos, strict=True):
        yield _hidden(float(group.pesos.sum()), f"SUM({block_of_group})")
    if places.varios:
        for g, weight in enumerate(plan.pesos_grupos.tolist()):
            yield _hidden(weight, f"IF({places.validos}=1,{written[g, None]},0)")
        yield _hidden(float(plan.pesos_grupos.sum()), f"SUM({places.de_grupos})")
        found = sum(float(weight) for weight, group in zip(plan.pesos_grupos, plan.grupos, strict=True) if group.pesos.any())
        yield _hidden(found, counted)


def _state(places: _Lugares, entries: Rango, *, usable: bool) -> Celda:
    """Return the cell that says in words what the weights are worth."""
    block = _absolute(entries)
    before = _absolute(Rango(entries.fila, ORIGINAL, entries.fila_final, ORIGINAL))
    changed = f"SUMPRODUCT(--({block}<>{before}))"
    count = entries.fila_final - entries.fila + 1
    steps = (
        (f"COUNT({block})<{count}", '"Revise los pesos: falta alguno, o no es un número. Mientras tanto no hay totales."'),
        (f"MIN({block})<0", '"Revise los pesos: hay uno negativo. Mientras tanto no hay totales."'),
        (f"{places.validos}=0", f'"Revise los pesos: el mayor que se admite es {MAX_MAGNITUDE:,.0f}. Mientras tanto no hay totales."'),
        (f"{places.sirven}=0", f'"{_NOTHING}"'),
        (f"{changed}=0", f'"{_START}"'),
    )
    last = f'"Pesos cambiados: "&{changed}&". Para volver al inicio, copie «Peso original» en «Peso»."'
    formula = "".join(f"IF({test},{words}," for test, words in steps) + last + ")" * len(steps)
    return Celda(_START if usable else _NOTHING, AVISO, None, formula)


def _absolute(block: Rango) -> str:
    return ":".join(dict.fromkeys((absolute_name(block.fila, block.columna), absolute_name(block.fila_final, block.columna_final))))


def _hidden(value: str | float, formula: str) -> Celda:
    return Celda(value, NOTA, None, formula)

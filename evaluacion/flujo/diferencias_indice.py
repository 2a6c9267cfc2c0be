"""Two sides of an index: which units are in both, their changes split, their places, and what moved each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.cambio_indice import PARTES_INDICE, RepartoDeIndice, moved_cells, split_index
from evaluacion.compare.diferencia_indice import (
    CeldaMovida,
    DeOtros,
    DiferenciaDeIndice,
    Lugar,
    MovimientoDeLugar,
    NodoMovido,
    UnidadMovida,
    UnidadSola,
)
from evaluacion.compare.encuentro import AUSENTE, Encuentro, meet_files, meet_periods
from evaluacion.flujo.diferencias_detalle import three
from evaluacion.flujo.diferencias_politicas import policy_changes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.base.origen import Origen
    from evaluacion.compare.cambio_indice import Celdas
    from evaluacion.compare.comparado import Arbol, Comparado
    from evaluacion.flujo.comparar import Preparada
    from evaluacion.model.procedencia import Procedencia

_PARTS = (*PARTES_INDICE[:2], "", "de_otros")
"""By what `Celdas.parte` says, the part of a cell as files write it."""


@dataclass(frozen=True, slots=True)
class Lado:
    """One side: a comparison, or a period of it."""

    nombre: str
    ready: Preparada
    hecho: Comparado
    procedencia: Procedencia
    periodo: str | None

    @property
    def arbol(self) -> Arbol:
        """The tree."""
        return self.hecho.arbol

    @property
    def periodos(self) -> tuple[str, ...]:
        """The periods of the whole comparison; none where it has none."""
        return tuple(sorted(set(self.hecho.renglones.periodos or ())))


def met_of(one: Lado, other: Lado) -> Encuentro | None:
    """Return two sides met; None where it cannot be known which period goes with which.

    One period (or none) on each side is one round: units go with units. With several, a unit in a period goes with itself.
    """
    given = one.ready.entradas, other.ready.entradas
    if one.periodo is not None and other.periodo is not None:
        return meet_periods(given[0], one.periodo, other.periodo)
    if max(len(one.periodos), len(other.periodos)) <= 1:
        return meet_files(*given, por_periodo=False)
    return meet_files(*given, por_periodo=True) if set(one.periodos) & set(other.periodos) else None


def compare_indices(one: Lado, other: Lado, met: Encuentro) -> DiferenciaDeIndice:
    """Return what changed from a side to another."""
    lados = one, other
    ends = [lado.hecho.nodos[:, rows] for lado, rows in zip(lados, met.filas[:, met.leidos], strict=True)]
    split = split_index(met, (ends[0], ends[1]))
    index = split.nodos[-1]
    ids = [set(lado.arbol.ids) for lado in lados]
    alone = [(name, lado.nombre) for lado, own, rest in zip(lados, ids, reversed(ids), strict=True) for name in sorted(own - rest)]
    others: DeOtros = "sin_calcular" if split.de_otros is None else "calculado"
    if not any(lado.ready.entradas.son_relativas for lado in lados):
        others = "ninguno"
    same = one.ready is other.ready
    return DiferenciaDeIndice(
        one.nombre,
        other.nombre,
        index,
        tuple(_units(lados, met, split)),
        _only(other, met, 1, index),
        _only(one, met, 0, index),
        () if same else policy_changes(one.ready, other.ready),
        tuple(alone),
        others,
        (one.procedencia, other.procedencia),
    )


def _only(lado: Lado, met: Encuentro, side: int, index: str) -> tuple[UnidadSola, ...]:
    """Return the units that only one side has."""
    node, rows = lado.arbol.ids.index(index), lado.hecho.renglones
    found = []
    for row, rest in zip(met.filas[side].tolist(), met.filas[1 - side].tolist(), strict=True):
        is_of_round = row != AUSENTE and (lado.periodo is None or (rows.periodos is not None and rows.periodos[row] == lado.periodo))
        if is_of_round and rest == AUSENTE:
            score = three(lado.hecho.nodos[:, row, node]).puntaje
            found.append(UnidadSola(_key_of(lado, row), rows.nombres[row], score, _place(lado, row, node)))
    return tuple(found)


def _key_of(lado: Lado, row: int) -> str:
    """Return the unit of a row, with its period where a file has several."""
    rows = lado.hecho.renglones
    return (
        rows.ids[row]
        if lado.periodo is not None or len(lado.periodos) <= 1 or rows.periodos is None
        else f"{rows.ids[row]} {rows.periodos[row]}"
    )


def _place(lado: Lado, row: int, node: int) -> Lugar | None:
    best, worst = int(lado.hecho.mejor[row, node]), int(lado.hecho.peor[row, node])
    return (best, worst) if best else None


def _units(lados: tuple[Lado, Lado], met: Encuentro, split: RepartoDeIndice) -> list[UnidadMovida]:
    after = lados[1]
    heights = _heights(after.arbol)
    order = sorted(range(len(split.nodos)), key=lambda node: (-heights[split.nodos[node]], split.nodos[node]))
    order.sort(key=lambda node: node != len(split.nodos) - 1)
    cells = moved_cells(met)
    found = []
    for unit, pair in enumerate(met.filas[:, met.leidos].T.tolist()):
        nodes = tuple(_node(lados, pair, split, unit, node) for node in order)
        row = pair[1]
        found.append(UnidadMovida(_key_of(after, row), after.hecho.renglones.nombres[row], nodes, _cells(lados, pair, cells, unit)))
    return found


def _heights(arbol: Arbol) -> dict[str, int]:
    found = dict.fromkeys(arbol.ids, 0)
    for height, nivel in enumerate(arbol.niveles, 1):
        found |= {arbol.ids[node]: height for node in nivel.padres.tolist()}
    return found


def _node(lados: tuple[Lado, Lado], pair: list[int], split: RepartoDeIndice, unit: int, node: int) -> NodoMovido:
    name, after = split.nodos[node], lados[1]
    places = [_place(lado, row, lado.arbol.ids.index(name)) for lado, row in zip(lados, pair, strict=True)]
    before, later = split.antes[:, unit, node], split.despues[:, unit, node]
    parts = [three(part) for part in split.partes[:, :, unit, node]]
    means = not np.isnan(later[0] - before[0])
    others = None if split.de_otros is None or not means else [three(part) for part in split.de_otros[:, :, unit, node]]
    return NodoMovido(
        name,
        after.arbol.nombres[after.arbol.ids.index(name)],
        three(before),
        three(later),
        three(later - before) if means else None,
        (parts[0], parts[1], parts[2]) if means else None,
        None if others is None else (others[0], others[1]),
        (places[0], places[1]),
        move_of(places[0], places[1]),
    )


def move_of(before: Lugar | None, after: Lugar | None) -> MovimientoDeLugar:
    """Return how a place moved; it is gained or lost only where the two ranges do not meet."""
    if before is None or after is None:
        return "sin_lugar"
    if after[1] < before[0]:
        return "gana"
    if after[0] > before[1]:
        return "pierde"
    return "igual" if before == after else "cambia_rango"


def _cells(lados: tuple[Lado, Lado], pair: list[int], cells: Celdas, unit: int) -> tuple[CeldaMovida, ...]:
    """Return the cells that moved a unit, from the one that moves its index most; what cannot be told goes last."""
    found = []
    for place in np.flatnonzero(cells.unidad == unit).tolist():
        name = cells.hoja[place]
        data = [_plain(lado.hecho.crudos[0, row, lado.arbol.ids.index(name)]) for lado, row in zip(lados, pair, strict=True)]
        where = [_origin(lado, row) for lado, row in zip(lados, pair, strict=True)]
        after = lados[1].arbol
        found.append(
            CeldaMovida(
                name,
                after.nombres[after.ids.index(name)],
                _PARTS[int(cells.parte[place])],
                data[0],
                data[1],
                (_plain(cells.puntajes[0, place]), _plain(cells.puntajes[1, place])),
                _plain(cells.en_indice[place]),
                (where[0], where[1]),
            )
        )
    return tuple(sorted(found, key=lambda cell: (-abs(cell.en_indice) if cell.en_indice is not None else 1.0, cell.indicador)))


def _origin(lado: Lado, row: int) -> Origen | None:
    origins = lado.hecho.renglones.origenes
    return origins[row] if origins else None


def _plain(value: np.float64 | NDArray[np.float64]) -> float | None:
    return None if np.isnan(value) else float(value)

"""A change of an index split into three that add up: data, what was newly known or lost, policies; and how much comes from others.

Each part is the mean, over every order in which the three could have happened, of what it moves then (Shapley value). Where a
scale or an imputation looks at everybody, the data of the others move a unit too: inside data, and inside what was known, its
own cells and those of the others share what both move (Owen value), so that they add up to their part.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.compare.aggregate import aggregate
from evaluacion.compare.cambio import shapley
from evaluacion.compare.encuentro import cells_of, differ, has_moved, hybrid, is_known_alike
from evaluacion.compare.entradas import Entradas, same_policies

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.compare.encuentro import Encuentro

    Tabla = NDArray[np.float64]

DATOS, CONOCIDAS, POLITICAS = range(3)
"""What may move a score of an index: data known on both sides, what became known or was lost, tree and policies."""
PARTES_INDICE = ("datos", "conocidas", "politicas")
"""The three as files write them."""
DE_OTROS = 3
"""The part of a cell that is the same on both sides, whose score the data of the others moved."""
MAX_UNIDADES = 100
"""Up to how many units what comes from the others is computed: it takes some comparisons a unit."""
_SIDES, _STEPS = 2, 3
_SHARES = ((1 / 3, 1 / 6, 1 / 3), (1 / 2, 1 / 2), (1.0,))
"""By how many of the other two steps move nothing: the weight of a step by how many of those that do were taken."""


@dataclass(frozen=True, eq=False)
class RepartoDeIndice:
    """A change split, over (score and its ends, units, nodes in common); NaN where there is no score.

    `partes` (3, 3, units, nodes): by `PARTES_INDICE`. `de_otros` (2, 3, units, nodes): how much of data and of what was known
    comes from the others; None where there are too many units to tell.
    """

    nodos: tuple[str, ...]
    antes: Tabla
    despues: Tabla
    partes: Tabla
    de_otros: Tabla | None


class Celdas(NamedTuple):
    """The cells that moved a unit; one place a cell, by unit and leaf.

    `unidad`, `hoja`, `parte` (m,): which unit and leaf (of those in common), and which part. `puntajes` (2, m): its score before
    and after. `en_indice` (m,): what it moves alone in the index, the mean of moving it first and of moving it last.
    """

    unidad: NDArray[np.intp]
    hoja: tuple[str, ...]
    parte: NDArray[np.intp]
    puntajes: Tabla
    en_indice: Tabla


def nodes_in_common(one: Entradas, other: Entradas) -> tuple[str, ...]:
    """Return the nodes that both trees have, in the order of the later one."""
    return tuple(name for name in other.arbol.ids if name in set(one.arbol.ids))


def split_index(met: Encuentro, extremos: tuple[Tabla, Tabla]) -> RepartoDeIndice:
    """Return the change of every node in common split into three.

    Args:
        met: both sides.
        extremos: (3, units, nodes of its tree) of each side, as published: what the units scored before and after.
    """
    names = nodes_in_common(*met.lados)
    columns = [[side.arbol.ids.index(name) for name in names] for side in met.lados]
    before, after = (end[:, :, own] for end, own in zip(extremos, columns, strict=True))
    values = np.empty((_SIDES,) * _STEPS + before.shape)
    has_rules = not same_policies(*met.lados)
    for data, known, rules in product(range(_SIDES), repeat=_STEPS):
        if rules and not has_rules:
            values[data, known, 1] = values[data, known, 0]
            continue
        flags = _all(met, data), _all(met, known)
        values[data, known, rules] = hybrid(met, *flags, rules)[:, :, columns[rules]]
    values[0, 0, 0], values[1, 1, 1] = before, after
    if not has_rules:
        values[0, 0, 1], values[1, 1, 0] = before, after
    return RepartoDeIndice(names, before, after, shapley(values, _STEPS), _from_others(met, values, columns, has_rules=has_rules))


def _all(met: Encuentro, taken: int) -> NDArray[np.bool_]:
    return np.full(len(met.claves), bool(taken))


def _from_others(met: Encuentro, values: Tabla, columns: list[list[int]], *, has_rules: bool) -> Tabla | None:
    """Return (2, 3, units, nodes): how much of the data, and of what was known, comes from the rest of the units."""
    first, last = values[0, 0, 0], values[1, 1, 1]
    found = np.zeros((_SIDES, *first.shape))
    if any(side.son_relativas for side in met.lados):
        if len(met.unidades) > MAX_UNIDADES:
            return None
        filled = np.where(np.isnan(values), (first + last) / _SIDES, values)
        moves = has_moved(met)
        steps = [step for step, moved in enumerate(moves) if moved]
        for unit, name in enumerate(met.unidades):
            own = met.places_of(name)
            for step, rest, rules in product(steps, range(sum(moves)), range(1 + has_rules)):
                corners = [(taken, rest, rules) if step == DATOS else (rest, taken, rules) for taken in range(_SIDES)]
                inner = np.stack([filled[corner][:, unit] for corner in corners])
                inner = np.stack([inner, inner])
                for side, taken in enumerate((~own, own)):
                    flags = (taken, _all(met, rest)) if step == DATOS else (_all(met, rest), taken)
                    mixed = hybrid(met, *flags, rules)[:, unit, columns[rules]]
                    inner[side, 1 - side] = np.where(np.isnan(mixed), (first[:, unit] + last[:, unit]) / _SIDES, mixed)
                share = _SHARES[_STEPS - len(steps) - has_rules][rest + rules]
                found[step, :, unit] += share * shapley(inner, _SIDES)[1]
    found[:, np.isnan(first) | np.isnan(last)] = np.nan
    return found


def moved_cells(met: Encuentro) -> Celdas:
    """Return the cells whose data or score changed, and what each moves alone in the index.

    Under the earlier policies a cell moves from the earlier scores, under the later ones towards the later scores; the mean of
    both. A leaf that only one tree has moves with the policies: it is no cell of this list.
    """
    leaves = [set(side.arbol.ids[: side.arbol.n_hojas]) for side in met.lados]
    names = [name for name in nodes_in_common(*met.lados) if name in leaves[0] & leaves[1]]
    alone = np.stack([_alone(met, rules, names) for rules in range(_SIDES)])
    scores = [hybrid(met, _all(met, side), _all(met, side), side)[0] for side in range(_SIDES)]
    ends = [scores[side][:, [met.lados[side].arbol.ids.index(name) for name in names]] for side in range(_SIDES)]
    cells = [cells_of(met, name, 1)[:, :, met.leidos] for name in names]
    shape = len(names), len(met.leidos)
    own = np.array([differ(item) for item in cells], dtype=np.bool_).reshape(shape).T
    is_data = np.array([is_known_alike(item) for item in cells], dtype=np.bool_).reshape(shape).T
    part = np.where(is_data, DATOS, CONOCIDAS)
    moved = own | (np.abs(np.nan_to_num(alone)).max(axis=0) > 0)
    units, columns = np.nonzero(moved)
    return Celdas(
        units,
        tuple(names[column] for column in columns.tolist()),
        np.where(own, part, DE_OTROS)[units, columns],
        np.stack([end[units, columns] for end in ends]),
        alone.mean(axis=0)[units, columns],
    )


def _alone(met: Encuentro, rules: int, names: list[str]) -> Tabla:
    """Return (units, leaves in common): what each moves alone in the index, under the policies of one side and from its scores.

    NaN where the data of the other side have no score under those policies.
    """
    side = met.lados[rules]
    starts, ends = (hybrid(met, _all(met, taken), _all(met, taken), rules)[0, :, : side.arbol.n_hojas] for taken in (rules, 1 - rules))
    least, sign = side.politicas.disponibilidad_minima, 1 - _SIDES * rules
    whole = aggregate(side.arbol, starts, disponibilidad_minima=least).nodos[..., -1]
    found = np.full((len(starts), len(names)), np.nan)
    if np.isnan(ends).all():
        return found
    for column, name in enumerate(names):
        leaf = side.arbol.ids.index(name)
        varied = starts.copy()
        varied[:, leaf] = ends[:, leaf]
        found[:, column] = sign * (aggregate(side.arbol, varied, disponibilidad_minima=least).nodos[..., -1] - whole)
    return found

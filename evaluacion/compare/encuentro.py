"""Two comparisons met: which rows are the same unit, and the hybrids between them, each computed by the one `compute`.

A row of a hybrid is a place that holds what a unit has on one side or on the other, cell by cell. Between two periods of one
comparison nobody leaves it: where a unit takes its later data in the earlier period, it takes the earlier ones in the later
period. What scales and places are taken from (all the rows, or those of a period) is then, at both ends, what was published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.aggregate import EscalaError
from evaluacion.compare.comparado import Renglones
from evaluacion.compare.comparar import Denominador
from evaluacion.compare.entradas import Entradas, compute_inputs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Tabla = NDArray[np.float64]

AUSENTE = -1
"""The row of a unit that a side does not have."""
_ENDS = 3
_SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Encuentro:
    """Two sides, earlier first, and the places of their units, by unit and period.

    `filas` (2, places): the row of each on each side, or `AUSENTE`. `leidos`: the places whose scores are compared, which both
    sides have.
    """

    lados: tuple[Entradas, Entradas]
    claves: tuple[str, ...]
    periodos: tuple[str, ...] | None
    filas: NDArray[np.intp]
    leidos: NDArray[np.intp]

    @property
    def unidades(self) -> tuple[str, ...]:
        """The units that are compared, in their order."""
        return tuple(self.claves[place] for place in self.leidos.tolist())

    @cached_property
    def tablas(self) -> tuple[tuple[Tabla, NDArray[np.bool_]], ...]:
        """By side whose leaves they are: cells (2, 3, places, leaves) of both, and which are known alike, (places, leaves)."""
        found = []
        for side, given in enumerate(self.lados):
            cells = [cells_of(self, name, side) for name in _leaves(given)]
            found.append((np.stack(cells, axis=-1), np.stack([is_known_alike(item) for item in cells], axis=-1)))
        return tuple(found)

    def places_of(self, clave: str) -> NDArray[np.bool_]:
        """Return (places,): which are of a unit."""
        return np.array([key == clave for key in self.claves], dtype=np.bool_)


def meet_files(one: Entradas, other: Entradas, *, por_periodo: bool) -> Encuentro:
    """Return two comparisons met unit by unit; `por_periodo`: a unit in a period is one."""
    rows = [_rows_by_key(side.renglones, por_periodo=por_periodo) for side in (one, other)]
    keys = sorted(rows[0].keys() | rows[1].keys())
    found = np.array([[side.get(key, AUSENTE) for key in keys] for side in rows], dtype=np.intp).reshape(2, len(keys))
    both = np.flatnonzero((found != AUSENTE).all(axis=0))
    return Encuentro((one, other), tuple(key[0] for key in keys), tuple(key[1] for key in keys) if por_periodo else None, found, both)


def meet_periods(given: Entradas, antes: str, despues: str) -> Encuentro:
    """Return two periods of one comparison met unit by unit; the other periods stay as they are."""
    keys = sorted(_rows_by_key(given.renglones, por_periodo=True).items())
    rows = dict(keys)
    exchanged = {antes: despues, despues: antes}
    places, found = [], []
    for name, period in sorted({*rows, *((key[0], exchanged[key[1]]) for key in rows if key[1] in exchanged)}):
        there = (name, exchanged.get(period, period))
        places.append((name, period))
        found.append((rows.get((name, period), AUSENTE), rows.get(there, AUSENTE)))
    table = np.array(found, dtype=np.intp).T
    read = [position for position, (_, period) in enumerate(places) if period == antes and AUSENTE not in found[position]]
    names, periods = (tuple(column) for column in zip(*places, strict=True))
    return Encuentro((given, given), names, periods, table, np.array(read, dtype=np.intp))


def _rows_by_key(renglones: Renglones, *, por_periodo: bool) -> dict[tuple[str, str], int]:
    periods: Sequence[str] = renglones.periodos if por_periodo and renglones.periodos is not None else [""] * len(renglones.ids)
    return {key: row for row, key in enumerate(zip(renglones.ids, periods, strict=True))}


def hybrid(met: Encuentro, datos: NDArray[np.bool_], conocidas: NDArray[np.bool_], politicas: int) -> Tabla:
    """Return (3, units, nodes of that tree): the scores when each place has taken its later data, or not yet.

    What is known on both sides follows `datos`; what only one knows, or knows more of, follows `conocidas`, and so does whether a
    unit that only one has is there. What only the tree of `politicas` asks is what its own side says. NaN where the scale that
    results does not admit the mean that is asked for.

    Args:
        met: both sides.
        datos: (places,): which take the later data.
        conocidas: (places,): likewise, of what was known or lost.
        politicas: side whose tree, weights, rules and policies are used.
    """
    mixed, there = _mix(met, datos, conocidas, politicas)
    found = np.full((_ENDS, len(met.claves), len(mixed.arbol.ids)), np.nan)
    with suppress(EscalaError):
        found[:, there] = compute_inputs(mixed).nodos
    return found[:, met.leidos]


def _mix(met: Encuentro, datos: NDArray[np.bool_], conocidas: NDArray[np.bool_], politicas: int) -> tuple[Entradas, NDArray[np.bool_]]:
    """Return the inputs of a hybrid, and which places are in it."""
    rules = met.lados[politicas]
    there = (met.filas != AUSENTE).all(axis=0) | (np.where(conocidas, met.filas[1], met.filas[0]) != AUSENTE)
    (early, late), known = met.tablas[politicas]
    cells = np.where(np.where(known, datos[:, np.newaxis], conocidas[:, np.newaxis]), late, early)
    divisors = {
        leaf: Denominador(item.nombre, _choose(_divisors(met, leaf, politicas), datos, conocidas)[0, there])
        for leaf, item in rules.denominadores.items()
    }
    policies = replace(rules.politicas, faltantes="omitir") if rules.politicas.faltantes == "error" else rules.politicas
    rows = _rows(met, there, _group(met, politicas, datos, conocidas))
    return Entradas(rules.arbol, rows, cells[:, there], rules.reglas, policies, divisors), there


def has_moved(met: Encuentro) -> tuple[bool, bool]:
    """Whether anything known on both sides says something else, and whether anything became known or was lost."""
    late, early = np.ones(len(met.claves), dtype=np.bool_), np.zeros(len(met.claves), dtype=np.bool_)
    starts = [_mix(met, early, early, side)[0] for side in range(2)]
    data, known = ([_mix(met, *flags, side)[0] for side in range(2)] for flags in ((late, early), (early, late)))
    moved_data, moved_known = (
        any(not _says_the_same(one, other) for one, other in zip(starts, ends, strict=True)) for ends in (data, known)
    )
    return moved_data, moved_known


def _says_the_same(one: Entradas, other: Entradas) -> bool:
    """Whether two inputs under the same rules have the same data."""
    divisors, others = (np.array([item.valores for item in given.denominadores.values()]) for given in (one, other))
    return (
        one.renglones.ids == other.renglones.ids
        and one.renglones.periodos == other.renglones.periodos
        and one.renglones.grupos == other.renglones.grupos
        and np.array_equal(one.crudos, other.crudos, equal_nan=True)
        and np.array_equal(divisors, others, equal_nan=True)
    )


def cells_of(met: Encuentro, hoja: str, politicas: int) -> Tabla:
    """Return (2, 3, places): what each side says of a leaf; that of the side of `politicas` twice where only it has the leaf."""
    taken = [
        (side, rows) if hoja in _leaves(side) else (met.lados[politicas], met.filas[politicas])
        for side, rows in zip(met.lados, met.filas, strict=True)
    ]
    return np.stack([_take(side.crudos[:, :, _leaves(side).index(hoja)], rows) for side, rows in taken])


def is_known_alike(cells: Tabla) -> NDArray[np.bool_]:
    """Return (places,): whether both sides know a value, and leave as much of it open."""
    (one, low, high), (other, least, most) = cells
    alike: NDArray[np.bool_] = np.isclose(high - low, most - least, rtol=_SAME, atol=_SAME)
    found: NDArray[np.bool_] = ~np.isnan(one) & ~np.isnan(other) & alike
    return found


def differ(cells: Tabla) -> NDArray[np.bool_]:
    """Return (places,): whether the two sides say something else."""
    one, other = cells
    found: NDArray[np.bool_] = ((one != other) & ~(np.isnan(one) & np.isnan(other))).any(axis=0)
    return found


def _leaves(side: Entradas) -> tuple[str, ...]:
    return side.arbol.ids[: side.arbol.n_hojas]


def _take(values: Tabla, rows: NDArray[np.intp]) -> Tabla:
    """Return (3, places): the values of those rows, NaN where there is none."""
    return np.where(rows == AUSENTE, np.nan, values[:, rows])


def _choose(cells: Tabla, datos: NDArray[np.bool_], conocidas: NDArray[np.bool_]) -> Tabla:
    found: Tabla = np.where(np.where(is_known_alike(cells), datos, conocidas), cells[1], cells[0])
    return found


def _divisors(met: Encuentro, leaf: int, politicas: int) -> Tabla:
    """Return (2, 3, places): the denominator of a leaf on each side, by its name; as `cells_of` where only one side has it."""
    name = met.lados[politicas].denominadores[leaf].nombre
    found = [next((item.valores for item in side.denominadores.values() if item.nombre == name), None) for side in met.lados]
    own = found[politicas]
    taken = [(own, met.filas[politicas]) if values is None else (values, rows) for values, rows in zip(found, met.filas, strict=True)]
    return np.stack([_take(np.broadcast_to(values, (_ENDS, len(values))), rows) for values, rows in taken if values is not None])


def _group(met: Encuentro, politicas: int, datos: NDArray[np.bool_], conocidas: NDArray[np.bool_]) -> dict[str, list[str | None]]:
    """Return by place the column from which missing cells are filled, if they are by group."""
    name = met.lados[politicas].politicas.grupo
    if name is None:
        return {}
    own = (met.lados[politicas].renglones.grupos[name], met.filas[politicas])
    sides = [
        (side.renglones.grupos[name], rows) if name in side.renglones.grupos else own
        for side, rows in zip(met.lados, met.filas, strict=True)
    ]
    one, other = ([None if row == AUSENTE else column[row] for row in rows.tolist()] for column, rows in sides)
    flags = zip(one, other, datos.tolist(), conocidas.tolist(), strict=True)
    return {name: [there if (is_data if None not in (here, there) else found) else here for here, there, is_data, found in flags]}


def _rows(met: Encuentro, there: NDArray[np.bool_], groups: Mapping[str, Sequence[str | None]]) -> Renglones:
    kept = np.flatnonzero(there).tolist()
    names = tuple(met.claves[place] for place in kept)
    periods = None if met.periodos is None else tuple(met.periodos[place] for place in kept)
    columns = {name: tuple(values[place] for place in kept) for name, values in groups.items()}
    return Renglones(names, names, periods, columns, np.ones(len(kept), dtype=np.bool_))

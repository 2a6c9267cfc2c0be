"""A comparison from data to places, in one pure function: denominators, missing cells, extreme values, scale, tree, places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.compare.atipicos import treat
from evaluacion.compare.comparado import Arbol, Comparado, Renglones, Suceso, Tratamiento
from evaluacion.compare.denominate import denominate
from evaluacion.compare.impute import impute
from evaluacion.compare.lugares import Lugares, number_groups, places
from evaluacion.compare.pesos import effective_weights
from evaluacion.compare.politicas import Politicas, Winsor
from evaluacion.compare.puntuar import score_table
from evaluacion.compare.regla import Metodo, Regla
from evaluacion.compare.sucesos import Relator

if TYPE_CHECKING:
    from numpy.typing import NDArray

_IN_NATURAL_UNIT: frozenset[Metodo] = frozenset({"postes", "distancia", "bandas", "ninguna"})
"""Methods that look at points in the natural unit of the indicator: its logarithm would be another unit."""


class Denominador(NamedTuple):
    """What an indicator is divided by: how it is called, and its value in each row, (rows,)."""

    nombre: str
    valores: NDArray[np.float64]


class Preparado(NamedTuple):
    """The values (3, rows, leaves) that are put on a scale, and what was done to them."""

    valores: NDArray[np.float64]
    sucesos: tuple[Suceso, ...]
    tratamientos: tuple[Tratamiento, ...]


def compute(
    arbol: Arbol,
    renglones: Renglones,
    crudos: NDArray[np.float64],
    reglas: Sequence[Regla],
    *,
    politicas: Politicas | None = None,
    denominadores: Mapping[int, Denominador] | None = None,
) -> Comparado:
    """Return the comparison of units by a tree of indicators, under declared policies; all that these did is in `sucesos`.

    Args:
        arbol: the tree, with weights and aggregations.
        renglones: who is compared, by id and period.
        crudos: (3, rows, leaves): central, least and greatest values in natural units; NaN is missing, nothing is infinite. Or
            (rows, leaves), where nothing is known as an interval.
        reglas: one a leaf, in the order of the tree.
        politicas: by default nothing is filled in, pulled or demanded.
        denominadores: by position of the leaf.

    Raises:
        ReglaError: a rule cannot be applied; `columna` is the position of its leaf.
        FaltanteError: cells are missing and none may be.
        EscalaError: a geometric or harmonic mean of a scale that reaches 0 or less.
        NivelesError: the minimum availabilities do not fit the tree.
    """
    policies = politicas if politicas is not None else Politicas()
    rules = tuple(reglas)
    raw = crudos if crudos.ndim == 3 else np.broadcast_to(crudos, (3, *crudos.shape))  # noqa: PLR2004 - central, least, greatest
    ready = prepare(arbol, renglones, raw, rules, policies, denominadores or {})
    periods = None if renglones.periodos is None else number_groups(renglones.periodos)
    is_exact = all(np.array_equal(ready.valores[0], end, equal_nan=True) for end in ready.valores[1:])
    values = ready.valores[0] if is_exact else ready.valores
    scored = score_table(arbol, values, rules, periods, disponibilidad_minima=policies.disponibilidad_minima)
    nodes = np.broadcast_to(scored.nodos, (3, len(renglones.ids), len(arbol.ids)))
    present = _with_leaves(nodes[0, :, : arbol.n_hojas], scored.disponibilidad)
    found = places(nodes, renglones.clasifica, periods, scored.alcance)
    teller = Relator(arbol, renglones)
    capped, constant = scored.normalizado.topadas, scored.normalizado.constante
    told = (
        *ready.sucesos,
        *teller.tell_scored(rules, capped, constant, (ready.valores[0], nodes[0, :, : arbol.n_hojas])),
        *teller.tell_withheld(nodes[0], present),
    )
    weights = effective_weights(arbol)
    return Comparado(arbol, renglones, raw, ready.valores, nodes, present, *found, weights, told, scored.alcance, ready.tratamientos)


def prepare(
    arbol: Arbol,
    renglones: Renglones,
    crudos: NDArray[np.float64],
    reglas: Sequence[Regla],
    politicas: Politicas,
    denominadores: Mapping[int, Denominador],
) -> Preparado:
    """Return the values after denominators, missing cells and extreme values, in this order. Args and errors as in `compute`."""
    teller = Relator(arbol, renglones)
    divided = denominate(crudos, {leaf: given.valores for leaf, given in denominadores.items()})
    names = {leaf: given.nombre for leaf, given in denominadores.items()}
    told = [*teller.tell_denominated(names, divided.sin_denominador, crudos[0])]
    filled = impute(divided.valores, politicas.faltantes, _sets_of(renglones, politicas))
    told += teller.tell_imputed(politicas.faltantes, filled.faltaban, filled.valores[0])
    if politicas.atipicos is None:
        return Preparado(filled.valores, tuple(told), ())
    values, done = filled.valores.copy(), []
    for leaf, regla in enumerate(reglas):
        found = _treat(filled.valores[:, :, leaf], politicas.atipicos, leaf, regla)
        if found is not None:
            values[:, :, leaf] = found[0]
            done.append(found[1])
            told += teller.tell_treated(found[1], filled.valores[0, :, leaf], values[0, :, leaf])
    return Preparado(values, tuple(told), tuple(done))


def places_in_groups(comparado: Comparado, columna: str) -> Lugares:
    """Return the range of place of each row at each node among those of its group, in its period; 0 for those of no group."""
    rows = comparado.renglones
    columns = [rows.grupos[columna], *([] if rows.periodos is None else [rows.periodos])]
    return places(comparado.nodos, rows.clasifica, number_groups(*columns), comparado.alcance)


def _with_leaves(leaves: NDArray[np.float64], parents: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the availability (2, rows, nodes): that of a leaf is 1 where it has a score and 0 where it has none."""
    own = (~np.isnan(leaves)).astype(np.float64)
    return np.concatenate([np.broadcast_to(own, (2, *own.shape)), parents], axis=-1)


def _sets_of(renglones: Renglones, politicas: Politicas) -> NDArray[np.intp]:
    """Return the number of the set of rows whose mean or median may fill a cell of each row."""
    columns: list[Sequence[str | None]] = [] if renglones.periodos is None else [renglones.periodos]
    if politicas.faltantes.endswith("_de_grupo"):
        columns.append(renglones.grupos[str(politicas.grupo)])
    return number_groups(*columns) if columns else np.zeros(len(renglones.ids), dtype=np.intp)


def _treat(ends: NDArray[np.float64], winsor: Winsor, leaf: int, regla: Regla) -> tuple[NDArray[np.float64], Tratamiento] | None:
    return treat(ends, winsor, leaf, admite_logaritmo=regla.metodo not in _IN_NATURAL_UNIT)

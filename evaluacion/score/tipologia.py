"""Typologies: which types a record is whatever the missing answers turn out to be, and which it may still be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.score.formula import Extremos
from evaluacion.score.kernel import APLICABILIDAD, COBERTURA, ESTRICTO, MAXIMO, MINIMO, PUNTAJE, Puntos
from evaluacion.score.levels import below, comparable
from evaluacion.score.plan import NO_APLICA, RESPONDIDA, SIN_RESPONDER, Plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.tipologia import Tipologia
    from evaluacion.score.indicators import Medidas

EJE, TOTAL, COBERTURA_DE_TIPOS, EQUILIBRIO, DISPERSION, MAYOR = "eje", "total", "cobertura", "equilibrio", "dispersion", "mayor"
"""Names of the measures of a typology."""
MEDIDAS = {
    EJE: ("eje", "del primer polo al segundo"),
    TOTAL: ("total", "todo lo contado"),
    COBERTURA_DE_TIPOS: ("cobertura", "parte de los criterios con alguna"),
    EQUILIBRIO: ("equilibrio", "de 0 a 1, que es reparto parejo"),
    DISPERSION: ("dispersión", "número efectivo de criterios"),
    MAYOR: ("mayor", "parte del criterio con más"),
}
"""How readers see them: a word, and what it says."""
_GRADES = (PUNTAJE, MINIMO, MAXIMO, ESTRICTO)


class Tipos(NamedTuple):
    """What a typology says of each record.

    `seguro` and `posible` are (types, records), in the order of `Tipologia.nombres`; `medidas` are (3, records): the
    value, the least and the greatest that it can be; NaN is unknown.
    """

    seguro: NDArray[np.bool_]
    posible: NDArray[np.bool_]
    medidas: dict[str, NDArray[np.float64]]


class Cuentas(NamedTuple):
    """The counts of each criterion of a `reparto`, (criteria, records): NaN where unknown; and where one does not apply."""

    valor: NDArray[np.float64]
    no_aplica: NDArray[np.bool_]


def drop_grades(plan: Plan, nodes: NDArray[np.float64]) -> None:
    """Take the scores away from the groups and the total: a typology has none; coverage and applicability stay."""
    for measure in _GRADES:
        nodes[measure, len(plan.criterios) :] = np.nan


def find_tipos(plan: Plan, tipologia: Tipologia, nodes: NDArray[np.float64], medidas: dict[str, Medidas]) -> Tipos:
    """Return the types of each record, surely and possibly; none where too little of the marco applies."""
    if tipologia.modo == "polos":
        found = _poles(plan, tipologia, nodes)
    elif tipologia.modo == "rasgos":
        found = _traits(plan, tipologia, nodes)
    else:
        found = _shares(tipologia, counts_of(plan, medidas))
    total = nodes[:, -1]
    valid = ~np.isnan(total[COBERTURA]) & ~below(total[APLICABILIDAD], plan.marco.aplicabilidad_minima)
    return Tipos(found.seguro & valid, found.posible & valid, found.medidas)


def _alone(possible: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which types are sure: those that are the only possible one."""
    found: NDArray[np.bool_] = np.logical_and(possible, possible.sum(axis=0) == 1)
    return found


def _bands(edges: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return (bands, records): which half-open bands the interval touches; none where it is unknown."""
    first = np.searchsorted(edges, np.round(low, COMPARED_DECIMALS), side="right") - 1
    last = np.searchsorted(edges, np.round(high, COMPARED_DECIMALS), side="right") - 1
    position = np.arange(len(edges))[:, None]
    found: NDArray[np.bool_] = np.all(
        [position >= first, position <= last, np.broadcast_to(~np.isnan(low), (len(edges), len(low)))], axis=0
    )
    return found


def _edges(tipologia: Tipologia) -> NDArray[np.float64]:
    return np.round(np.array([tipo.desde for tipo in tipologia.tipos], dtype=float), COMPARED_DECIMALS)


def _poles(plan: Plan, tipologia: Tipologia, nodes: NDArray[np.float64]) -> Tipos:
    """Bands on the second criterion minus the first; below a minimum of both, no band at all."""
    ids = [criterio.id for criterio in plan.criterios]
    one, two = (nodes[[PUNTAJE, MINIMO, MAXIMO], ids.index(pole)] for pole in tipologia.polos)
    axis = np.array([two[0] - one[0], two[1] - one[2], two[2] - one[1]])
    edges = _edges(tipologia)
    asked = tipologia.sin_rasgos.debajo_de if tipologia.sin_rasgos is not None else None
    if asked is None:
        possible = _bands(edges, axis[1], axis[2])
        return Tipos(_alone(possible), possible, {EJE: axis})
    least = round(asked, COMPARED_DECIMALS)
    seen_one, seen_two = (np.round(pole, COMPARED_DECIMALS) for pole in (one, two))
    with_one = np.where(seen_one[2] >= least, _bands(edges, two[1] - one[2], two[2] - np.maximum(one[1], least)), False)  # noqa: FBT003 - np.where takes values
    with_two = np.where(seen_two[2] >= least, _bands(edges, np.maximum(two[1], least) - one[2], two[2] - one[1]), False)  # noqa: FBT003
    neither = (seen_one[1] < least) & (seen_two[1] < least)
    possible = np.concatenate([np.logical_or(with_one, with_two), neither[None]])
    return Tipos(_alone(possible), possible, {EJE: axis})


def _traits(plan: Plan, tipologia: Tipologia, nodes: NDArray[np.float64]) -> Tipos:
    """A type for each criterion that reaches the cut; several may hold at once."""
    ids = [criterio.id for criterio in plan.criterios]
    rows = [ids.index(str(tipo.criterio)) for tipo in tipologia.tipos]
    sure, possible = (comparable(plan, nodes[end, rows]) >= comparable(plan, tipologia.corte or 0.0) for end in (MINIMO, MAXIMO))
    if tipologia.ninguno is None:
        return Tipos(sure, possible, {})
    surely_none, maybe_none = ~possible.any(axis=0), ~sure.any(axis=0)
    return Tipos(np.vstack([sure, surely_none]), np.vstack([possible, maybe_none]), {})


def counts_of(plan: Plan, medidas: dict[str, Medidas]) -> Cuentas:
    """Return the counts of the criteria of a `reparto`: the last measured value of the indicator of each."""
    own = [medidas[criterio.indicadores[0].id] for criterio in plan.marco.criterios]
    return Cuentas(
        np.stack([np.where(item.datos.valor >= 0, item.datos.valor, np.nan) for item in own]),
        np.stack([item.datos.serie.no_aplica for item in own]),
    )


def shares(plan: Plan, medidas: dict[str, Medidas]) -> tuple[dict[str, Medidas], dict[int, Puntos]]:
    """Return the indicators of a `reparto` as answered when they are counted, and the share of the total of each criterion.

    With a count missing, the share of the others lies between 0 and their share of what is counted.
    """
    counts = counts_of(plan, medidas)
    known = ~np.isnan(counts.valor) & ~counts.no_aplica
    counted = np.where(known, counts.valor, 0.0)
    whole = counted.sum(axis=0)
    is_whole = ~(~known & ~counts.no_aplica).any(axis=0)
    share = np.divide(counted, whole, out=np.zeros_like(counted), where=whole > 0)
    state = np.where(counts.no_aplica, NO_APLICA, np.where(known, RESPONDIDA, SIN_RESPONDER)).astype(np.uint8)
    point = np.where(known & is_whole, share, np.nan)
    high = np.where(counts.no_aplica, 0.0, np.where(known, share, 1.0))
    low = np.where(known & is_whole, share, 0.0)
    direct = {c: Puntos(state[c : c + 1], point[c : c + 1], low[c : c + 1], high[c : c + 1]) for c in range(len(plan.criterios))}
    names = [criterio.indicadores[0].id for criterio in plan.marco.criterios]
    answered = {
        name: replace(medidas[name], estado=state[c], puntos=point[c], extremos=Extremos(low[c], high[c])) for c, name in enumerate(names)
    }
    return answered, direct


def _shares(tipologia: Tipologia, counts: Cuentas) -> Tipos:
    """Bands on how evenly the count is spread; with a count missing, on what it may come to be."""
    missing = (np.isnan(counts.valor) & ~counts.no_aplica).sum(axis=0)
    applicable = (~counts.no_aplica).sum(axis=0)
    counted = np.where(np.isnan(counts.valor) | counts.no_aplica, 0.0, counts.valor)
    whole = counted.sum(axis=0)
    measures = {
        TOTAL: _ends(whole, missing, whole, np.full(whole.shape, np.nan)),
        COBERTURA_DE_TIPOS: _coverage(counted, missing, applicable),
        DISPERSION: _spread(counted, whole, missing),
        MAYOR: _largest(counted, whole, missing),
    }
    with np.errstate(all="ignore"):
        evenness = np.log(measures[DISPERSION]) / np.log(applicable)
    measures[EQUILIBRIO] = np.where(np.isfinite(evenness), evenness, np.nan)
    low, high = measures[str(tipologia.sobre)][1:]
    possible = _bands(_edges(tipologia), low, high)
    if tipologia.ninguno is not None:
        possible = np.concatenate([possible & (whole + missing > 0), ((whole == 0) & (applicable > 0))[None]])
    return Tipos(_alone(possible), possible, measures)


def _ends(
    value: NDArray[np.float64], missing: NDArray[np.int64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return (3, records): the value where nothing is missing; else unknown, between two ends."""
    is_whole = missing == 0
    return np.array([np.where(is_whole, value, np.nan), np.where(is_whole, value, low), np.where(is_whole, value, high)])


def _coverage(counted: NDArray[np.float64], missing: NDArray[np.int64], applicable: NDArray[np.int64]) -> NDArray[np.float64]:
    used = (counted > 0).sum(axis=0)
    with np.errstate(all="ignore"):
        return _ends(used / applicable, missing, used / applicable, (used + missing) / applicable)


def _spread(counted: NDArray[np.float64], whole: NDArray[np.float64], missing: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the effective number of criteria: exp of the entropy of Shannon.

    Unknown counts can add at most one each to that of the known ones, and can at worst dwarf all the others.
    """
    with np.errstate(all="ignore"):
        share = counted / whole
        entropy = -np.where(counted > 0, share * np.log(share), 0.0).sum(axis=0)
    known = np.where(whole > 0, np.exp(entropy), 0.0)
    return _ends(np.where(whole > 0, known, np.nan), missing, np.ones(whole.shape), known + missing)


def _largest(counted: NDArray[np.float64], whole: NDArray[np.float64], missing: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of the criterion with most; unknown counts as large as it would bring it lowest."""
    most = counted.max(axis=0)
    with np.errstate(all="ignore"):
        lowest = np.where(whole > 0, most / (whole + missing * most), 1 / missing)
        return _ends(np.where(whole > 0, most / whole, np.nan), missing, lowest, np.ones(whole.shape))

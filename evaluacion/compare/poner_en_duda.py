"""From a comparison already made and what its file wants put in doubt, to what the draws say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.periodo import parse_periodo
from evaluacion.compare.abiertas import Abiertas
from evaluacion.compare.aggregate import SIN_MINIMO, Disponibilidad, aggregate
from evaluacion.compare.atipicos import take_logarithm
from evaluacion.compare.comparado import Agregador, Comparado
from evaluacion.compare.duda import PRIMEROS, Duda, doubt
from evaluacion.compare.escenarios import Escenarios, Normaliza
from evaluacion.compare.lugares_sorteados import comparable, place_draws, reach_of
from evaluacion.compare.normalizar_sorteos import make_normaliza
from evaluacion.compare.quitar import remove_each
from evaluacion.compare.regla import Regla
from evaluacion.compare.sorteos import Lote, Sorteador, Supuestos

if TYPE_CHECKING:
    from numpy.typing import NDArray

SORTEOS_DE_REFERENCIA = 1_000
"""How many draws give the mean of open answers, with which units are placed before anything else is in doubt."""
DECLARADA = "declarada"
"""What an option is called when the comparison's own policy is held."""


@dataclass(frozen=True, slots=True)
class OpcionDeNormalizacion:
    """One of the normalisations among which it is drawn: how it is called, and the rule of each leaf."""

    nombre: str
    reglas: tuple[Regla, ...]


def put_in_doubt(
    comparado: Comparado,
    supuestos: Supuestos,
    reglas: Sequence[Regla],
    normalizaciones: Sequence[OpcionDeNormalizacion] = (),
    *,
    abiertas: Sequence[Abiertas] = (),
    disponibilidad_minima: Disponibilidad = SIN_MINIMO,
    finalistas: int | None = None,
) -> Duda:
    """Return what the draws say about the places of the last period.

    Args:
        comparado: the comparison with its declared policies.
        supuestos: what varies; its names of normalisations are those of `normalizaciones`.
        reglas: the declared rule of each leaf.
        normalizaciones: the options, in any order; none when normalisation is not in doubt.
        abiertas: the records with open answers; nothing is drawn of them unless `supuestos` says so.
        disponibilidad_minima: that of the comparison.
        finalistas: one more size of the group of the first.

    Raises:
        DemasiadosSorteosError: units times draws do not fit.
        EscalaError: a geometric or harmonic mean would meet a value that is not positive.
        ReglaError: a normalisation cannot be applied.
    """
    arbol, central = comparado.arbol, comparado.tratados[0]
    number = _period_numbers(comparado)
    given = normalizaciones or [OpcionDeNormalizacion(DECLARADA, tuple(reglas))]
    options = sorted(given, key=lambda option: option.nombre)
    declared = tuple(level.agregador for level in arbol.niveles)
    ways: list[tuple[str, tuple[Agregador, ...]]] = [(name, (name,) * len(declared)) for name in sorted(set(supuestos.agregacion))]
    every = Escenarios(
        arbol,
        central,
        judged_rows(comparado, number),
        tuple((option.nombre, make_normaliza(option.reglas, central, number)) for option in options),
        tuple(ways or [(DECLARADA, declared)]),
        _treatment_of(comparado),
        tuple(abiertas) if supuestos.faltantes else (),
        disponibilidad_minima,
    )
    scenarios = every.only_scored()
    declared_scale = ((DECLARADA, make_normaliza(reglas, central, number)),)
    leaves = replace(scenarios, normalizaciones=declared_scale).expected_leaves(_reference_draws(scenarios, supuestos))
    scores = aggregate(arbol, leaves, disponibilidad_minima=disponibilidad_minima).nodos[:, -1:]
    places = place_draws(comparable(scores, reach_of(leaves)))[:, 0]
    removed = remove_each(arbol, leaves, places, disponibilidad_minima=disponibilidad_minima)
    first = tuple(sorted({*PRIMEROS, *([finalistas] if finalistas else [])}))
    return doubt(scenarios, supuestos, places, removed, primeros=first)


def _reference_draws(escenarios: Escenarios, supuestos: Supuestos) -> Iterator[Lote]:
    """Yield the first draws, as many as give the mean of the open answers."""
    source = Sorteador(supuestos, len(escenarios.arbol.ids), escenarios.n_abiertas)
    size = escenarios.tamano_de_lote
    wanted = min(supuestos.sorteos, SORTEOS_DE_REFERENCIA) if escenarios.n_abiertas else 0
    return (source.draw(min(size, wanted - start)) for start in range(0, wanted, size))


def judged_rows(comparado: Comparado, periodo: NDArray[np.intp] | None) -> NDArray[np.intp]:
    """Return the rows that have a place in the last period: those that are ranked and have a score."""
    ranked = comparado.renglones.clasifica & ~np.isnan(comparado.nodos[0][:, -1])
    if periodo is not None:
        ranked &= periodo == periodo.max(initial=0)
    return np.flatnonzero(ranked)


def _treatment_of(comparado: Comparado) -> Normaliza:
    """Return what was done to the extreme values of each leaf, for drawn values: what it learnt from the central ones stays."""
    done = {treated.columna: treated.metodo for treated in comparado.tratamientos}

    def treat(leaf: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
        way = done.get(leaf, "ninguno")
        if way == "ninguno":
            return values
        seen = comparado.crudos[0, :, leaf] if way == "logaritmo" else comparado.tratados[0, :, leaf]
        least, greatest = float(np.nanmin(seen)), float(np.nanmax(seen))
        return take_logarithm(values, least, greatest) if way == "logaritmo" else np.clip(values, least, greatest)

    return treat


def _period_numbers(comparado: Comparado) -> NDArray[np.intp] | None:
    """Return the number of the period of each row, in order of time where all of them say one."""
    periods = comparado.renglones.periodos
    if periods is None:
        return None
    parsed = {text: parse_periodo(text) for text in periods}
    in_time = all(parsed.values())
    order = sorted(parsed, key=lambda text: ((found.fin, found.meses) if in_time and (found := parsed[text]) else (0, 0), text))
    number = {period: position for position, period in enumerate(order)}
    return np.array([number[period] for period in periods], dtype=np.intp)

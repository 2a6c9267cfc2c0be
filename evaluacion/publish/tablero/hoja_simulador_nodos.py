"""From the scores of the criteria, which weights do not change, to formulas of the total of each record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.publish.tablero.estilos import DASH
from evaluacion.publish.tablero.hoja_simulador_columnas import Columna, Columnas, numbers_or
from evaluacion.publish.tablero.hoja_simulador_medias import (
    NO_APLICA,
    Hijos,
    applicability_of,
    coverage_of,
    end_of,
    score_of,
    transform,
    transformed,
    weight_of_known,
)
from evaluacion.score.kernel import APLICABILIDAD, COBERTURA, MAXIMO, MINIMO, PUNTAJE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.marco import Agregador
    from evaluacion.publish.tablero.hoja_simulador_pesos import Pesos
    from evaluacion.score.plan import Plan

_WORDS = {PUNTAJE: "puntaje", MINIMO: "garantizado", MAXIMO: "alcanzable", COBERTURA: "cobertura", APLICABILIDAD: "aplicabilidad"}


class Extremos(NamedTuple):
    """The cells of a row where the ends of the total stand."""

    bajo: str
    alto: str


class Total(NamedTuple):
    """The formulas of the total of a record, for any row; empty where a measure is not asked for."""

    bajo: str
    alto: str
    puntaje: str = ""
    cobertura: str = ""
    aplicabilidad: str = ""


@dataclass(frozen=True, slots=True)
class Lectura:
    """One way to read the answers: (measures, nodes, records), and which measures the total needs."""

    plan: Plan
    nodos: NDArray[np.float64]
    medidas: frozenset[int]
    nombre: str = ""
    """What its hidden columns are told apart by."""

    @property
    def tope(self) -> float:
        """The upper end of the range."""
        return self.plan.alto

    def title(self, measure: int, node: str) -> str:
        """Return the title of a hidden column."""
        return " ".join(word for word in (_WORDS[measure], node, self.nombre) if word)


def put_total(columnas: Columnas, lectura: Lectura, pesos: Pesos, extremos: Extremos) -> Total:
    """Add the hidden columns that the total of a reading needs, and return its formulas."""
    children = [_criteria(columnas, lectura, pesos, g) for g in range(len(lectura.plan.grupos))]
    if len(children) == 1:
        (only,) = children
        kind = lectura.plan.agregador("grupos")
        return _total(columnas, lectura, only, extremos, kind, pesos)
    hijos = _groups(columnas, lectura, pesos, children)
    return _total(columnas, lectura, hijos, extremos, lectura.plan.agregador("total"), pesos)


def _total(columnas: Columnas, lectura: Lectura, hijos: Hijos, extremos: Extremos, kind: Agregador, pesos: Pesos) -> Total:
    """Return the formulas of the total from its children, after the columns of the weight that is known of it."""
    nodes, plan = lectura.nodos, lectura.plan
    first = len(plan.criterios)
    several = len(plan.grupos) > 1
    values, weights = (nodes[:, first:-1], plan.pesos_grupos) if several else (nodes[:, :first], plan.grupos[0].pesos)
    known = columnas.add(_known(f"peso que aplica {lectura.nombre}".strip(), values[MINIMO], weights, hijos.pesos, hijos.hay_total))
    low, high = (end_of(kind, hijos, block, known, lectura.tope, pesos.sin_dato) for block in (hijos.bajo, hijos.alto))
    if PUNTAJE not in lectura.medidas:
        return Total(low, high)
    answered = columnas.add(_known("peso respondido", values[PUNTAJE], weights, hijos.pesos, hijos.hay_puntaje))
    return Total(
        low,
        high,
        score_of(kind, hijos, answered, extremos, lectura.tope, f'IF(ISNUMBER({extremos.bajo}),"{DASH}",{pesos.sin_dato})'),
        coverage_of(hijos, known) if hijos.cobertura else "",
        applicability_of(hijos) if hijos.aplicabilidad else "",
    )


def _known(title: str, values: NDArray[np.float64], weights: NDArray[np.float64], block: str, known: str) -> Columna:
    return Columna(title, (weights @ ~np.isnan(values)).tolist(), weight_of_known(block, known))


def _criteria(columnas: Columnas, lectura: Lectura, pesos: Pesos, g: int) -> Hijos:
    """Add the numbers of the criteria of a group and return where they are."""
    plan, nodes = lectura.plan, lectura.nodos
    group, kind = plan.grupos[g], plan.agregador("grupos")

    def block(measure: int) -> str:
        if measure not in lectura.medidas:
            return ""
        is_mean = measure in (PUNTAJE, MINIMO, MAXIMO)
        how = f" ({kind})" if is_mean and kind != "aritmetica" else ""
        found = []
        for c in range(group.criterios.start, group.criterios.stop):
            values = transformed(kind, nodes[measure, c], lectura.tope) if is_mean else nodes[measure, c]
            found.append(Columna(lectura.title(measure, plan.criterios[c].id) + how, numbers_or(values)))
        return columnas.add(*found)

    low, high, score = (block(measure) for measure in (MINIMO, MAXIMO, PUNTAJE))
    return Hijos(pesos.grupos[g], pesos.sumas[g], low, high, low, score, score, block(COBERTURA), block(APLICABILIDAD))


def _groups(columnas: Columnas, lectura: Lectura, pesos: Pesos, children: list[Hijos]) -> Hijos:
    """Add the columns of the groups, each measure side by side, and return where they are."""
    plan, nodes, top = lectura.plan, lectura.nodos, lectura.tope
    kind, first = plan.agregador("grupos"), len(plan.criterios)

    def put(measure: int, formulas: list[str], empty: str | float = NO_APLICA) -> tuple[str, list[str]]:
        values = (numbers_or(nodes[measure, first + g], empty) for g in range(len(children)))
        names = (lectura.title(measure, group.id) for group in plan.grupos)
        start = columnas.siguiente
        block = columnas.add(*(Columna(*column) for column in zip(names, values, formulas, strict=True)))
        return block, [columnas.ref(start + g) for g in range(len(children))]

    def known(title: str, measure: int, blocks: list[str]) -> list[str]:
        start = columnas.siguiente
        for group, hijos, block in zip(plan.grupos, children, blocks, strict=True):
            columnas.add(
                _known(f"{title} {group.id} {lectura.nombre}".strip(), nodes[measure, group.criterios], group.pesos, hijos.pesos, block)
            )
        return [columnas.ref(start + g) for g in range(len(children))]

    empty = f'"{NO_APLICA}"'
    applies = known("peso que aplica", MINIMO, [hijos.hay_total for hijos in children])
    pairs = list(zip(children, applies, strict=True))
    low, lows = put(MINIMO, [end_of(kind, hijos, hijos.bajo, weight, top, empty) for hijos, weight in pairs])
    high, highs = put(MAXIMO, [end_of(kind, hijos, hijos.alto, weight, top, empty) for hijos, weight in pairs])
    score = cover = apply = ""
    scores: list[str] = []
    if PUNTAJE in lectura.medidas:
        answered = known("peso respondido", PUNTAJE, [hijos.hay_puntaje for hijos in children])
        ends = zip(children, answered, zip(lows, highs, strict=True), strict=True)
        score, scores = put(PUNTAJE, [score_of(kind, hijos, weight, pair, top, empty) for hijos, weight, pair in ends])
    if COBERTURA in lectura.medidas:
        cover, _ = put(COBERTURA, [coverage_of(hijos, weight) for hijos, weight in pairs], 0.0)
    if APLICABILIDAD in lectura.medidas:
        apply, _ = put(APLICABILIDAD, [applicability_of(hijos) for hijos in children])
    added = [_added(columnas, lectura, measure, cells) for measure, cells in ((MINIMO, lows), (MAXIMO, highs), (PUNTAJE, scores))]
    mean_low, mean_high, mean_score = (mine or plain for mine, plain in zip(added, (low, high, score), strict=True))
    return Hijos(pesos.de_grupos, pesos.suma_de_grupos, mean_low, mean_high, low, mean_score, score, cover, apply)


def _added(columnas: Columnas, lectura: Lectura, measure: int, cells: list[str]) -> str:
    """Add what the mean of the total adds up, where that is not the score of the groups itself."""
    kind, first = lectura.plan.agregador("total"), len(lectura.plan.criterios)
    if kind == "aritmetica" or not cells:
        return ""
    found = []
    for g, (group, cell) in enumerate(zip(lectura.plan.grupos, cells, strict=True)):
        values = numbers_or(transformed(kind, lectura.nodos[measure, first + g], lectura.tope), 0.0)
        found.append(Columna(f"{lectura.title(measure, group.id)} ({kind})", values, transform(kind, cell, lectura.tope)))
    return columnas.add(*found)

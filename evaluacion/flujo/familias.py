"""The scores of reviewed strategies, by family of rules, with the engine that scores everything."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.check.catalogo import FAMILIAS
from evaluacion.model.ficha import Puntaje
from evaluacion.model.hallazgo import PuntajeFamilia
from evaluacion.model.procedencia import MarcoUsado
from evaluacion.read.marco import MarcoLeido, load_marco
from evaluacion.score.evaluate import Resultado, evaluate
from evaluacion.score.kernel import ESTRICTO, MINIMO

if TYPE_CHECKING:
    from evaluacion.check.registros import RegistrosRevision
    from evaluacion.model.ficha import Ficha


@dataclass(frozen=True, slots=True)
class Puntuacion:
    """By row: the scores of every family, and the scorecards when they were asked for."""

    puntajes: tuple[tuple[PuntajeFamilia, ...], ...]
    fichas: tuple[tuple[Ficha, ...], ...]
    marcos: tuple[MarcoUsado, ...]
    resultados: tuple[tuple[MarcoLeido, Resultado], ...]
    """The result of all the strategies under each family."""


@cache
def family_marcos() -> tuple[MarcoLeido, ...]:
    """Return the marcos that the rules answer, in the order in which they are shown."""
    return tuple(load_marco(name) for name in FAMILIAS)


def evaluate_families(registros: RegistrosRevision) -> list[tuple[MarcoLeido, Resultado]]:
    """Return the result of some strategies under every family."""
    return [(leido, evaluate(leido.marco, registros)) for leido in family_marcos()]


def score_families(registros: RegistrosRevision, *, con_fichas: bool = False) -> Puntuacion:
    """Return the scores of some strategies under every family."""
    rows = range(len(registros))
    scores: list[list[PuntajeFamilia]] = [[] for _ in rows]
    cards: list[list[Ficha]] = [[] for _ in rows]
    results = evaluate_families(registros)
    for leido, resultado in results:
        answered = resultado.respondidas
        for position, row in enumerate(resultado.filas.tolist()):
            counts = (int(answered[0, position]), int(answered[1, position]))
            scores[row].append(
                PuntajeFamilia(
                    leido.marco.marco, leido.marco.titulo, _total(resultado, position), bool(resultado.provisional[position]), counts
                )
            )
        if con_fichas:
            for row, ficha in zip(resultado.filas.tolist(), resultado.fichas(), strict=True):
                cards[row].append(ficha)
    used = tuple(
        MarcoUsado(leido.marco.marco, leido.marco.version, leido.marco.titulo, leido.huella, f"criteria/{leido.marco.marco}/marco.yaml")
        for leido in family_marcos()
    )
    return Puntuacion(tuple(map(tuple, scores)), tuple(map(tuple, cards)), used, tuple(results))


def _total(resultado: Resultado, position: int) -> Puntaje:
    node = resultado.nodos[:ESTRICTO, -1, position]
    values = [None if np.isnan(value) else float(value) for value in node]
    return Puntaje(*values) if values[MINIMO] is not None else Puntaje(None, None, None, None, None)

"""Answers drawn for what is open: each unanswered question over its scale, each unproven claim from nothing up to what it claims.

Where several evaluators judged a record, what is open is what their votes leave open together, ties with `no aplica` too.
The drawn answers go through the same kernel as the written ones, so dependences (rule 4), `no aplica` and weights hold in
every draw; and a drawn score is held inside the interval of its node.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.score.kernel import MAXIMO, MINIMO, PUNTAJE, SCORES, Puntos, apply_dependences, points_of_codes, score_codes
from evaluacion.score.plan import FIRST_ANSWER, RESPONDIDA, SIN_EVIDENCIA, SIN_RESPONDER, Plan, PlanCriterio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.score.evaluate import Resultado


@dataclass(frozen=True, eq=False)
class Abiertas:
    """The records of one marco whose answers may be open, and where their scores enter the comparison.

    `codigos` (questions, records) and `directos` (by criterion, points that are no codes) as the kernel takes them.
    `filas` (records,): the row of each record, ascending. `hojas` and `nodos` (columns,): leaves of the comparison and the
    nodes of the plan that they take.
    """

    plan: Plan
    codigos: NDArray[np.uint8]
    directos: Mapping[int, Puntos]
    filas: NDArray[np.intp]
    hojas: NDArray[np.intp]
    nodos: NDArray[np.intp]

    @cached_property
    def celdas(self) -> tuple[_Celda, ...]:
        """What is open, by record and then by the path of the question: no order of the files changes which luck it has."""
        found = [cell for criterio in range(len(self.plan.criterios)) for cell in self._open_of(criterio)]
        return tuple(sorted(found, key=lambda cell: (cell.registro, cell.ruta)))

    @classmethod
    def of(cls, resultado: Resultado, filas: NDArray[np.intp], hojas: NDArray[np.intp], nodos: NDArray[np.intp]) -> Abiertas:
        """Return those of the records of a result, in its order: `filas` has the row of each."""
        return cls(resultado.plan, resultado.codigos, resultado.directos, filas, hojas, nodos)

    def __len__(self) -> int:
        """Return how many answers are open."""
        return len(self.celdas)

    def draw(self, suertes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (draws, records, columns): the score of each taken node with the answers that the luck gives.

        Args:
            suertes: (draws, open answers), in [0, 1).
        """
        n_draws, n_records = len(suertes), self.codigos.shape[1]
        codes = np.repeat(self.codigos[:, :, None], n_draws, axis=2)
        direct = {criterio: _repeat(puntos, n_draws) for criterio, puntos in self.directos.items()}
        for cell, luck in zip(self.celdas, suertes.T, strict=True):
            plan = self.plan.criterios[cell.criterio]
            options = np.array(cell.opciones, dtype=np.uint8)
            chosen = options[np.minimum((luck * len(options)).astype(np.intp), len(options) - 1)] if len(options) else options
            if cell.criterio in direct:
                at, puntos = slice(cell.registro * n_draws, (cell.registro + 1) * n_draws), direct[cell.criterio]
                low, high = puntos.bajo[cell.pregunta, at], puntos.alto[cell.pregunta, at]
                _answer(puntos, cell.pregunta, at, plan.punto[cell.pregunta, chosen] if len(options) else low + (high - low) * luck)
            else:
                codes[plan.inicio + cell.pregunta, cell.registro] = chosen
        scores = score_codes(self.plan, codes.reshape(len(codes), -1), measures=SCORES, direct=direct)[PUNTAJE, self.nodos]
        low, high = self._ends
        held = np.fmin(np.fmax(scores.reshape(len(self.nodos), n_records, n_draws), low), high)
        return np.ascontiguousarray(held.transpose(2, 1, 0))

    @cached_property
    def _ends(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        found = score_codes(self.plan, self.codigos, measures=SCORES, direct=self.directos)[:, self.nodos, :, None]
        return found[MINIMO], found[MAXIMO]

    def _open_of(self, criterio: int) -> list[_Celda]:
        plan = self.plan.criterios[criterio]
        codes = self.codigos[plan.inicio : plan.inicio + plan.n]
        written = self.directos[criterio] if criterio in self.directos else points_of_codes(plan, codes)
        state = apply_dependences(plan, written).estado
        is_open = _is_open(written.estado) & _is_open(state)
        paths = [path for name, path, _ in self.plan.preguntas if name == plan.id]
        return [
            _Celda(
                record, f"{plan.id}.{paths[question]}", criterio, question, _options(plan, question, float(written.alto[question, record]))
            )
            for question, record in np.argwhere(is_open).tolist()
        ]


@dataclass(frozen=True, slots=True)
class _Celda:
    """An open answer: where it is, and the codes that it may take (none where points are drawn directly)."""

    registro: int
    ruta: str
    criterio: int
    pregunta: int
    opciones: tuple[int, ...]


def _is_open(state: NDArray[np.uint8]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.isin(state, (SIN_RESPONDER, SIN_EVIDENCIA))
    return found


def _options(plan: PlanCriterio, question: int, most: float) -> tuple[int, ...]:
    """Return the codes of the answers of the scale that are worth no more than what is claimed; an indicator has no scale."""
    if plan.de_indicadores:
        return ()
    answers = range(FIRST_ANSWER, FIRST_ANSWER + (plan.estado.shape[1] - FIRST_ANSWER) // 2)
    worth = plan.punto[question].tolist()
    return tuple(sorted((answer for answer in answers if worth[answer] <= most), key=lambda answer: (worth[answer], answer)))


def _repeat(puntos: Puntos, times: int) -> Puntos:
    """Return the points with each record so many times, one after another."""
    state = np.repeat(puntos.estado, times, axis=1)
    point, low, high = (np.repeat(part, times, axis=1) for part in (puntos.punto, puntos.bajo, puntos.alto))
    return Puntos(state, point, low, high)


def _answer(puntos: Puntos, question: int, records: slice, drawn: NDArray[np.float64]) -> None:
    """Write what a question is worth in some records as if it were answered."""
    puntos.estado[question, records] = RESPONDIDA
    puntos.punto[question, records] = puntos.bajo[question, records] = puntos.alto[question, records] = drawn

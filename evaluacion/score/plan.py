"""A marco as arrays: which code each answer has, what it is worth, and how criteria, groups and total are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.model.marco import Agregador, Indicador, Marco, Pregunta

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIN_RESPONDER, NO_APLICA, RESPONDIDA, SIN_EVIDENCIA = range(4)
"""States of a question. They are also the first two codes: 0 unanswered, 1 no aplica; answers follow."""
FIRST_ANSWER = 2


@dataclass(frozen=True, slots=True, eq=False)
class PlanCriterio:
    """One criterion: its rows in the matrix of codes, and the tables of what each code means.

    `pesos` (q,), `base` (q,): position of the question it depends on, -1 where none. `estado`, `punto`, `bajo`, `alto`
    are (q, codes): the state of a question with that code, its points (NaN unless answered) and the ends of what it
    may be worth, on [0, 1].
    """

    id: str
    inicio: int
    pesos: NDArray[np.float64]
    base: NDArray[np.intp]
    estado: NDArray[np.uint8]
    punto: NDArray[np.float64]
    bajo: NDArray[np.float64]
    alto: NDArray[np.float64]
    codigos: NDArray[np.int64]
    """How many codes each question has."""
    de_indicadores: bool

    @property
    def n(self) -> int:
        """How many questions it has."""
        return len(self.pesos)


@dataclass(frozen=True, slots=True, eq=False)
class PlanGrupo:
    """One group: the slice of criteria it holds and their weights."""

    id: str
    criterios: slice
    pesos: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Plan:
    """A marco ready for the kernel. Nodes are numbered: criteria in order, then groups, then the total."""

    marco: Marco
    criterios: tuple[PlanCriterio, ...]
    grupos: tuple[PlanGrupo, ...]
    pesos_grupos: NDArray[np.float64]
    tablas: dict[int, NDArray[np.float64]] = field(default_factory=dict)
    """By criterion, the small tables of measures that the kernel has already filled."""

    @property
    def bajo(self) -> float:
        """The lower end of the range."""
        return self.marco.rango[0]

    @property
    def alto(self) -> float:
        """The upper end of the range."""
        return self.marco.rango[1]

    @property
    def n_nodos(self) -> int:
        """How many nodes: criteria + groups + 1."""
        return len(self.criterios) + len(self.grupos) + 1

    @cached_property
    def preguntas(self) -> tuple[tuple[str, str, Pregunta | Indicador], ...]:
        """Each row of the matrix of codes: criterion id, question id, question (or indicator)."""
        return tuple((criterio.id, reactivo.id, reactivo) for _, criterio, reactivo in self.marco.walk())

    def agregador(self, level: str) -> Agregador:
        """Return how `grupos` or `total` are put together."""
        kind: Agregador = getattr(self.marco.agregacion, level)
        return kind


def make_plan(marco: Marco) -> Plan:
    """Return the arrays of a marco.

    Points are rescaled to [0, 1] (rule 1), turned round for inverse questions (rule 4). The k-th answer with points has
    code 2 + k; with evidence obligatory, code 2 + answers + k is the same answer without evidence (rule 5).
    """
    criteria: list[PlanCriterio] = []
    groups: list[PlanGrupo] = []
    row = 0
    for grupo in marco.grupos:
        first = len(criteria)
        for criterio in grupo.criterios:
            plan = _plan_criterio(marco, criterio.id, criterio.reactivos, row)
            criteria.append(plan)
            row += plan.n
        weights = np.array([criterio.peso for criterio in grupo.criterios], dtype=float)
        groups.append(PlanGrupo(grupo.id, slice(first, len(criteria)), weights))
    return Plan(marco, tuple(criteria), tuple(groups), np.array([grupo.peso for grupo in marco.grupos], dtype=float))


def rescaled_points(marco: Marco) -> list[float]:
    """Return the points of each answer that has them, on [0, 1], in the order of the scale."""
    known = [valor.puntos for valor in marco.escala if valor.puntos is not None]
    low, high = min(known), max(known)
    return [(points - low) / (high - low) for points in known]


def code_of_answers(marco: Marco) -> list[int]:
    """Return the code of each answer of the scale, in its order, when its evidence is there or not needed."""
    codes = iter(range(FIRST_ANSWER, FIRST_ANSWER + len(marco.escala)))
    return [NO_APLICA if valor.puntos is None else next(codes) for valor in marco.escala]


def _plan_criterio(marco: Marco, name: str, items: tuple[Pregunta | Indicador, ...], row: int) -> PlanCriterio:
    scale = rescaled_points(marco)
    n, width = len(items), FIRST_ANSWER + 2 * len(scale)
    state = np.zeros((n, width), dtype=np.uint8)
    point = np.full((n, width), np.nan)
    low, high = np.zeros((n, width)), np.ones((n, width))
    state[:, NO_APLICA] = NO_APLICA
    low[:, NO_APLICA] = high[:, NO_APLICA] = 0.0
    ids = [item.id for item in items]
    base = np.full(n, -1, dtype=np.intp)
    codes = np.full(n, FIRST_ANSWER + len(scale), dtype=np.int64)
    for q, item in enumerate(items):
        if not isinstance(item, Pregunta):
            continue
        base[q] = ids.index(item.depende_de) if item.depende_de is not None else -1
        codes[q] += len(scale) if item.evidencia == "obligatoria" else 0
        for k, points in enumerate(scale):
            worth = 1 - points if item.sentido == "inverso" else points
            for code, proven in ((FIRST_ANSWER + k, True), (FIRST_ANSWER + len(scale) + k, False)):
                _fill(state, point, low, high, (q, code), worth, proven=proven)
    weights = np.array([item.peso for item in items], dtype=float)
    is_indicators = bool(items) and isinstance(items[0], Indicador)
    return PlanCriterio(name, row, weights, base, state, point, low, high, codes, is_indicators)


def _fill(
    state: NDArray[np.uint8],
    point: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    at: tuple[int, int],
    worth: float,
    *,
    proven: bool,
) -> None:
    if proven or worth == 0:
        state[at], point[at], low[at], high[at] = RESPONDIDA, worth, worth, worth
    else:
        state[at], low[at], high[at] = SIN_EVIDENCIA, 0.0, worth

"""Two sides as the split asks for them: with whoever votes on one or the other, and the answers of one or the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import raise_errors
from evaluacion.compare.cambio import Mundo
from evaluacion.read.registros import join_registros
from evaluacion.score.consolidar import consolidate
from evaluacion.score.evaluate import Resultado, evaluate
from evaluacion.score.kernel import Puntos

if TYPE_CHECKING:
    from evaluacion.base.problema import Problema
    from evaluacion.flujo.diferencias_lados import Lado
    from evaluacion.model.marco import Marco
    from evaluacion.model.moderacion import Acordada
    from evaluacion.model.registros import Registros

Jueces = dict[str, dict[str | None, int]]
"""By record, its evaluators and the row of each."""


@dataclass(frozen=True, eq=False)
class Consolidados:
    """Two sides under a marco, one record an id: `crudos` are the evaluations apart, `acuerdos` what was agreed on each side.

    `hay_votos`: whether any record has several evaluators or an agreed answer, so that votes are put together (rule 20).
    """

    crudos: tuple[Resultado, Resultado]
    acuerdos: tuple[tuple[Acordada, ...], tuple[Acordada, ...]]
    hay_votos: bool

    @cached_property
    def resultados(self) -> tuple[Resultado, Resultado]:
        """The results of both sides, one record an id."""
        one, other = (self.score(self.crudos[side].marco, side) if self.hay_votos else self.crudos[side] for side in range(2))
        return one, other

    @cached_property
    def filas(self) -> tuple[Jueces, Jueces]:
        """By side, the evaluators of each record and their rows."""
        found: tuple[Jueces, Jueces] = ({}, {})
        for own, crudo in zip(found, self.crudos, strict=True):
            ids, _, judges, _ = crudo.registros.claves()
            for row in crudo.filas.tolist():
                own.setdefault(ids[row], {})[judges[row]] = row
        return found

    def jueces(self, name: str) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
        """Return who evaluated a record on each side, by name."""
        one, other = (tuple(sorted(own[name], key=lambda judge: judge or "")) for own in self.filas)
        return one, other

    def score(self, marco: Marco, side: int) -> Resultado:
        """Return the records of a side under some rules."""
        crudo = self.crudos[side]
        return _score(marco, crudo.registros, crudo.filas.tolist(), self.acuerdos[side] if self.hay_votos else None)


def consolidated(antes: Lado, despues: Lado, marco: str) -> Consolidados:
    """Return two sides under a marco that both have.

    Raises:
        EvaluacionError: an agreed answer that is not one.
    """
    crudos = antes.resultados[marco], despues.resultados[marco]
    agreed = antes.acuerdos, despues.acuerdos
    has_votes = any(agreed) or any(_has_several(crudo) for crudo in crudos)
    found = Consolidados(crudos, agreed, has_votes)
    raise_errors(problem for side in found.resultados for problem in side.problemas if has_votes and not antes.son_reglas)
    return found


def _has_several(crudo: Resultado) -> bool:
    ids = crudo.registros.claves().ids
    return len({ids[row] for row in crudo.filas.tolist()}) < len(crudo)


def together(lado: Lado, marco: str) -> Resultado | None:
    """Return the result of a side under a marco, one record an id; None where it has no such result."""
    crudo = lado.resultados.get(marco)
    if crudo is None or not (lado.acuerdos or _has_several(crudo)):
        return crudo
    return _score(crudo.marco, crudo.registros, crudo.filas.tolist(), lado.acuerdos)


def warnings_of(lado: Lado) -> list[Problema]:
    """Return what was noticed on a side: of its evaluators together where a record has several, not of each apart."""
    apart: set[Problema] = set()
    joined: list[Problema] = []
    for name, crudo in lado.resultados.items():
        found = together(lado, name)
        if found is not None and found is not crudo:
            apart.update(crudo.problemas)
            joined.extend(problem for problem in found.problemas if problem.severidad == "aviso")
    return [*(problem for problem in lado.calificacion.avisos if problem not in apart), *joined]


def worlds_of(lados: Consolidados, names: Sequence[str]) -> tuple[Mundo, Mundo]:
    """Return both sides of some records under the rules of the first and under those of the second.

    An answer that the rules of the other side cannot read is unanswered there.

    Args:
        lados: the sides.
        names: the ids of records that both have, in order.
    """
    registros = join_registros([crudo.registros for crudo in lados.crudos])
    shift = len(lados.crudos[0].registros)
    rows = [[_rows(lados, names, votes, answers, shift) for answers in range(2)] for votes in range(2)]
    first = _world(lados, 0, registros, rows)
    return first, first if lados.crudos[0].marco == lados.crudos[1].marco else _world(lados, 1, registros, rows)


def _rows(lados: Consolidados, names: Sequence[str], votes: int, answers: int, shift: int) -> tuple[int, ...]:
    """Return the rows of those who vote on a side, each with the answers of a side where both have theirs."""
    found = []
    for name in names:
        own, last = (side[name] for side in lados.filas)
        for judge in lados.filas[votes][name]:
            side = answers if judge in own and judge in last else votes
            found.append((own, last)[side][judge] + shift * side)
    return tuple(found)


def _world(lados: Consolidados, rules: int, registros: Registros, rows: Sequence[Sequence[tuple[int, ...]]]) -> Mundo:
    marco, plan = lados.crudos[rules].marco, lados.crudos[rules].plan
    made: dict[tuple[tuple[int, ...], int], Puntos] = {}
    corners = []
    for votes in range(2):
        for answers in range(2):
            agreed = votes if lados.hay_votos and any(lados.acuerdos) else 0
            key = (rows[votes][answers], agreed)
            if key not in made:
                result = _score(marco, registros, rows[votes][answers], lados.acuerdos[agreed] if lados.hay_votos else None)
                made[key] = _points(result)
            corners.append(made[key])
    return Mundo(plan, ((corners[0], corners[1]), (corners[2], corners[3])))


def _score(marco: Marco, registros: Registros, rows: Sequence[int], agreed: Sequence[Acordada] | None) -> Resultado:
    if agreed is None:
        return evaluate(marco, registros, filas=rows)
    return consolidate(marco, registros, agreed, filas=rows).resultado


def _points(resultado: Resultado) -> Puntos:
    """Return what every question is worth in every record, dependences not yet applied."""
    parts = [resultado.puntos_de(c, slice(None)) for c in range(len(resultado.plan.criterios))]
    return Puntos(
        np.concatenate([part.estado for part in parts]),
        np.concatenate([part.punto for part in parts]),
        np.concatenate([part.bajo for part in parts]),
        np.concatenate([part.alto for part in parts]),
    )

"""The answers of the rules as records, so that the engine scores a strategy like anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.check.catalogo import all_rules, rules_by_question
from evaluacion.check.regla import join_verdicts
from evaluacion.model.practica import Practica, Respuesta
from evaluacion.model.registros import Claves, Columna, Identidad, Serie

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.base.origen import Origen
    from evaluacion.base.problema import Problema
    from evaluacion.check.regla import Veredicto
    from evaluacion.check.revisar import Dictamen, Lugar
    from evaluacion.model.estrategia import Estrategia
    from evaluacion.model.practica import SerieEscrita

TIPO = "plan"
_WORDS: tuple[Veredicto, ...] = ("sí", "parcial", "no", "no aplica")


@dataclass(frozen=True, slots=True)
class Fila:
    """One strategy with the answers to the questions of each family."""

    estrategia: Estrategia
    archivo: str
    lugar: Lugar
    respuestas: dict[str, dict[str, tuple[Veredicto, str | None]]] = field(default_factory=dict)
    reglas: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The codes that answered each question."""


class _Reparto(NamedTuple):
    """Which answers of a run belong to which question: the same for every strategy that the same rules look at."""

    preguntas: tuple[tuple[str, str, tuple[int, ...], bool], ...]
    """Family, question, positions of its answers, and whether all of its rules ran."""
    reglas: Mapping[tuple[str, str], str]


@lru_cache(maxsize=64)
def _share_out(codes: tuple[str, ...]) -> _Reparto:
    """Return which questions some rules answer, in the order of those rules."""
    rules, expected = all_rules(), rules_by_question()
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for position, code in enumerate(codes):
        key = (rules[code].familia, rules[code].pregunta)
        found[key] = (*found.get(key, ()), position)
    asked = tuple((*key, positions, len(positions) == expected[key]) for key, positions in found.items())
    return _Reparto(asked, {key: ", ".join(codes[position] for position in positions) for key, positions in found.items()})


def make_row(estrategia: Estrategia, archivo: str, lugar: Lugar, dictamen: Dictamen) -> Fila:
    """Return the row of a strategy: each question with the worst answer of its rules, open when one of them did not run."""
    given = dictamen.respuestas
    shared = _share_out(tuple([item.regla.codigo for item in given]))
    answers: dict[str, dict[str, tuple[Veredicto, str | None]]] = {}
    for family, question, positions, is_whole in shared.preguntas:
        verdicts = [(given[position].veredicto, given[position].motivo) for position in positions]
        verdict, reason = join_verdicts(verdicts if is_whole else [*verdicts, (None, None)])
        if verdict is not None:
            answers.setdefault(family, {})[question] = (verdict, reason)
    return Fila(estrategia, archivo, lugar, answers, shared.reglas)


class RegistrosRevision:
    """Strategies as records, one row each."""

    def __init__(self, filas: Sequence[Fila], archivos: dict[str, str]) -> None:
        self.filas = list(filas)
        self.archivos = archivos
        self.avisos: list[Problema] = []
        self._origenes: dict[int, Origen] = {}
        self._practicas: dict[int, Practica] = {}

    def __len__(self) -> int:
        return len(self.filas)

    def identidad(self, fila: int) -> Identidad:
        """Return who the strategy of a row is."""
        item = self.filas[fila].estrategia
        return Identidad(item.estrategia, TIPO, None, item.titulo)

    def claves(self) -> Claves:
        """Return who every strategy is, by column."""
        everyone = [row.estrategia for row in self.filas]
        nobody: list[str | None] = [None] * len(everyone)
        return Claves([item.estrategia for item in everyone], [TIPO] * len(everyone), nobody, [item.titulo for item in everyone])

    def practica(self, fila: int) -> Practica:
        """Return the strategy as a record, for the views that show its territory and period."""
        found = self._practicas.get(fila)
        if found is None:
            item = self.filas[fila].estrategia
            found = Practica(practica=item.estrategia, titulo=item.titulo, territorio=item.territorio, periodo=item.periodo)
            self._practicas[fila] = found
        return found

    def marcos(self) -> dict[str, NDArray[np.bool_]]:
        """Return the families, each answered by every row that answers any of its questions."""
        names = sorted({name for row in self.filas for name in row.respuestas})
        return {name: np.array([name in row.respuestas for row in self.filas], dtype=bool) for name in names}

    def preguntas(self, marco: str) -> dict[str, int]:
        """Return the questions of a family that any row answers, with the first row that does."""
        found: dict[str, int] = {}
        for position, row in enumerate(self.filas):
            for path in row.respuestas.get(marco, ()):
                found.setdefault(path, position)
        return found

    def indicadores(self) -> dict[str, NDArray[np.bool_]]:
        """Return nothing: a review has no series."""
        return {}

    def requisito(self, nombre: str) -> list[bool | None]:  # noqa: ARG002 - part of the protocol
        """Return that nobody says anything of a requisito."""
        return [None] * len(self.filas)

    def columna(self, marco: str, pregunta: str) -> Columna:
        """Return the answers to one question."""
        given = [row.respuestas.get(marco, {}).get(pregunta) for row in self.filas]
        codes = np.array([-1 if found is None else _WORDS.index(found[0]) for found in given], dtype=np.int32)
        reasons = np.array([found is not None and found[1] is not None for found in given], dtype=bool)
        return Columna(_WORDS, codes, np.ones(len(given), dtype=bool), reasons)

    def serie(self, indicador: str) -> Serie:  # noqa: ARG002 - part of the protocol
        """Return an empty series."""
        return Serie.empty(len(self.filas))

    def respuestas(self, filas: Sequence[int], marco: str, pregunta: str) -> list[Respuesta | None]:
        """Return the answers of some rows, with the rules that gave each as its evidence."""
        rows = [self.filas[fila] for fila in filas]
        given = [row.respuestas.get(marco, {}).get(pregunta) for row in rows]
        return [_answer(*found, row.reglas[marco, pregunta]) if found else None for row, found in zip(rows, given, strict=True)]

    def series_de(self, fila: int) -> Mapping[str, SerieEscrita]:  # noqa: ARG002 - part of the protocol
        """Return nothing: a review has no series."""
        return {}

    def origen(self, fila: int, *ruta: str) -> Origen:  # noqa: ARG002 - an answer comes from the whole file
        """Return the place of the strategy."""
        found = self._origenes.get(fila)
        if found is None:
            found = self._origenes[fila] = self.filas[fila].lugar(("estrategia",))[0]
        return found


@cache
def _answer(veredicto: Veredicto, motivo: str | None, codes: str) -> Respuesta:
    """Return the answer of some rules: a frozen value, the same for every strategy that gets it."""
    return Respuesta.model_validate({"respuesta": veredicto, "motivo": motivo, "evidencia": f"Regla {codes}"})

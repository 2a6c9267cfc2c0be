"""The votes of several evaluators as arrays, and what they are worth together (rule 20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.model.ficha import Voto
from evaluacion.model.marco import Pregunta
from evaluacion.score.encode import UNKNOWN, code_table
from evaluacion.score.kernel import Puntos, put_code
from evaluacion.score.plan import (
    FIRST_ANSWER,
    NO_APLICA,
    RESPONDIDA,
    SIN_EVIDENCIA,
    SIN_RESPONDER,
    PlanCriterio,
    code_of_answers,
    rescaled_points,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.marco import Consolidacion
    from evaluacion.model.moderacion import Acordada
    from evaluacion.score.evaluate import Resultado


@dataclass(frozen=True, eq=False)
class Votos:
    """The votes on some records, by id; those of a record are in places, in order of evaluator.

    `plazas` (records, places) are positions in `crudo`, -1 where a record has fewer evaluators. `codigos` and `previos`
    (questions, records, places) are codes of the plan, 0 where there is no vote: an excused vote is none. `previos` holds what each
    evaluator had answered before correcting it. `evidencia` (questions, records): whether anybody who votes gives evidence.
    """

    crudo: Resultado
    """The evaluators' records apart, as they were scored, without the excused votes."""
    plazas: NDArray[np.intp]
    codigos: NDArray[np.uint8]
    previos: NDArray[np.uint8]
    evidencia: NDArray[np.bool_]
    acordadas: Mapping[tuple[int, int], Acordada] = field(default_factory=dict)
    """By question and record, the agreed answers."""

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.plazas)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The id of each record."""
        ids, filas = self.crudo.registros.claves().ids, self.crudo.filas
        return tuple(ids[int(filas[position])] for position in self.plazas[:, 0])

    @cached_property
    def evaluadores(self) -> tuple[str, ...]:
        """The evaluators, by name; one who gives no name is the empty text."""
        return tuple(sorted(set(self._judges)))

    @cached_property
    def _judges(self) -> list[str]:
        judges = self.crudo.registros.claves().evaluadores
        return [judges[row] or "" for row in self.crudo.filas.tolist()]

    @cached_property
    def quien(self) -> NDArray[np.intp]:
        """(records, places): position in `evaluadores` of whoever has each place; -1 where nobody has."""
        order = {name: position for position, name in enumerate(self.evaluadores)}
        known = np.array([*(order[name] for name in self._judges), -1], dtype=np.intp)
        return known[self.plazas]

    @cached_property
    def contados(self) -> NDArray[np.uint8]:
        """(questions, records, places): the votes as they count, rule 4 applied to what each evaluator says.

        Whoever says that the question on which this one depends is worth 0 gives 0 here too, written or not: silence must not
        pay. Where that question was agreed, what its votes said no longer decides anything.
        """
        found = self.codigos.copy()
        for criterio in self.crudo.plan.criterios:
            for q, base in enumerate(criterio.base.tolist()):
                if base >= 0:
                    found[criterio.inicio + q] = self._following(criterio, q, base)
        return found

    def _following(self, criterio: PlanCriterio, q: int, base: int) -> NDArray[np.uint8]:
        """Return (records, places): the votes on a question as they follow from those on the one on which it depends."""
        own, of_base = self.codigos[criterio.inicio + q], self.codigos[criterio.inicio + base]
        worst = FIRST_ANSWER + int(np.argmin(rescaled_points(self.crudo.marco)))
        found = np.where(of_base == SIN_RESPONDER, SIN_RESPONDER, np.where(criterio.punto[base][of_base] == 0, worst, own))
        found[of_base == NO_APLICA] = NO_APLICA
        agreed = [record for row, record in self.acordadas if row == criterio.inicio + base]
        found[agreed] = own[agreed]
        return found.astype(np.uint8)

    @cached_property
    def divididos(self) -> NDArray[np.bool_]:
        """(questions, records): where the votes, as they count, are not all the same."""
        missing = np.iinfo(np.uint8).max
        lowest = np.where(self.contados == SIN_RESPONDER, missing, self.contados).min(axis=2)
        found: NDArray[np.bool_] = self.contados.max(axis=2) > lowest
        return found

    def filas_de(self, record: int) -> list[int]:
        """Return the rows of the evaluators' records of a record, in order of evaluator."""
        places = self.plazas[record]
        return [int(row) for row in self.crudo.filas[places[places >= 0]]]

    def votos_de(self, pregunta: int, record: int) -> tuple[Voto, ...]:
        """Return the votes on a question of a record, in order of evaluator, those that are missing or excused too."""
        crudo = self.crudo
        criterion, name, _ = crudo.plan.preguntas[pregunta]
        path, marco, rows = f"{criterion}.{name}", crudo.marco, self.filas_de(record)
        written = crudo.registros.respuestas(rows, marco.marco, path)
        of, q = self.row_of(pregunta)
        points = of.punto[q][self.contados[pregunta, record]]
        follows = self.contados[pregunta, record] != self.codigos[pregunta, record]
        judges = crudo.registros.claves().evaluadores
        return tuple(
            Voto(
                judges[row],
                marco.answer_of(said.respuesta) if said is not None and said.respuesta else None,
                None if np.isnan(points[place]) else float(points[place]),
                said,
                crudo.registros.origen(row, "respuestas", marco.marco, path),
                bool(follows[place]),
            )
            for place, (row, said) in enumerate(zip(rows, written, strict=True))
        )

    def valores(self, pregunta: int, *, previos: bool = False) -> NDArray[np.float64]:
        """Return (records, places): what each vote on a question is worth as it is written, on [0, 1]; NaN where there is none."""
        of, q = self.row_of(pregunta)
        points: NDArray[np.float64] = of.punto[q][(self.previos if previos else self.codigos)[pregunta]]
        return points

    def row_of(self, pregunta: int) -> tuple[PlanCriterio, int]:
        """Return the criterion of a question and its position there."""
        criterio = next(item for item in reversed(self.crudo.plan.criterios) if item.inicio <= pregunta)
        return criterio, pregunta - criterio.inicio


def gather_votos(crudo: Resultado) -> Votos:
    """Return the votes of some records that were scored apart; an excused vote does not count in the evaluator's own total either."""
    places = _places(crudo)
    shape = (len(crudo.plan.preguntas), len(crudo))
    codes, before = np.zeros(shape, dtype=np.uint8), np.zeros(shape, dtype=np.uint8)
    evidence, excused = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    answer_codes = code_of_answers(crudo.marco)
    for row, (criterion, name, question) in enumerate(crudo.plan.preguntas):
        if not isinstance(question, Pregunta):
            continue
        column = crudo.registros.columna(crudo.marco.marco, f"{criterion}.{name}")
        table = code_table(crudo.marco, column, answer_codes)
        table[table == UNKNOWN] = SIN_RESPONDER
        codes[row] = before[row] = table[column.indices[crudo.filas]]
        if column.antes is not None:
            was = column.antes[crudo.filas]
            before[row] = np.where(was >= 0, table[was], codes[row])
        if column.excusa is not None:
            excused[row] = column.excusa[crudo.filas]
        evidence[row] = column.evidencia[crudo.filas] & ~excused[row]
    codes[excused] = before[excused] = SIN_RESPONDER
    if excused.any():
        crudo = crudo.with_codes(np.where(excused, np.uint8(SIN_RESPONDER), crudo.codigos))
    padded = np.concatenate([evidence, np.zeros((shape[0], 1), dtype=bool)], axis=1)
    proven = np.logical_or.reduce(padded[:, places], axis=2)
    return Votos(crudo, places, _in_places(codes, places), _in_places(before, places), proven)


def _places(crudo: Resultado) -> NDArray[np.intp]:
    ids = crudo.registros.claves().ids
    names = [ids[row] for row in crudo.filas.tolist()]
    first = [at for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
    ends = [*first[1:], len(names)]
    found = np.full((len(first), max((end - start for start, end in zip(first, ends, strict=False)), default=1)), -1, dtype=np.intp)
    for record, (start, end) in enumerate(zip(first, ends, strict=False)):
        found[record, : end - start] = range(start, end)
    return found


def _in_places(codes: NDArray[np.uint8], places: NDArray[np.intp]) -> NDArray[np.uint8]:
    padded = np.concatenate([codes, np.zeros((len(codes), 1), dtype=np.uint8)], axis=1)
    return padded[:, places]


def points_of_votes(votos: Votos) -> dict[int, Puntos]:
    """Return, by position of the criterion, what its questions are worth with all the votes and the agreed answers."""
    return {c: _points_of(votos, criterio) for c, criterio in enumerate(votos.crudo.plan.criterios) if not criterio.de_indicadores}


def _points_of(votos: Votos, criterio: PlanCriterio) -> Puntos:
    shape = (criterio.n, len(votos))
    found = Puntos(np.zeros(shape, dtype=np.uint8), np.zeros(shape), np.zeros(shape), np.zeros(shape))
    for q in range(criterio.n):
        row = criterio.inicio + q
        found.estado[q], found.punto[q], found.bajo[q], found.alto[q] = _worth(votos, row)
        for (question, record), acordada in votos.acordadas.items():
            if question == row:
                put_code(found, criterio, q, record, agreed_code(votos, question, record, acordada))
    return found


def agreed_code(votos: Votos, pregunta: int, record: int, acordada: Acordada) -> int:
    """Return the code of an agreed answer, as `proven_codes` gives it."""
    marco = votos.crudo.marco
    position = marco.position_of(acordada.acuerdo.respuesta)
    code = code_of_answers(marco)[position if position is not None else 0]
    return int(proven_codes(votos, pregunta, np.full(len(votos), code, dtype=np.uint8))[record])


def proven_codes(votos: Votos, pregunta: int, codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the codes (records,) of answers to a question: those without evidence where it demands one and nobody gives it (rule 5)."""
    question = votos.crudo.plan.preguntas[pregunta][2]
    if not isinstance(question, Pregunta) or question.evidencia != "obligatoria":
        return codes
    of, q = votos.row_of(pregunta)
    claims = np.nan_to_num(of.punto[q][codes]) > 0
    answers = sum(valor.puntos is not None for valor in votos.crudo.marco.escala)
    return np.where(claims & ~votos.evidencia[pregunta], codes + np.uint8(answers), codes)


def _worth(votos: Votos, pregunta: int) -> tuple[NDArray[np.uint8], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return state, points and ends of a question in every record: by majority whether it applies, then the mean or the median."""
    codes, question = votos.contados[pregunta], votos.crudo.plan.preguntas[pregunta][2]
    answered, excluded = (codes >= FIRST_ANSWER).sum(axis=1), (codes == NO_APLICA).sum(axis=1)
    of, q = votos.row_of(pregunta)
    together = middle_of(of.punto[q][codes], votos.crudo.marco.consolidacion)
    demands = isinstance(question, Pregunta) and question.evidencia == "obligatoria"
    unproven = (together > 0) & ~votos.evidencia[pregunta] if demands else np.zeros(len(codes), dtype=bool)
    counts = answered > excluded
    state = np.where(counts, np.where(unproven, SIN_EVIDENCIA, RESPONDIDA), np.where(excluded > answered, NO_APLICA, SIN_RESPONDER))
    low = np.where(counts & ~unproven, together, 0.0)
    high = np.where(counts, together, np.where(excluded > answered, 0.0, 1.0))
    return state.astype(np.uint8), np.where(counts & ~unproven, together, np.nan), low, high


def middle_of(values: NDArray[np.float64], how: Consolidacion) -> NDArray[np.float64]:
    """Return (records,): the mean or the median of the known values of each row, NaN where there are none.

    The values are put in order first, so that the order of the evaluators cannot move a bit, and the mean of equal values is that value.
    """
    ordered = np.sort(values, axis=1)
    known = (~np.isnan(ordered)).sum(axis=1)
    rows, last = np.arange(len(ordered)), np.maximum(known - 1, 0)
    if how == "mediana":
        middle: NDArray[np.float64] = (ordered[rows, last // 2] + ordered[rows, (last + 1) // 2]) / 2
        return middle
    total = np.zeros(len(ordered))
    for place in range(ordered.shape[1]):
        total += np.nan_to_num(ordered[:, place])
    mean = np.full(len(ordered), np.nan)
    np.divide(total, known, out=mean, where=known > 0)
    held: NDArray[np.float64] = np.minimum(np.maximum(mean, ordered[:, 0]), ordered[rows, last])
    return held

"""Many evaluations of one record become one: `consolidate`, by the kernel that scores everything else (rule 20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import Problema, quote, sort_problemas, suggestion
from evaluacion.model.marco import Pregunta
from evaluacion.score.encode import report_unproven
from evaluacion.score.evaluate import Resultado, evaluate, score_rows
from evaluacion.score.plan import FIRST_ANSWER, NO_APLICA, SIN_RESPONDER
from evaluacion.score.registros_consolidados import RegistrosConsolidados
from evaluacion.score.votos import Votos, agreed_code, gather_votos, proven_codes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.marco import Marco
    from evaluacion.model.moderacion import Acordada
    from evaluacion.model.registros import Registros

_UNPROVEN = "sin_evidencia_recomendada"


@dataclass(frozen=True, eq=False)
class Consolidado:
    """Some records with the answers of all their evaluators together, and the votes behind them.

    `resultado` is as any other: one record an id, with its scorecards. `votos` keeps what each evaluator answered.
    """

    resultado: Resultado
    votos: Votos
    sin_desacuerdo: tuple[Acordada, ...]
    """The agreed answers of questions whose votes already agreed."""


def consolidate(
    marco: Marco,
    registros: Registros,
    moderacion: Sequence[Acordada] = (),
    *,
    filas: Sequence[int] | NDArray[np.intp] | None = None,
    referencia: int | None = None,
) -> Consolidado:
    """Return the records of a marco, one an id, with the votes of all their evaluators put together.

    Args:
        marco: the instrument; it says whether the votes are put together by their mean or their median.
        registros: the evaluators' records: several rows with one id and different evaluators.
        moderacion: agreed answers; those of other marcos are left aside.
        filas: which rows of the records (default: all).
        referencia: last month of the period of reference for late data.

    The result carries in `problemas` what is wrong with the answers, the data and the agreed answers; while any of them is
    an error, its scores mean nothing and must not be shown.
    """
    crudo = evaluate(marco, registros, filas=filas, referencia=referencia)
    votos = gather_votos(crudo)
    problems = [problem for problem in crudo.problemas if problem.codigo != _UNPROVEN]
    placed = _place(votos, moderacion, problems)
    votos = replace(votos, acordadas=placed)
    juntos = RegistrosConsolidados(votos)
    rows = np.arange(len(juntos), dtype=np.intp)
    found = score_rows(crudo.plan, juntos, rows, _codes(votos), referencia=referencia, votos=votos)
    problems += [*found.problemas, *juntos.find_disputes(marco), *_unproven(found, juntos)]
    noted = tuple(acordada for (row, record), acordada in placed.items() if _agree(votos, row, record, acordada))
    return Consolidado(replace(found, problemas=tuple(sort_problemas(problems))), votos, noted)


def _place(votos: Votos, moderacion: Sequence[Acordada], problems: list[Problema]) -> dict[tuple[int, int], Acordada]:
    """Return the agreed answers of this marco by question and record; those that name what is not there become problems."""
    marco = votos.crudo.marco
    rows = {
        f"{criterion}.{name}": row for row, (criterion, name, item) in enumerate(votos.crudo.plan.preguntas) if isinstance(item, Pregunta)
    }
    records = {name: position for position, name in enumerate(votos.ids)}
    found: dict[tuple[int, int], Acordada] = {}
    for acordada in moderacion:
        if acordada.acuerdo.marco != marco.marco:
            continue
        wrong = list(check_acordada(marco, acordada))
        record = records.get(acordada.acuerdo.practica)
        if record is None:
            what = f"No hay ninguna evaluación de {quote(acordada.acuerdo.practica)} con {quote(marco.marco)}."
            wrong.append(Problema("registro_desconocido", what, acordada.en_practica, suggestion(acordada.acuerdo.practica, records)))
        problems.extend(wrong)
        if record is not None and not wrong:
            found[rows[acordada.acuerdo.pregunta], record] = acordada
    return dict(sorted(found.items(), key=lambda item: (item[0][1], item[0][0])))


def check_acordada(marco: Marco, acordada: Acordada) -> Iterator[Problema]:
    """Yield what is wrong with an agreed answer: a question that the marco has not, or an answer that it does not admit there."""
    said, origen = acordada.acuerdo, acordada.origen
    question = marco.preguntas.get(said.pregunta)
    if question is None:
        what = f"El marco {quote(marco.marco)} no tiene la pregunta {quote(said.pregunta)}."
        yield Problema("pregunta_desconocida", what, origen, suggestion(said.pregunta, marco.preguntas))
    position = marco.position_of(said.respuesta)
    allowed = [valor.valor for valor in marco.escala if question is None or question.admite_no_aplica or valor.puntos is not None]
    if position is None:
        what = f"La respuesta acordada es {quote(said.respuesta)}, que no es de la escala."
        yield Problema("respuesta_desconocida", what, acordada.en_respuesta, suggestion(said.respuesta, allowed))
    elif marco.escala[position].valor not in allowed:
        what = f"«{said.pregunta}» no admite «no aplica»: siempre corresponde."
        yield Problema("no_aplica_no_admitido", what, acordada.en_respuesta, suggestion("", allowed))


def _codes(votos: Votos) -> NDArray[np.uint8]:
    """Return (questions, records): the code of each answer where all the votes, or the agreement, say the same; else 0."""
    codes = votos.codigos
    highest = codes.max(axis=2)
    missing = np.iinfo(np.uint8).max
    lowest = np.where(codes == SIN_RESPONDER, missing, codes).min(axis=2)
    same = np.where((highest == lowest) & ~votos.divididos, highest, SIN_RESPONDER).astype(np.uint8)
    found = np.array([proven_codes(votos, row, line) for row, line in enumerate(same)], dtype=np.uint8)
    for (row, record), acordada in votos.acordadas.items():
        found[row, record] = agreed_code(votos, row, record, acordada)
    return found


def _agree(votos: Votos, row: int, record: int, acordada: Acordada) -> bool:
    """Whether the votes on a question already were, all of them, the agreed answer."""
    cast = {int(code) for code in votos.codigos[row, record] if code != SIN_RESPONDER}
    marco = votos.crudo.marco
    position = marco.position_of(acordada.acuerdo.respuesta)
    answers = [valor.valor for valor in marco.escala if valor.puntos is not None]
    said = marco.escala[position or 0]
    return cast == {NO_APLICA if said.puntos is None else FIRST_ANSWER + answers.index(said.valor)}


def _unproven(resultado: Resultado, juntos: RegistrosConsolidados) -> Iterator[Problema]:
    """Yield the warnings of the answers that count and for which no evaluator gives evidence."""
    marco, votos = resultado.marco, juntos.votos
    found: dict[str, NDArray[np.bool_]] = {}
    for c, criterio in enumerate(resultado.plan.criterios):
        for q in range(criterio.n) if c in resultado.puntos else ():
            row = criterio.inicio + q
            item = resultado.plan.preguntas[row][2]
            if isinstance(item, Pregunta) and item.evidencia == "recomendada":
                earns = np.nan_to_num(resultado.puntos[c].punto[q]) > 0
                found[f"{criterio.id}.{item.id}"] = earns & ~votos.evidencia[row]
    yield from report_unproven(juntos, resultado.filas, marco, found)

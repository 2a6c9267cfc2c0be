"""Written answers become codes; what cannot be a code becomes a problem at its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import Problema, quote, suggestion
from evaluacion.model.marco import Marco, Pregunta
from evaluacion.model.posiciones import look_up
from evaluacion.score.plan import FIRST_ANSWER, NO_APLICA, RESPONDIDA, SIN_RESPONDER, Plan, code_of_answers, rescaled_points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from evaluacion.base.origen import Origen
    from evaluacion.model.registros import Columna, Registros

_MOST_PLACES = 20
UNKNOWN = 255
"""The code of what is no answer of the scale; it comes with an error."""


def encode(plan: Plan, registros: Registros, filas: NDArray[np.intp]) -> tuple[NDArray[np.uint8], list[Problema]]:
    """Return the codes (questions, records) of the answers of those rows, and what is wrong with them.

    An answer that is no word of the scale, or a `no aplica` where it is not admitted, is an error: the caller must not
    score codes that come with errors.
    """
    marco = plan.marco
    problems = list(_unknown_questions(marco, registros))
    codes = np.zeros((len(plan.preguntas), len(filas)), dtype=np.uint8)
    answer_codes = code_of_answers(marco)
    unproven: dict[str, NDArray[np.bool_]] = {}
    takes_all = len(filas) == len(registros) and bool((filas == np.arange(len(registros))).all())
    for row, (criterion, name, question) in enumerate(plan.preguntas):
        if not isinstance(question, Pregunta):
            continue
        path = f"{criterion}.{name}"
        column = registros.columna(marco.marco, path)
        column = column if takes_all else _take(column, filas)
        table = code_table(marco, column, answer_codes)
        column_codes = look_up(table, column.indices)
        if UNKNOWN in table or NO_APLICA in table:
            problems.extend(_judge(registros, filas, marco, path, question, column, column_codes))
        codes[row] = _without_evidence(marco, question, column, column_codes)
        if question.evidencia == "recomendada":
            unproven[path] = claims_without_evidence(marco, question, column, column_codes)
    problems.extend(report_unproven(registros, filas, marco, unproven))
    problems.extend(_contradictions(plan, codes, registros, filas))
    return codes, problems


def code_table(marco: Marco, column: Columna, answer_codes: list[int]) -> NDArray[np.uint8]:
    """Return the code of each value of a column, and at the end (position -1) that of nothing written."""
    positions = [marco.position_of(value) for value in column.valores]
    return np.array([UNKNOWN if position is None else answer_codes[position] for position in positions] + [SIN_RESPONDER], dtype=np.uint8)


def _take(column: Columna, filas: NDArray[np.intp]) -> Columna:
    return column._replace(indices=column.indices[filas], evidencia=column.evidencia[filas], motivo=column.motivo[filas])


def _worth(marco: Marco, question: Pregunta) -> NDArray[np.float64]:
    """Return what each code of an answer with evidence earns; 0 for those that are no answer."""
    points = np.array(rescaled_points(marco))
    earned = 1 - points if question.sentido == "inverso" else points
    return np.concatenate([np.zeros(FIRST_ANSWER), earned])


def claims_without_evidence(marco: Marco, question: Pregunta, column: Columna, codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return in which rows the answer is worth something and has no evidence."""
    worth = _worth(marco, question)
    earns = np.zeros(UNKNOWN + 1, dtype=bool)
    earns[: len(worth)] = worth > 0
    found: NDArray[np.bool_] = np.greater(look_up(earns, codes), column.evidencia)
    return found


def _without_evidence(marco: Marco, question: Pregunta, column: Columna, codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if question.evidencia != "obligatoria":
        return codes
    moved = codes.copy()
    moved[claims_without_evidence(marco, question, column, codes)] += len(rescaled_points(marco))
    return moved


def _unknown_questions(marco: Marco, registros: Registros) -> Iterator[Problema]:
    known = marco.preguntas
    for path, row in registros.preguntas(marco.marco).items():
        if path not in known:
            criterion = path.split(".")[0]
            inside = [name for name in known if name.split(".")[0] == criterion]
            yield Problema(
                "pregunta_desconocida",
                f"El marco {quote(marco.marco)} no tiene la pregunta {quote(path)}.",
                registros.origen(row, "respuestas", marco.marco, path),
                suggestion(path, known if len(inside) == 0 else inside),
            )


def _judge(
    registros: Registros,
    filas: NDArray[np.intp],
    marco: Marco,
    path: str,
    question: Pregunta,
    column: Columna,
    codes: NDArray[np.uint8],
) -> Iterator[Problema]:
    allowed = [valor.valor for valor in marco.escala if question.admite_no_aplica or valor.puntos is not None]

    def place(record: int) -> Origen:
        return registros.origen(int(filas[record]), "respuestas", marco.marco, path)

    def unknown(record: int) -> Problema:
        written = column.valores[int(column.indices[record])]
        message = f"«{path}» dice {quote(written)}, que no es una respuesta de la escala."
        return Problema("respuesta_desconocida", message, place(record), suggestion(written, allowed))

    def refused(record: int) -> Problema:
        remedy = f"Responda {', '.join(allowed)}, o quite la respuesta si no se sabe."
        return Problema("no_aplica_no_admitido", f"«{path}» no admite «no aplica»: siempre corresponde.", place(record), remedy)

    def unexplained(record: int) -> Problema:
        remedy = "Agregue «motivo»: quien lea el resultado lo va a preguntar."
        return Problema("no_aplica_sin_motivo", f"«{path}» dice que no aplica y no dice por qué.", place(record), remedy, "aviso")

    yield from _each(np.flatnonzero(codes == UNKNOWN), filas, path, unknown)
    excluded = codes == NO_APLICA
    if question.admite_no_aplica:
        yield from _each(np.flatnonzero(excluded & ~column.motivo), filas, path, unexplained)
    else:
        yield from _each(np.flatnonzero(excluded), filas, path, refused)


def _each(records: NDArray[np.intp], filas: NDArray[np.intp], path: str, problem: Callable[[int], Problema]) -> Iterator[Problema]:
    """Yield the problem of the first records in the order of their rows, and how many more have it."""
    ordered = records[np.argsort(filas[records], kind="stable")]
    yield from (problem(int(record)) for record in ordered[:_MOST_PLACES])
    if len(ordered) > _MOST_PLACES:
        one = problem(int(ordered[_MOST_PLACES]))
        more = len(ordered) - _MOST_PLACES
        yield replace(one, mensaje=f"… y {more:,} registros más con lo mismo en «{path}», desde aquí.")


def report_unproven(
    registros: Registros, filas: NDArray[np.intp], marco: Marco, unproven: dict[str, NDArray[np.bool_]]
) -> Iterator[Problema]:
    """Yield a warning, for the first records in the order of their rows, of the answers that count without evidence."""
    found = np.zeros(len(filas), dtype=bool)
    for records in unproven.values():
        found |= records
    with_any = np.flatnonzero(found)
    for record in with_any[np.argsort(filas[with_any], kind="stable")][:_MOST_PLACES]:
        paths, row = [path for path, records in unproven.items() if records[record]], int(filas[record])
        shown = ", ".join(paths[:3]) + (", …" if len(paths) > 3 else "")  # noqa: PLR2004 - three examples
        yield Problema(
            "sin_evidencia_recomendada",
            f"{quote(registros.identidad(row).id)}: {_how_many(len(paths))} sin evidencia en {quote(marco.marco)} ({shown}).",
            registros.origen(row, "respuestas", marco.marco, paths[0]),
            "Agregue la evidencia: sin ella la respuesta cuenta, pero no se puede defender.",
            severidad="aviso",
        )


def _how_many(answers: int) -> str:
    return "1 respuesta cuenta" if answers == 1 else f"{answers} respuestas cuentan"


def _contradictions(plan: Plan, codes: NDArray[np.uint8], registros: Registros, filas: NDArray[np.intp]) -> Iterator[Problema]:
    """Report what is written and does not count because of the question it depends on (rule 4)."""
    for criterio in plan.criterios:
        for q, base in enumerate(criterio.base):
            if base < 0:
                continue
            own, of = codes[criterio.inicio + q], codes[criterio.inicio + base]
            if (own == UNKNOWN).any() or (of == UNKNOWN).any():
                continue
            base_state, base_point = criterio.estado[base, of], criterio.punto[base, of]
            lost = (base_state == RESPONDIDA) & (base_point == 0) & (np.nan_to_num(criterio.alto[q, own]) > 0) & (own != SIN_RESPONDER)
            excluded = (base_state == NO_APLICA) & (own >= FIRST_ANSWER)
            waiting = (base_state != RESPONDIDA) & (base_state != NO_APLICA) & (own != SIN_RESPONDER)
            for mask, why in (
                (lost | ((base_state == RESPONDIDA) & (base_point == 0) & (own == NO_APLICA)), "vale 0, así que esta también"),
                (excluded, "no aplica, así que esta tampoco"),
                (waiting, "está sin responder, así que esta no cuenta todavía"),
            ):
                rows = (criterio.inicio + q, criterio.inicio + int(base))
                yield from _each(
                    np.flatnonzero(mask), filas, ".".join(plan.preguntas[rows[0]][:2]), _told(plan, registros, filas, rows, why)
                )


def _told(plan: Plan, registros: Registros, filas: NDArray[np.intp], rows: tuple[int, int], why: str) -> Callable[[int], Problema]:
    return lambda record: _contradiction(plan, registros, int(filas[record]), rows[0], rows[1], why)


def _contradiction(plan: Plan, registros: Registros, fila: int, question: int, base: int, why: str) -> Problema:
    path, other = (".".join(plan.preguntas[row][:2]) for row in (question, base))
    return Problema(
        "respuesta_dependiente",
        f"«{path}» tiene respuesta, pero depende de «{other}», que {why}.",
        registros.origen(fila, "respuestas", plan.marco.marco, path),
        f"Revise las dos respuestas; lo escrito se conserva. Vea «{other}».",
        severidad="aviso",
    )

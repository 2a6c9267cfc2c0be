"""From paths to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, only_errors
from evaluacion.flujo.calificar import judge_answers
from evaluacion.flujo.casos import run_casos
from evaluacion.flujo.casos_definicion import run_casos_decision, run_casos_procedimiento
from evaluacion.flujo.panel import check_moderacion
from evaluacion.flujo.publicados import check_published
from evaluacion.flujo.reunir import MODERACION, gather, kind_of
from evaluacion.flujo.rutas import Rutas

_RUN = {"casos": run_casos, "casos_decision": run_casos_decision, "casos_procedimiento": run_casos_procedimiento}
"""How the worked examples of each kind are run."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What was read, how many cases were run, and every problem."""

    leidos: tuple[tuple[str, str], ...]
    casos: int
    problemas: tuple[Problema, ...]


def validate_paths(
    files: Sequence[tuple[Path, bool]],
    *,
    marcos: Rutas = (),
    progress: Iterable[tuple[Path, bool]] | None = None,
    with_schema: bool = False,
) -> Revision:
    """Return every problem of some files: as files, against each other, against their marcos, and their cases."""
    reunion = gather((), progress=progress if progress is not None else files)
    problems = list(reunion.problemas)
    ran = 0
    for path, documento in reunion.casos.items():
        try:
            count, found = _RUN[kind_of(documento, path) or "casos"](path)
            ran += count
            problems.extend(found)
        except EvaluacionError as error:
            problems.extend(error.problemas)
    records = set(reunion.registros.claves().ids) if reunion.registros is not None else None
    for path, kind in reunion.publicados.items():
        problems.extend(check_moderacion(path, reunion.marcos, records) if kind == MODERACION else check_published(path, kind))
    problems.extend(judge_answers(reunion, marcos))
    if with_schema:
        from evaluacion.flujo.esquema import check_with_schema  # noqa: PLC0415 - jsonschema only when it is asked

        problems.extend(check_with_schema([path for path, _ in files]))
    if not reunion.leidos and not only_errors(problems):
        problems.append(
            Problema("nada_que_evaluar", "No hay nada que revisar en lo indicado.", Origen("."), "Indique archivos o carpetas con datos.")
        )
    return Revision(tuple(reunion.leidos), ran, tuple(problems))

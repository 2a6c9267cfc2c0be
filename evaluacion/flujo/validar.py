"""From paths to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, only_errors
from evaluacion.flujo.calificar import judge_answers
from evaluacion.flujo.casos import run_casos
from evaluacion.flujo.publicados import check_published
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.rutas import Rutas


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
    for path in reunion.casos:
        try:
            count, found = run_casos(path)
            ran += count
            problems.extend(found)
        except EvaluacionError as error:
            problems.extend(error.problemas)
    for path, kind in reunion.publicados.items():
        problems.extend(check_published(path, kind))
    problems.extend(judge_answers(reunion, marcos))
    if with_schema:
        from evaluacion.flujo.esquema import check_with_schema  # noqa: PLC0415 - jsonschema only when it is asked

        problems.extend(check_with_schema([path for path, _ in files]))
    if not reunion.leidos and not only_errors(problems):
        problems.append(
            Problema("nada_que_evaluar", "No hay nada que revisar en lo indicado.", Origen("."), "Indique archivos o carpetas con datos.")
        )
    return Revision(tuple(reunion.leidos), ran, tuple(problems))

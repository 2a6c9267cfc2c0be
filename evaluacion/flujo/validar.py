"""From paths to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.flujo.calificar import choose_marcos, unused_data
from evaluacion.flujo.casos import run_casos
from evaluacion.flujo.reunir import Reunion, gather
from evaluacion.score.evaluate import evaluate


@dataclass(frozen=True, slots=True)
class Revision:
    """What was read, how many cases were run, and every problem."""

    leidos: tuple[tuple[str, str], ...]
    casos: int
    problemas: tuple[Problema, ...]


def validate_paths(
    files: Sequence[tuple[Path, bool]],
    *,
    marcos: Sequence[str | Path] = (),
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
    problems.extend(_judge_records(reunion, marcos))
    if with_schema:
        from evaluacion.flujo.esquema import check_with_schema  # noqa: PLC0415 - jsonschema only when it is asked

        problems.extend(check_with_schema([path for path, _ in files]))
    if not reunion.leidos and not problems:
        problems.append(Problema("nada_que_evaluar", "No hay nada que revisar en lo indicado.", Origen("."), "Indique archivos o carpetas con datos."))
    return Revision(tuple(reunion.leidos), ran, tuple(problems))


def _judge_records(reunion: Reunion, marcos: Sequence[str | Path]) -> list[Problema]:
    if reunion.registros is None or len(reunion.registros) == 0:
        return []
    chosen, problems = choose_marcos(reunion.registros, reunion, marcos)
    for leido, rows in chosen:
        problems.extend(evaluate(leido.marco, reunion.registros, filas=rows).problemas)
    problems.extend(unused_data(reunion.registros, [leido for leido, _ in chosen], asked=bool(marcos)))
    return problems

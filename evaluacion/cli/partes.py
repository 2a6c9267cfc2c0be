"""`evaluacion calificar … --salida CARPETA/`: tables of any size, part by part."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from evaluacion.cli.consola import count, tell, tell_problemas

if TYPE_CHECKING:
    from evaluacion.flujo.escala import Puntajes
    from evaluacion.scale.motores import Motor

_DASK = "dask"
MOTORES = ("local", _DASK)
_PARQUET = "parquet"
_WRONG_INPUT = 2
_UNFINISHED = " Lo terminado se conserva en la carpeta y no se hace de nuevo; mientras no haya manifiesto, no está completa."


class Partes(NamedTuple):
    """What was asked of a run in parts."""

    marcos: tuple[str, ...]
    formato: str | None
    fecha: str | None
    minimo: float | None
    sin_clasificar: bool
    procesos: int | None
    motor: str | None
    cluster: str | None


def is_folder(salida: str, formato: str | None) -> bool:
    """Whether an output is named as a folder, or is one and nobody asked for a file."""
    ends_as_one = salida.endswith(("/", os.sep))
    return ends_as_one or (formato in (None, _PARQUET) and not Path(salida).suffix and Path(salida).is_dir())


def score_in_parts(ctx: click.Context, rutas: tuple[str, ...], salida: str | None, asked: Partes) -> int:
    """Score into a folder, tell how it went, and return how the run ends.

    Raises:
        UsageError: an option that a run in parts does not have.
    """
    from evaluacion.base.problema import EvaluacionError  # noqa: PLC0415 - heavy
    from evaluacion.flujo.escala import score_to_folder  # noqa: PLC0415

    if salida is None or not is_folder(salida, asked.formato):
        raise click.UsageError("por partes se escribe en una carpeta: use --salida CARPETA/, con la diagonal al final.", ctx)
    if asked.formato not in (None, _PARQUET):
        raise click.UsageError(f"en una carpeta los puntajes son Parquet y --formato dice {asked.formato}.", ctx)
    if asked.cluster is not None and asked.motor != _DASK:
        raise click.UsageError("--cluster es la dirección de un planificador de dask: agregue --motor dask.", ctx)
    if asked.cluster is not None and asked.procesos is not None:
        raise click.UsageError("con --cluster trabajan los procesos de ese cluster: quite --procesos.", ctx)
    if asked.sin_clasificar:
        what = "--sin-clasificar no va con una carpeta: sus partes no llevan lugares; los de conjunto/ranking.parquet van aparte."
        raise click.UsageError(what, ctx)
    watcher = _show if _is_watched() else None
    try:
        bar = asked.minimo is not None
        done = score_to_folder(
            rutas, salida, marcos=asked.marcos, fecha=asked.fecha, con_totales=bar, motor=_engine(asked), progress=watcher
        )
    except EvaluacionError as error:
        tell_problemas(error.problemas, ending=_UNFINISHED)
        return _WRONG_INPUT
    tell_problemas(done.avisos)
    reused = f" ({count(done.reusadas, 'ya estaba hecha', 'ya estaban hechas')})" if done.reusadas else ""
    tell(f"Puntajes: {done.carpeta}, {count(done.filas, 'fila', 'filas')} en {count(len(done.hechos), 'parte', 'partes')}{reused}.")
    return _compare(done, asked.minimo)


def _compare(done: Puntajes, minimo: float | None) -> int:
    """Return 1 when the guaranteed score of any record is under the bar, and say of the first ones which."""
    if minimo is None:
        return 0
    from evaluacion.base.numeros import show_number  # noqa: PLC0415 - heavy
    from evaluacion.scale.minimo import find_short  # noqa: PLC0415

    short = find_short([hecho.tarea for hecho in done.hechos], done.plan, minimo)
    for name, marco, guaranteed in short.primeros:
        tell(f"{name} ({marco}): garantizado {show_number(guaranteed, empty='sin puntaje')}, menor que {minimo:g}.")
    more = short.cuantos - len(short.primeros)
    if more:
        tell(f"… y {count(more, 'registro', 'registros')} más por debajo; la columna «minimo» de los puntajes los tiene a todos.")
    return 1 if short.cuantos else 0


def _engine(asked: Partes) -> Motor:
    from functools import partial  # noqa: PLC0415 - only here

    from evaluacion.scale.motores import run_here, run_processes  # noqa: PLC0415 - heavy

    if asked.motor == _DASK:
        from evaluacion.scale.motor_dask import run_dask  # noqa: PLC0415 - only when it is asked for

        return partial(run_dask, cluster=asked.cluster, procesos=asked.procesos)
    return run_here if asked.procesos in (None, 1) else partial(run_processes, procesos=asked.procesos)


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _show(done: int, everyone: int) -> None:
    click.echo(f"\rPartes: {done:,} de {everyone:,}", err=True, nl=done == everyone)

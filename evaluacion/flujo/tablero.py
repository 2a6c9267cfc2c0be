"""From paths to the control board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from evaluacion.base.problema import Problema
from evaluacion.flujo.calificar import Calificacion, score_paths
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.flujo.tendencias import join_provenance, trend_of_file
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero.arrange import arrange_tablero
from evaluacion.publish.tendencias_datos import TendenciaHecha

SIN_CLASIFICAR = "sin clasificar: por orden alfabético, sin lugares"


def write_tablero(
    rutas: Rutas,
    salida: str | Path,
    *,
    marcos: Rutas = (),
    fecha: str | None = None,
    sin_clasificar: bool = False,
    progress: Iterable[tuple[Path, bool]] | None = None,
    incluir: Rutas = (),
) -> tuple[Path, tuple[Problema, ...]]:
    """Write the board of the records in some paths; return where it went and what was noticed.

    `incluir` has the files of the trends that the board shows in a sheet of their own.

    Raises:
        EvaluacionError: everything that is wrong with the input, or the board cannot be written; nothing is then.
    """
    policies = [SIN_CLASIFICAR] if sin_clasificar else []
    done = score_paths(rutas, marcos=marcos, fecha=fecha, politicas=policies, reunion=gather(rutas, progress=progress))
    trends = [trend_of_file(Path(path)) for path in listed(incluir)]
    done = replace(done, procedencia=join_provenance(done.procedencia, [trend.procedencia for trend in trends]))
    written, warning = publish_tablero(done, Path(salida), sin_clasificar=sin_clasificar, tendencias=[trend.tendencia for trend in trends])
    noticed = [*done.avisos, *(aviso for trend in trends for aviso in trend.avisos), *([warning] if warning else [])]
    return written, tuple(noticed)


def publish_tablero(
    done: Calificacion, salida: Path, *, sin_clasificar: bool, tendencias: Sequence[TendenciaHecha] = ()
) -> tuple[Path, Problema | None]:
    """Write the board of some scores; return where it went, and a warning when that is not where it was asked."""
    libro = arrange_tablero(done.resultados, done.procedencia, sin_clasificar=sin_clasificar, tendencias=tendencias)
    return write_libro(libro, salida)

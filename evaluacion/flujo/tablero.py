"""From paths to the control board."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from evaluacion.base.problema import Problema
from evaluacion.flujo.calificar import Calificacion, score_paths
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.rutas import Rutas
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero.arrange import arrange_tablero

SIN_CLASIFICAR = "sin clasificar: por orden alfabético, sin lugares"


def write_tablero(
    rutas: Rutas,
    salida: str | Path,
    *,
    marcos: Rutas = (),
    fecha: str | None = None,
    sin_clasificar: bool = False,
    progress: Iterable[tuple[Path, bool]] | None = None,
) -> tuple[Path, tuple[Problema, ...]]:
    """Write the board of the records in some paths; return where it went and what was noticed.

    Raises:
        EvaluacionError: everything that is wrong with the input, or the board cannot be written; nothing is then.
    """
    policies = [SIN_CLASIFICAR] if sin_clasificar else []
    done = score_paths(rutas, marcos=marcos, fecha=fecha, politicas=policies, reunion=gather(rutas, progress=progress))
    written, warning = publish_tablero(done, Path(salida), sin_clasificar=sin_clasificar)
    return written, (*done.avisos, *([warning] if warning else []))


def publish_tablero(done: Calificacion, salida: Path, *, sin_clasificar: bool) -> tuple[Path, Problema | None]:
    """Write the board of some scores; return where it went, and a warning when that is not where it was asked."""
    libro = arrange_tablero(done.resultados, done.procedencia, sin_clasificar=sin_clasificar)
    return write_libro(libro, salida)

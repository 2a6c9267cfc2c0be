"""From paths to the control board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.problema import Problema
from evaluacion.flujo.calificar import Calificacion, score_paths
from evaluacion.flujo.incluir import Inclusion, include
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.rutas import Rutas
from evaluacion.flujo.tendencias import join_provenance
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero.arrange import arrange_tablero

if TYPE_CHECKING:
    from evaluacion.flujo.revisar import Revisado
    from evaluacion.publish.tablero.nombres import Anexa

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
    hoy: date | None = None,
) -> tuple[Path, tuple[Problema, ...]]:
    """Write the board of the records in some paths; return where it went and what was noticed.

    Strategies bring their own sheets. `incluir` has more files to show: trends, strategies, records of procedures. `hoy` is
    the day of reference of those that give none; by default, that of the clock.

    Raises:
        EvaluacionError: everything that is wrong with the input, or the board cannot be written; nothing is then.
    """
    policies = [SIN_CLASIFICAR] if sin_clasificar else []
    done = score_paths(rutas, marcos=marcos, fecha=fecha, politicas=policies, reunion=gather(rutas, progress=progress), hoy=hoy)
    joined = Inclusion()
    if done.revisado is not None:
        joined.add_review(done.revisado)
    include(incluir, joined, hoy=hoy or date.today())  # noqa: DTZ011 - the day of the person who runs it
    done = replace(done, procedencia=join_provenance(done.procedencia, joined.procedencias))
    written, warning = publish_tablero(done, Path(salida), sin_clasificar=sin_clasificar, anexas=joined.sheets())
    return written, (*done.avisos, *joined.avisos, *([warning] if warning else []))


def publish_tablero(
    done: Calificacion, salida: Path, *, sin_clasificar: bool, anexas: Sequence[Anexa] = ()
) -> tuple[Path, Problema | None]:
    """Write the board of some scores; return where it went, and a warning when that is not where it was asked."""
    return write_libro(arrange_tablero(done.resultados, done.procedencia, sin_clasificar=sin_clasificar, anexas=anexas), salida)


def publish_revision(revisado: Revisado, salida: Path) -> tuple[Path, Problema | None]:
    """Write the board of a review: the scores by family and the sheets of the strategies; return as `publish_tablero`."""
    joined = Inclusion()
    joined.add_review(revisado)
    results = tuple(resultado for _, resultado in revisado.resultados)
    return publish_tablero(Calificacion(results, revisado.total.procedencia, ()), salida, sin_clasificar=False, anexas=joined.sheets())

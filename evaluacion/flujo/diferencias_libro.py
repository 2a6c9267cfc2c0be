"""The workbook of the differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.publish.libro import Libro
from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero.hoja_cambios import arrange_cambios
from evaluacion.publish.tablero.hoja_cambios_indice import arrange_cambios_indice
from evaluacion.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from evaluacion.base.problema import Problema
    from evaluacion.compare.diferencia import Diferencias
    from evaluacion.compare.diferencia_indice import DiferenciasDeIndice


def arrange_diferencias(found: Diferencias) -> Libro:
    """Return a workbook with the sheet of changes, and where each round comes from."""
    subject = "; ".join(dict.fromkeys(marco.titulo for step in found.todas for marco in step.marcos))
    return Libro(f"Cambios: {' → '.join(found.rondas)}", subject, f"evaluacion {VERSION}", (arrange_cambios(found, sola=True),))


def write_differences(found: Diferencias, salida: Path) -> tuple[Path, Problema | None]:
    """Write the workbook; return where it went, and a warning when that is not where it was asked.

    Raises:
        EvaluacionError: it cannot be written.
    """
    return write_libro(arrange_diferencias(found), salida)


def arrange_index_differences(found: DiferenciasDeIndice) -> Libro:
    """Return a workbook with the sheet of changes of a comparison."""
    return Libro(f"Cambios: {' → '.join(found.rondas)}", found.titulo, f"evaluacion {VERSION}", (arrange_cambios_indice(found),))


def write_index_differences(found: DiferenciasDeIndice, salida: Path) -> tuple[Path, Problema | None]:
    """Write the workbook; return where it went, and a warning when that is not where it was asked.

    Raises:
        EvaluacionError: it cannot be written.
    """
    return write_libro(arrange_index_differences(found), salida)

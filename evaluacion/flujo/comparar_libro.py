"""From a comparison to its workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.publish.libro_xlsx import write_libro
from evaluacion.publish.tablero.arrange_comparacion import arrange_libro_comparacion
from evaluacion.publish.tablero.comparacion_hecha import make_vista

if TYPE_CHECKING:
    from evaluacion.base.problema import Problema
    from evaluacion.flujo.comparar import Comparada


def write_comparison(done: Comparada, salida: Path) -> tuple[Path, Problema | None]:
    """Write a workbook with the comparison; return where it went, and a warning when that is not where it was asked."""
    return write_libro(arrange_libro_comparacion(make_vista(done.hecha), done.procedencia), salida)

"""The workbook of one trend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.publish.libro import Libro
from evaluacion.publish.tablero.arrange import footer_of
from evaluacion.publish.tablero.hoja_tendencias import arrange_tendencias

if TYPE_CHECKING:
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.tendencias_datos import TendenciaHecha


def arrange_tendencia(hecha: TendenciaHecha, procedencia: Procedencia) -> Libro:
    """Return a workbook with one trend, and where it comes from."""
    return Libro(
        titulo=hecha.titulo,
        asunto=hecha.evolucion.marco.titulo,
        pie=footer_of(procedencia, sin_clasificar=False),
        hojas=(arrange_tendencias((hecha,), procedencia),),
    )

"""What changed since the last round, in the section of a marco in Resumen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluacion.publish.diferencias_palabras import versions_text
from evaluacion.publish.libro import Enlace
from evaluacion.publish.tablero.cambios_frases import summary_of
from evaluacion.publish.tablero.estilos import ENLACE, LINEA, SUBTITULO, label, lines_of, text
from evaluacion.publish.tablero.nombres import CAMBIOS

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import Diferencias
    from evaluacion.publish.libro import Hojeador
    from evaluacion.publish.tablero.seccion import Seccion

_PLAIN = LINEA._replace(borde=False)


def put_changes(sheet: Hojeador, seccion: Seccion, cambios: Diferencias | None, widths: Sequence[float]) -> None:
    """Put what changed from the last round to this one; nothing where there is no earlier round with this marco."""
    if cambios is None:
        return
    step = cambios.tramos[-1]
    marco = next((item for item in step.marcos if item.marco == seccion.marco.marco), None)
    if marco is None:
        return
    sheet.put(text(f"Qué cambió desde la última ronda: de {step.de} a {step.a}", SUBTITULO))
    lines = [f"{versions_text(marco)}.", *([f"Sin reparto: {marco.sin_reparto}."] if marco.sin_reparto else []), *summary_of(marco)]
    for line in lines:
        for part in lines_of(line, widths, _PLAIN):
            sheet.put(text(part, _PLAIN))
    sheet.put(
        label("El detalle, con la evidencia de cada cambio, está en la hoja Cambios.", ENLACE)._replace(enlace=Enlace(CAMBIOS.nombre, 0))
    )
    sheet.skip()

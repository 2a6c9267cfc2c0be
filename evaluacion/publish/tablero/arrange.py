"""The board: results become the sheets of a workbook, as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Libro
from evaluacion.publish.tablero.hoja_brechas import arrange_brechas
from evaluacion.publish.tablero.hoja_comparativo import arrange_comparativo
from evaluacion.publish.tablero.hoja_contenido import arrange_contenido
from evaluacion.publish.tablero.hoja_datos import Completo, arrange_datos
from evaluacion.publish.tablero.hoja_detalle import arrange_detalle
from evaluacion.publish.tablero.hoja_ficha import arrange_ficha
from evaluacion.publish.tablero.hoja_indicadores import arrange_indicadores
from evaluacion.publish.tablero.hoja_metodologia import arrange_metodologia, readings_of
from evaluacion.publish.tablero.hoja_resumen import arrange_resumen
from evaluacion.publish.tablero.hoja_ruta import arrange_ruta
from evaluacion.publish.tablero.hoja_series import arrange_series
from evaluacion.publish.tablero.hoja_simulador import arrange_simulador
from evaluacion.publish.tablero.nombres import HOJAS, Anexa
from evaluacion.publish.tablero.seccion import make_secciones
from evaluacion.publish.tablero.seleccion import FILAS_MAX

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import Diferencias
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.score.evaluate import Resultado

_SHORT_HASH = 12


def arrange_tablero(
    resultados: Sequence[Resultado],
    procedencia: Procedencia,
    *,
    sin_clasificar: bool = False,
    anexas: Sequence[Anexa] = (),
    filas_max: int = FILAS_MAX,
    completo: Completo | None = None,
    cambios: Diferencias | None = None,
) -> Libro:
    """Return the control board of some results, one section a marco on each sheet.

    Args:
        resultados: one result a marco.
        procedencia: where they come from.
        sin_clasificar: the records must not be compared: alphabetical order, no places, and a line that says so.
        anexas: sheets that join the board before the last ones, such as trends and the matrices of a strategy.
        filas_max: most records that it lists, and most questions.
        completo: the file beside it with every record, where it does not list them all.
        cambios: what changed since earlier rounds, for the summary.
    """
    secciones = make_secciones(tuple(resultados), sin_clasificar=sin_clasificar, filas_max=filas_max)
    datos = arrange_datos(secciones, completo)
    detalle, lugares = arrange_detalle(secciones)
    series = arrange_series(secciones)
    shown = (*HOJAS[1:-2], *(anexa.presentacion for anexa in anexas), *HOJAS[-2:])
    return Libro(
        titulo="Tablero de control",
        asunto="; ".join(seccion.marco.titulo for seccion in secciones),
        pie=footer_of(procedencia, sin_clasificar=sin_clasificar),
        hojas=(
            arrange_contenido(secciones, shown, sin_clasificar=sin_clasificar),
            arrange_resumen(secciones, lugares, datos, sin_clasificar=sin_clasificar, cambios=cambios),
            arrange_ficha(secciones, datos),
            arrange_comparativo(secciones, lugares, sin_clasificar=sin_clasificar),
            detalle,
            arrange_brechas(secciones),
            arrange_ruta(secciones),
            arrange_indicadores(secciones, series),
            series.hoja,
            arrange_simulador(secciones, lugares, sin_clasificar=sin_clasificar),
            *(anexa.hoja for anexa in anexas),
            arrange_metodologia(secciones, procedencia, tuple(readings_of(secciones, filas_max, completo))),
            datos.hoja,
            datos.listas,
        ),
    )


def footer_of(procedencia: Procedencia, *, sin_clasificar: bool) -> str:
    """Return the foot of every page: what made it, with which instruments, out of how many files."""
    used = ", ".join(f"{item.marco} {item.version} ({item.huella[:_SHORT_HASH]})" for item in procedencia.marcos)
    heading = "Sin clasificar. " if sin_clasificar else ""
    marcos = f"{used}; " if used else ""
    return f"{heading}{procedencia.herramienta} {procedencia.version}; {marcos}archivos leídos: {len(procedencia.archivos)}"

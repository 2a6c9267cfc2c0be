"""The board of a folder of scores: figures of all the records, some of them, and the files that have all, as the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Libro
from evaluacion.publish.tablero.arrange import footer_of
from evaluacion.publish.tablero.hoja_archivos import ArchivoJunto, arrange_archivos
from evaluacion.publish.tablero.hoja_comparativo import arrange_comparativo
from evaluacion.publish.tablero.hoja_contenido import arrange_contenido
from evaluacion.publish.tablero.hoja_metodologia import arrange_metodologia
from evaluacion.publish.tablero.hoja_ranking import HOW_DRAWN, arrange_ranking
from evaluacion.publish.tablero.hoja_resumen_partes import arrange_resumen_partes
from evaluacion.publish.tablero.nombres import HOJAS_DE_PARTES

if TYPE_CHECKING:
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.tablero.seccion_partes import SeccionDePartes

_WHAT = (
    "Cifras de todos los registros de una carpeta de puntajes. Aquí se listan algunos; todos están en los archivos que nombra «Archivos»."
)
_READINGS = (
    (
        "Cómo se hizo cada cifra",
        (
            "Se recorren los archivos de puntajes una vez, por lotes. Cuentas y niveles se suman. Las sumas de puntajes se llevan como enteros de una "
            "unidad fija, sin redondeo alguno, y se redondean una sola vez, al dividir: el orden de las partes no cambia ningún dígito."
        ),
    ),
    (
        "Cuantiles",
        (
            "Exactos: salen de contar u ordenar todos los valores, no de una estimación. El de la fracción q está en la posición q x (n - 1) de los n "
            "valores en orden; entre dos valores se interpola en línea recta."
        ),
    ),
    ("Lugares", "Se cuentan contra todos los registros. Todos, en orden, están en el archivo «ranking.parquet»."),
    ("Fórmulas de Excel", "Este libro no tiene: todo es valor. Para cambiar una cifra, corrija los registros y repita las dos órdenes."),
)


def arrange_tablero_partes(
    secciones: Sequence[SeccionDePartes], procedencia: Procedencia, archivos: Sequence[ArchivoJunto], *, filas_max: int
) -> Libro:
    """Return the board of a folder of scores, one section a marco on each sheet.

    Args:
        secciones: the marcos, with the figures of all their records and those that are listed.
        procedencia: where the scores come from.
        archivos: the files beside the workbook.
        filas_max: most records that it lists.
    """
    listed = [("Qué se lista", f"Hasta {filas_max:,} registros entre todos los instrumentos; las cifras incluyen a todos.")]
    listed += [("Registros que se muestran", seccion.recorte) for seccion in secciones if seccion.recorte]
    drawn = [("Muestra", HOW_DRAWN)] if any(seccion.extremos is not None for seccion in secciones) else []
    return Libro(
        titulo="Tablero de control",
        asunto="; ".join(seccion.marco.titulo for seccion in secciones),
        pie=footer_of(procedencia, sin_clasificar=False),
        hojas=(
            arrange_contenido(secciones, HOJAS_DE_PARTES[1:], sin_clasificar=False, que=_WHAT),
            arrange_resumen_partes(secciones),
            arrange_comparativo(secciones, {}, sin_clasificar=False),
            arrange_ranking(secciones),
            arrange_metodologia(secciones, procedencia, (*_READINGS, *listed, *drawn)),
            arrange_archivos(archivos),
        ),
    )

"""The sheets of the board: their names, their colours, and the line that says what each one is for."""

from __future__ import annotations

from typing import NamedTuple


class Presentacion(NamedTuple):
    """A sheet as the first page announces it."""

    nombre: str
    color: str
    para_que: str


CONTENIDO = Presentacion("Contenido", "#1F3864", "Qué hay en este libro y cómo leerlo.")
RESUMEN = Presentacion("Resumen", "#0072B2", "Cifras principales, nivel de cada registro y gráficas, por instrumento.")
COMPARATIVO = Presentacion("Comparativo", "#56B4E9", "Mapa de calor: cada registro en cada criterio, con su intervalo debajo.")
DETALLE = Presentacion(
    "Detalle", "#009E73", "Cada pregunta con su respuesta, sus puntos, su evidencia y el renglón del archivo en que está escrita."
)
BRECHAS = Presentacion("Brechas", "#E69F00", "Qué falta por responder y qué se puede mejorar, con lo que se gana en cada caso.")
INDICADORES = Presentacion("Indicadores", "#CC79A7", "Línea base, meta, valor, avance y semáforo de cada indicador con datos.")
METODOLOGIA = Presentacion("Metodología", "#7F7F7F", "Instrumentos, versiones, fórmulas, niveles, pesos, fuentes y archivos leídos.")
TENDENCIAS = Presentacion("Tendencias", "#D55E00", "Registros por nivel y año, cambios de nivel, promedios exactos y gráficas.")
HOJAS = (CONTENIDO, RESUMEN, COMPARATIVO, DETALLE, BRECHAS, INDICADORES, METODOLOGIA)
SIN_CLASIFICAR = (
    "Sin clasificar: esto es lo que dicen la fuente publicada o los registros. No es una evaluación de los programas ni una lista de lugares; "
    "el orden es alfabético."
)
"""The line that heads a board whose records must not be compared."""

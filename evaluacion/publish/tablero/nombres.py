"""The sheets of the board: their names, their colours, and the line that says what each one is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from evaluacion.publish.libro import Hoja


class Presentacion(NamedTuple):
    """A sheet as the first page announces it."""

    nombre: str
    color: str
    para_que: str


class Anexa(NamedTuple):
    """A sheet that joins a board, with what the first page says of it."""

    presentacion: Presentacion
    hoja: Hoja


CONTENIDO = Presentacion("Contenido", "#1F3864", "Qué hay en este libro y cómo leerlo.")
RESUMEN = Presentacion("Resumen", "#0072B2", "Cifras principales, nivel de cada registro y gráficas, por instrumento.")
COMPARATIVO = Presentacion("Comparativo", "#56B4E9", "Mapa de calor: cada registro en cada criterio, con su intervalo debajo.")
DETALLE = Presentacion(
    "Detalle", "#009E73", "Cada pregunta con su respuesta, sus puntos, su evidencia y el renglón del archivo en que está escrita."
)
BRECHAS = Presentacion("Brechas", "#E69F00", "Qué falta por responder y qué se puede mejorar, con lo que se gana en cada caso.")
RUTA = Presentacion("Hoja de ruta", "#B8860B", "Los pasos que bastan para que cada registro asegure su siguiente nivel.")
INDICADORES = Presentacion("Indicadores", "#CC79A7", "Línea base, meta, valor, avance y semáforo de cada indicador con datos.")
SIMULADOR = Presentacion("Simulador", "#F0E442", "Pesos que usted puede cambiar: totales, niveles y lugares se vuelven a calcular.")
SERIES = Presentacion("Series", "#A6A6A6", "Cada dato de los indicadores: línea base, valores y metas, con su periodo y su archivo.")
METODOLOGIA = Presentacion("Metodología", "#7F7F7F", "Instrumentos, versiones, fórmulas, niveles, pesos, fuentes y archivos leídos.")
FICHA = Presentacion("Ficha", "#332288", "Elija un registro y vea cada criterio con su intervalo, qué lo detiene y sus tres mejores pasos.")
DATOS = Presentacion("Datos", "#999999", "Todas las cifras sin redondear, un renglón por registro, con filtros.")
LISTAS = Presentacion("Listas", "#D9D9D9", "Los nombres que ofrecen las listas de Resumen y Ficha.")
"""A hidden sheet."""
TENDENCIAS = Presentacion("Tendencias", "#D55E00", "Registros por nivel y año, cambios de nivel, promedios exactos y gráficas.")
CAMBIOS = Presentacion(
    "Cambios", "#882255", "Qué cambió entre rondas: antes, después, las cuatro partes del cambio y qué pregunta lo movió."
)
PANEL = Presentacion(
    "Panel", "#44AA99", "Totales de todos los evaluadores juntos y de cada uno, severidad y acuerdo por criterio y pregunta."
)
POR_MODERAR = Presentacion("Por moderar", "#AA4499", "Las preguntas en que los evaluadores no coinciden, del mayor desacuerdo al menor.")
FODA = Presentacion("FODA", "#56B4E9", "Los cuatro cuadrantes del diagnóstico y el cruce que su equipo llena.")
ACTORES = Presentacion("Actores", "#009E73", "Mapa de actores: sector por ámbito, con su papel y los sectores que faltan.")
RIESGOS = Presentacion("Riesgos", "#E69F00", "Riesgos por tipo y probabilidad, primero el más probable, con su contingencia.")
ACCIONES = Presentacion("Acciones", "#CC79A7", "Las acciones del plan en el tiempo, con responsable y presupuesto.")
HALLAZGOS = Presentacion("Hallazgos", "#D55E00", "Lo que la revisión encontró: regla, lugar, qué pasa y cómo se arregla.")
COMPARACION = Presentacion(
    "Comparación", "#0072B2", "Las unidades por lugar, con su puntaje, su intervalo, sus lugares por grupo y su disponibilidad."
)
MAPA = Presentacion("Mapa de calor", "#56B4E9", "Cada unidad en cada indicador y en cada nodo, con color y con la letra de su quinto.")
FORTALEZAS = Presentacion("Fortalezas", "#009E73", "En qué está cada unidad por arriba y por abajo de su grupo.")
CORRELACIONES = Presentacion(
    "Correlaciones", "#E69F00", "Qué indicadores se mueven juntos, con cuántos casos, y la consistencia de cada nodo."
)
DUDA = Presentacion("Duda", "#CC79A7", "Cuánto cambiarían los lugares con otros supuestos: bandas, sorteos y lo que más los mueve.")
POLITICAS = Presentacion(
    "Políticas", "#7F7F7F", "Lo que se declaró o se tomó por omisión, nodo por nodo, y lo que cada política hizo a los datos."
)
RANKING = Presentacion("Ranking", "#009E73", "Los de mayor y los de menor puntaje garantizado, y una muestra de los demás, con su lugar.")
ARCHIVOS = Presentacion(
    "Archivos", "#999999", "Los archivos que están junto a este libro con todos los registros: filas y sha256 de cada uno."
)
HOJAS_DE_PARTES = (
    CONTENIDO,
    RESUMEN._replace(para_que="Cifras de todos los registros, por instrumento: niveles, promedios, cuantiles y gráficas."),
    COMPARATIVO._replace(para_que="Mapa de calor de los registros que se listan: cada uno en cada criterio, con su intervalo debajo."),
    RANKING,
    METODOLOGIA,
    ARCHIVOS,
)
"""The sheets of a board made of scores by parts."""
HOJAS = (CONTENIDO, RESUMEN, FICHA, COMPARATIVO, DETALLE, BRECHAS, RUTA, INDICADORES, SERIES, SIMULADOR, METODOLOGIA, DATOS)
"""The sheets of every board, in order; those that join it come before the last two."""
SIN_CLASIFICAR = (
    "Sin clasificar: esto es lo que dicen la fuente publicada o los registros. No es una evaluación de los programas ni una lista de lugares; "
    "el orden es alfabético."
)
"""The line that heads a board whose records must not be compared."""

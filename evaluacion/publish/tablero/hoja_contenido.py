"""Contenido: what the board is, and a link to each sheet."""

from __future__ import annotations

from collections.abc import Sequence

from evaluacion.publish.libro import Celda, Enlace, Hoja, Hojeador, Impresion
from evaluacion.publish.tablero.conjunto import Apartado
from evaluacion.publish.tablero.estilos import AVISO, ENLACE, NOTA, SUBTITULO, TITULO, label, text
from evaluacion.publish.tablero.nombres import CONTENIDO, SIN_CLASIFICAR, Presentacion

_WIDTHS = (3.0, 22.0, 105.0)
_LINE = 17.0
_WHAT = "Resultado de calificar registros con los instrumentos que siguen. Cada cifra se puede seguir hasta la frase que la justifica."
READING = (
    ("Garantizado", "Lo que el registro obtiene aunque toda respuesta que falta resultara la peor. Con él se ordena y se da el nivel."),
    ("Alcanzable", "Lo que obtendría si toda respuesta que falta resultara la mejor."),
    ("Puntaje", "Solo lo respondido. Está entre los dos anteriores; con pocas respuestas dice poco y se marca (*) como provisional."),
    ("Margen", "Alcanzable menos garantizado: lo que todavía deciden las respuestas que faltan. No mide errores de juicio."),
    ("Cobertura", "Cuántas preguntas que aplican están respondidas."),
    ("Vacío", "Una raya (—) quiere decir que falta el dato. Nunca es un cero. «n/a» quiere decir que no aplica."),
)
"""The words of the board and what they mean."""


def arrange_contenido(secciones: Sequence[Apartado], hojas: Sequence[Presentacion], *, sin_clasificar: bool, que: str = _WHAT) -> Hoja:
    """Return the first sheet, with a link to each of the others."""
    sheet = Hojeador()
    sheet.put(None, label("Tablero de control", TITULO), alto=30)
    if sin_clasificar:
        sheet.put(None, label(SIN_CLASIFICAR, AVISO), Celda(None, AVISO), alto=_LINE)
    sheet.put(None, label(que, NOTA))
    sheet.skip()
    sheet.put(None, label("Instrumentos", SUBTITULO), alto=_LINE)
    for seccion in secciones:
        count = seccion.conjunto.total
        words = f"{seccion.marco.titulo}, versión {seccion.marco.version}: {count:,} {'registro' if count == 1 else 'registros'}"
        sheet.put(None, text(seccion.marco.marco, _PLAIN), text(words, _PLAIN), alto=_LINE)
    sheet.skip()
    sheet.put(None, label("Hojas", SUBTITULO), alto=_LINE)
    for hoja in hojas:
        sheet.put(None, Celda(hoja.nombre, ENLACE, Enlace(hoja.nombre, 0)), label(hoja.para_que, _PLAIN), alto=_LINE)
    sheet.skip()
    sheet.put(None, label("Cómo leerlo", SUBTITULO), alto=_LINE)
    classifies = any(seccion.marco.tipologia is not None for seccion in secciones)
    for word, meaning in (*READING, *((_TYPE,) if classifies else ())):
        sheet.put(None, label(word, _PLAIN._replace(negrita=True)), label(meaning, _PLAIN), alto=_LINE)
    return Hoja(CONTENIDO.nombre, CONTENIDO.color, _WIDTHS, tuple(sheet.filas), impresion=Impresion((1, 1)), cuadricula=False)


_TYPE = ("Tipo", "Algunos instrumentos clasifican y no califican. Si caben varios tipos, lo deciden las respuestas que faltan.")
_PLAIN = NOTA._replace(cursiva=False, color=None, tamano=10)

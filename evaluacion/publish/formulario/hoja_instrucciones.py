"""The first sheet of a form: how to fill it in, what each answer means, and a link to each sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluacion.publish.formulario.estilos import KINDS, entry, fixed
from evaluacion.publish.libro import Celda, Enlace, Hoja, Hojeador, Impresion
from evaluacion.publish.tablero.estilos import ENLACE, NAVY, NOTA, SUBTITULO, TITULO, height_of, label, text

if TYPE_CHECKING:
    from evaluacion.publish.formulario.contenido import MarcoPedido, RegistroPedido

INSTRUCCIONES = "Instrucciones"
ANCHOS = (3.0, 26.0, 110.0)
_PLAIN = NOTA._replace(cursiva=False, color=None, tamano=10, ajustar=True, vertical="top")
_STEPS = (
    ("Dónde se escribe", "Solo en las celdas de color crema. Las demás están protegidas, sin contraseña, para no borrarlas por descuido."),
    ("Respuesta", "Se elige de la lista. Si no se sabe, se deja vacía: la herramienta lo muestra como duda, no como «no»."),
    ("No aplica", "Pide escribir en «Motivo» por qué la pregunta no corresponde."),
    ("Evidencia", "Lo que se observó, en una o dos frases; al lado, en qué documento consta, en qué página o en qué dirección."),
    ("Fechas", "Año, año-mes o año-mes-día: 2024, 2024-07, 2024-07-31."),
    ("Fórmulas", "No van en las celdas de respuesta. Pegue valores."),
    (
        "Qué no se toca",
        "La primera columna de cada hoja dice qué es cada renglón. Puede ordenar, filtrar u ocultar renglones; no la cambie.",
    ),
    ("Al terminar", "Guarde como «Libro de Excel (.xlsx)» y devuélvalo. La hoja Avance muestra lo que falta."),
)


def arrange_instrucciones(nombre: str, marcos: Sequence[MarcoPedido], registros: Sequence[RegistroPedido], hojas: Sequence[Hoja]) -> Hoja:
    """Return the first sheet, with a link to each of the others."""
    sheet = Hojeador()

    def put(*cells: Celda | None) -> None:
        sheet.put(*cells, alto=height_of(cells, ANCHOS))

    sheet.put(None, label("Formulario de evaluación", TITULO), alto=30)
    for registro in registros:
        put(None, text(registro.id or "registro nuevo", _PLAIN), label(KINDS[registro.practica.tipo], _PLAIN))
    sheet.skip()
    sheet.put(None, label("Cómo se llena", SUBTITULO), alto=17)
    for word, meaning in _STEPS:
        put(None, label(word, _PLAIN._replace(negrita=True)), label(meaning, _PLAIN))
    put(None, Celda("así se ven", entry(None).estilo._replace(bloqueada=True)), label("las celdas en que se escribe.", _PLAIN))
    for pedido in marcos:
        sheet.skip()
        sheet.put(None, label(pedido.marco.titulo, SUBTITULO), alto=17)
        put(None, label("Versión", _PLAIN), text(f"{pedido.marco.marco} {pedido.marco.version}", _PLAIN))
        for valor in pedido.marco.escala if pedido.marco.preguntas else ():
            explained = fixed(valor.significado)._replace(estilo=_PLAIN._replace(literal=True))
            put(None, text(valor.valor, _PLAIN._replace(negrita=True)), explained)
    sheet.skip()
    sheet.put(None, label("Hojas", SUBTITULO), alto=17)
    for hoja in hojas:
        sheet.put(None, Celda(hoja.nombre, ENLACE, Enlace(hoja.nombre, 0)), alto=17)
    return Hoja(nombre, NAVY, ANCHOS, tuple(sheet.filas), impresion=Impresion((1, 0)), cuadricula=False, protegida=True)

"""The sheets of a comparison: to join a board, or as a workbook of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Enlace, Hoja, Hojeador, Impresion, Libro
from evaluacion.publish.tablero.estilos import ENLACE, NOTA, SUBTITULO, TITULO, label, text
from evaluacion.publish.tablero.hoja_comparacion import arrange_comparacion
from evaluacion.publish.tablero.hoja_comparacion_correlaciones import arrange_correlaciones
from evaluacion.publish.tablero.hoja_comparacion_duda import arrange_duda
from evaluacion.publish.tablero.hoja_comparacion_fortalezas import arrange_fortalezas
from evaluacion.publish.tablero.hoja_comparacion_mapa import arrange_mapa
from evaluacion.publish.tablero.hoja_comparacion_politicas import arrange_politicas
from evaluacion.publish.tablero.nombres import (
    COMPARACION,
    CONTENIDO,
    CORRELACIONES,
    DUDA,
    FORTALEZAS,
    MAPA,
    POLITICAS,
    Anexa,
    Presentacion,
)

if TYPE_CHECKING:
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.tablero.comparacion_vista import ComparacionVista

_WIDTHS = (3.0, 22.0, 105.0)
_LINE = 17.0
_PLAIN = NOTA._replace(cursiva=False, color=None, tamano=10)
_WHAT = "Unidades comparadas con un índice. Toda política que cambia un puntaje está declarada en «Políticas»."
_READING = (
    ("Lugar", "1 es el puntaje más alto; los iguales lo comparten. Un lugar con desde y hasta es el que dejan los datos que faltan."),
    ("Margen", "Lo que todavía pueden mover las respuestas que faltan: de garantizado a alcanzable."),
    ("Banda", "Los lugares que resultan con otros supuestos, sorteados: nueve de cada diez sorteos quedan en ella."),
    ("IC", "El intervalo de una estimación con otra muestra de los mismos sorteos."),
    ("Vacío", "Una raya (—) quiere decir que no hay dato. Nunca es un cero."),
)


def arrange_hojas_comparacion(vista: ComparacionVista, numero: int = 1, procedencia: Procedencia | None = None) -> tuple[Anexa, ...]:
    """Return the sheets; from the second comparison of a board on, their names have a number.

    Args:
        vista: the comparison.
        numero: which one of the board it is.
        procedencia: where it comes from, said in the last sheet, for a workbook of its own.
    """
    makers: list[tuple[Presentacion, Callable[..., Hoja]]] = [
        (COMPARACION, arrange_comparacion),
        (MAPA, arrange_mapa),
        (FORTALEZAS, arrange_fortalezas),
        (CORRELACIONES, arrange_correlaciones),
    ]
    if vista.duda is not None:
        makers.append((DUDA, partial(arrange_duda, duda=vista.duda)))
    makers.append((POLITICAS, partial(arrange_politicas, procedencia=procedencia)))
    found = []
    for sheet, make in makers:
        name = sheet.nombre if numero == 1 else f"{sheet.nombre} {numero}"
        found.append(Anexa(sheet._replace(nombre=name), make(vista, nombre=name)))
    return tuple(found)


def arrange_libro_comparacion(vista: ComparacionVista, procedencia: Procedencia) -> Libro:
    """Return a workbook with one comparison, and where it comes from."""
    sheets = arrange_hojas_comparacion(vista, procedencia=procedencia)
    return Libro(
        titulo=vista.titulo,
        asunto="Comparación",
        pie=f"{vista.titulo}. {procedencia.herramienta} {procedencia.version}; archivos leídos: {len(procedencia.archivos)}",
        hojas=(_contents(vista, [item.presentacion for item in sheets]), *(item.hoja for item in sheets)),
    )


def _contents(vista: ComparacionVista, sheets: list[Presentacion]) -> Hoja:
    """Return the first sheet, with a link to each of the others and the words that they use."""
    rows = vista.comparado.renglones
    sheet = Hojeador()
    sheet.put(None, text(vista.titulo, TITULO), alto=30)
    sheet.put(None, label(_WHAT, NOTA))
    units, leaves = len(set(rows.ids)), vista.comparado.arbol.n_hojas
    periods = f", {len(set(rows.periodos))} periodos" if rows.periodos is not None else ""
    sheet.put(None, label(f"{units:,} unidades, {leaves:,} indicadores{periods}.", _PLAIN), alto=_LINE)
    sheet.skip()
    sheet.put(None, label("Hojas", SUBTITULO), alto=_LINE)
    for item in sheets:
        sheet.put(None, Celda(item.nombre, ENLACE, Enlace(item.nombre, 0)), label(item.para_que, _PLAIN), alto=_LINE)
    sheet.skip()
    sheet.put(None, label("Cómo leerlo", SUBTITULO), alto=_LINE)
    for word, meaning in _READING:
        sheet.put(None, label(word, _PLAIN._replace(negrita=True)), label(meaning, _PLAIN), alto=_LINE)
    return Hoja(CONTENIDO.nombre, CONTENIDO.color, _WIDTHS, tuple(sheet.filas), impresion=Impresion((1, 1)), cuadricula=False)

"""The table of the records of a section of Resumen, in order, with their rank ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.publish.tablero.estilos import LINEA, LINEA_CENTRADA, label, number, text
from evaluacion.publish.tablero.lecturas import level_of, margin_of, place_of
from evaluacion.publish.tablero.resumen_cifras import left_out
from evaluacion.publish.tablero.resumen_tipologia import type_headers, type_record_rows
from evaluacion.publish.texto import coverage_text

if TYPE_CHECKING:
    from evaluacion.publish.libro import Celda
    from evaluacion.publish.tablero.hoja_detalle import Lugares
    from evaluacion.publish.tablero.resumen_tipologia import Renglones
    from evaluacion.publish.tablero.seccion import Renglon, Seccion

_WRAPPED = LINEA._replace(ajustar=True)


def record_headers(seccion: Seccion) -> tuple[str, ...]:
    """Return the headings of the table."""
    if seccion.marco.tipologia is not None:
        return type_headers(seccion.marco.tipologia)
    first = "Lugar" if seccion.clasifica else "Clave"
    names = (first, "Registro", "Garantizado", "Puntaje", "Alcanzable", "Margen: respuestas que faltan", "Cobertura", "Nivel")
    without = left_out(seccion)
    return (*names, f"Garantizado sin {without}", f"Alcanzable sin {without}") if without else names


def record_rows(seccion: Seccion, lugares: Lugares) -> Renglones:
    """Return the table, in the order of `record_headers`."""
    if seccion.marco.tipologia is not None:
        return type_record_rows(seccion, seccion.marco.tipologia, lugares)
    return [_record_row(seccion, renglon, lugares) for renglon in seccion.renglones]


def _record_row(seccion: Seccion, renglon: Renglon, lugares: Lugares) -> tuple[Celda | None, ...]:
    ficha, total, decimals = renglon.ficha, renglon.ficha.total, seccion.decimales
    place = lugares.get((seccion.marco.marco, renglon.posicion))
    empty = "n/a" if total.no_aplica else "—"
    cells: tuple[Celda | None, ...] = (
        text(place_of(ficha) if seccion.clasifica else ficha.practica, _WRAPPED, place),
        text(renglon.nombre, _WRAPPED),
        number(total.minimo, decimals[0], empty=empty),
        number(total.puntaje, 1, mark="*" if ficha.provisional else "", empty=empty),
        number(total.maximo, decimals[1], empty=empty),
        number(margin_of(total), 1, empty=empty),
        label(coverage_text(ficha), LINEA_CENTRADA),
        text(level_of(ficha), _WRAPPED),
    )
    other = ficha.lectura_alterna
    if other is None or not left_out(seccion):
        return cells
    return (*cells, number(other.minimo), number(other.maximo))

"""Comparación: the units by place, each with its score, its interval, its places in groups and how much of its data there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.publish.libro import BarrasEnCeldas, Hoja, Hojeador, Rango
from evaluacion.publish.tablero.comparacion_tabla import (
    CENTRADA,
    Columna,
    number_column,
    place_columns,
    put_table,
    share_column,
    unit_columns,
)
from evaluacion.publish.tablero.comparacion_vista import MAXIMO, MINIMO, UNIDAD, VALOR
from evaluacion.publish.tablero.estilos import AVISO, NOTA, TITULO, label, lines_of, text
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import COMPARACION

if TYPE_CHECKING:
    from evaluacion.publish.tablero.comparacion_vista import ComparacionVista

_SCORE = "Puntaje"
_STRONG = CENTRADA._replace(negrita=True)
_BAR = "#9BC2E6"
_MOST_CHILDREN = 8
_PRINTED = 14
"""Most columns that go to paper."""
_HOW = (
    "El lugar 1 es el del puntaje más alto. Los iguales comparten lugar y se listan por clave. Donde los datos que faltan pueden mover "
    "un lugar, se dan el mejor (desde) y el peor (hasta). «—»: no hay dato; no es un cero."
)
_HOW_BAND = "Banda: lugares con otros supuestos, sorteados; nueve de cada diez sorteos quedan entre el 5 % y el 95 %. La gráfica está en la hoja de la duda."


def arrange_comparacion(vista: ComparacionVista, nombre: str = COMPARACION.nombre) -> Hoja:
    """Return the sheet, one row a unit, or a unit in a period."""
    columns = tuple(_columns(vista))
    titles = [column.titulo for column in columns]
    widths = tuple(column.ancho for column in columns)
    sheet = Hojeador()
    sheet.put(text(f"Comparación: {vista.titulo}", TITULO), alto=28)
    for words, look in ((_HOW, NOTA), (_HOW_BAND if vista.duda is not None else "", NOTA), (vista.recorte, AVISO)):
        for line in lines_of(words, widths[:_PRINTED], look):
            sheet.put(label(line, look))
    head = put_table(sheet, vista, columns, vista.listados)
    last, place, (low, high) = max(sheet.siguiente - 1, head + 1), titles.index(_SCORE), vista.extremos
    return Hoja(
        nombre,
        COMPARACION.color,
        widths,
        tuple(sheet.filas),
        congelar=(head + 1, titles.index("Unidad") + 1),
        filtro=Rango(head, 0, last, len(columns) - 1),
        encabezado=head,
        barras=(BarrasEnCeldas(Rango(head + 1, place, last, place), min(low, 0.0), high, _BAR),),
        impresion=print_table(head, sheet.siguiente, widths, min(len(columns), _PRINTED)),
    )


def _columns(vista: ComparacionVista) -> Iterator[Columna]:
    done, rows, root = vista.comparado, vista.comparado.renglones, vista.raiz
    yield from place_columns("Lugar", done.mejor[:, root], done.peor[:, root], _STRONG)
    yield from unit_columns(vista)
    yield number_column(_SCORE, done.nodos[VALOR, :, root], vista.decimales, 16.0, _STRONG)
    if vista.con_intervalo:
        yield number_column("Garantizado", done.nodos[MINIMO, :, root], vista.decimales)
        yield number_column("Alcanzable", done.nodos[MAXIMO, :, root], vista.decimales)
    if vista.finalistas is not None:
        pass_on = set(vista.finalistas)
        yield Columna("Finalista", 10.0, [label("sí" if row in pass_on else "no", CENTRADA) for row in range(len(rows.ids))])
    yield from _availability(vista)
    yield from _band(vista)
    for child in np.flatnonzero(done.arbol.padre == root)[:_MOST_CHILDREN].tolist():
        yield number_column(vista.node_name(child), done.nodos[VALOR, :, child], ancho=12.0)
    for name, groups in rows.grupos.items():
        yield Columna(name, 14.0, [text(group, CENTRADA) for group in groups])
        in_group = vista.lugares_en_grupo[name]
        yield from place_columns(f"Lugar en {name}", in_group.mejor[:, root], in_group.peor[:, root])
    if rows.motivos:
        reasons = [text(rows.motivos.get(row), UNIDAD._replace(ajustar=True)) for row in range(len(rows.ids))]
        yield Columna("Por qué no tiene lugar", 36.0, reasons)


def _availability(vista: ComparacionVista) -> Iterator[Columna]:
    by_count, by_weight = vista.datos_presentes
    yield share_column("Indicadores con dato", by_count)
    if not np.array_equal(by_count, by_weight):
        yield share_column("Su peso en el total", by_weight)


def _band(vista: ComparacionVista) -> Iterator[Columna]:
    """Yield the band of places of the doubt, where assumptions were drawn."""
    if (duda := vista.duda) is None:
        return
    told, nothing = duda.distribucion, np.full(len(vista.nombres), np.nan)
    for title, values, decimals in (("Banda: mediana", told.mediana, 1), ("Banda: 5 %", told.bajo, 0), ("Banda: 95 %", told.alto, 0)):
        column = nothing.copy()
        column[duda.filas] = np.where(told.bajo > 0, values, np.nan)
        yield number_column(title, column, decimals, 9.0)

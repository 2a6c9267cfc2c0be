"""Duda: what the draws of assumptions say of the places, in words, in a chart of bands and in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.publish.libro import Celda, EscalaColor, Hoja, Hojeador, Rango
from evaluacion.publish.tablero.comparacion_bandas import ROOM, band_chart, chart_columns
from evaluacion.publish.tablero.comparacion_tabla import CENTRADA, HEADER, put_named, share
from evaluacion.publish.tablero.comparacion_vista import FILAS_MAX_COMPARACION, UNIDAD
from evaluacion.publish.tablero.estilos import (
    CUERPO,
    DASH,
    ENCABEZADO_VERTICAL,
    HIGH_COLOR,
    LOW_COLOR,
    MIDDLE_COLOR,
    NOTA,
    SUBTITULO,
    TITULO,
    headers,
    label,
    lines_of,
    number,
    text,
)
from evaluacion.publish.tablero.impresion import Paginas
from evaluacion.publish.tablero.nombres import DUDA

if TYPE_CHECKING:
    from evaluacion.compare.duda import Duda, Sensibilidad
    from evaluacion.publish.tablero.comparacion_vista import ComparacionVista

MAX_PAREJAS = 60
"""Most units in the matrix of who is above whom."""
_NAME, _CELL, _LEAST = 34.0, 8.5, 14
_PRINTED = 24
"""Most columns of figures that go to paper."""
_LINE, _HEADER_HEIGHT, _VERTICAL = 15.0, 42.0, 120.0
_ABOVE = 12
"""Rows that the headings and the notes of a part of the sheet are as high as, at most."""
_PLAIN = CUERPO._replace(borde=False, tamano=10, ajustar=False)
_SUPUESTOS = {
    "pesos": "los pesos",
    "normalizacion": "la normalización",
    "agregacion": "la agregación",
    "faltantes": "lo que falta por responder",
}
_ABOUT_RANKS = (
    "Banda: de cada diez sorteos, nueve o más dejan a la unidad entre esos dos lugares. Declarado: el lugar con las políticas del archivo. "
    "Entre los primeros: en qué parte de los sorteos queda ahí. Las dos columnas grises son de la gráfica."
)
_ABOUT_PAIRS = "En qué parte de los sorteos la unidad del renglón queda por arriba de la unidad de la columna; lo que falta para 100 % son empates o lo contrario."
_ABOUT_SOBOL = (
    "Qué parte de lo que se mueven los lugares se debe a cada supuesto: por sí solo (primer orden) y con sus combinaciones con los demás (total). "
    "IC: entre qué cifras queda con otra muestra de los mismos sorteos; con pocos sorteos puede salir de 0 a 100 %."
)
_ABOUT_REMOVAL = (
    "Cuántos lugares cambian las unidades si se quita el nodo y su peso se reparte entre sus hermanos: en promedio, y la que más cambia."
)


def arrange_duda(vista: ComparacionVista, nombre: str = DUDA.nombre, *, duda: Duda) -> Hoja:
    """Return the sheet: what a reader needs first, and the longest table last."""
    order = np.lexsort((duda.filas, duda.distribucion.mediana, duda.lugar)).tolist()
    pairs = _in_pairs(duda, order)
    columns = max(_LEAST, len(pairs), len(_rank_headers(vista, duda)) - 1)
    widths = (_NAME, *(_CELL,) * columns)
    printed = widths[: 1 + min(columns, _PRINTED)]
    sheet = Hojeador()
    pages = Paginas(sheet, printed)
    sheet.put(text(f"Duda: {vista.titulo}", TITULO), alto=28)
    for words in vista.parrafos:
        for line in lines_of(words, printed[: 1 + _LEAST], _PLAIN):
            sheet.put(text(line, _PLAIN), alto=_LINE)
    sheet.skip()
    chart_at = sheet.siguiente
    sheet.skip(ROOM)
    pages.keep((len(duda.varian) + len(duda.quitados.nodos) + _ABOVE) * _LINE)
    _put_sensitivity(sheet, duda)
    _put_removal(sheet, vista, duda)
    pages.keep(_VERTICAL + (len(pairs) + _ABOVE) * _LINE)
    scale = _put_pairs(sheet, vista, duda, pairs)
    pages.keep((len(order) + _ABOVE) * _LINE)
    head = _put_ranks(sheet, vista, duda, order)
    return Hoja(
        nombre,
        DUDA.color,
        widths,
        tuple(sheet.filas),
        congelar=(1, 1),
        escalas=scale,
        graficas=(band_chart(nombre, vista, duda, order, head, chart_at),),
        impresion=pages.impresion(),
        cuadricula=False,
    )


def _put_sensitivity(sheet: Hojeador, duda: Duda) -> None:
    found = duda.sensibilidad
    sheet.put(label("Qué supuesto mueve más los lugares", SUBTITULO))
    if found is None:
        sheet.put(label(_without_indices(duda), _PLAIN))
        sheet.skip()
        return
    for line in lines_of(_ABOUT_SOBOL, (_NAME, *(_CELL,) * _LEAST), NOTA):
        sheet.put(label(line, NOTA))
    sheet.put(*headers("Supuesto", "Por sí solo", "IC, de", "IC, a", "Total", "IC, de", "IC, a", estilo=HEADER), alto=_HEADER_HEIGHT)
    for position, cells in _index_rows(found):
        sheet.put(label(_SUPUESTOS[found.supuestos[position]].capitalize(), UNIDAD), *cells)
    few = " Pocos casos: menos de 30 unidades." if duda.pocos_casos else ""
    sheet.put(label(f"Con {found.sorteos:,} sorteos por muestra.{few}", NOTA))
    sheet.skip()


def _without_indices(duda: Duda) -> str:
    """Return why there are no indices: they need two assumptions that vary."""
    if not duda.varian:
        return "No se sorteó ningún supuesto."
    return f"Se sorteó un solo supuesto, {_SUPUESTOS[duda.varian[0]]}: todo lo que se mueven los lugares se debe a él."


def _index_rows(found: Sensibilidad) -> Iterator[tuple[int, list[Celda]]]:
    """Yield the assumptions, the one with the highest total order first, with the cells of both indices and their intervals."""
    indices = found.indices
    for position in np.argsort(-np.nan_to_num(indices.total[:, 0]), kind="stable").tolist():
        first, total = (indices.primer, indices.ic_primer), (indices.total, indices.ic_total)
        yield position, [share(float(value)) for one, ends in (first, total) for value in (one[position, 0], *ends[:, position, 0])]


def _put_removal(sheet: Hojeador, vista: ComparacionVista, duda: Duda) -> None:
    removed = duda.quitados
    sheet.put(label("Qué pasa si se quita cada nodo", SUBTITULO))
    for line in lines_of(_ABOUT_REMOVAL, (_NAME, *(_CELL,) * _LEAST), NOTA):
        sheet.put(label(line, NOTA))
    sheet.put(*headers("Nodo", "Cambio medio", "Cambio mayor", "Unidad que más cambia", estilo=HEADER), alto=_HEADER_HEIGHT)
    for position in np.argsort(-np.nan_to_num(removed.medio, nan=-1.0), kind="stable").tolist():
        shift = removed.cambio[position]
        known = not bool(np.isnan(shift).all())
        most = int(np.nanargmax(np.abs(shift))) if known else 0
        who = vista.nombres[int(duda.filas[most])] if known and shift[most] != 0 else DASH
        cells = (number(float(removed.medio[position]), 2, CENTRADA), number(float(np.abs(shift[most])) if known else None, 0, CENTRADA))
        put_named(sheet, vista.node_name(int(removed.nodos[position])), (*cells, text(who, UNIDAD._replace(borde=False))), _NAME)
    sheet.skip()


def _in_pairs(duda: Duda, order: Sequence[int]) -> list[int]:
    """Return the units of the matrix in order: all that are in detail, if they are few enough; none otherwise."""
    detail = set(duda.en_detalle.tolist())
    return [unit for unit in order if unit in detail] if len(order) <= MAX_PAREJAS else []


def _put_pairs(sheet: Hojeador, vista: ComparacionVista, duda: Duda, pairs: Sequence[int]) -> tuple[EscalaColor, ...]:
    """Put the matrix of who is above whom; return its colours."""
    if not pairs:
        return ()
    place = {unit: position for position, unit in enumerate(duda.en_detalle.tolist())}
    names = [vista.nombres[int(duda.filas[unit])] for unit in pairs]
    sheet.put(label("Quién queda por arriba de quién", SUBTITULO))
    for line in lines_of(_ABOUT_PAIRS, (_NAME, *(_CELL,) * _LEAST), NOTA):
        sheet.put(label(line, NOTA))
    if len(pairs) > _PRINTED:
        sheet.put(label(f"Al imprimir salen las primeras {_PRINTED} columnas.", NOTA))
    head = sheet.put(Celda("Unidad", HEADER), *(text(name, ENCABEZADO_VERTICAL) for name in names), alto=_VERTICAL)
    for unit, name in zip(pairs, names, strict=True):
        shares = duda.encima[place[unit]].tolist()
        cells = (label(DASH, CENTRADA) if other == unit else share(shares[place[other]]) for other in pairs)
        put_named(sheet, name, tuple(cells), _NAME)
    block = Rango(head + 1, 1, sheet.siguiente - 1, len(pairs))
    sheet.skip()
    return (EscalaColor(block, (0.0, 0.5, 1.0), (LOW_COLOR, MIDDLE_COLOR, HIGH_COLOR)),)


def _rank_headers(vista: ComparacionVista, duda: Duda) -> tuple[str, ...]:
    first = tuple(f"Entre los primeros {k}" if k > 1 else "En el lugar 1" for k in duda.primeros)
    names = (
        "Declarado",
        "Mediana",
        "Banda, de (5 %)",
        "Banda, a (95 %)",
        "Sorteos en la banda",
        "Media",
        "Mejor de todos",
        "Peor de todos",
    )
    return ("Unidad", *vista.period_headers, *names, *first, "Antes de la banda", "Banda, 5 a 95 %")


def _put_ranks(sheet: Hojeador, vista: ComparacionVista, duda: Duda, order: Sequence[int]) -> int:
    """Put the table of places; return the row of its heading."""
    sheet.put(label("Lugares en los sorteos", SUBTITULO))
    for line in lines_of(_ABOUT_RANKS, (_NAME, *(_CELL,) * _LEAST), NOTA):
        sheet.put(label(line, NOTA))
    if len(order) > FILAS_MAX_COMPARACION:
        sheet.put(label(f"Se muestran {FILAS_MAX_COMPARACION:,} de {len(order):,} unidades, las primeras por lugar.", NOTA))
    head = sheet.put(*headers(*_rank_headers(vista, duda), estilo=HEADER), alto=64)
    told = duda.distribucion
    measures = [
        (duda.lugar, 0),
        (told.mediana, 1),
        (told.bajo, 0),
        (told.alto, 0),
        (told.en_banda, None),
        (told.media, 1),
        (told.mejor, 0),
        (told.peor, 0),
        *((shares, None) for shares in duda.en_primeros),
    ]
    lists = [(values.tolist(), decimals) for values, decimals in measures]
    for unit in order[:FILAS_MAX_COMPARACION]:
        row = int(duda.filas[unit])
        ranked = told.bajo[unit] > 0
        cells = (
            label(DASH, CENTRADA)
            if not ranked
            else share(values[unit])
            if decimals is None
            else number(values[unit] or None, decimals, CENTRADA)
            for values, decimals in lists
        )
        sheet.put(
            text(vista.nombres[row], UNIDAD),
            *vista.period_cells(row),
            *cells,
            *chart_columns(duda, unit),
            de=vista.comparado.renglones.ids[row],
        )
    return head

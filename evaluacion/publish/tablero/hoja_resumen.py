"""Resumen: key figures, the card of a record, charts, levels and the table of records of each marco."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evaluacion.publish.libro import DEFAULT_HEIGHT, Celda, Fila, Grafica, Hoja, Hojeador, ListaDeCeldas
from evaluacion.publish.tablero.estilos import AVISO, TITULO, band, headers, height_of, label
from evaluacion.publish.tablero.hoja_datos import Datos
from evaluacion.publish.tablero.hoja_detalle import Lugares
from evaluacion.publish.tablero.impresion import Paginas
from evaluacion.publish.tablero.nombres import RESUMEN, SIN_CLASIFICAR
from evaluacion.publish.tablero.resumen_cambios import put_changes
from evaluacion.publish.tablero.resumen_cifras import criteria_rows, figures_of, level_rows
from evaluacion.publish.tablero.resumen_graficas import MEDIDAS, Tabla, make_graficas
from evaluacion.publish.tablero.resumen_tabla import record_headers, record_rows
from evaluacion.publish.tablero.resumen_tipologia import Renglones, type_counts, type_figures
from evaluacion.publish.tablero.seccion import Seccion
from evaluacion.publish.tablero.tarjeta import ELEGIDO, Tarjeta, criteria_cells, no_card, put_card

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import Diferencias

_WIDTHS = (30.0, 48.0, 12.0, 10.0, 12.0, 14.0, 11.0, 38.0, 13.0, 13.0, 2.0, 36.0, *(12.0,) * 6)
_SPACER = 10
_HEADER_HEIGHT = 30.0
_TOP_HEIGHTS = (30.0, 21.0)
"""Heights of the rows of figures and levels: the first, and the others."""
_CRITERIA = ("Criterio", "Garantizado (promedio)", "Puntaje (promedio)", "Alcanzable (promedio)", *ELEGIDO)


@dataclass(slots=True)
class _EnCurso:
    """The sheet being filled."""

    sheet: Hojeador = field(default_factory=Hojeador)
    graficas: list[Grafica] = field(default_factory=list)
    listas: list[ListaDeCeldas] = field(default_factory=list)
    paginas: Paginas = field(init=False)

    def __post_init__(self) -> None:
        self.paginas = Paginas(self.sheet, _WIDTHS)


def arrange_resumen(
    secciones: tuple[Seccion, ...], lugares: Lugares, datos: Datos, *, sin_clasificar: bool, cambios: Diferencias | None = None
) -> Hoja:
    """Return the sheet, one section a marco, each printed on a page of its own; with earlier rounds, what changed since the last."""
    made = _EnCurso()
    sheet = made.sheet
    sheet.put(label("Resumen", TITULO), alto=28)
    if sin_clasificar:
        sheet.put(*band(_SPACER, SIN_CLASIFICAR, AVISO), alto=18)
    for i, seccion in enumerate(secciones):
        if i:
            sheet.skip(2)
            made.paginas.start()
        _put_section(made, seccion, lugares, datos, cambios)
    return Hoja(
        RESUMEN.nombre,
        RESUMEN.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(1, 0),
        graficas=tuple(made.graficas),
        impresion=made.paginas.impresion(),
        cuadricula=False,
        listas=tuple(made.listas),
    )


def _put_section(made: _EnCurso, seccion: Seccion, lugares: Lugares, datos: Datos, cambios: Diferencias | None) -> None:
    sheet, marco = made.sheet, seccion.marco
    sheet.put(*band(len(_WIDTHS), f"{marco.titulo} ({marco.marco} {marco.version})"), alto=22)
    if seccion.recorte:
        sheet.put(*band(_SPACER, seccion.recorte, AVISO), alto=18)
    put_changes(sheet, seccion, cambios, _WIDTHS[:_SPACER])
    left, right = _top(seccion)
    top = sheet.siguiente
    for i in range(max(len(left), len(right))):
        sheet.put(*_side_by_side(left, right, i), alto=_TOP_HEIGHTS[min(i, 1)])
    sheet.skip()
    card = None
    if seccion.renglones:
        card = put_card(sheet, seccion, datos, pixels=MEDIDAS.height_for(len(marco.criterios)) if seccion.conjunto.con_datos else 0)
        made.listas.append(card.buscar.drop_down())
    else:
        sheet.put(no_card())
    covered = MEDIDAS.rows_for(len(seccion.renglones)) if seccion.conjunto.con_datos else 0
    made.paginas.keep(covered * DEFAULT_HEIGHT)
    charts_at = sheet.siguiente
    sheet.skip(covered)
    heading, together = _put_tables(made.paginas, seccion, lugares, card)
    tabla = Tabla(top, card.fila if card else charts_at, charts_at, heading, min(len(seccion.renglones), together), len(marco.criterios))
    made.graficas.extend(make_graficas(seccion, tabla))


def _top(seccion: Seccion) -> tuple[Renglones, Renglones]:
    """Return the rows of key figures, and beside them those that count levels or types."""
    tipologia = seccion.marco.tipologia
    if tipologia is not None:
        return type_figures(seccion, tipologia), type_counts(seccion, tipologia)
    return figures_of(seccion), level_rows(seccion)


def _put_tables(paginas: Paginas, seccion: Seccion, lugares: Lugares, card: Tarjeta | None) -> tuple[int, int]:
    """Add the table of records, and beside it the one of criteria with what the card shows of each.

    Return the row of their heading, and how many rows stand under it before it has to be said again on another page.
    """
    sheet, names = paginas.sheet, headers(*record_headers(seccion))
    head = Fila(_side_by_side([names], [headers(*(_CRITERIA if card else _CRITERIA[:4]))], 0), _HEADER_HEIGHT)
    records, criteria = record_rows(seccion, lugares), criteria_rows(seccion)
    rows = [_table_row(seccion, records, criteria, i) for i in range(max(len(records), len(criteria)))]
    paginas.keep_table(head, rows)
    heading = sheet.siguiente
    if card is not None:
        live = criteria_cells(seccion, card, heading + 1, _SPACER + 5)
        criteria = [(*means, *cells) for means, cells in zip(criteria, live, strict=True)]
        rows[: len(criteria)] = [_table_row(seccion, records, criteria, i) for i in range(len(criteria))]
    return heading, paginas.put_table(head, rows, together=len(criteria), again=Fila(names, _HEADER_HEIGHT))


def _table_row(seccion: Seccion, records: Renglones, criteria: Renglones, i: int) -> Fila:
    """Return the i-th row of the table of records with that of criteria."""
    row = _side_by_side(records, criteria, i)
    return Fila(row, height_of(row, _WIDTHS), seccion.renglones[i].ficha.practica if i < len(records) else "")


def _side_by_side(left: Renglones, right: Renglones, i: int) -> tuple[Celda | None, ...]:
    """Return the i-th row of two tables, the second one after the space between them."""
    cells = left[i] if i < len(left) else ()
    return (*cells, *(None,) * (_SPACER + 1 - len(cells)), *(right[i] if i < len(right) else ()))

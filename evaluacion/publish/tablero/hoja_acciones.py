"""Acciones: what a plan will do, in time: each bar is a coloured cell with its letter, so that it is read without colour too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number
from evaluacion.publish.libro import Celda, Hoja, Hojeador
from evaluacion.publish.tablero.calendario_acciones import LETRAS, Linea, columns_of, letter_of, lines_of, remark_of
from evaluacion.publish.tablero.estilos import CUERPO, DASH, ENCABEZADO_VERTICAL, NOTA, TITULO, headers, label, text
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import ACCIONES, Anexa
from evaluacion.publish.tablero.plan import VACIA, HojaPlanes, PlanRevisado, sections_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.model.estrategia_partes import Dinero
    from evaluacion.publish.tablero.calendario_acciones import Columnas

_FIXED = ("Acción", "Objetivo", "Responsable", "Inicio", "Fin", "Presupuesto", "Observación")
_WIDTHS = (36.0, 12.0, 21.0, 10.5, 10.5, 14.5, 14.0)
_COLUMN = 3.6
_CELL = CUERPO._replace(ajustar=False, horizontal="center", vertical="vcenter", negrita=True)
_MONEY = CUERPO._replace(horizontal="right")


def arrange_acciones(planes: Sequence[PlanRevisado]) -> Anexa:
    """Return the sheet, one section a strategy: its actions from the first to begin, and a column a month or more."""
    axes = [columns_of(plan) for plan in planes]
    widest = max((len(axis.nombres) for axis in axes), default=0)
    page = HojaPlanes((*_WIDTHS, *(_COLUMN for _ in range(widest))), Hojeador(), [])
    page.sheet.put(label("Calendario de acciones", TITULO), alto=28)
    headings = []
    for plan, axis in zip(sections_of(page, planes), axes, strict=True):
        if not plan.estrategia.acciones:
            page.put_missing("El archivo no tiene acciones.")
            continue
        headings.append(_put_actions(page, plan, axis))
    if headings:
        _put_legend(page)
    filas, first = tuple(page.sheet.filas), headings[0] if headings else None
    repeated = (headings[0], headings[0]) if len(headings) == 1 == len(planes) else None
    shown = print_sections(filas, page.anchos, page.paginas, repeated)
    hoja = Hoja(ACCIONES.nombre, ACCIONES.color, page.anchos, filas, (1, 1), None, first, impresion=shown, cuadricula=False)
    return Anexa(ACCIONES, hoja)


def _put_actions(page: HojaPlanes, plan: PlanRevisado, axis: Columnas) -> int:
    """Put the actions of a strategy under their heading; return the row of the heading."""
    page.sheet.put(label(f"Cada columna es {axis.unidad}. La del día de referencia lleva «►»; las de fuera del periodo, «×».", NOTA))
    heading = page.sheet.put(*headers(*_FIXED), *(Celda(name, ENCABEZADO_VERTICAL) for name in axis.nombres), alto=70)
    for line in lines_of(plan):
        bars = [_mark(letter_of(line, axis, position)) for position in range(len(axis.nombres))]
        page.put(plan, ("acciones", line.posicion), [*_cells(line), *bars])
    return heading


def _cells(line: Linea) -> list[Celda | None]:
    item, remark = line.accion, remark_of(line)
    return [
        text(item.accion or item.id, CUERPO),
        text(item.objetivo, CUERPO),
        text(item.responsable, CUERPO) if item.responsable else label("sin responsable", VACIA),
        label(item.inicio or DASH, CUERPO),
        label(item.fin or DASH, CUERPO),
        _money(item.presupuesto),
        label(remark, CUERPO._replace(negrita=True)) if remark else Celda(None, CUERPO),
    ]


def _money(amount: Dinero | None) -> Celda:
    if amount is None:
        return label(DASH, CUERPO._replace(horizontal="center"))
    shown = show_number(amount.monto, 0 if amount.monto == int(amount.monto) else 2)
    return label(f"{shown} {amount.moneda or ''}".rstrip(), _MONEY)


def _mark(letter: str) -> Celda:
    if not letter:
        return Celda(None, _CELL)
    _, fill, ink = LETRAS[letter]
    return Celda(letter, _CELL._replace(fondo=fill, color=ink))


def _put_legend(page: HojaPlanes) -> None:
    for letter, (meaning, fill, ink) in LETRAS.items():
        style = _CELL._replace(fondo=fill, color=ink, horizontal="left")
        page.sheet.put(Celda(f"{letter}: {meaning}", style))

"""Actores: who takes part in a strategy, by sector and side, with the sectors where there is nobody."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from evaluacion.base.textos import SECTORES
from evaluacion.check.reglas.entorno.prioritarios import PRIORITARIOS
from evaluacion.publish.libro import Celda, Hoja, Hojeador
from evaluacion.publish.tablero.estilos import CREAM, CUERPO, LIGHT_GREY, NOTA, TITULO, headers, label, text
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import ACTORES, Anexa
from evaluacion.publish.tablero.plan import VACIA, HojaPlanes, PlanRevisado, only_of, quoted, sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluacion.model.estrategia_partes import Actor

_SECTOR, _NAME, _ROLE = 25.0, 25.0, 29.0
_AMBITOS = (("interno", "Interno (en el territorio)"), ("externo", "Externo (fuera del territorio)"))
_SIN_AMBITO = ((None, "Sin ámbito escrito"),)
_PRIORITY = tuple(sector for sector, _ in PRIORITARIOS)
_ORDER = (*_PRIORITY, *(sector for sector in SECTORES if sector not in _PRIORITY), None)
"""The sectors as they are listed: those of priority first; at the end, the actors without a sector."""
_STRONG = CUERPO._replace(negrita=True, fondo=LIGHT_GREY)
_GAP = CUERPO._replace(negrita=True, fondo=CREAM)
_NOTE = "Los sectores con «prioritario» son los cinco en los que el cuaderno concentra el esfuerzo (cap. III, apartado 3.3)."

Posicion = tuple[int, "Actor"]
"""An actor with its position in the file."""


def arrange_actores(planes: Sequence[PlanRevisado]) -> Anexa:
    """Return the sheet, one section a strategy: a row for each actor of a sector, its side and what it does."""
    sides = _AMBITOS + (_SIN_AMBITO if any(item.ambito is None for plan in planes for item in plan.estrategia.actores) else ())
    page = HojaPlanes((_SECTOR, *((_NAME, _ROLE) * len(sides))), Hojeador(), [])
    page.sheet.put(label("Mapa de actores", TITULO), alto=28)
    first = 0
    for plan in sections_of(page, planes):
        page.sheet.put(label(_NOTE, NOTA))
        page.sheet.put(label(_missing(plan), NOTA._replace(negrita=True)))
        heading = page.sheet.put(*headers("Sector", *(word for _, side in sides for word in (side, "Papel"))), alto=18)
        first = first or heading
        for sector in _ORDER:
            for celdas, position in _rows(plan, sector, [side for side, _ in sides]):
                page.put(plan, ("actores", position) if position is not None else ("actores",), celdas)
    shown = print_sections(page.sheet.filas, page.anchos, page.paginas)
    filas = tuple(page.sheet.filas)
    hoja = Hoja(ACTORES.nombre, ACTORES.color, page.anchos, filas, (1, 1), None, first, impresion=shown, cuadricula=False)
    return Anexa(ACTORES, hoja)


def _missing(plan: PlanRevisado) -> str:
    """Return which priority sectors have nobody, in a line."""
    actors = plan.estrategia.actores
    present = {item.sector for item in actors}
    absent = [SECTORES[sector] for sector in _PRIORITY if sector not in present]
    count = only_of(len(actors), "actor", "actores")
    return f"{count}. Sectores prioritarios sin actores: {quoted(absent)}." if absent else f"{count}. Ningún sector prioritario falta."


def _rows(plan: PlanRevisado, sector: str | None, sides: Sequence[str | None]) -> Iterator[tuple[list[Celda | None], int | None]]:
    """Yield the rows of a sector: its n-th actor of each side on the n-th; one row when it has none."""
    found = [item for item in enumerate(plan.estrategia.actores) if item[1].sector == sector]
    if not found:
        if sector is not None:
            gap = "falta: prioritario" if sector in _PRIORITY else "sin actores"
            style = _GAP if sector in _PRIORITY else VACIA
            yield [label(_heading(sector), _STRONG), label(gap, style), *(Celda(None, CUERPO) for _ in range(2 * len(sides) - 1))], None
        return
    by_side = [[item for item in found if item[1].ambito == side] for side in sides]
    for number, items in enumerate(zip_longest(*by_side)):
        cells: list[Celda | None] = [label(_heading(sector) if number == 0 else "", _STRONG)]
        for item in items:
            cells += _actor(item)
        yield cells, min(position for position, _ in filter(None, items))


def _heading(sector: str | None) -> str:
    if sector is None:
        return "sin sector escrito"
    return SECTORES[sector] + (" (prioritario)" if sector in _PRIORITY else "")


def _actor(item: Posicion | None) -> tuple[Celda, Celda]:
    if item is None:
        return Celda(None, CUERPO), Celda(None, CUERPO)
    return text(item[1].nombre, CUERPO), text(item[1].papel, CUERPO)

"""Riesgos: each risk, the likeliest without contingency first, and beside them how many of each type and probability."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from evaluacion.check.reglas.entorno.tipos import TIPOS
from evaluacion.publish.libro import Celda, Hoja, Hojeador
from evaluacion.publish.tablero.estilos import CREAM, CUERPO, LIGHT_GREY, NOTA, TITULO, headers, label, text
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import RIESGOS, Anexa
from evaluacion.publish.tablero.plan import VACIA, HojaPlanes, PlanRevisado, sections_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.model.estrategia_partes import Riesgo

_PROBABILIDADES = ("alta", "media", "baja", None)
_NO_WORD = "sin escribir"
_LIST = ("Probabilidad", "Tipo", "Riesgo", "Contingencia")
_COUNTS = ("Tipo", *(f"{word or 'Sin escribir'}".capitalize() for word in _PROBABILIDADES), "Total")
_WIDTHS = (12.0, 20.0, 36.0, 40.0, 1.5, 21.0, 6.0, 7.0, 6.0, 11.0, 15.0)
_LIKELY = ("alta", "media")
"""Probabilities for which the source wants a contingency."""
_STRONG = CUERPO._replace(negrita=True, fondo=LIGHT_GREY)
_COUNT = CUERPO._replace(horizontal="center")
_GAP = CUERPO._replace(negrita=True, fondo=CREAM)
_NOTE = "Primero lo más probable y, en cada probabilidad, lo que no tiene contingencia (cuaderno, cap. IV, paso 9)."


def arrange_riesgos(planes: Sequence[PlanRevisado]) -> Anexa:
    """Return the sheet, one section a strategy: the risks in the order in which to prepare for them, and type by probability."""
    page = HojaPlanes(_WIDTHS, Hojeador(), [])
    page.sheet.put(label("Riesgos", TITULO), alto=28)
    first = 0
    for plan in sections_of(page, planes):
        page.sheet.put(label(_NOTE if plan.estrategia.riesgos else "El archivo no tiene riesgos.", NOTA))
        heading = page.sheet.put(*headers(*_LIST), None, *headers(*_COUNTS), alto=18)
        first = first or heading
        for risk, counts in zip_longest(sorted(enumerate(plan.estrategia.riesgos), key=_urgency), _counts(plan.estrategia.riesgos)):
            listed = _risk(risk[1]) if risk is not None else [None] * len(_LIST)
            page.put(plan, ("riesgos",) if risk is None else ("riesgos", risk[0]), [*listed, None, *(counts or ())])
    shown = print_sections(page.sheet.filas, _WIDTHS, page.paginas)
    filas = tuple(page.sheet.filas)
    hoja = Hoja(RIESGOS.nombre, RIESGOS.color, _WIDTHS, filas, (1, 0), None, first, impresion=shown, cuadricula=False)
    return Anexa(RIESGOS, hoja)


def _urgency(entry: tuple[int, Riesgo]) -> tuple[int, bool, int]:
    position, item = entry
    return _PROBABILIDADES.index(item.probabilidad), item.contingencia is not None, position


def _risk(item: Riesgo) -> list[Celda | None]:
    kind = next(name for name, kinds in TIPOS if item.tipo in kinds)
    missing = label("sin contingencia", _GAP if item.probabilidad in _LIKELY else VACIA)
    plan = text(item.contingencia, CUERPO) if item.contingencia is not None else missing
    return [label(item.probabilidad or _NO_WORD, _COUNT), label(kind, CUERPO), text(item.descripcion, CUERPO), plan]


def _counts(riesgos: Sequence[Riesgo]) -> list[list[Celda]]:
    """Return a row for each type: how many risks of each probability, and in all."""
    rows = []
    for name, kinds in TIPOS:
        mine = [item for item in riesgos if item.tipo in kinds]
        numbers = [sum(item.probabilidad == word for item in mine) for word in _PROBABILIDADES]
        total = Celda(float(len(mine)), _COUNT._replace(negrita=True)) if mine else label("no se consideró", _GAP)
        rows.append([label(name, _STRONG), *(Celda(float(number), _COUNT) for number in numbers), total])
    return rows

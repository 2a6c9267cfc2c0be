"""FODA: the four quadrants of the diagnosis, and the crossing of them left for people to fill."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Hoja, Hojeador
from evaluacion.publish.tablero.estilos import CUERPO, DASH, ENCABEZADO, LIGHT_GREY, NOTA, SUBTITULO, TITULO, headers, label, text
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import FODA, Anexa
from evaluacion.publish.tablero.plan import VACIA, HojaPlanes, PlanRevisado, sections_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.model.estrategia_partes import Diagnostico

_WIDTHS = (6.0, 62.0, 6.0, 62.0)
_BOX = 84.0
"""Height of an empty cell of the crossing, in points: room for five lines by hand."""
_CODE = CUERPO._replace(negrita=True, horizontal="center", fondo=LIGHT_GREY)
_PAIRS = (("fortalezas", "debilidades", "Dentro del territorio"), ("oportunidades", "amenazas", "En el entorno internacional"))
"""What stands side by side, and where it is looked for."""
_CROSSED = (
    (("FO", "Fortalezas con oportunidades: ¿qué fortaleza permite aprovechar cada oportunidad?"),
     ("FA", "Fortalezas ante amenazas: ¿qué fortaleza protege de cada amenaza?")),
    (("DO", "Debilidades con oportunidades: ¿qué oportunidad ayuda a superar cada debilidad?"),
     ("DA", "Debilidades ante amenazas: ¿qué se evita o se reduce para no quedar expuesto?")),
)  # fmt: skip
_INSTRUCTION = (
    "Escriba en cada recuadro una o dos estrategias, con la clave de lo que cruzan (por ejemplo, F1 con O2).",
    "Lo que decida, páselo a «objetivos» o a «acciones» del archivo: este libro se vuelve a escribir con cada cambio.",
    "El cruce es un agregado de esta herramienta: el libro (cap. 1, plan de internacionalización, paso 1) pide los cuatro cuadrantes.",
)


def arrange_foda(planes: Sequence[PlanRevisado]) -> Anexa:
    """Return the sheet, one section a strategy: quadrants with a code for each item, then four empty boxes."""
    page = HojaPlanes(_WIDTHS, Hojeador(), [])
    page.sheet.put(label("FODA con mirada internacional", TITULO), alto=28)
    for plan in sections_of(page, planes):
        diagnosis = plan.estrategia.diagnostico
        if diagnosis is None:
            page.put_missing("El archivo no tiene diagnóstico: los cuadrantes están vacíos.")
        for left, right, where in _PAIRS:
            _put_quadrants(page, plan, (left, right), where)
        if diagnosis is not None:
            _put_rest(page, plan, diagnosis)
        _put_crossing(page)
    shown = print_sections(page.sheet.filas, _WIDTHS, page.paginas)
    filas = tuple(page.sheet.filas)
    return Anexa(FODA, Hoja(FODA.nombre, FODA.color, _WIDTHS, filas, congelar=(1, 0), impresion=shown, cuadricula=False))


def _items(plan: PlanRevisado) -> int:
    """Return how many items the quadrants have in all."""
    return sum(len(getattr(plan.estrategia.diagnostico, name, ())) for *names, _ in _PAIRS for name in names)


def _put_quadrants(page: HojaPlanes, plan: PlanRevisado, names: tuple[str, str], where: str) -> None:
    """Put two quadrants side by side, each item on a row with its code: the initial of the quadrant and its number."""
    page.sheet.put(label(where, SUBTITULO))
    page.sheet.put(*(cell for name in names for cell in headers("", name.capitalize())))
    lists = [tuple(getattr(plan.estrategia.diagnostico, name, ())) for name in names]
    if not any(lists):
        page.sheet.put(*(cell for _ in names for cell in (Celda(None, _CODE), label("Sin escribir en el archivo.", VACIA))))
        return
    for number, items in enumerate(zip_longest(*lists), 1):
        cells: list[Celda | None] = []
        for name, item, whole in zip(names, items, lists, strict=True):
            cells += _item(f"{name[0].upper()}{number}", item, is_bare=not whole and number == 1)
        longest = names[0] if len(lists[0]) >= number else names[1]
        page.put(plan, ("diagnostico", longest, number - 1), cells)


def _item(code: str, item: str | None, *, is_bare: bool) -> tuple[Celda, Celda]:
    if item is not None:
        return Celda(code, _CODE), text(item, CUERPO)
    return Celda(None, _CODE), label("Sin escribir en el archivo." if is_bare else "", VACIA) if is_bare else Celda(None, CUERPO)


def _put_rest(page: HojaPlanes, plan: PlanRevisado, diagnosis: Diagnostico) -> None:
    page.sheet.skip()
    for key, name, words in (("perfil", "Perfil del territorio", diagnosis.perfil), ("herencia", "Lo heredado", diagnosis.herencia)):
        page.put(plan, ("diagnostico", key), [None, text(f"{name}: {words if words is not None else DASH}", CUERPO)])


def _put_crossing(page: HojaPlanes) -> None:
    page.sheet.skip()
    page.sheet.put(label("Estrategias cruzadas, para llenar", SUBTITULO))
    for line in _INSTRUCTION:
        page.sheet.put(label(line, NOTA))
    for pair in _CROSSED:
        page.sheet.put(*(Celda(words, ENCABEZADO) for code, question in pair for words in (code, question)), alto=28)
        page.sheet.put(*(Celda(None, style) for _ in pair for style in (_CODE, CUERPO)), alto=_BOX)

"""Hallazgos: every finding of a review in one table with filter, and how many each strategy has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Hoja, Hojeador, Impresion, Rango
from evaluacion.publish.tablero.estilos import CREAM, CUERPO, NOTA, SUBTITULO, TITULO, headers, height_of, label, text
from evaluacion.publish.tablero.nombres import HALLAZGOS, Anexa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.model.hallazgo import Hallazgo, Revision

_COLUMNS = ("Regla", "Severidad", "Qué pasa", "Remedio", "Parte del plan", "Archivo y renglón", "Estado", "Motivo")
_WIDTHS = (19.0, 9.0, 42.0, 40.0, 21.0, 23.0, 11.0, 18.0)
_STATES = {"nuevo": "por atender", "conocido": "ya conocido", "suprimido": "exceptuado"}
_STRONG = CUERPO._replace(negrita=True)
_FAULT = _STRONG._replace(fondo=CREAM)
_NOTE = "«evaluacion regla CÓDIGO» explica cada regla. Una falla hace que la revisión termine con 1; un aviso, no."


def arrange_hallazgos(revisiones: Sequence[Revision]) -> Anexa:
    """Return the sheet: the findings by file and place, then a line for each file."""
    sheet = Hojeador()
    sheet.put(label("Hallazgos de la revisión", TITULO), alto=28)
    sheet.put(label(_NOTE, NOTA))
    heading = sheet.put(*headers(*_COLUMNS), alto=18)
    for revision in revisiones:
        for item in revision.hallazgos:
            _put(sheet, _finding(item), revision)
    last = sheet.siguiente - 1
    if last == heading:
        sheet.put(label("Ninguna regla encontró nada que corregir.", NOTA))
    sheet.skip()
    sheet.put(label("Por archivo", SUBTITULO))
    sheet.put(*headers("Estrategia", "Al día", "Cuenta", "Archivo"))
    for revision in revisiones:
        _put(sheet, _count(revision), revision)
    hoja = Hoja(
        HALLAZGOS.nombre,
        HALLAZGOS.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(heading + 1, 1),
        filtro=Rango(heading, 0, max(last, heading), len(_COLUMNS) - 1),
        encabezado=heading,
        impresion=Impresion((1, 0), repetir=(heading, heading)),
        cuadricula=False,
    )
    return Anexa(HALLAZGOS, hoja)


def _put(sheet: Hojeador, celdas: Sequence[Celda | None], revision: Revision) -> None:
    sheet.put(*celdas, alto=height_of(celdas, _WIDTHS), de=revision.estrategia)


def _finding(item: Hallazgo) -> list[Celda | None]:
    until = f"{item.motivo} (hasta {item.hasta})" if item.hasta is not None else item.motivo
    return [
        text(item.regla, _STRONG),
        label(item.severidad, _FAULT if item.severidad == "falla" else CUERPO),
        text(item.texto, CUERPO),
        text(item.remedio, CUERPO),
        text(item.ruta, CUERPO),
        text(item.origen, CUERPO),
        label(_STATES[item.estado], CUERPO),
        text(until, CUERPO) if until is not None else Celda(None, CUERPO),
    ]


def _count(revision: Revision) -> list[Celda | None]:
    found = Counter(item.severidad for item in revision.vigentes)
    others = Counter(item.estado for item in revision.hallazgos)
    unjudged = len({item.regla for item in revision.no_juzgadas})
    words = (
        f"Fallas: {found['falla']}; avisos: {found['aviso']}; ya conocidos: {others['conocido']}; exceptuados: {others['suprimido']}. "
        f"Reglas en regla: {len(revision.en_regla)}; sin poder juzgar: {unjudged}; que no aplican: {len(revision.no_aplican)}."
    )
    return [text(revision.estrategia, _STRONG), label(revision.fecha, CUERPO), label(words, CUERPO), text(revision.archivo, CUERPO)]

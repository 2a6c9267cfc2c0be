"""Detalle: one row a question, from the answer down to the file and line in which it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Enlace, Fila, Hoja, Hojeador, Rango
from evaluacion.publish.panel_textos import judge_of, said_of, votes_lines
from evaluacion.publish.tablero.estilos import CUERPO, NOTA, TITULO, headers, height_of, label, number, text
from evaluacion.publish.tablero.impresion import print_table
from evaluacion.publish.tablero.nombres import DETALLE
from evaluacion.publish.tablero.seccion import Renglon, Seccion, criterio_name, number_of, source_of
from evaluacion.publish.tablero.seleccion import selection_text

if TYPE_CHECKING:
    from evaluacion.model.ficha import FichaCriterio, FichaPregunta
    from evaluacion.model.marco import Marco

ESTADO = {"respondida": "respondida", "sin_responder": "sin responder", "no_aplica": "no aplica", "sin_evidencia": "sin evidencia"}
"""The state of a question, as readers see it."""
Lugares = dict[tuple[str, int], Enlace]
"""Where the questions of a record begin, by marco and position in its result."""
_COLUMNS = (
    ("Marco", 13),
    ("Registro", 26),
    ("Clave", 15),
    ("Evaluador", 15),
    ("Criterio", 19),
    ("Núm.", 7),
    ("Pregunta", 42),
    ("Respuesta", 11),
    ("Estado", 12),
    ("Puntos", 8),
    ("Evidencia", 58),
    ("Dónde consta", 34),
    ("Motivo o nota", 24),
    ("Archivo y línea", 30),
    ("Fuente de la pregunta", 34),
)
_WIDTHS = tuple(float(width) for _, width in _COLUMNS)
_PRINTED = len(_COLUMNS) - 2
"""Columns that go on paper: not the file and line nor the source of the question, that Metodología and the marco have."""
_POINT_DECIMALS = 2
_CENTRED = CUERPO._replace(horizontal="center")


def arrange_detalle(secciones: tuple[Seccion, ...]) -> tuple[Hoja, Lugares]:
    """Return the sheet, and where each record begins in it."""
    sheet, places = Hojeador(), Lugares()
    sheet.put(label("Detalle de respuestas", TITULO), alto=26)
    for line in _explanations(secciones):
        sheet.put(label(line, NOTA))
    head = sheet.put(*headers(*(name for name, _ in _COLUMNS)), alto=28)
    for seccion in secciones:
        asked = _asked_cells(seccion.marco)
        for renglon in seccion.detallados:
            if renglon.ficha.preguntas:
                places[seccion.marco.marco, renglon.posicion] = Enlace(DETALLE.nombre, sheet.siguiente)
            whose = _whose_cells(seccion, renglon)
            for criterio in renglon.ficha.criterios:
                sheet.filas.extend(_row(whose, asked[item.ruta], criterio, item, renglon.ficha.practica) for item in criterio.preguntas)
    hoja = Hoja(
        DETALLE.nombre,
        DETALLE.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(head + 1, 2),
        filtro=Rango(head, 0, max(sheet.siguiente - 1, head + 1), len(_COLUMNS) - 1),
        encabezado=head,
        impresion=print_table(head, sheet.siguiente, _WIDTHS, _PRINTED),
    )
    return hoja, places


def _explanations(secciones: tuple[Seccion, ...]) -> list[str]:
    lines = [
        "«Puntos» va de 0 a 1 y ya está volteado en las preguntas en que un sí habla en contra. Vacío no es cero: es que falta responder.",
    ]
    for seccion in secciones:
        shown, all_ = len(seccion.detallados), seccion.conjunto.total
        if shown < all_:
            how = selection_text(ranked=seccion.clasifica)
            lines.append(f"{seccion.marco.titulo}: se detallan {shown:,} de {all_:,} registros ({how}). Los totales incluyen a todos.")
    return lines


Celdas = tuple[Celda, ...]


def _whose_cells(seccion: Seccion, renglon: Renglon) -> Celdas:
    ficha = renglon.ficha
    return (text(seccion.marco.marco), text(renglon.nombre), text(ficha.practica), text(judge_of(ficha)))


def _asked_cells(marco: Marco) -> dict[str, tuple[Celdas, Celda]]:
    """Return, by path, the cells of each question that no record changes: those before the answer, and its source."""
    cells = dict[str, tuple[Celdas, Celda]]()
    for criterio in marco.criterios:
        for pregunta in criterio.preguntas:
            words = pregunta.texto + (" (inversa: un sí habla en contra)" if pregunta.sentido == "inverso" else "")
            before = (text(criterio_name(criterio)), text(number_of(criterio, pregunta)), text(words))
            cells[f"{criterio.id}.{pregunta.id}"] = (before, text(source_of(marco, criterio, pregunta)))
    return cells


def _row(whose: Celdas, asked: tuple[Celdas, Celda], criterio: FichaCriterio, item: FichaPregunta, practica: str) -> Fila:
    written = item.escrita
    said = (written.motivo, written.nota) if written is not None else ()
    cells: Celdas = (
        *whose,
        *asked[0],
        text(said_of(item) or (written.respuesta if written is not None else None)),
        label(ESTADO[item.estado], CUERPO),
        number(item.puntos, _POINT_DECIMALS, _CENTRED),
        *_evidence(item),
        text("\n".join(part for part in (*said, *votes_lines(item), _dependence(criterio, item)) if part)),
        text(item.origen if written is not None else None),
        asked[1],
    )
    return Fila(cells, height_of(cells, _WIDTHS), f"{practica}, {item.ruta}", item.origen)


def _dependence(criterio: FichaCriterio, item: FichaPregunta) -> str:
    """Return what the question it depends on does to a question, when that one decides it."""
    if item.pregunta.depende_de is None:
        return ""
    base = next((other for other in criterio.preguntas if other.pregunta.id == item.pregunta.depende_de), None)
    if base is None:
        return ""
    name = number_of(criterio.criterio, base.pregunta)
    if base.estado == "no_aplica":
        return f"No aplica porque no aplica la {name}."
    if base.estado != "respondida":
        return f"Espera la respuesta de la {name}."
    return f"Vale 0 porque la {name} vale 0." if base.puntos == 0 else ""


def _evidence(item: FichaPregunta) -> tuple[Celda, Celda]:
    evidence = item.escrita.evidencia if item.escrita is not None else None
    if evidence is None or not evidence.presente:
        claims = item.estado == "sin_evidencia" or (item.pregunta.evidencia == "recomendada" and (item.puntos or 0) > 0)
        return (label("falta", CUERPO) if claims else text(None)), text(None)
    page = f"p. {evidence.pagina}" if evidence.pagina else None
    where = ", ".join(part for part in (evidence.documento, evidence.lugar, page, evidence.fecha, evidence.url) if part)
    return text(evidence.texto), text(where)

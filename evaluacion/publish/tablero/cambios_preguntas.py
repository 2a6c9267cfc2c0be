"""The questions, rules and evaluators that moved the records, one by one, with the evidence and the place of both rounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.compare.cambio import REGLAS
from evaluacion.publish.diferencias_palabras import PARTES_TEXTO, arrow, is_nothing, said_text
from evaluacion.publish.libro import Celda, Estilo, Hojeador
from evaluacion.publish.tablero.estilos import (
    DASH,
    HIGH_COLOR,
    LINEA,
    LINEA_CENTRADA,
    LOW_COLOR,
    SUBTITULO,
    headers,
    height_of,
    label,
    text,
)

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import Dicho, MarcoComparado, PreguntaMovida, RegistroCambiado, Tres

ANCHOS = (30.0, 34.0, 5.0, *(11.0,) * 11, 62.0)
"""Widths of the columns of the sheet of changes."""
ENCABEZADO_ALTO = 40.0
"""Height of the heading of a table."""
AJUSTADA = LINEA._replace(ajustar=True, tamano=9, vertical="top")
"""A cell whose text runs over several lines."""
_SMALL = LINEA_CENTRADA._replace(tamano=9, ajustar=True)
_CHANGE_FORMAT = "+#,##0.00;-#,##0.00;0.00"
_QUESTION_HEAD = (
    "Registro",
    "Pregunta",
    "",
    "Antes",
    "Después",
    "Sola, en su criterio",
    "Sola, en el total",
    "En el garantizado",
    "En el alcanzable",
    "Parte",
)


def change_cell(value: float | None, look: Estilo, *, plain: bool = False) -> Celda:
    """Return a cell with a change, with its sign and, unless `plain`, its colour; the dash where there is none."""
    if value is None:
        return Celda(DASH, look)
    return Celda(round(value, COMPARED_DECIMALS), (look if plain else coloured(look, value))._replace(formato=_CHANGE_FORMAT))


def coloured(look: Estilo, value: float | None) -> Estilo:
    """Return a look with the colour of a rise or of a fall; as it is where nothing changes."""
    fill = {"▲": HIGH_COLOR, "▼": LOW_COLOR}.get(arrow(value))
    return look._replace(fondo=fill) if fill else look


def put_questions(sheet: Hojeador, marco: MarcoComparado) -> None:
    """Put the table of what moved each record: questions, then rules, then what they move only together; nothing where nothing did."""
    rows = [(record, question) for record in marco.registros for question in record.preguntas]
    together = [
        (record, name, rest) for record in marco.registros for name, rest in zip(PARTES_TEXTO, record.total.juntas or (), strict=False)
    ]
    together = [item for item in together if not is_nothing(item[2])]
    if not rows and not together and not any(not is_nothing(rule.en_total) for record in marco.registros for rule in record.reglas):
        return
    sheet.put(label("Qué lo movió, pregunta por pregunta", SUBTITULO))
    sheet.put(*headers(*_QUESTION_HEAD), *(None,) * 4, *headers("Evidencia y lugar"), alto=ENCABEZADO_ALTO)
    for record, question in rows:
        cells = tuple(_question_cells(record, question))
        sheet.put(*cells, alto=height_of(cells, ANCHOS), de=record.id)
    for record in marco.registros:
        for rule in record.reglas:
            if not is_nothing(rule.en_total):
                what = f"Regla: {marco.reglas[rule.regla].lugar}"
                _put_rest(sheet, record, text(what, AJUSTADA), PARTES_TEXTO[REGLAS], rule.en_total)
    for record, name, rest in together:
        _put_rest(sheet, record, label("Lo que varias mueven solo juntas", AJUSTADA), name, rest)


def _put_rest(sheet: Hojeador, record: RegistroCambiado, what: Celda, part: str, moved: Tres) -> None:
    """Put what a rule moves, or what the questions of a part move only together."""
    cells = (
        text(record.titulo or record.id, AJUSTADA),
        what,
        label(arrow(moved.puntaje), coloured(_SMALL, moved.puntaje)),
        *(None,) * 3,
        *(change_cell(value, _SMALL) for value in moved),
        label(part, _SMALL),
    )
    sheet.put(*cells, alto=height_of(cells, ANCHOS), de=record.id)


def _question_cells(record: RegistroCambiado, question: PreguntaMovida) -> Iterator[Celda | None]:
    yield text(record.titulo or record.id, AJUSTADA)
    yield text(f"{question.criterio}.{question.pregunta}: {question.texto}", AJUSTADA)
    moved = question.en_total.puntaje if question.en_total.puntaje is not None else question.en_total.minimo
    yield label(arrow(moved), coloured(_SMALL, moved))
    yield text(said_text(question.antes), _SMALL)
    yield text(said_text(question.despues), _SMALL)
    yield change_cell(question.en_criterio.puntaje, _SMALL)
    yield from (change_cell(value, _SMALL) for value in question.en_total)
    yield label(PARTES_TEXTO[question.parte], _SMALL)
    yield from (None,) * 4
    yield text(f"Antes: {_backing(question.antes)}\nDespués: {_backing(question.despues)}", AJUSTADA)


def _backing(said: Dicho) -> str:
    if said.origen is None:
        return "no está escrita."
    return f"{said.evidencia or 'sin evidencia escrita'} [{said.origen}]"

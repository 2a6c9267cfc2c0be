"""Cambios: what changed between rounds in each record and criterion, its four parts, what moved it, and the lines through the rounds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.compare.cambio import REGLAS
from evaluacion.publish.diferencias_palabras import (
    METODO,
    NIVELES_TEXTO,
    PARTES_TEXTO,
    arrow,
    has_moved,
    is_nothing,
    said_text,
    versions_text,
)
from evaluacion.publish.libro import Celda, Estilo, Grafica, Hoja, Hojeador
from evaluacion.publish.tablero.cambios_lineas import ALTO, make_lines, put_rounds
from evaluacion.publish.tablero.estilos import (
    AVISO,
    DASH,
    HIGH_COLOR,
    LIGHT_GREY,
    LINEA,
    LINEA_CENTRADA,
    LOW_COLOR,
    NOTA,
    SECCION,
    SUBTITULO,
    TITULO,
    band,
    headers,
    height_of,
    label,
    lines_of,
    number,
    text,
)
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import CAMBIOS

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import (
        Dicho,
        Diferencia,
        Diferencias,
        MarcoComparado,
        NodoCambiado,
        PreguntaMovida,
        RegistroCambiado,
        Trayectoria,
        Tres,
    )
    from evaluacion.model.procedencia import Procedencia

_WIDTHS = (30.0, 34.0, 5.0, *(11.0,) * 11, 62.0)
_HEADER_HEIGHT, _ROW_PIXELS, _LINE = 40.0, 20, 13.5
_CHANGE_FORMAT = "+#,##0.00;-#,##0.00;0.00"
_NODE_HEAD = (
    "Registro",
    "Total o criterio",
    "",
    "Antes",
    "Después",
    "Cambio",
    *PARTES_TEXTO,
    "Garantizado antes",
    "Garantizado después",
    "Alcanzable antes",
    "Alcanzable después",
    "Nivel",
)
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
_MUEVE = {"puntaje": "puntajes", "nivel": "niveles o lugares", "texto": "solo lo que se lee"}
_WRAPPED = LINEA._replace(ajustar=True, tamano=9, vertical="top")
_SMALL = LINEA_CENTRADA._replace(tamano=9, ajustar=True)
_PLAIN = LINEA._replace(borde=False, tamano=9)
_LEVEL_FILL = {"gana": HIGH_COLOR, "pierde": LOW_COLOR}


@dataclass(slots=True)
class _EnCurso:
    """The sheet being filled."""

    sheet: Hojeador = field(default_factory=Hojeador)
    graficas: list[Grafica] = field(default_factory=list)
    paginas: list[int] = field(default_factory=lambda: [0])


def arrange_cambios(found: Diferencias, *, sola: bool = False) -> Hoja:
    """Return the sheet: the lines through the rounds, then a section a step and marco; `sola` for a workbook of it alone."""
    made = _EnCurso()
    sheet = made.sheet
    sheet.put(label("Cambios", TITULO), alto=28)
    sheet.put(text(f"Rondas: {' → '.join(found.rondas)}", SUBTITULO))
    for line in lines_of(METODO, _WIDTHS, NOTA):
        sheet.put(label(line, NOTA))
    for trajectory in found.trayectorias:
        if len([version for version in trajectory.versiones if version is not None]) > 1:
            _put_lines(made, trajectory)
    for step in found.todas:
        for marco in step.marcos:
            made.paginas.append(sheet.siguiente)
            _put_marco(sheet, step, marco)
    _put_sources(sheet, found, sola=sola)
    return Hoja(
        CAMBIOS.nombre,
        CAMBIOS.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(1, 1),
        graficas=tuple(made.graficas),
        impresion=print_sections(sheet.filas, _WIDTHS, made.paginas),
        cuadricula=False,
    )


def _put_lines(made: _EnCurso, trajectory: Trayectoria) -> None:
    sheet = made.sheet
    sheet.put(*band(len(_WIDTHS), f"{trajectory.titulo}: por rondas", SECCION), alto=22)
    placed = put_rounds(sheet, trajectory, len(_WIDTHS) - 2)
    if placed is None:
        return
    sheet.skip()
    made.graficas.append(make_lines(trajectory, placed, sheet.siguiente))
    sheet.skip(math.ceil(ALTO / _ROW_PIXELS) + 1)


def _put_marco(sheet: Hojeador, step: Diferencia, marco: MarcoComparado) -> None:
    title = f"{marco.titulo}: de {step.de} a {step.a} ({versions_text(marco)})"
    sheet.put(*band(len(_WIDTHS), title, SECCION._replace(literal=True)), alto=22)
    if marco.ruptura:
        warning = "Ruptura de serie: es otra versión mayor del marco. Ninguna línea de tendencia la cruza."
        sheet.put(*band(len(_WIDTHS), warning, AVISO), alto=18)
    if marco.sin_reparto is not None:
        sheet.put(label(f"Sin reparto: {marco.sin_reparto}.", NOTA))
    for line in summary_of(marco):
        for part in lines_of(line, _WIDTHS, _PLAIN):
            sheet.put(text(part, _PLAIN), alto=_LINE)
    _put_rules(sheet, marco)
    _put_records(sheet, marco)
    _put_questions(sheet, marco)
    sheet.skip()


def summary_of(marco: MarcoComparado) -> Iterator[str]:
    """Yield in sentences what changed in the records of a marco: how many rise and fall, levels, who came and who left."""
    records = marco.registros
    moved = [record for record in records if has_moved(record)]
    yield f"En las dos rondas: {len(records)}. Con algún cambio: {len(moved)}."
    if marco.sin_reparto is None:
        for word, sign in (("Suben", "▲"), ("Bajan", "▼")):
            named = sorted(
                (record for record in moved if record.total.cambio is not None and arrow(record.total.cambio.minimo) == sign),
                key=lambda record: (-abs(_change(record)), record.id),
            )
            if named:
                yield f"{sign} {word} en el garantizado: {_names(named)}."
    for move in ("gana", "pierde"):
        named = [record for record in records if record.nivel == move]
        if named:
            told = "; ".join(f"{record.titulo or record.id}, de {record.niveles[0]} a {record.niveles[1]}" for record in named)
            yield f"{NIVELES_TEXTO[move].capitalize()}: {told}."
    for word, items in (("Aparecen", marco.aparecen), ("Desaparecen", marco.desaparecen)):
        if items:
            yield f"{word}: {', '.join(item.titulo or item.id for item in items)}."


_MOST_NAMES = 10


def _names(records: Sequence[RegistroCambiado]) -> str:
    named = [f"{record.titulo or record.id} ({_change(record):+.2f})" for record in records[:_MOST_NAMES]]
    more = len(records) - len(named)
    return "; ".join(named) + (f"; y {more} más" if more else "")


def _change(record: RegistroCambiado) -> float:
    change = record.total.cambio.minimo if record.total.cambio is not None else None
    return 0.0 if change is None else change


def _put_rules(sheet: Hojeador, marco: MarcoComparado) -> None:
    if not marco.reglas:
        return
    sheet.put(label("Reglas que cambiaron", SUBTITULO))
    sheet.put(*headers("Regla", "Mueve", "", "Antes", "", "", "Después"), alto=18)
    for rule in marco.reglas:
        sheet.put(
            text(rule.lugar, _PLAIN),
            label(_MUEVE[rule.mueve], _PLAIN),
            None,
            text(rule.antes or "no está", _PLAIN),
            None,
            None,
            text(rule.despues or "no está", _PLAIN),
        )
    sheet.skip()


def _put_records(sheet: Hojeador, marco: MarcoComparado) -> None:
    if not marco.registros:
        return
    sheet.put(label("Antes y después, por registro y criterio", SUBTITULO))
    sheet.put(*headers(*_NODE_HEAD), alto=_HEADER_HEIGHT)
    for record in marco.registros:
        shown = [
            node for node in record.nodos if node.nodo.clase == "total" or (node.nodo.clase == "criterio" and node.antes != node.despues)
        ]
        for node in shown:
            cells = tuple(_node_cells(record, node))
            sheet.put(*cells, alto=height_of(cells, _WIDTHS), de=record.id)
    sheet.skip()


def _node_cells(record: RegistroCambiado, node: NodoCambiado) -> Iterator[Celda | None]:
    is_total = node.nodo.clase == "total"
    look = _WRAPPED._replace(negrita=is_total, fondo=LIGHT_GREY if is_total else None)
    figure = look._replace(horizontal="center", vertical="vcenter", ajustar=False)
    change = node.cambio.puntaje if node.cambio is not None else None
    if change is None and node.cambio is not None:
        change = node.cambio.minimo
    yield text(record.titulo or record.id, look)
    yield text(node.nombre, look)
    yield label(arrow(change), _coloured(figure, change))
    yield number(node.antes.puntaje, 2, figure)
    yield number(node.despues.puntaje, 2, figure)
    yield _change_cell(node.cambio.puntaje if node.cambio is not None else None, figure)
    parts = node.partes or (None,) * len(PARTES_TEXTO)
    yield from (_change_cell(part.puntaje if part is not None else None, figure, plain=True) for part in parts)
    yield from (number(value, 2, figure) for value in (node.antes.minimo, node.despues.minimo, node.antes.maximo, node.despues.maximo))
    if not is_total:
        return
    told = NIVELES_TEXTO[record.nivel]
    same = record.niveles[0] == record.niveles[1]
    words = f"{told}: {record.niveles[1]}" if same else f"{told}: de {record.niveles[0]} a {record.niveles[1]}"
    yield text(words, look._replace(fondo=_LEVEL_FILL.get(record.nivel, look.fondo)))


def _change_cell(value: float | None, look: Estilo, *, plain: bool = False) -> Celda:
    if value is None:
        return Celda(DASH, look)
    return Celda(round(value, COMPARED_DECIMALS), (look if plain else _coloured(look, value))._replace(formato=_CHANGE_FORMAT))


def _coloured(look: Estilo, value: float | None) -> Estilo:
    fill = {"▲": HIGH_COLOR, "▼": LOW_COLOR}.get(arrow(value))
    return look._replace(fondo=fill) if fill else look


def _put_questions(sheet: Hojeador, marco: MarcoComparado) -> None:
    rows = [(record, question) for record in marco.registros for question in record.preguntas]
    together = [
        (record, name, rest) for record in marco.registros for name, rest in zip(PARTES_TEXTO, record.total.juntas or (), strict=False)
    ]
    together = [item for item in together if not is_nothing(item[2])]
    if not rows and not together and not any(not is_nothing(rule.en_total) for record in marco.registros for rule in record.reglas):
        return
    sheet.put(label("Qué lo movió, pregunta por pregunta", SUBTITULO))
    sheet.put(*headers(*_QUESTION_HEAD), *(None,) * 4, *headers("Evidencia y lugar"), alto=_HEADER_HEIGHT)
    for record, question in rows:
        cells = tuple(_question_cells(record, question))
        sheet.put(*cells, alto=height_of(cells, _WIDTHS), de=record.id)
    for record in marco.registros:
        for rule in record.reglas:
            if not is_nothing(rule.en_total):
                what = f"Regla: {marco.reglas[rule.regla].lugar}"
                _put_rest(sheet, record, text(what, _WRAPPED), PARTES_TEXTO[REGLAS], rule.en_total)
    for record, name, rest in together:
        _put_rest(sheet, record, label("Lo que varias mueven solo juntas", _WRAPPED), name, rest)


def _put_rest(sheet: Hojeador, record: RegistroCambiado, what: Celda, part: str, moved: Tres) -> None:
    """Put what a rule moves, or what the questions of a part move only together."""
    cells = (
        text(record.titulo or record.id, _WRAPPED),
        what,
        label(arrow(moved.puntaje), _coloured(_SMALL, moved.puntaje)),
        *(None,) * 3,
        *(_change_cell(value, _SMALL) for value in moved),
        label(part, _SMALL),
    )
    sheet.put(*cells, alto=height_of(cells, _WIDTHS), de=record.id)


def _question_cells(record: RegistroCambiado, question: PreguntaMovida) -> Iterator[Celda | None]:
    yield text(record.titulo or record.id, _WRAPPED)
    yield text(f"{question.criterio}.{question.pregunta}: {question.texto}", _WRAPPED)
    moved = question.en_total.puntaje if question.en_total.puntaje is not None else question.en_total.minimo
    yield label(arrow(moved), _coloured(_SMALL, moved))
    yield text(said_text(question.antes), _SMALL)
    yield text(said_text(question.despues), _SMALL)
    yield _change_cell(question.en_criterio.puntaje, _SMALL)
    yield from (_change_cell(value, _SMALL) for value in question.en_total)
    yield label(PARTES_TEXTO[question.parte], _SMALL)
    yield from (None,) * 4
    yield text(f"Antes: {_backing(question.antes)}\nDespués: {_backing(question.despues)}", _WRAPPED)


def _backing(said: Dicho) -> str:
    if said.origen is None:
        return "no está escrita."
    return f"{said.evidencia or 'sin evidencia escrita'} [{said.origen}]"


def _put_sources(sheet: Hojeador, found: Diferencias, *, sola: bool) -> None:
    sheet.put(label("De dónde salen", SUBTITULO))
    told: list[tuple[str, Procedencia]] = []
    for step in found.tramos:
        told.extend(zip((step.de, step.a), step.procedencias, strict=True))
    for name, source in dict(told).items():
        used = ", ".join(f"{marco.marco} {marco.version}, {marco.archivo}, huella {marco.huella}" for marco in source.marcos)
        sheet.put(text(f"{name}: {source.herramienta} {source.version}; {used}", _PLAIN))
        if not sola:
            continue
        for path, digest in source.archivos:
            sheet.put(text(f"{name}: archivo {path}, sha256 {digest}", _PLAIN))

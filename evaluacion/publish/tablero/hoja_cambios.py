"""Cambios: what changed between rounds in each record and criterion, its four parts, what moved it, and the lines through the rounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evaluacion.publish.diferencias_palabras import (
    METODO,
    NIVELES_TEXTO,
    PARTES_TEXTO,
    arrow,
    versions_text,
)
from evaluacion.publish.libro import Celda, Grafica, Hoja, Hojeador
from evaluacion.publish.tablero.cambios_frases import summary_of
from evaluacion.publish.tablero.cambios_lineas import ALTO, make_lines, put_rounds
from evaluacion.publish.tablero.cambios_preguntas import AJUSTADA, ANCHOS, ENCABEZADO_ALTO, change_cell, coloured, put_questions
from evaluacion.publish.tablero.estilos import (
    AVISO,
    HIGH_COLOR,
    LIGHT_GREY,
    LINEA,
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
        Diferencia,
        Diferencias,
        MarcoComparado,
        NodoCambiado,
        RegistroCambiado,
        Trayectoria,
    )
    from evaluacion.model.procedencia import Procedencia

_ROW_PIXELS, _LINE = 20, 13.5
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
_MUEVE = {"puntaje": "puntajes", "nivel": "niveles o lugares", "texto": "solo lo que se lee"}
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
    for line in lines_of(METODO, ANCHOS, NOTA):
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
        ANCHOS,
        tuple(sheet.filas),
        congelar=(1, 1),
        graficas=tuple(made.graficas),
        impresion=print_sections(sheet.filas, ANCHOS, made.paginas),
        cuadricula=False,
    )


def _put_lines(made: _EnCurso, trajectory: Trayectoria) -> None:
    sheet = made.sheet
    sheet.put(*band(len(ANCHOS), f"{trajectory.titulo}: por rondas", SECCION), alto=22)
    placed = put_rounds(sheet, trajectory, len(ANCHOS) - 2)
    if placed is None:
        return
    sheet.skip()
    made.graficas.append(make_lines(trajectory, placed, sheet.siguiente))
    sheet.skip(math.ceil(ALTO / _ROW_PIXELS) + 1)


def _put_marco(sheet: Hojeador, step: Diferencia, marco: MarcoComparado) -> None:
    title = f"{marco.titulo}: de {step.de} a {step.a} ({versions_text(marco)})"
    sheet.put(*band(len(ANCHOS), title, SECCION._replace(literal=True)), alto=22)
    if marco.ruptura:
        warning = "Ruptura de serie: es otra versión mayor del marco. Ninguna línea de tendencia la cruza."
        sheet.put(*band(len(ANCHOS), warning, AVISO), alto=18)
    if marco.sin_reparto is not None:
        sheet.put(label(f"Sin reparto: {marco.sin_reparto}.", NOTA))
    for line in summary_of(marco):
        for part in lines_of(line, ANCHOS, _PLAIN):
            sheet.put(text(part, _PLAIN), alto=_LINE)
    _put_rules(sheet, marco)
    _put_records(sheet, marco)
    put_questions(sheet, marco)
    sheet.skip()


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
    sheet.put(*headers(*_NODE_HEAD), alto=ENCABEZADO_ALTO)
    for record in marco.registros:
        shown = [
            node for node in record.nodos if node.nodo.clase == "total" or (node.nodo.clase == "criterio" and node.antes != node.despues)
        ]
        for node in shown:
            cells = tuple(_node_cells(record, node))
            sheet.put(*cells, alto=height_of(cells, ANCHOS), de=record.id)
    sheet.skip()


def _node_cells(record: RegistroCambiado, node: NodoCambiado) -> Iterator[Celda | None]:
    is_total = node.nodo.clase == "total"
    look = AJUSTADA._replace(negrita=is_total, fondo=LIGHT_GREY if is_total else None)
    figure = look._replace(horizontal="center", vertical="vcenter", ajustar=False)
    change = node.cambio.puntaje if node.cambio is not None else None
    if change is None and node.cambio is not None:
        change = node.cambio.minimo
    yield text(record.titulo or record.id, look)
    yield text(node.nombre, look)
    yield label(arrow(change), coloured(figure, change))
    yield number(node.antes.puntaje, 2, figure)
    yield number(node.despues.puntaje, 2, figure)
    yield change_cell(node.cambio.puntaje if node.cambio is not None else None, figure)
    parts = node.partes or (None,) * len(PARTES_TEXTO)
    yield from (change_cell(part.puntaje if part is not None else None, figure, plain=True) for part in parts)
    yield from (number(value, 2, figure) for value in (node.antes.minimo, node.despues.minimo, node.antes.maximo, node.despues.maximo))
    if not is_total:
        return
    told = NIVELES_TEXTO[record.nivel]
    same = record.niveles[0] == record.niveles[1]
    words = f"{told}: {record.niveles[1]}" if same else f"{told}: de {record.niveles[0]} a {record.niveles[1]}"
    yield text(words, look._replace(fondo=_LEVEL_FILL.get(record.nivel, look.fondo)))


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

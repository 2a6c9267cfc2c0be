"""Cambios of a comparison: what changed in each unit, its three parts, its place, its nodes and the cells that moved it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from evaluacion.publish.diferencias_indice_palabras import (
    DE_OTROS_TEXTO,
    LUGARES_TEXTO,
    METODO,
    PARTE_DE_CELDA,
    PARTES_TEXTO,
    moves_of_places,
    others_of,
)
from evaluacion.publish.diferencias_palabras import arrow
from evaluacion.publish.libro import Celda, Hoja, Hojeador
from evaluacion.publish.tablero.cambios_preguntas import AJUSTADA, ENCABEZADO_ALTO, change_cell, coloured
from evaluacion.publish.tablero.estilos import (
    DASH,
    LINEA,
    NOTA,
    SECCION,
    SUBTITULO,
    TITULO,
    band,
    datum,
    headers,
    height_of,
    label,
    lines_of,
    number,
    text,
)
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import CAMBIOS
from evaluacion.publish.texto import place_text

if TYPE_CHECKING:
    from evaluacion.compare.diferencia_indice import CeldaMovida, DiferenciaDeIndice, DiferenciasDeIndice, NodoMovido, UnidadMovida
    from evaluacion.publish.libro import Estilo

_ANCHOS = (30.0, 30.0, 5.0, *(12.0,) * 7, 11.0, 11.0, 20.0)
_HEAD = ("Antes", "Después", "Cambio", *PARTES_TEXTO, "De otras unidades", "Lugar antes", "Lugar después", "Movimiento")
_CELL_HEAD = ("Unidad", "Indicador", "", "Dato antes", "Dato después", "Puntaje antes", "Puntaje después", "Solo, en el índice", "Qué pasó")
_PLAIN = LINEA._replace(borde=False, tamano=9)
_FIGURE = AJUSTADA._replace(horizontal="center", vertical="vcenter", ajustar=False)


def arrange_cambios_indice(found: DiferenciasDeIndice) -> Hoja:
    """Return the sheet: a section a step, with policies, units, places, nodes and cells."""
    sheet, paginas = Hojeador(), [0]
    sheet.put(text(f"Cambios: {found.titulo}", TITULO), alto=28)
    sheet.put(text(f"Rondas: {' → '.join(found.rondas)}", SUBTITULO))
    for line in lines_of(METODO, _ANCHOS, NOTA):
        sheet.put(label(line, NOTA))
    for position, step in enumerate(found.todas):
        if position:
            paginas.append(sheet.siguiente)
        _put_step(sheet, step)
    return Hoja(
        CAMBIOS.nombre,
        CAMBIOS.color,
        _ANCHOS,
        tuple(sheet.filas),
        congelar=(1, 1),
        impresion=print_sections(sheet.filas, _ANCHOS, paginas),
        cuadricula=False,
    )


def _put_step(sheet: Hojeador, step: DiferenciaDeIndice) -> None:
    sheet.put(*band(len(_ANCHOS), f"De {step.de} a {step.a}", SECCION._replace(literal=True)), alto=22)
    for line in (DE_OTROS_TEXTO[step.de_otros], *moves_of_places(step)):
        for part in lines_of(line, _ANCHOS, _PLAIN):
            sheet.put(text(part, _PLAIN))
    _put_policies(sheet, step)
    index = [(unit, unit.indice) for unit in step.unidades]
    _put_nodes(sheet, f"Unidad por unidad: {step.unidades[0].indice.nombre}" if index else "", index)
    rest = [(unit, node) for unit in step.unidades for node in unit.nodos[1:] if node.antes != node.despues]
    _put_nodes(sheet, "Nodo por nodo, los que cambian", rest)
    _put_cells(sheet, [(unit, cell) for unit in step.unidades for cell in unit.celdas])
    sheet.put(label("De dónde salen", SUBTITULO))
    for name, source in zip((step.de, step.a), step.procedencias, strict=True):
        sheet.put(text(f"{name}: {source.herramienta} {source.version}", _PLAIN))
        for path, digest in source.archivos:
            sheet.put(text(f"{name}: archivo {path}, sha256 {digest}", _PLAIN))
    sheet.skip()


def _put_policies(sheet: Hojeador, step: DiferenciaDeIndice) -> None:
    if not step.politicas:
        return
    sheet.put(label("Políticas que cambiaron", SUBTITULO))
    sheet.put(*headers("Política", "Antes", *("",) * 4, "Después", *("",) * 6), alto=18)
    for rule in step.politicas:
        said = (lines_of(rule.antes or "no está", _ANCHOS[1:6], _PLAIN), lines_of(rule.despues or "no está", _ANCHOS[6:], _PLAIN))
        for part, (before, after) in enumerate(zip_longest(*said, fillvalue="")):
            sheet.put(text(rule.lugar if not part else "", _PLAIN), text(before, _PLAIN), *(None,) * 4, text(after, _PLAIN))
    sheet.skip()


def _put_nodes(sheet: Hojeador, title: str, rows: list[tuple[UnidadMovida, NodoMovido]]) -> None:
    if not rows:
        return
    sheet.put(text(title, SUBTITULO))
    sheet.put(*headers("Unidad", "Nodo", "", *_HEAD), alto=ENCABEZADO_ALTO)
    for unit, node in rows:
        cells = tuple(_node_cells(unit, node))
        sheet.put(*cells, alto=height_of(cells, _ANCHOS), de=unit.id)
    sheet.skip()


def _node_cells(unit: UnidadMovida, node: NodoMovido) -> Iterator[Celda | None]:
    change = node.cambio.puntaje if node.cambio is not None else None
    yield text(unit.nombre, AJUSTADA)
    yield text(node.nombre, AJUSTADA)
    yield label(arrow(change), coloured(_FIGURE, change))
    yield number(node.antes.puntaje, 2, _FIGURE)
    yield number(node.despues.puntaje, 2, _FIGURE)
    yield change_cell(change, _FIGURE)
    parts = node.partes or (None,) * len(PARTES_TEXTO)
    yield from (change_cell(part.puntaje if part is not None else None, _FIGURE, plain=True) for part in parts)
    yield change_cell(others_of(node), _FIGURE, plain=True)
    yield from (label(place_text(place), _FIGURE) for place in node.lugares)
    yield label(LUGARES_TEXTO[node.lugar], _coloured_place(node))


def _coloured_place(node: NodoMovido) -> Estilo:
    return coloured(_FIGURE, {"gana": 1.0, "pierde": -1.0}.get(node.lugar, 0.0))


def _put_cells(sheet: Hojeador, rows: list[tuple[UnidadMovida, CeldaMovida]]) -> None:
    if not rows:
        return
    sheet.put(label("Qué las movió, dato por dato", SUBTITULO))
    sheet.put(*headers(*_CELL_HEAD, "", "", "De dónde", ""), alto=ENCABEZADO_ALTO)
    for unit, cell in rows:
        where = "; ".join(dict.fromkeys(str(origin) for origin in cell.origenes if origin is not None)) or DASH
        sheet.put(
            text(unit.nombre, AJUSTADA),
            text(cell.nombre, AJUSTADA),
            label(arrow(cell.en_indice), coloured(_FIGURE, cell.en_indice)),
            *(datum(value, _FIGURE) for value in (cell.antes, cell.despues)),
            *(number(value, 2, _FIGURE) for value in cell.puntajes),
            change_cell(cell.en_indice, _FIGURE),
            label(PARTE_DE_CELDA[cell.parte], _PLAIN),
            None,
            None,
            text(where, _PLAIN),
            de=unit.id,
        )
    sheet.skip()

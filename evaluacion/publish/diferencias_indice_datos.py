"""Differences between comparisons as plain data: everything for JSON, one row a unit and node for tables."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from evaluacion.compare.cambio_indice import PARTES_INDICE
from evaluacion.publish.datos import escape_text
from evaluacion.publish.diferencias_datos import MEASURES, three_as_dict
from evaluacion.publish.diferencias_indice_palabras import METODO

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import Tres
    from evaluacion.compare.diferencia_indice import (
        CeldaMovida,
        DiferenciaDeIndice,
        DiferenciasDeIndice,
        Lugar,
        NodoMovido,
        UnidadMovida,
        UnidadSola,
    )

_DE_OTROS = PARTES_INDICE[:2]


def as_json(found: DiferenciasDeIndice, *, ascii_only: bool = False) -> str:
    """Return the differences as JSON text: numbers unrounded, `null` for what is unknown or does not mean anything."""
    data = {
        "metodo": METODO,
        "comparacion": found.comparacion,
        "titulo": found.titulo,
        "rondas": list(found.rondas),
        "tramos": [_step(item) for item in found.tramos],
        "plazo": _step(found.plazo) if found.plazo is not None else None,
    }
    return json.dumps(data, ensure_ascii=ascii_only, indent=1, allow_nan=False) + "\n"


def _step(step: DiferenciaDeIndice) -> dict[str, Any]:
    return {
        **_sources(step),
        "indice": step.indice,
        "politicas": [{"lugar": rule.lugar, "antes": rule.antes, "despues": rule.despues} for rule in step.politicas],
        "nodos_en_una": [{"nodo": name, "ronda": where} for name, where in step.solos],
        "de_otros": step.de_otros,
        "unidades": [_unit(unit) for unit in step.unidades],
        "aparecen": [_only(unit) for unit in step.aparecen],
        "desaparecen": [_only(unit) for unit in step.desaparecen],
    }


def _sources(step: DiferenciaDeIndice) -> dict[str, Any]:
    before, after = (source.as_dict() for source in step.procedencias)
    return {"de": step.de, "a": step.a, "procedencia": {"antes": before, "despues": after}}


def _unit(unit: UnidadMovida) -> dict[str, Any]:
    return {
        "id": unit.id,
        "nombre": unit.nombre,
        "nodos": [_node(node) for node in unit.nodos],
        "celdas": [_cell(cell) for cell in unit.celdas],
    }


def _node(node: NodoMovido) -> dict[str, Any]:
    return {
        "id": node.id,
        "nombre": node.nombre,
        "antes": three_as_dict(node.antes),
        "despues": three_as_dict(node.despues),
        "cambio": three_as_dict(node.cambio),
        "partes": _named(PARTES_INDICE, node.partes),
        "de_otros": _named(_DE_OTROS, node.de_otros),
        "lugar": {"antes": _place(node.lugares[0]), "despues": _place(node.lugares[1]), "movimiento": node.lugar},
    }


def _named(names: tuple[str, ...], parts: tuple[Tres, ...] | None) -> dict[str, Any] | None:
    return None if parts is None else {name: three_as_dict(part) for name, part in zip(names, parts, strict=True)}


def _cell(cell: CeldaMovida) -> dict[str, Any]:
    places = [origin.as_dict() if origin is not None else None for origin in cell.origenes]
    return {
        "indicador": cell.indicador,
        "parte": cell.parte,
        "dato": {"antes": cell.antes, "despues": cell.despues},
        "puntaje": {"antes": cell.puntajes[0], "despues": cell.puntajes[1]},
        "solo_en_indice": cell.en_indice,
        "origen": {"antes": places[0], "despues": places[1]},
    }


def _only(unit: UnidadSola) -> dict[str, Any]:
    return {"id": unit.id, "nombre": unit.nombre, "puntaje": unit.puntaje, "lugar": _place(unit.lugar)}


def _place(place: Lugar | None) -> dict[str, int] | None:
    return {"mejor": place[0], "peor": place[1]} if place is not None else None


def as_csv(found: DiferenciasDeIndice) -> str:
    """Return one row a step, unit and node: scores, places, parts, and of an indicator its data and what it moves alone."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    names = ("antes", "despues", "cambio", *PARTES_INDICE, *(f"{name}_de_otros" for name in _DE_OTROS))
    head = ("de", "a", "unidad", "nombre", "nodo", "lugar.antes", "lugar.despues", "movimiento")
    cell = ("dato.antes", "dato.despues", "parte", "solo_en_indice")
    writer.writerow([*head, *(f"{name}.{measure}" for measure in MEASURES for name in names), *cell])
    for step in found.todas:
        for unit in step.unidades:
            cells = {item.indicador: item for item in unit.celdas}
            for node in unit.nodos:
                texts = (step.de, step.a, unit.id, unit.nombre, node.id, *(_range(place) for place in node.lugares), node.lugar)
                writer.writerow([*(escape_text(item) for item in texts), *_figures(node), *_datum(cells.get(node.id))])
    return buffer.getvalue()


def _range(place: Lugar | None) -> str:
    if place is None:
        return ""
    return str(place[0]) if place[0] == place[1] else f"{place[0]}-{place[1]}"


def _figures(node: NodoMovido) -> list[float | None]:
    columns = (node.antes, node.despues, node.cambio, *(node.partes or (None,) * 3), *(node.de_otros or (None,) * 2))
    return [None if three is None else three[measure] for measure in range(len(MEASURES)) for three in columns]


def _datum(cell: CeldaMovida | None) -> list[float | str | None]:
    return [None] * 4 if cell is None else [cell.antes, cell.despues, cell.parte, cell.en_indice]


def provenance_as_json(found: DiferenciasDeIndice) -> str:
    """Return where both sides of every step come from, as JSON text."""
    return (
        json.dumps({"herramienta": "evaluacion", "diferencias": [_sources(step) for step in found.todas]}, ensure_ascii=False, indent=1)
        + "\n"
    )

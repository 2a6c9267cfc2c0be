"""Differences as plain data: everything for JSON, one row a record and node for tables."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from evaluacion.compare.cambio import PARTES
from evaluacion.publish.datos import escape_text
from evaluacion.publish.diferencias_palabras import METODO

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import (
        Ausente,
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

MEASURES = ("puntaje", "minimo", "maximo")


def as_json(found: Diferencias, *, ascii_only: bool = False) -> str:
    """Return the differences as JSON text: numbers unrounded, `null` for what is unknown or does not mean anything."""
    data = {
        "metodo": METODO,
        "rondas": list(found.rondas),
        "tramos": [_difference(item) for item in found.tramos],
        "plazo": _difference(found.plazo) if found.plazo is not None else None,
        "trayectorias": [_trajectory(item) for item in found.trayectorias],
    }
    return json.dumps(data, ensure_ascii=ascii_only, indent=1, allow_nan=False) + "\n"


def _difference(found: Diferencia) -> dict[str, Any]:
    one, other = (source.as_dict() for source in found.procedencias)
    return {
        "de": found.de,
        "a": found.a,
        "procedencia": {"antes": one, "despues": other},
        "solo_en_una": [{"marco": marco, "ronda": where} for marco, where in found.solo],
        "marcos": [_marco(marco) for marco in found.marcos],
    }


def _marco(marco: MarcoComparado) -> dict[str, Any]:
    rules = [
        {"lugar": rule.lugar, "antes": rule.antes, "despues": rule.despues, "mueve": rule.mueve, "criterio": rule.criterio}
        for rule in marco.reglas
    ]
    return {
        "marco": marco.marco,
        "antes": {"version": marco.antes.version, "huella": marco.antes.huella},
        "despues": {"version": marco.despues.version, "huella": marco.despues.huella},
        "ruptura_de_serie": marco.ruptura,
        "sin_reparto": marco.sin_reparto,
        "reglas": rules,
        "registros": [_record(record, marco) for record in marco.registros],
        "aparecen": [_absent(item) for item in marco.aparecen],
        "desaparecen": [_absent(item) for item in marco.desaparecen],
    }


def _record(record: RegistroCambiado, marco: MarcoComparado) -> dict[str, Any]:
    places = [{"mejor": place[0], "peor": place[1]} if place else None for place in record.lugares]
    return {
        "id": record.id,
        "titulo": record.titulo,
        "evaluadores": {"antes": list(record.evaluadores[0]), "despues": list(record.evaluadores[1])},
        "nivel": {"antes": record.niveles[0], "despues": record.niveles[1], "movimiento": record.nivel},
        "lugar": {"antes": places[0], "despues": places[1]},
        "nodos": [_node(node) for node in record.nodos],
        "preguntas": [_question(question) for question in record.preguntas],
        "reglas": [{"lugar": marco.reglas[rule.regla].lugar, "en_total": three_as_dict(rule.en_total)} for rule in record.reglas],
    }


def _node(node: NodoCambiado) -> dict[str, Any]:
    return {
        "clase": node.nodo.clase,
        "id": node.nodo.id,
        "antes": three_as_dict(node.antes),
        "despues": three_as_dict(node.despues),
        "cambio": three_as_dict(node.cambio),
        "partes": _by_part(node.partes),
        "juntas": _by_part(node.juntas),
    }


def _by_part(parts: tuple[Tres, ...] | None) -> dict[str, Any] | None:
    return None if parts is None else {name: three_as_dict(part) for name, part in zip(PARTES, parts, strict=True)}


def _question(question: PreguntaMovida) -> dict[str, Any]:
    return {
        "pregunta": f"{question.criterio}.{question.pregunta}",
        "parte": PARTES[question.parte],
        "antes": _said(question.antes),
        "despues": _said(question.despues),
        "sola_en_criterio": three_as_dict(question.en_criterio),
        "sola_en_total": three_as_dict(question.en_total),
    }


def _said(said: Dicho) -> dict[str, Any]:
    place = said.origen.as_dict() if said.origen is not None else None
    return {"estado": said.estado, "respuesta": said.respuesta, "evidencia": said.evidencia, "origen": place}


def _absent(item: Ausente) -> dict[str, Any]:
    return {"id": item.id, "titulo": item.titulo, "evaluador": item.evaluador, "total": three_as_dict(item.total), "nivel": item.nivel}


def _trajectory(found: Trayectoria) -> dict[str, Any]:
    records = [
        {
            "id": name,
            "nombre": title,
            "rondas": [{**_plain(here.total), "nivel": here.nivel} if here is not None else None for here in rounds],
        }
        for name, title, rounds in found.registros
    ]
    return {"marco": found.marco, "versiones": list(found.versiones), "rupturas": list(found.rupturas), "registros": records}


def three_as_dict(value: Tres | None) -> dict[str, float | None] | None:
    """Return a score and its ends as plain data."""
    return None if value is None else _plain(value)


def _plain(value: Tres) -> dict[str, Any]:
    return dict(zip(MEASURES, value, strict=True))


def as_csv(found: Diferencias) -> str:
    """Return one row a step, marco, record and node: before, after, change and parts, of the score and of its ends."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    names = ("antes", "despues", "cambio", *PARTES)
    head = ("de", "a", "marco", "version_antes", "version_despues", "ruptura_de_serie", "registro", "clase", "nodo", "nivel")
    writer.writerow([*head, *(f"{name}.{measure}" for measure in MEASURES for name in names)])
    for step in found.todas:
        for marco in step.marcos:
            start = [step.de, step.a, marco.marco, marco.antes.version, marco.despues.version, "sí" if marco.ruptura else "no"]
            for record in marco.registros:
                for node in record.nodos:
                    level = record.nivel if node.nodo.clase == "total" else ""
                    texts = [escape_text(str(item)) for item in (*start, record.id, *node.nodo, level)]
                    writer.writerow([*texts, *_figures(node)])
    return buffer.getvalue()


def _figures(node: NodoCambiado) -> list[float | None]:
    parts = node.partes or (None,) * len(PARTES)
    columns = (node.antes, node.despues, node.cambio, *parts)
    return [None if three is None else three[measure] for measure in range(len(MEASURES)) for three in columns]


def provenance_as_json(found: Diferencias) -> str:
    """Return where both sides of every step come from, as JSON text."""
    steps = [{key: item for key, item in _difference(step).items() if key in ("de", "a", "procedencia")} for step in found.todas]
    return json.dumps({"herramienta": "evaluacion", "diferencias": steps}, ensure_ascii=False, indent=1) + "\n"

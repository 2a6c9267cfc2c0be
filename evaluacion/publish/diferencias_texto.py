"""Differences as text: for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number
from evaluacion.publish.diferencias_palabras import (
    DECIMALS,
    METODO,
    NIVELES_TEXTO,
    PARTES_TEXTO,
    has_moved,
    is_nothing,
    judges_text,
    said_text,
    short_text,
    show_change,
    versions_text,
)
from evaluacion.publish.diferencias_renglones import Renglon, lines_as_markdown, lines_as_text, source_lines
from evaluacion.publish.texto import place_text

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import (
        Dicho,
        Diferencias,
        MarcoComparado,
        NodoCambiado,
        PreguntaMovida,
        RegistroCambiado,
    )

_HEAD = ("", "Antes", "Después", "Cambio", "Respuestas", "Se supo o se perdió", "Reglas", "Votos")
_ENDS = ("puntaje", "garantizado", "alcanzable")
_MUEVE = {"puntaje": "mueve puntajes", "nivel": "mueve niveles o lugares", "texto": "solo texto o presentación"}


def as_text(found: Diferencias) -> str:
    """Return the differences for a terminal."""
    return lines_as_text(_lines(found))


def as_markdown(found: Diferencias) -> str:
    """Return the differences as Markdown."""
    return lines_as_markdown(_lines(found))


def _lines(found: Diferencias) -> Iterator[Renglon]:
    yield "1", f"Qué cambió: {' → '.join(found.rondas)}"
    yield "p", METODO
    for step in found.todas:
        yield "2", f"De {step.de} a {step.a}"
        for name, where in step.solo:
            yield "-", f"El marco {name} está solo en {where}: no se compara."
        for marco in step.marcos:
            yield from _marco_lines(marco)
        yield from source_lines((step.de, step.a), step.procedencias)


def _marco_lines(marco: MarcoComparado) -> Iterator[Renglon]:
    yield "3", f"{marco.titulo} ({versions_text(marco)})"
    if marco.ruptura:
        yield "p", "Ruptura de serie: es otra versión mayor del marco. Ninguna línea de tendencia la cruza."
    if marco.sin_reparto is not None:
        yield "p", f"Sin reparto: {marco.sin_reparto}."
    if marco.reglas:
        yield "t", [("Regla", "Antes", "Después", "Qué mueve"), *(_rule_row(marco, i) for i in range(len(marco.reglas)))]
    if marco.registros:
        yield "t", [("Registro", *_HEAD[1:], "Nivel"), *(_record_row(record) for record in marco.registros)]
    for verb, items in (("Aparecen", marco.aparecen), ("Desaparecen", marco.desaparecen)):
        names = [f"{item.id}{f' ({item.evaluador})' if item.evaluador else ''}: {item.nivel}" for item in items]
        if names:
            yield "-", f"{verb}: {'; '.join(names)}."
    for record in marco.registros:
        yield from _record_lines(marco, record)


def _rule_row(marco: MarcoComparado, position: int) -> tuple[str, ...]:
    rule = marco.reglas[position]
    return (rule.lugar, short_text(rule.antes or "no está", 60), short_text(rule.despues or "no está", 60), _MUEVE[rule.mueve])


def _record_row(record: RegistroCambiado) -> tuple[str, ...]:
    return (record.id, *_figures(record.total, 0)[1:], _level(record))


def _level(record: RegistroCambiado) -> str:
    told = NIVELES_TEXTO[record.nivel]
    if record.niveles[0] == record.niveles[1]:
        return f"{told}: {record.niveles[1]}"
    return f"{told}: de {record.niveles[0]} a {record.niveles[1]}"


def _figures(node: NodoCambiado, measure: int) -> tuple[str, ...]:
    parts = node.partes or (None,) * len(PARTES_TEXTO)
    changes = (node.cambio, *parts)
    name = node.nombre if node.nodo.clase != "grupo" else f"Grupo: {node.nombre}"
    shown = (show_number(three[measure], DECIMALS) for three in (node.antes, node.despues))
    return (name, *shown, *(show_change(three[measure] if three is not None else None) for three in changes))


def _record_lines(marco: MarcoComparado, record: RegistroCambiado) -> Iterator[Renglon]:
    if not has_moved(record):
        return
    yield "3", f"{record.titulo or record.id} ({record.id})"
    if record.otro_juez:
        yield "p", f"{judges_text(record)} Como nadie repite, lo que sus respuestas difieren cuenta como votos y no se puede separar más."
    if marco.clasifica and marco.sin_reparto is None and (record.lugares[0] or record.lugares[1]):
        yield "-", f"Lugar: antes, {place_text(record.lugares[0])}; después, {place_text(record.lugares[1])}."
    moved = [node for node in record.nodos if node.antes != node.despues or node.nodo.clase == "total"]
    total = [(f"Total, {_ENDS[i]}", *_figures(record.total, i)[1:]) for i in (1, 0, 2)]
    rest = [_figures(node, 0) for node in moved if node.nodo.clase != "total"]
    yield "t", [_HEAD, *total, *rest]
    for question in record.preguntas:
        yield "-", _question_text(question)
    for rule in record.reglas:
        if not is_nothing(rule.en_total):
            yield "-", f"Regla «{marco.reglas[rule.regla].lugar}»: sola mueve {show_change(rule.en_total.puntaje)} en el total."
    yield from _together(record)


def _question_text(question: PreguntaMovida) -> str:
    what = f"{question.criterio}.{question.pregunta}: de «{said_text(question.antes)}» a «{said_text(question.despues)}»"
    alone = f"sola mueve {show_change(question.en_criterio.puntaje)} en su criterio y {show_change(question.en_total.puntaje)} en el total"
    ends = f"garantizado {show_change(question.en_total.minimo)}, alcanzable {show_change(question.en_total.maximo)}"
    part = PARTES_TEXTO[question.parte].lower()
    return f"{what} [{part}]; {alone} ({ends}). Antes: {_place(question.antes)}. Después: {_place(question.despues)}."


def _place(said: Dicho) -> str:
    if said.origen is None:
        return "no está escrita"
    return f"{said.origen}" + (f", «{short_text(said.evidencia)}»" if said.evidencia else ", sin evidencia escrita")


def _together(record: RegistroCambiado) -> Iterator[Renglon]:
    for name, rest in zip(PARTES_TEXTO, record.total.juntas or (), strict=False):
        if not is_nothing(rest):
            ends = f"garantizado {show_change(rest.minimo)}, alcanzable {show_change(rest.maximo)}"
            yield "-", f"{name}, juntas además de solas: {show_change(rest.puntaje)} en el total ({ends})."

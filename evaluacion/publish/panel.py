"""A panel as text for a terminal: totals, evaluators, agreement, and what is to be moderated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_number
from evaluacion.publish.orden import is_ranked, lines_in_order, sortable
from evaluacion.publish.panel_datos import judge_names, known, mean_of, path_of
from evaluacion.publish.panel_textos import (
    agreed_text,
    alpha_text,
    disagreement_text,
    interval_text,
    linked_text,
    node_text,
    severity_note,
    share_text,
    vote_text,
)
from evaluacion.publish.texto import align, level_text, place_text, source_line

if TYPE_CHECKING:
    from evaluacion.compare.panel import Panel
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.panel_datos import PanelHecho

_MOST = 15
"""Disagreements that the terminal shows."""
_MOST_JUDGES = 6
"""Evaluators whose totals fit side by side."""
_NOTES = (
    "Alfa de Krippendorff ordinal dentro de cada pregunta, con los votos previos; criterio y total, media ponderada. «Conjunta»: todos los votos a la vez.",
    "Coincidencia: parte de los pares de votos que son iguales. n: preguntas de un registro con dos votos o más. IC: sorteos de registros enteros.",
)


def as_text(hecho: PanelHecho, procedencia: Procedencia) -> str:
    """Return the panels of a call as text."""
    parts = [line for panel in hecho.paneles for line in (*_panel(panel, clasificar=hecho.clasificar), "")]
    heading = [] if hecho.clasificar else ["Sin clasificar: por orden alfabético y sin lugares.", ""]
    return "\n".join([*heading, *parts, source_line(procedencia)]) + "\n"


def _panel(panel: Panel, *, clasificar: bool) -> Iterator[str]:
    marco, votos = panel.consolidado.resultado.marco, panel.consolidado.votos
    yield f"{marco.titulo} ({marco.marco} {marco.version})"
    yield f"Registros: {len(votos)}; evaluadores: {len(votos.evaluadores)}; cada respuesta es la {marco.consolidacion} de los votos."
    yield ""
    if marco.tipologia is None:
        yield _totals(panel, clasificar=clasificar)
        yield ""
        yield linked_text(panel)
        yield ""
        yield _judges(panel)
        yield from filter(None, [severity_note(panel)])
        yield ""
    yield _agreement(panel)
    yield from _NOTES
    yield ""
    yield from _moderation(panel)


def _totals(panel: Panel, *, clasificar: bool) -> str:
    resultado = panel.consolidado.resultado
    names = judge_names(panel)
    beside = names if 1 < len(names) <= _MOST_JUDGES else []
    rows: list[tuple[str, ...]] = [("Registro", "Garantizado", "Puntaje", "Alcanzable", "Nivel", "Lugar", "Ajustado", *beside)]
    lines = [linea for linea, _ in lines_in_order(resultado, clasificar=clasificar)]
    if not is_ranked(resultado, clasificar=clasificar):
        lines.sort(key=lambda linea: sortable(linea.practica))
    for linea in lines:
        own = panel.totales[linea.posicion].tolist() if beside else []
        numbers = [show_number(value) for value in (linea.minimo, linea.puntaje, linea.maximo)]
        adjusted = show_number(known(panel.ajustados[linea.posicion]))
        totals = (show_number(known(value)) for value in own)
        rows.append((linea.practica, *numbers, level_text(linea), place_text(linea.lugar if clasificar else None), adjusted, *totals))
    return align(rows, frozenset(range(1, len(rows[0]))) - {4})


def _judges(panel: Panel) -> str:
    rows: list[tuple[str, ...]] = [("Evaluador", "Registros", "Media de sus totales", "Severidad")]
    for name, column, value in zip(judge_names(panel), panel.totales.T, panel.severidad.severidad.tolist(), strict=True):
        many = int((~np.isnan(column)).sum())
        rows.append((name, str(many), show_number(mean_of(column)), show_number(known(value))))
    return align(rows, frozenset({1, 2, 3}))


def _agreement(panel: Panel) -> str:
    rows: list[tuple[str, ...]] = [("Acuerdo", "Alfa", "IC 5-95 %", "Conjunta", "Coincidencia", "n", "Votos")]
    names = {criterio.id: criterio.nombre for criterio in panel.consolidado.resultado.marco.criterios}
    for node in (*panel.criterios, panel.total):
        pooled = node.conjunta
        counts = (share_text(pooled.coincidencia), str(pooled.unidades), str(pooled.votos))
        rows.append((names.get(node.id, "Total"), node_text(node), interval_text(node.ic), alpha_text(pooled), *counts))
    return align(rows, frozenset(range(1, 7)))


def _moderation(panel: Panel) -> Iterator[str]:
    votos = panel.consolidado.votos
    for acordada in votos.acordadas.values():
        yield f"Moderada: {acordada.acuerdo.practica}, {acordada.acuerdo.pregunta}. {agreed_text(acordada)}"
    if not panel.por_moderar:
        yield "No queda ningún desacuerdo por moderar."
        return
    yield f"Por moderar: {len(panel.por_moderar)}, del mayor desacuerdo (1) al menor:"
    for item in panel.por_moderar[:_MOST]:
        votes = "; ".join(map(vote_text, votos.votos_de(item.fila, item.registro)))
        yield f"  {disagreement_text(item)}  {votos.ids[item.registro]}, {path_of(panel, item.fila)}: {votes}"
    if len(panel.por_moderar) > _MOST:
        yield f"  … y {len(panel.por_moderar) - _MOST} más; con --formato json o con --salida panel.xlsx salen todos."

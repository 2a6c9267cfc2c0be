"""What a side says to a question, with its evidence and its place."""

from __future__ import annotations

import numpy as np

from evaluacion.base.numeros import show_plain
from evaluacion.compare.diferencia import Dicho
from evaluacion.model.marco import Indicador
from evaluacion.publish.panel_textos import tally
from evaluacion.score.evaluate import Resultado
from evaluacion.score.ficha_indicadores import ESTADOS

NO_SE_PREGUNTA = "no_se_pregunta"
"""The state of a question that a version of the marco does not have."""


def said_by(resultado: Resultado, position: int, path: tuple[str, str]) -> Dicho:
    """Return what a record says to a question, and where."""
    rows = {(criterion, name): (row, item) for row, (criterion, name, item) in enumerate(resultado.plan.preguntas)}
    if path not in rows:
        return Dicho(NO_SE_PREGUNTA, None, None, None)
    row, item = rows[path]
    line, registros = int(resultado.filas[position]), resultado.registros
    if isinstance(item, Indicador):
        measured = resultado.medidas[item.id]
        value, period = float(measured.datos.valor[position]), measured.periodo(position)
        shown = None if np.isnan(value) else f"{show_plain(value)} {item.unidad}" + (f" ({period.texto})" if period else "")
        series = registros.series_de(line).get(item.id)
        source = str(series.fuente) if series is not None and series.fuente is not None else None
        place = registros.origen(line, "indicadores", item.id) if series is not None else None
        return Dicho(ESTADOS[int(measured.estado[position])], shown, source, place)
    name = ".".join(path)
    answer = registros.respuestas([line], resultado.marco.marco, name)[0]
    position_in_plan, criterio = next((c, own) for c, own in enumerate(resultado.plan.criterios) if own.id == path[0])
    state = ESTADOS[int(resultado.puntos_de(position_in_plan, [position]).estado[row - criterio.inicio, 0])]
    if answer is None:
        return Dicho(state, None, None, None)
    shown = resultado.marco.answer_of(answer.respuesta) if answer.respuesta else None
    if shown is None and resultado.votos is not None:
        shown = tally(resultado.votos.votos_de(row, position))
    backing = str(answer.evidencia) if answer.evidencia is not None else answer.motivo
    return Dicho(state, shown, backing, registros.origen(line, "respuestas", resultado.marco.marco, name))

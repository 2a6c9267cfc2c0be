"""Who has returned what of a sharing: its workbook against the records that came back."""

from __future__ import annotations

from pathlib import Path

from evaluacion.base.problema import only_errors, raise_errors
from evaluacion.flujo.calificar import choose_marcos
from evaluacion.flujo.reunir import Reunion, gather, require_registros
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.model.comun import fold
from evaluacion.publish.estado_panel import EstadoDePanel, Pendiente
from evaluacion.read.reparto import read_reparto
from evaluacion.score.evaluate import evaluate


def state_of_panel(rutas: Rutas, reparto: str | Path, *, marcos: Rutas = (), reunion: Reunion | None = None) -> EstadoDePanel:
    """Return what of a sharing came back and what is missing.

    Args:
        rutas: the records that came back, imported from their forms.
        reparto: the workbook of the sharing.
        marcos: instruments; by default, those that each record answers.
        reunion: what the paths hold, when somebody has read them already.

    Raises:
        EvaluacionError: everything wrong with the records, or the workbook is not that of a sharing.
    """
    pairs = read_reparto(Path(reparto))
    found = reunion if reunion is not None else gather(rutas)
    registros = require_registros(found, rutas)
    chosen, problems = choose_marcos(registros, found, listed(marcos))
    counts = [[0, 0] for _ in range(len(registros))]
    for leido, rows in chosen:
        resultado = evaluate(leido.marco, registros, filas=rows)
        problems.extend(only_errors(resultado.problemas))
        for row, answered, asked in zip(resultado.filas.tolist(), *resultado.respondidas.tolist(), strict=True):
            counts[row][0] += answered
            counts[row][1] += asked
    raise_errors([*found.problemas, *problems])
    keys = registros.claves()
    came = {(name, fold(judge or "")): row for row, (name, judge) in enumerate(zip(keys.ids, keys.evaluadores, strict=True))}
    items = []
    for pair in pairs:
        row = came.pop((pair.id, fold(pair.evaluador)), None)
        answered, asked = counts[row] if row is not None else (0, 0)
        items.append(Pendiente(pair.id, pair.titulo, pair.evaluador, pair.archivo, row is not None, answered, asked))
    beyond = tuple((name, keys.evaluadores[row] or "") for (name, _), row in sorted(came.items()))
    return EstadoDePanel(tuple(items), beyond, (*found.problemas, *problems))

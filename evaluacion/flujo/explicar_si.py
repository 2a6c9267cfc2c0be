"""From paths and suppositions to what would change: each supposition alone and all together, for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import EvaluacionError, Problema, only_errors, quote, suggestion
from evaluacion.compare.supuesto import Efecto, Supuesto, find_effect
from evaluacion.flujo.calificar import Calificacion, parse_reference, score_paths
from evaluacion.flujo.registro_supuesto import suppose
from evaluacion.flujo.reunir import gather
from evaluacion.flujo.suposicion import indicators_of, parse_suposiciones
from evaluacion.read.supuesto import replace_record
from evaluacion.score.evaluate import evaluate

if TYPE_CHECKING:
    from evaluacion.flujo.rutas import Rutas
    from evaluacion.model.practica import Practica
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.model.suposicion import Suposicion
    from evaluacion.score.evaluate import Resultado

_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Respondido:
    """The answer to a complaint: what would change under each marco, with its provenance and what was noticed."""

    supuestos: tuple[Supuesto, ...]
    procedencia: Procedencia
    avisos: tuple[Problema, ...]


def explain_supposed(
    ruta: str | Path,
    si: Sequence[str],
    *,
    registro: str | None = None,
    evaluador: str | None = None,
    marcos: Rutas = (),
    fecha: str | None = None,
    con_evidencia: bool = False,
    progress: Iterable[tuple[Path, bool]] | None = None,
) -> Respondido:
    """Return what would change if a record said something else.

    Raises:
        EvaluacionError: what is wrong with the input, there is no such record, or a supposition cannot be read.
    """
    done = score_paths([ruta], marcos=marcos, fecha=fecha, reunion=gather([ruta], progress=progress))
    placed = [(resultado, one_position(resultado, registro, evaluador)) for resultado in with_record(done, registro)]
    first, position = placed[0]
    written = list(first.registros.practica(int(first.filas[position])).respuestas)
    suposiciones = parse_suposiciones(si, [resultado.marco for resultado, _ in placed], written)
    reference = parse_reference(fecha)
    found = []
    for resultado, i in placed:
        own = tuple(item for item in suposiciones if _touches(item, resultado))
        if own:
            together = _effect(resultado, i, own, reference, con_evidencia=con_evidencia)
            alone = [_effect(resultado, i, (item,), reference, con_evidencia=con_evidencia) for item in own] if len(own) > 1 else []
            found.append(Supuesto(own, together, tuple(alone), con_evidencia))
    used = {item.juntas.antes.marco.marco for item in found}
    return Respondido(tuple(found), only_marcos(done.procedencia, used), done.avisos)


def only_marcos(procedencia: Procedencia, used: set[str]) -> Procedencia:
    """Return the provenance of what some instruments alone say."""
    return replace(procedencia, marcos=tuple(item for item in procedencia.marcos if item.marco in used))


def _touches(item: Suposicion, resultado: Resultado) -> bool:
    marco = resultado.marco
    if item.clase == "pregunta":
        return item.marco == marco.marco
    if item.clase == "requisito":
        return item.ruta in [requisito.id for requisito in marco.requisitos]
    return item.ruta in indicators_of(marco)


def _effect(resultado: Resultado, i: int, items: Sequence[Suposicion], reference: int | None, *, con_evidencia: bool) -> Efecto:
    """Return what changes when one record of a result is another, everybody scored again."""
    row, registros = int(resultado.filas[i]), resultado.registros
    supposed = replace_record(registros, row, suppose(_whole(resultado, row), items, evidencia=con_evidencia))
    rows = np.where(resultado.filas == row, len(registros), resultado.filas)
    after = evaluate(resultado.marco, supposed, filas=rows, referencia=reference)
    errors = only_errors(after.problemas)
    if errors:
        raise EvaluacionError(errors)
    return find_effect(resultado, after, i)


def _whole(resultado: Resultado, row: int) -> Practica:
    """Return a record with its answers to the instrument, also where rules gave them and not its file."""
    registros, marco = resultado.registros, resultado.marco
    practica = registros.practica(row)
    given = {path: registros.respuestas([row], marco.marco, path)[0] for path in marco.preguntas}
    answers = {path: answer for path, answer in given.items() if answer is not None}
    return practica.model_copy(update={"respuestas": {**practica.respuestas, marco.marco: answers}})


def with_record(done: Calificacion, registro: str | None) -> list[Resultado]:
    """Return the results that hold a record; it may be left unsaid when there is one.

    Raises:
        EvaluacionError: there is no such record, or there are several and none is asked for.
    """
    ids = list(dict.fromkeys(name for result in done.resultados for name in _ids(result)))
    if registro is None and len(ids) > 1:
        shown = ", ".join(ids[:_MOST_NAMES]) + (", …" if len(ids) > _MOST_NAMES else "")
        raise EvaluacionError([_unknown(f"Hay {len(ids)} registros.", f"Indique uno con --unidad: {shown}.")])
    if registro is not None and registro not in ids:
        raise EvaluacionError([_unknown(f"No hay un registro {quote(registro)}.", suggestion(registro, ids))])
    return [result for result in done.resultados if (registro or ids[0]) in _ids(result)]


def one_position(resultado: Resultado, registro: str | None, evaluador: str | None) -> int:
    """Return the position of the one scorecard of a record, by that evaluator where several judged it.

    Raises:
        EvaluacionError: several judged it and none is asked for, or that one did not.
    """
    ids, judges = _ids(resultado), [resultado.registros.claves().evaluadores[row] for row in resultado.filas.tolist()]
    wanted = registro or ids[0]
    found = [i for i, name in enumerate(ids) if name == wanted]
    chosen = [i for i in found if judges[i] == evaluador] if evaluador is not None and len(found) > 1 else found
    if len(chosen) == 1:
        return chosen[0]
    names = list(dict.fromkeys(judges[i] or "" for i in found))
    message = f"{quote(wanted)} tiene {len(found)} evaluaciones en {quote(resultado.marco.marco)}."
    remedy = suggestion(evaluador, names) if evaluador is not None else f"Indique una con --evaluador: {', '.join(names)}."
    raise EvaluacionError([_unknown(message, remedy)])


def _ids(resultado: Resultado) -> list[str]:
    ids = resultado.registros.claves().ids
    return [ids[row] for row in resultado.filas.tolist()]


def _unknown(message: str, remedy: str) -> Problema:
    return Problema("registro_desconocido", message, None, remedy)

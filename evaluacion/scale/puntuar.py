"""The pure function: a partition of records in, the table of their scores out. No clock, no file, nothing kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import EvaluacionError, Problema, only_errors, quote
from evaluacion.publish.columnas import columns_of
from evaluacion.publish.datos import arrow_array
from evaluacion.read.registros_tabla import RegistrosTabla, registros_tabla
from evaluacion.read.tabla import clean_rows
from evaluacion.read.tabla_incompleta import rescue_tabla
from evaluacion.read.tabla_parquet import tabla_de_arrow
from evaluacion.score.evaluate import Resultado, evaluate, rows_for

if TYPE_CHECKING:
    import pyarrow as pa

    from evaluacion.read.tabla_datos import Tabla
    from evaluacion.scale.plan import PlanDePuntajes

_ARROW = "partición"


@dataclass(frozen=True, slots=True)
class Puntuada:
    """The scores of some records, or None when they have errors; and what was noticed, with its place."""

    tabla: pa.Table | None
    problemas: tuple[Problema, ...] = ()
    respondidos: frozenset[str] = field(default_factory=frozenset)
    """The marcos that any of the records answers."""
    puntuados: int = 0
    """How many of the records have scores under some marco."""


def score_arrow(tabla: pa.Table, plan: PlanDePuntajes, *, archivo: str = _ARROW) -> pa.Table:
    """Return the scores of an Arrow table of records, one row each, under each marco in turn and in the order they come.

    Args:
        tabla: the records; columns as in a table of records.
        plan: from `plan_scores`.
        archivo: how messages call the table.

    Raises:
        EvaluacionError: what is wrong with the records, each at its row.
    """
    scored = score_tabla(clean_rows(tabla_de_arrow(tabla, archivo)), plan)
    if scored.tabla is None:
        raise EvaluacionError(scored.problemas)
    return scored.tabla


def score_tabla(tabla: Tabla, plan: PlanDePuntajes) -> Puntuada:
    """Return the scores of a table of records that has been read; its blank rows are gone already."""
    if not tabla.filas:
        errors = only_errors(tabla.avisos)
        return Puntuada(None if errors else _as_arrow([], plan), tabla.avisos)
    try:
        registros = registros_tabla(tabla, "")
    except EvaluacionError as error:
        rescued = rescue_tabla(tabla)
        judged = (problem for result in _evaluate(rescued, plan) for problem in result.problemas)
        return Puntuada(None, (*error.problemas, *only_errors(judged)))
    answered = registros.marcos()
    problems = [*registros.avisos, *_unplanned(registros, plan)]
    results = _evaluate(registros, plan)
    problems.extend(problem for result in results for problem in result.problemas)
    table = None if only_errors(problems) else _as_arrow(results, plan)
    scored = np.zeros(len(registros), dtype=bool)
    for result in results:
        scored[result.filas] = True
    return Puntuada(table, tuple(problems), frozenset(answered), int(scored.sum()))


def _evaluate(registros: RegistrosTabla, plan: PlanDePuntajes) -> list[Resultado]:
    answered = registros.marcos()
    found = []
    for marco, arrays in zip(plan.marcos, plan.planes, strict=True):
        rows = None if plan.todos else rows_for(marco, registros, answered).nonzero()[0]
        found.append(evaluate(marco, registros, filas=rows, referencia=plan.referencia, plan=arrays, en_orden=False))
    return found


def _unplanned(registros: RegistrosTabla, plan: PlanDePuntajes) -> list[Problema]:
    """Return an error for each marco that records answer and that nobody asked for nor was seen in the first rows."""
    known = {marco.marco for marco in plan.marcos}
    if plan.todos:
        return []
    return [
        Problema(
            "marco_sin_usar",
            f"Hay respuestas de {quote(name)}, que no está entre los instrumentos de las primeras filas.",
            registros.origen(int(rows.argmax()), "respuestas", name),
            "Indique con --marco todos los instrumentos.",
        )
        for name, rows in registros.marcos().items()
        if name not in known
    ]


def _as_arrow(resultados: Sequence[Resultado], plan: PlanDePuntajes) -> pa.Table:
    """Return the results as one table with the columns of the plan; no row takes a place: that depends on all of them."""
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is made

    schema = schema_of(plan)
    batches = []
    for result in resultados:
        if not len(result):
            continue
        block = columns_of(result, slice(None), clasificar=False)
        arrays = [arrow_array(block[item.name], item.type) if item.name in block else pa.nulls(len(result), item.type) for item in schema]
        batches.append(pa.record_batch(arrays, schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


def schema_of(plan: PlanDePuntajes) -> pa.Schema:
    """Return the columns of the result, without metadata."""
    import pyarrow as pa  # noqa: PLC0415

    kinds = {"texto": pa.string(), "logico": pa.bool_(), "entero": pa.int64(), "numero": pa.float64()}
    return pa.schema([pa.field(name, kinds[kind]) for name, kind in plan.columnas])

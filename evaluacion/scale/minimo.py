"""The records of a folder of scores whose guaranteed total is under a bar: counted, and the first ones named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluacion.scale.columnas_puntajes import by_marco, floats, read_batches
from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.scale.tarea import Tarea
from evaluacion.score.levels import comparable

_MOST = 20
_COLUMNS = ("marco", "practica", "minimo")


@dataclass(frozen=True, slots=True)
class PorDebajo:
    """How many records are under the bar, and the first of them: id, marco and guaranteed total; None: nothing applies."""

    cuantos: int
    primeros: tuple[tuple[str, str, float | None], ...]


def find_short(tareas: Sequence[Tarea], plan: PlanDePuntajes, minimo: float) -> PorDebajo:
    """Return the records under a bar (rule 13 decides), a batch in memory at a time; typologies have no total to compare."""
    bars = {arrays.marco.marco: arrays for arrays in plan.planes if arrays.marco.tipologia is None}
    count, first = 0, list[tuple[str, str, float | None]]()
    for batch in read_batches([tarea.salida for tarea in tareas], _COLUMNS):
        for name, rows in by_marco(batch):
            if name not in bars:
                continue
            reached = comparable(bars[name], floats(rows, "minimo")) >= comparable(bars[name], minimo)
            short = np.flatnonzero(~reached)
            count += len(short)
            for row in short[: max(_MOST - len(first), 0)].tolist():
                first.append((rows.column("practica")[row].as_py(), name, rows.column("minimo")[row].as_py()))
    return PorDebajo(count, tuple(first))

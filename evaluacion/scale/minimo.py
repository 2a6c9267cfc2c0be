"""The records of a folder of scores whose guaranteed total is under a bar: counted, and the first ones named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.scale.tarea import Tarea
from evaluacion.score.levels import comparable

_MOST = 20


@dataclass(frozen=True, slots=True)
class PorDebajo:
    """How many records are under the bar, and the first of them: id, marco and guaranteed total; None: nothing applies."""

    cuantos: int
    primeros: tuple[tuple[str, str, float | None], ...]


def find_short(tareas: Sequence[Tarea], plan: PlanDePuntajes, minimo: float) -> PorDebajo:
    """Return the records under a bar (rule 13 decides), a batch in memory at a time; typologies have no total to compare."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

    bars = {arrays.marco.marco: arrays for arrays in plan.planes if arrays.marco.tipologia is None}
    count, first = 0, list[tuple[str, str, float | None]]()
    for tarea in tareas:
        with pq.ParquetFile(tarea.salida, pre_buffer=False) as opened:
            for batch in opened.iter_batches(columns=["marco", "practica", "minimo"]):
                names, ids, lowest = (batch.column(name) for name in ("marco", "practica", "minimo"))
                values = np.asarray(lowest.to_numpy(zero_copy_only=False), dtype=np.float64)
                for name in names.unique().to_pylist():
                    if name not in bars:
                        continue
                    reached = comparable(bars[name], values) >= comparable(bars[name], minimo)
                    short = np.flatnonzero(~reached & np.asarray(names.to_numpy(zero_copy_only=False) == name))
                    count += len(short)
                    for row in short[: max(_MOST - len(first), 0)].tolist():
                        first.append((ids[row].as_py(), name, lowest[row].as_py()))
    return PorDebajo(count, tuple(first))

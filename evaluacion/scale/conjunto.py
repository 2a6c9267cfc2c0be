"""The figures of all the records of a folder of scores, and the place of each, in two passes that hold a batch at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from evaluacion.publish.salida import ensure_folder, write_atomically, write_bytes
from evaluacion.publish.temporales import temporary_folder
from evaluacion.scale.agregado import NIVELES, Agregado, aggregate, means, merge
from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.scale.trabajo import Tarea
from evaluacion.score.kernel import ALL, APLICABILIDAD, COBERTURA, MAXIMO, MINIMO, PUNTAJE
from evaluacion.score.levels import comparable, is_ranked
from evaluacion.score.plan import Plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

CARPETA, CIFRAS, LUGARES = "conjunto", "cifras.json", "lugares.parquet"
CUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_MEASURES = {"puntaje": PUNTAJE, "minimo": MINIMO, "maximo": MAXIMO, "cobertura": COBERTURA, "aplicabilidad": APLICABILIDAD}
_KEPT = ("marco", "practica", "titulo", "evaluador", "puntaje", "minimo", "maximo")
_BATCH = 65_536


class Orden(NamedTuple):
    """The ends of the records that take a place under a marco, as comparisons look at them, and all the scores; each in order."""

    bajos: NDArray[np.float64]
    altos: NDArray[np.float64]
    puntajes: NDArray[np.float64]


def write_conjunto(tareas: Sequence[Tarea], plan: PlanDePuntajes, carpeta: Path) -> None:
    """Write the figures of all the records, and the place of each, beside the parts.

    Sorting is done in files that are mapped to memory: what is held at once does not grow with the records.

    Raises:
        EvaluacionError: the files cannot be written.
    """
    folder = carpeta / CARPETA
    ensure_folder(folder)
    with temporary_folder(folder) as scratch:
        figures = _two_passes(tareas, plan, folder, scratch)
    told = {"procedencia": plan.procedencia.as_dict(), "plan": plan.huella, "marcos": figures}
    write_bytes(folder / CIFRAS, (json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode())


def _two_passes(tareas: Sequence[Tarea], plan: PlanDePuntajes, folder: Path, scratch: Path) -> dict[str, Any]:
    """Write the places and return the figures of each marco; nothing holds the files of `scratch` when it ends."""
    gathered = {arrays.marco.marco: _gather(tareas, plan, arrays, scratch) for arrays in plan.planes}
    orders = {name: order for name, (_, order) in gathered.items()}
    write_atomically(folder / LUGARES, lambda path: _write_places(path, tareas, plan, orders))
    return {name: _figures(whole, order, plan) for name, (whole, order) in gathered.items()}


def _numbers_of(plan: PlanDePuntajes) -> list[str]:
    return [name for name, kind in plan.columnas if kind == "numero"]


def _batches(tareas: Sequence[Tarea], columns: Sequence[str], marco: str) -> Iterator[Any]:
    """Yield the rows of a marco, by batches, with some columns."""
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.compute as pc  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    for tarea in tareas:
        with pq.ParquetFile(tarea.salida, pre_buffer=False) as opened:
            for batch in opened.iter_batches(_BATCH, columns=list(dict.fromkeys(["marco", *columns]))):
                rows = batch.filter(pc.equal(batch.column("marco"), pa.scalar(marco)))
                if rows.num_rows:
                    yield rows


def _floats(batch: Any, name: str) -> NDArray[np.float64]:  # noqa: ANN401 - a batch of pyarrow
    return np.asarray(batch.column(name).to_numpy(zero_copy_only=False), dtype=np.float64)


def _ranked(batch: Any, arrays: Plan) -> NDArray[np.bool_]:  # noqa: ANN401
    """Return which rows take a place, by the same rule as in memory."""
    nodes = np.full((ALL, 1, batch.num_rows), np.nan)
    for name, measure in _MEASURES.items():
        nodes[measure, 0] = _floats(batch, name)
    meets = np.asarray(batch.column("elegible").fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)  # noqa: FBT003 - positional there
    return is_ranked(arrays, nodes, meets & arrays.marco.clasificacion)


def _gather(tareas: Sequence[Tarea], plan: PlanDePuntajes, arrays: Plan, scratch: Path) -> tuple[Agregado, Orden]:
    """Return the figures of a marco and its sorted scores: the first pass."""
    name, numbers = arrays.marco.marco, _numbers_of(plan)
    files = [scratch / f"{name}.{end}" for end in Orden._fields]
    parts: list[Agregado] = [aggregate(np.empty((len(numbers), 0)), {}, 0)]
    with files[0].open("wb") as lows, files[1].open("wb") as highs, files[2].open("wb") as scores:
        for batch in _batches(tareas, [*numbers, *NIVELES, "elegible"], name):
            ranked = _ranked(batch, arrays)
            lows.write(comparable(arrays, _floats(batch, "minimo")[ranked]).tobytes())
            highs.write(comparable(arrays, _floats(batch, "maximo")[ranked]).tobytes())
            score = _floats(batch, "puntaje")
            scores.write(score[~np.isnan(score)].tobytes())
            values = np.stack([_floats(batch, column) for column in numbers])
            parts.append(aggregate(values, {level: batch.column(level).to_pylist() for level in NIVELES}, int(ranked.sum())))
    return merge(parts), Orden(*(_sorted_in_file(path) for path in files))


def _sorted_in_file(path: Path) -> NDArray[np.float64]:
    """Return the numbers of a file, sorted in it."""
    if not path.stat().st_size:
        return np.empty(0)
    values = np.memmap(path, dtype=np.float64, mode="r+")
    values.sort()
    return values


def _figures(whole: Agregado, order: Orden, plan: PlanDePuntajes) -> dict[str, Any]:
    means_of = dict(zip(_numbers_of(plan), means(whole), strict=True))
    return {
        "filas": whole.filas,
        "clasificadas": whole.clasificadas,
        "con_puntaje": len(order.puntajes),
        "cuantiles_de_puntaje": {f"{share:g}": quantile(order.puntajes, share) for share in CUANTILES} if len(order.puntajes) else {},
        "niveles": {
            level: {text or "": count for (name, text), count in sorted(whole.niveles.items(), key=str) if name == level}
            for level in NIVELES
        },
        "medias": {name: mean for name, mean in means_of.items() if mean is not None},
    }


def quantile(ordered: NDArray[np.float64], share: float) -> float:
    """Return a quantile of sorted numbers, exactly, between the two that are nearest (as numpy does by default)."""
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * (position - low))


def _write_places(path: Path, tareas: Sequence[Tarea], plan: PlanDePuntajes, orders: dict[str, Orden]) -> None:
    """Write the place of each record, marco by marco and in the order of the parts: the second pass."""
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = [pa.field(name, pa.string() if name in _KEPT[:4] else pa.float64()) for name in _KEPT]
    provenance: dict[str | bytes, str | bytes] = {"procedencia": json.dumps(plan.procedencia.as_dict(), ensure_ascii=False)}
    schema = pa.schema([*kinds, pa.field("lugar_mejor", pa.int64()), pa.field("lugar_peor", pa.int64())], provenance)
    with pq.ParquetWriter(path, schema) as writer:
        for arrays in plan.planes:
            for batch in _batches(tareas, [*_KEPT, *_MEASURES, "elegible"], arrays.marco.marco):
                best, worst = _places(batch, arrays, orders[arrays.marco.marco])
                columns = [*(batch.column(name) for name in _KEPT), *(pa.array(ends, mask=ends == 0) for ends in (best, worst))]
                writer.write_batch(pa.record_batch(columns, schema=schema))


def _places(batch: Any, arrays: Plan, order: Orden) -> tuple[NDArray[np.int64], NDArray[np.int64]]:  # noqa: ANN401
    """Return the best and the worst place of each row (rule 18), 0 where it takes none."""
    rows = np.flatnonzero(_ranked(batch, arrays))
    best = np.zeros(batch.num_rows, dtype=np.int64)
    worst = best.copy()
    low, high = (comparable(arrays, _floats(batch, name)[rows]) for name in ("minimo", "maximo"))
    everyone = len(order.bajos)
    best[rows] = 1 + everyone - np.searchsorted(order.bajos, high, side="right")
    worst[rows] = 1 + everyone - np.searchsorted(order.altos, low, side="right") - (high > low)
    return best, worst

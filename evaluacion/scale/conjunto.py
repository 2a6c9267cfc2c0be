"""The figures of all the records of a folder of scores, and the ranking of all, in a pass and a merge that hold a batch at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.publish.salida import ensure_folder, write_atomically, write_bytes
from evaluacion.publish.temporales import temporary_folder
from evaluacion.scale.agregado import NIVELES, Agregado, aggregate, means, merge
from evaluacion.scale.columnas_puntajes import FILAS_DE_LOTE, by_marco, floats, ranked_rows, read_batches
from evaluacion.scale.contados import Contador, Contados, quantiles
from evaluacion.scale.orden_externo import Corridas
from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.scale.trabajo import Tarea
from evaluacion.score.levels import comparable
from evaluacion.score.plan import Plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

CARPETA, CIFRAS, RANKING = "conjunto", "cifras.json", "ranking.parquet"
CUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
DECIMOS = 10
_FULL = 100.0
"""The end of the scale on which scores are compared."""
POR_CONFIRMAR = "por_confirmar"
"""Records whose types the missing answers can still change."""
_TOTALS = ("minimo", "puntaje", "maximo")
_TEXTS = ("marco", "practica", "titulo", "evaluador")
_LEVELS = ("nivel_al_menos", "nivel_hasta")
_KEYS = ("_marco", "_sin_lugar", "_menos", "practica", "_evaluador")
_AGGREGATES_AT_ONCE = 64


def write_conjunto(tareas: Sequence[Tarea], plan: PlanDePuntajes, carpeta: Path) -> None:
    """Write the figures of all the records, and the ranking of all, beside the parts.

    What is held at once does not grow with the records: they are put in order in files. Neither the order of the parts nor how
    the records are cut into them changes a byte.

    Raises:
        EvaluacionError: the files cannot be written.
    """
    folder = carpeta / CARPETA
    ensure_folder(folder)
    with temporary_folder(folder) as scratch:
        figures = _gather_and_merge(tareas, plan, folder, scratch)
    told = {"procedencia": plan.procedencia.as_dict(), "plan": plan.huella, "marcos": figures}
    write_bytes(folder / CIFRAS, (json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode())


@dataclass(slots=True)
class _DeMarco:
    """What is gathered of the records of one marco."""

    plan: Plan
    numeros: tuple[str, ...]
    textos: tuple[str, ...]
    contadores: dict[str, Contador]
    """Of the ends that take a place, as comparisons look at them (`_bajos`, `_altos`), and of each column with quantiles."""
    agregados: list[Agregado] = field(default_factory=list)

    def add(self, batch: Any, ranked: NDArray[np.bool_]) -> None:  # noqa: ANN401 - a batch of pyarrow
        """Take the figures of some rows."""
        numbers = {name: floats(batch, name) for name in self.numeros}
        for name, counter in self.contadores.items():
            if name in numbers:
                counter.add(numbers[name])
        self.contadores["_bajos"].add(comparable(self.plan, numbers["minimo"][ranked]))
        self.contadores["_altos"].add(comparable(self.plan, numbers["maximo"][ranked]))
        self.agregados.append(aggregate(batch.num_rows, int(ranked.sum()), numbers, _count_texts(batch, self.textos)))
        if len(self.agregados) >= _AGGREGATES_AT_ONCE:
            self.agregados = [merge(self.agregados)]


def _count_texts(batch: Any, names: Sequence[str]) -> dict[tuple[str, str | None], int]:  # noqa: ANN401 - as above
    """Return how many rows have each text, by column."""
    import pyarrow.compute as pc  # noqa: PLC0415 - heavy

    found = {}
    for name in names:
        for item in pc.value_counts(batch.column(name)).to_pylist():
            value = item["values"]
            found[name, value if value is None or isinstance(value, str) else "sí" if value else "no"] = item["counts"]
    types = [name for name in names if ".tipos_" in name]
    if types:
        sure, possible = (batch.column(name).fill_null("") for name in types)
        found[POR_CONFIRMAR, "sí"] = pc.sum(pc.not_equal(sure, possible)).as_py() or 0
    return found


def _gather_and_merge(tareas: Sequence[Tarea], plan: PlanDePuntajes, folder: Path, scratch: Path) -> dict[str, Any]:
    """Write the ranking and return the figures of each marco; nothing holds the files of `scratch` when it ends."""
    found = {arrays.marco.marco: _begin(plan, arrays, scratch) for arrays in plan.planes}
    positions = {name: position for position, name in enumerate(found)}
    runs = Corridas(scratch, _KEYS)
    for batch in read_batches([tarea.salida for tarea in tareas]):
        for name, rows in by_marco(batch):
            ranked = ranked_rows(rows, found[name].plan)
            found[name].add(rows, ranked)
            runs.add(_with_keys(rows, found[name].plan, positions[name], ranked))
    counted = {name: {key: counter.close() for key, counter in one.contadores.items()} for name, one in found.items()}
    write_atomically(folder / RANKING, partial(_write_ranking, runs=runs, plan=plan, counted=counted))
    return {name: _figures(one, counted[name]) for name, one in found.items()}


def _begin(plan: PlanDePuntajes, arrays: Plan, scratch: Path) -> _DeMarco:
    """Return the place where the figures of a marco are gathered: of the columns that it has."""
    name = arrays.marco.marco
    others = tuple(f"{marco.marco}." for marco in plan.marcos if marco.marco != name)
    own = [(column, kind) for column, kind in plan.columnas if not column.startswith(others)]
    numbers = tuple(column for column, kind in own if kind == "numero")
    types = [column for column, kind in own if column.startswith(f"{name}.tipos_") and kind == "texto"]
    counted = [*_TOTALS, *(column for column in numbers if column.startswith(f"{name}.") and column.endswith(".puntaje"))]
    files = {key: Contador(scratch / f"{name}-{i}.numeros") for i, key in enumerate(("_bajos", "_altos", *counted))}
    return _DeMarco(arrays, numbers, (*NIVELES, "provisional", *types), files)


def _with_keys(batch: Any, plan: Plan, position: int, ranked: NDArray[np.bool_]) -> Any:  # noqa: ANN401 - batches of pyarrow
    """Return what the ranking says of some rows, with the keys of its order: best guaranteed first, where they are compared."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    lows = comparable(plan, floats(batch, "minimo")) if plan.marco.clasificacion else np.full(batch.num_rows, np.nan)
    keys = {
        "_marco": pa.array(np.full(batch.num_rows, position, dtype=np.int32)),
        "_sin_lugar": pa.array(~ranked),
        "_menos": pa.array(np.where(np.isnan(lows), np.inf, -lows)),
        "_evaluador": batch.column("evaluador").fill_null(""),
    }
    kept = {name: batch.column(name) for name in (*_TEXTS, *_TOTALS, *_LEVELS)}
    return pa.record_batch({**keys, **kept})


def _write_ranking(path: Path, runs: Corridas, plan: PlanDePuntajes, counted: dict[str, dict[str, Contados]]) -> None:
    """Write every record with its places, marco by marco, in the order of the keys."""
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {**dict.fromkeys(_TEXTS, pa.string()), **dict.fromkeys(_TOTALS, pa.float64()), **dict.fromkeys(_LEVELS, pa.string())}
    kinds |= dict.fromkeys(("lugar_mejor", "lugar_peor"), pa.int64())
    provenance: dict[str | bytes, str | bytes] = {"procedencia": json.dumps(plan.procedencia.as_dict(), ensure_ascii=False)}
    schema = pa.schema([pa.field(name, kind) for name, kind in kinds.items()], provenance)
    with pq.ParquetWriter(path, schema) as writer:
        for block in _of_equal_size(_placed(table, plan, counted, schema) for table in runs.merged()):
            writer.write_table(block)


def _of_equal_size(tables: Iterator[Any]) -> Iterator[Any]:
    """Yield the rows of some tables in blocks of a fixed size, so that the file does not depend on how they came."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    waiting: list[Any] = []
    rows = 0
    for table in tables:
        waiting.append(table)
        rows += table.num_rows
        while rows >= FILAS_DE_LOTE:
            whole = pa.concat_tables(waiting).combine_chunks()
            yield whole.slice(0, FILAS_DE_LOTE)
            waiting, rows = [whole.slice(FILAS_DE_LOTE)], rows - FILAS_DE_LOTE
    if rows:
        yield pa.concat_tables(waiting).combine_chunks()


def _placed(table: Any, plan: PlanDePuntajes, counted: dict[str, dict[str, Contados]], schema: Any) -> Any:  # noqa: ANN401 - tables and a schema of pyarrow
    """Return some rows with the best and the worst place of each (rule 18), and without the keys."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    best, worst = np.zeros((2, table.num_rows), dtype=np.int64)
    which = table.column("_marco").to_numpy()
    ranked = ~table.column("_sin_lugar").to_numpy()
    for position, arrays in enumerate(plan.planes):
        rows = np.flatnonzero(ranked & (which == position))
        if len(rows):
            low, high = (comparable(arrays, floats(table, name)[rows]) for name in ("minimo", "maximo"))
            lows, highs = (counted[arrays.marco.marco][name] for name in ("_bajos", "_altos"))
            best[rows] = 1 + lows.total - lows.up_to(high)
            worst[rows] = 1 + highs.total - highs.up_to(low) - (high > low)
    places = [pa.array(ends, mask=~ranked) for ends in (best, worst)]
    return pa.table([*(table.column(name) for name in schema.names[:-2]), *places], schema=schema)


def _figures(one: _DeMarco, counted: dict[str, Contados]) -> dict[str, Any]:
    """Return the figures of a marco as plain data; with its whole content, so that anybody can read them alone."""
    whole = merge(one.agregados)
    texts = whole.textos or {}
    return {
        "instrumento": one.plan.marco.model_dump(mode="json", exclude_none=True),
        "filas": whole.filas,
        "clasificadas": whole.clasificadas,
        "con_puntaje": counted["puntaje"].total,
        "cuantiles": {
            name: dict(zip((f"{share:g}" for share in CUANTILES), quantiles(numbers, CUANTILES), strict=True))
            for name, numbers in counted.items()
            if numbers.total and not name.startswith("_")
        },
        "decimos": _tenths(one.plan, counted["minimo"]),
        **{
            column: {text or "": times for (name, text), times in sorted(texts.items(), key=str) if name == column}
            for column in (*one.textos, POR_CONFIRMAR)
        },
        "medias": means(whole),
    }


def _tenths(plan: Plan, counted: Contados) -> list[int]:
    """Return how many numbers are in each tenth of the scale as comparisons see them (rule 13); its end is in the next one but for the last."""
    edges = [_FULL * tenth / DECIMOS for tenth in range(1, DECIMOS)]
    below = counted.below(edges, lambda value: float(comparable(plan, value))).tolist()
    return [after - before for before, after in pairwise([0, *below, counted.total])]

"""The figures of all the records of a folder of scores, and the ranking of all, out of what was gathered: a batch in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from evaluacion.publish.salida import ensure_folder, write_atomically, write_bytes
from evaluacion.scale.acopio import NIVELES_DICHOS, POR_CONFIRMAR, TEXTOS, TOTALES, Acopio, DeMarco
from evaluacion.scale.agregado import means, merge
from evaluacion.scale.columnas_puntajes import FILAS_DE_LOTE, floats, repeating
from evaluacion.scale.contados import Contados, quantiles
from evaluacion.scale.orden_externo import Corridas
from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.score.levels import comparable
from evaluacion.score.plan import Plan

CARPETA, CIFRAS, RANKING = "conjunto", "cifras.json", "ranking.parquet"
CUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
DECIMOS = 10
_FULL = 100.0
"""The end of the scale on which scores are compared."""


def write_conjunto(acopio: Acopio, plan: PlanDePuntajes, carpeta: Path) -> None:
    """Write the figures of all the records, and the ranking of all, beside the parts.

    What is held at once does not grow with the records: they are put in order in files. Neither the order of the parts, nor how
    the records are cut into them, nor who gathered each, changes a byte.

    Raises:
        EvaluacionError: the files cannot be written.
    """
    folder = carpeta / CARPETA
    ensure_folder(folder)
    counted = {name: one.close() for name, one in acopio.marcos.items()}
    write_atomically(folder / RANKING, partial(_write_ranking, runs=acopio.corridas, plan=plan, counted=counted))
    figures = {name: _figures(one, counted[name]) for name, one in acopio.marcos.items()}
    told = {"procedencia": plan.procedencia.as_dict(), "plan": plan.huella, "marcos": figures}
    write_bytes(folder / CIFRAS, (json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode())


def _write_ranking(path: Path, runs: Corridas, plan: PlanDePuntajes, counted: dict[str, dict[str, Contados]]) -> None:
    """Write every record with its places, marco by marco, in the order of the keys."""
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {**dict.fromkeys(TEXTOS, pa.string()), **dict.fromkeys(TOTALES, pa.float64()), **dict.fromkeys(NIVELES_DICHOS, pa.string())}
    kinds |= dict.fromkeys(("lugar_mejor", "lugar_peor"), pa.int64())
    provenance: dict[str | bytes, str | bytes] = {"procedencia": json.dumps(plan.procedencia.as_dict(), ensure_ascii=False)}
    schema = pa.schema([pa.field(name, kind) for name, kind in kinds.items()], provenance)
    with pq.ParquetWriter(path, schema, use_dictionary=repeating(schema.names)) as writer:
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


def _figures(one: DeMarco, counted: dict[str, Contados]) -> dict[str, Any]:
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

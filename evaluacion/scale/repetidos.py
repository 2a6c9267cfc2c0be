"""Records that are twice in a run of any size: a hash of each key, eight bytes, finds them; the keys themselves decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote
from evaluacion.read.parte import read_parte
from evaluacion.read.registros_tabla import registros_tabla
from evaluacion.scale.tarea import Tarea

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST = 100
_SEED = 20_261_121
_LONGEST = 4_096
"""A power of two: longer texts take the same numbers again."""
_COLUMNS = ["marco", "practica", "evaluador"]
_FEW = ["marco", "evaluador"]
"""The columns that say few different texts: each text is hashed once."""
_MULTIPLIERS = np.random.default_rng(_SEED).integers(0, 2**63, _LONGEST, dtype=np.uint64) | np.uint64(1)


def find_repeated(tareas: Sequence[Tarea], everyone: NDArray[np.uint64]) -> list[Problema]:
    """Return a problem for each record whose id and evaluator another one has, at its place; the first hundred.

    Args:
        tareas: the parts.
        everyone: the hash of the keys of every record (`hash_keys`); it is put in order.
    """
    everyone.sort()
    twice = np.unique(everyone[1:][everyone[1:] == everyone[:-1]])
    if not len(twice):
        return []
    for start in range(0, len(twice), _MOST):
        found = _judge(tareas, twice[start : start + _MOST])
        if found:
            return found
    return []


def _judge(tareas: Sequence[Tarea], hashes: NDArray[np.uint64]) -> list[Problema]:
    """Return the problems of the records with some hashes: those whose keys are really the same."""
    counts: dict[tuple[str, str, str | None], int] = {}
    holders: dict[Tarea, None] = {}
    for tarea in tareas:
        for table, keys in _keys_of(tarea):
            for row in np.flatnonzero(np.isin(keys, hashes)).tolist():
                marco, name, judge = (table.column(column)[row].as_py() for column in _COLUMNS)
                counts[marco, name, judge] = counts.get((marco, name, judge), 0) + 1
                holders[tarea] = None
    return _located(list(holders), {(name, judge) for (_, name, judge), count in counts.items() if count > 1})


def _located(tareas: Sequence[Tarea], wanted: set[tuple[str, str | None]]) -> list[Problema]:
    """Return the problems of some keys, with the places that the records have in their files."""
    seen: dict[tuple[str, str | None], Origen] = {}
    found: list[Problema] = []
    for tarea in tareas if wanted else ():
        for tabla in read_parte(tarea.parte):
            registros = registros_tabla(tabla, "")
            ids, _, judges, _ = registros.claves()
            for row, key in enumerate(zip(ids, judges, strict=True)):
                if key not in wanted:
                    continue
                place = registros.origen(row)
                if seen.setdefault(key, place) != place:
                    found.append(_repeated(key, seen[key], place))
                    if len(found) >= _MOST:
                        return found
    return found


def _repeated(key: tuple[str, str | None], first: Origen, place: Origen) -> Problema:
    who = f" de {quote(key[1])}" if key[1] else ""
    return Problema(
        "registro_repetido",
        f"El registro {quote(key[0])}{who} ya está en {first}.",
        place,
        "Quite uno, o distíngalos con «evaluacion: {evaluador: …}».",
    )


def _keys_of(tarea: Tarea) -> Iterator[tuple[Any, NDArray[np.uint64]]]:
    """Yield the keys of the scores of a part, by batches, with the hash of each."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

    with pq.ParquetFile(tarea.salida, pre_buffer=False, read_dictionary=_FEW) as opened:
        for batch in opened.iter_batches(columns=_COLUMNS):
            yield batch, hash_keys(batch)


def hash_keys(batch: Any) -> NDArray[np.uint64]:  # noqa: ANN401 - a batch of pyarrow
    """Return the hash of the keys of each row of scores."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    total = np.zeros(batch.num_rows, dtype=np.uint64)
    for factor, name in enumerate(_COLUMNS, 1):
        column = batch.column(name)
        if name in _FEW and not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        total = total * np.uint64(2 * factor + 1) + hash_texts(column)
    return total


def hash_texts(array: Any) -> NDArray[np.uint64]:  # noqa: ANN401 - a pyarrow array of strings
    """Return 64 bits for each text: the sum of its bytes, each times a number drawn for its position. Equal texts, equal bits."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    if pa.types.is_dictionary(array.type):
        words = pa.concat_arrays([array.dictionary, pa.nulls(1, array.dictionary.type)])
        places: NDArray[np.int64] = array.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
        return hash_texts(words)[places]
    texts = array.cast(pa.large_string()).fill_null("\0")
    _, offsets_buffer, data_buffer = texts.buffers()
    offsets = np.frombuffer(offsets_buffer, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    data = np.frombuffer(data_buffer, dtype=np.uint8)[offsets[0] : offsets[-1]] if len(texts) and data_buffer else np.zeros(0, np.uint8)
    lengths = np.diff(offsets)
    positions = np.arange(len(data)) - np.repeat(offsets[:-1] - offsets[0], lengths)
    weighed = (data.astype(np.uint64) + np.uint64(1)) * _MULTIPLIERS[positions & (_LONGEST - 1)]
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(weighed, dtype=np.uint64)])
    return np.asarray(sums[offsets[1:] - offsets[0]] - sums[offsets[:-1] - offsets[0]], dtype=np.uint64)

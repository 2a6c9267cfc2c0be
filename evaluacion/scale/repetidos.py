"""Records that are twice in a run of any size: a hash of each key, eight bytes, finds them; the keys themselves decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote
from evaluacion.read.parte import read_parte
from evaluacion.read.registros_tabla import RegistrosTabla, registros_tabla
from evaluacion.scale.tarea import Tarea

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST = 100
_SEED = 20_261_121
_LONGEST = 4_096
"""A power of two: longer texts take the same numbers again."""
_COLUMNS = ("practica", "evaluador")
_FEW = ["evaluador"]
"""The columns that say few different texts: each text is hashed once."""
_NONE = np.zeros(0, dtype=np.uint64)
_MULTIPLIERS = np.random.default_rng(_SEED).integers(0, 2**63, _LONGEST, dtype=np.uint64) | np.uint64(1)


def find_repeated(tareas: Sequence[Tarea], everyone: NDArray[np.uint64], puntuados: int) -> list[Problema]:
    """Return a problem for each record whose id and evaluator another one has, at its place; the first hundred.

    Under the same marco or not: of the records with scores there are as many as different keys, or one of them is twice.

    Args:
        tareas: the parts.
        everyone: the hash of the key of every row of scores (`hash_keys`).
        puntuados: how many records have scores.
    """
    ordered = np.sort(everyone)  # a hundred times the speed of `np.unique`, which keeps a table of them
    different = len(ordered) - int((ordered[1:] == ordered[:-1]).sum())
    return _located(tareas) if different != puntuados else []


def _located(tareas: Sequence[Tarea]) -> list[Problema]:
    """Return a problem for each record that is twice, by reading all of them again: first what may be, then what is."""
    hashes = np.sort(np.concatenate([_NONE, *(keys for _, keys in _records_of(tareas))]))
    twice = hashes[1:][hashes[1:] == hashes[:-1]]
    seen: dict[tuple[str, str | None], Origen] = {}
    found: list[Problema] = []
    for registros, keys in _records_of(tareas):
        ids, _, judges, _ = registros.claves()
        for row in np.flatnonzero(np.isin(keys, twice)).tolist():
            key, place = (ids[row], judges[row]), registros.origen(row)
            if seen.setdefault(key, place) != place:
                found.append(_repeated(key, seen[key], place))
                if len(found) >= _MOST:
                    return found
    return found


def _records_of(tareas: Sequence[Tarea]) -> Iterator[tuple[RegistrosTabla, NDArray[np.uint64]]]:
    """Yield the records of the parts, as they are read, with the hash of the key of each."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    for tarea in tareas:
        for tabla in read_parte(tarea.parte):
            if tabla.filas:
                registros = registros_tabla(tabla, "")
                ids, _, judges, _ = registros.claves()
                yield registros, _hash_columns(pa.array(ids, pa.string()), pa.array(judges, pa.string()))


def _repeated(key: tuple[str, str | None], first: Origen, place: Origen) -> Problema:
    who = f" de {quote(key[1])}" if key[1] else ""
    return Problema(
        "registro_repetido",
        f"El registro {quote(key[0])}{who} ya está en {first}.",
        place,
        "Quite uno, o distíngalos con «evaluacion: {evaluador: …}».",
    )


def hash_keys(batch: Any) -> NDArray[np.uint64]:  # noqa: ANN401 - a batch of pyarrow
    """Return the hash of the key of each row of scores: its record and its evaluator."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    columns = [batch.column(name) for name in _COLUMNS]
    few = [
        column.dictionary_encode() if name in _FEW and not pa.types.is_dictionary(column.type) else column
        for name, column in zip(_COLUMNS, columns, strict=True)
    ]
    return _hash_columns(*few)


def _hash_columns(*columns: Any) -> NDArray[np.uint64]:  # noqa: ANN401 - arrays of pyarrow
    """Return 64 bits for each row of some columns of texts."""
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    for factor, column in enumerate(columns, 1):
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

"""Rows put in order without holding them: sorted runs in files, merged a block at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILAS_DE_CORRIDA = 262_144
"""Rows that are sorted at once; all the blocks of a merge are about as many."""
_LEAST_BLOCK = 1_024


@dataclass(slots=True)
class Corridas:
    """Rows that arrive in any order, and the sorted files that they wait in.

    The keys are never absent and tell all rows apart, so that the order does not depend on how they arrive.
    """

    carpeta: Path
    claves: tuple[str, ...]
    _waiting: list[Any] = field(default_factory=list)
    _rows: int = 0
    _runs: list[Path] = field(default_factory=list)

    def add(self, batch: Any) -> None:  # noqa: ANN401 - a batch of pyarrow
        """Add some rows."""
        self._waiting.append(batch)
        self._rows += batch.num_rows
        if self._rows >= FILAS_DE_CORRIDA:
            self._write_run()

    def _write_run(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - heavy

        if not self._rows:
            return
        ordered = _sorted(pa.Table.from_batches(self._waiting), self.claves)
        self._waiting, self._rows = [], 0
        path = self.carpeta / f"corrida-{len(self._runs):05d}.arrow"
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, ordered.schema, options=options) as writer:
            writer.write_table(ordered, max_chunksize=_LEAST_BLOCK)
        self._runs.append(path)

    def merged(self) -> Iterator[Any]:
        """Yield tables of rows, all of them in order."""
        import pyarrow as pa  # noqa: PLC0415 - heavy

        self._write_run()
        share = max(FILAS_DE_CORRIDA // max(len(self._runs), 1) // _LEAST_BLOCK, 1)
        heads = [head for path in self._runs if (head := _Cabeza(path, self.claves, share)).refill()]
        while heads:
            limit = min(head.last for head in heads)
            taken = [head.take(limit) for head in heads]
            yield _sorted(pa.concat_tables(taken), self.claves)
            heads = [head for head in heads if head.refill()]


class _Cabeza:
    """A run that is being read: the rows of it that are in memory."""

    def __init__(self, path: Path, claves: Sequence[str], share: int) -> None:
        import pyarrow as pa  # noqa: PLC0415 - heavy

        self._reader = pa.ipc.open_file(pa.OSFile(str(path), "rb"))
        self._claves, self._share, self._next = claves, share, 0
        self._rows: Any = None

    @property
    def last(self) -> tuple[Any, ...]:
        """The key of the last row in memory."""
        return self._key(self._rows.num_rows - 1)

    def _key(self, row: int) -> tuple[Any, ...]:
        return tuple(self._rows.column(name)[row].as_py() for name in self._claves)

    def refill(self) -> bool:
        """Read some blocks more when there is nothing left in memory; return whether there is anything."""
        import pyarrow as pa  # noqa: PLC0415 - heavy

        if self._rows is None or not self._rows.num_rows:
            end = min(self._next + self._share, self._reader.num_record_batches)
            self._rows = pa.Table.from_batches([self._reader.get_batch(i) for i in range(self._next, end)], schema=self._reader.schema)
            self._next = end
        return bool(self._rows.num_rows)

    def take(self, limit: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a table of pyarrow
        """Return the rows that do not go after a key, and leave the others."""
        end = bisect_right(range(self._rows.num_rows), limit, key=self._key)
        taken, self._rows = self._rows.slice(0, end), self._rows.slice(end)
        return taken


def _sorted(table: Any, claves: Sequence[str]) -> Any:  # noqa: ANN401 - tables of pyarrow
    import pyarrow.compute as pc  # noqa: PLC0415 - heavy

    whole = table.combine_chunks()
    order = pc.sort_indices(whole, sort_keys=[(name, "ascending") for name in claves])
    return whole.take(order)

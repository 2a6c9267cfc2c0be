"""Rows put in order without holding them: sorted runs in files, merged a block at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILAS_DE_CORRIDA = 262_144
"""Rows that are sorted at once; all the blocks of a merge are about as many."""
_LEAST_BLOCK = 4_096


@dataclass(frozen=True, slots=True)
class Corrida:
    """A file of rows in order, and how many there are."""

    archivo: str
    filas: int


@dataclass(slots=True)
class Corridas:
    """Rows that arrive in any order, and the sorted files that they wait in.

    The keys are never absent and tell all rows apart, so that the order does not depend on how they arrive.
    """

    carpeta: Path
    claves: tuple[str, ...]
    prefijo: str
    """Of the names of the files: others may have theirs in the same folder."""
    _waiting: list[Any] = field(default_factory=list)
    _rows: int = 0
    _runs: list[Corrida] = field(default_factory=list)

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
        path = self.carpeta / f"{self.prefijo}-{len(self._runs):05d}.arrow"
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, ordered.schema, options=options) as writer:
            writer.write_table(ordered, max_chunksize=_LEAST_BLOCK)
        self._runs.append(Corrida(str(path), ordered.num_rows))

    def close(self) -> tuple[Corrida, ...]:
        """Return the files of all the rows that were added."""
        self._write_run()
        return tuple(self._runs)

    def open_runs(self, corridas: Sequence[Corrida]) -> tuple[list[Corrida], list[Any]]:
        """Return what `take` asks for of rows that are in files of these already: the large files, and the batches of the small ones.

        Raises:
            OSError: a file cannot be read.
        """
        large = [one for one in corridas if 2 * one.filas >= FILAS_DE_CORRIDA]
        for one in large:
            Path(one.archivo).stat()
        return large, [batch for one in corridas if 2 * one.filas < FILAS_DE_CORRIDA for batch in _rows_of(Path(one.archivo))]

    def take(self, large: Sequence[Corrida], batches: Sequence[Any]) -> None:
        """Add rows that were opened; those of small files are sorted again with others, so that files are few.

        Raises:
            OSError: there is no room; some of them may be in.
        """
        self._runs += large
        for batch in batches:
            self.add(batch)

    def merged(self) -> Iterator[Any]:
        """Yield tables of rows, all of them in order."""
        import pyarrow as pa  # noqa: PLC0415 - heavy

        self._write_run()
        share = max(FILAS_DE_CORRIDA // max(len(self._runs), 1) // _LEAST_BLOCK, 1)
        heads = [head for run in self._runs if (head := _Cabeza(Path(run.archivo), self.claves, share)).refill()]
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


def _rows_of(path: Path) -> list[Any]:
    import pyarrow as pa  # noqa: PLC0415 - heavy

    with pa.OSFile(str(path), "rb") as source:
        batches: list[Any] = pa.ipc.open_file(source).read_all().combine_chunks().to_batches()
    return batches


def _sorted(table: Any, claves: Sequence[str]) -> Any:  # noqa: ANN401 - tables of pyarrow
    import pyarrow.compute as pc  # noqa: PLC0415 - heavy

    whole = table.combine_chunks()
    order = pc.sort_indices(whole, sort_keys=[(name, "ascending") for name in claves])
    return whole.take(order)

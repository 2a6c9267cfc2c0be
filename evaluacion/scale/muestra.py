"""Which records of a ranking a board lists: the same ones that would be chosen with all of them in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from evaluacion.publish.tablero.seleccion import draw_by_stratum, ends_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_STRATUM = ("nivel_al_menos", "nivel_hasta", "lugar_mejor")


class Tramo(NamedTuple):
    """The rows of a marco in the ranking: where they begin, how many there are, and how many of them take a place."""

    inicio: int
    filas: int
    clasificadas: int


class Elegido(NamedTuple):
    """A row of the ranking that is listed, with its position among those of its marco."""

    posicion: int
    fila: dict[str, Any]


def choose_rows(ranking: Path, tramo: Tramo, most: int) -> list[Elegido]:
    """Return the rows of a marco that are listed: all if they fit, else the best, the worst, and a sample of the others by level."""
    if tramo.filas <= most:
        return _rows_at(ranking, tramo, np.arange(tramo.filas))
    best, worst = ends_of(tramo.clasificadas, most)
    strata = _Estratos(ranking, tramo, fuera=(best, worst))
    drawn = draw_by_stratum(strata.sizes(), most - len(best) - len(worst))
    chosen = np.concatenate([np.array([*best, *worst], dtype=np.int64), strata.positions(drawn)])
    return _rows_at(ranking, tramo, np.sort(chosen))


@dataclass(slots=True)
class _Estratos:
    """The rows of a marco that are neither of the best nor of the worst, by level, counted from one end of the file to the other."""

    ranking: Path
    tramo: Tramo
    fuera: tuple[range, range]
    _codigos: dict[tuple[str | None, str | None, bool], int] = field(default_factory=dict)
    """The number of each stratum, in the order in which they come up."""

    def sizes(self) -> list[int]:
        """Return how many rows each stratum has."""
        counts: dict[int, int] = {}
        for _, codes in self._blocks():
            for code, times in zip(*np.unique(codes, return_counts=True), strict=True):
                counts[int(code)] = counts.get(int(code), 0) + int(times)
        return [counts[code] for code in range(len(counts))]

    def positions(self, drawn: list[list[int]]) -> NDArray[np.int64]:
        """Return the positions of some rows of each stratum, given by their order in it."""
        wanted = [np.sort(np.array(places, dtype=np.int64)) for places in drawn]
        seen, found = [0] * len(wanted), [np.empty(0, dtype=np.int64)]
        for positions, codes in self._blocks():
            for code, places in enumerate(wanted):
                here = positions[codes == code]
                inside = places[(places >= seen[code]) & (places < seen[code] + len(here))] - seen[code]
                found.append(here[inside])
                seen[code] += len(here)
        return np.concatenate(found)

    def _blocks(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Yield the positions of some rows after others, with the stratum of each."""
        for first, table in _groups(self.ranking, self.tramo, _STRATUM):
            positions = first + np.arange(table.num_rows)
            keep = np.ones(table.num_rows, dtype=bool)
            for taken in self.fuera:
                keep &= (positions < taken.start) | (positions >= taken.stop)
            yield positions[keep], self._codes(table.filter(keep))

    def _codes(self, table: Any) -> NDArray[np.int64]:  # noqa: ANN401 - a table of pyarrow
        """Return the stratum of each row."""
        low, high = (table.column(name).combine_chunks().dictionary_encode() for name in _STRATUM[:2])
        unranked = table.column(_STRATUM[2]).is_null().to_numpy()
        sides = [np.asarray(side.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64) for side in (low, high)]
        names = [[*side.dictionary.to_pylist(), None] for side in (low, high)]
        width = len(names[1]) + 1
        joined = ((sides[0] + 1) * width + sides[1] + 1) * 2 + unranked
        values, firsts, inverse = np.unique(joined, return_index=True, return_inverse=True)
        codes = np.empty(len(values), dtype=np.int64)
        for place in np.argsort(firsts).tolist():
            row = int(firsts[place])
            key = (names[0][sides[0][row]], names[1][sides[1][row]], bool(unranked[row]))
            codes[place] = self._codigos.setdefault(key, len(self._codigos))
        return codes[inverse]


def _rows_at(ranking: Path, tramo: Tramo, positions: NDArray[np.int64]) -> list[Elegido]:
    found = []
    for first, table in _groups(ranking, tramo, None):
        inside = positions[(positions >= first) & (positions < first + table.num_rows)]
        found += [Elegido(*item) for item in zip(inside.tolist(), table.take(inside - first).to_pylist(), strict=True)]
    return found


def _groups(ranking: Path, tramo: Tramo, columns: tuple[str, ...] | None) -> Iterator[tuple[int, Any]]:
    """Yield the rows of a marco by row groups, with the position of the first of each among them."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

    start = 0
    with pq.ParquetFile(ranking, pre_buffer=False) as opened:
        for group in range(opened.metadata.num_row_groups):
            rows = opened.metadata.row_group(group).num_rows
            low, high = max(tramo.inicio - start, 0), min(tramo.inicio + tramo.filas - start, rows)
            if low < high:
                table = opened.read_row_group(group, columns=None if columns is None else list(columns))
                yield start + low - tramo.inicio, table.slice(low, high - low)
            start += rows

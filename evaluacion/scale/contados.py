"""Numbers in order with how many times each comes: what quantiles and places ask of many millions, held in little."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST = 65_536
"""Different numbers that are held; from there on they go to a file, one by one, and are sorted in it."""


@dataclass(frozen=True, eq=False)
class Contados:
    """Numbers in order, all different, and how many there are up to each; or, where `hasta` is empty, every one of them in order."""

    valores: NDArray[np.float64]
    hasta: NDArray[np.int64] | None

    @property
    def total(self) -> int:
        """How many numbers there are, repeated ones each time."""
        if self.hasta is None:
            return len(self.valores)
        return int(self.hasta[-1]) if len(self.hasta) else 0

    def up_to(self, limits: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return how many numbers are not greater than each limit."""
        return self._how_many(np.searchsorted(self.valores, limits, side="right").astype(np.int64))

    def below(self, limits: Iterable[float], seen: Callable[[float], float]) -> NDArray[np.int64]:
        """Return how many numbers are less than each limit as somebody sees them, who keeps their order."""
        return self._how_many(np.array([bisect_left(self.valores, limit, key=seen) for limit in limits], dtype=np.int64))

    def _how_many(self, found: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many numbers there are, repeated ones each time, in so many different ones."""
        if self.hasta is None:
            return found
        counts: NDArray[np.int64] = np.concatenate([np.zeros(1, dtype=np.int64), self.hasta])[found]
        return counts

    def at(self, position: int) -> float:
        """Return the number at a position of the whole list, from 0."""
        return float(self.valores[position if self.hasta is None else np.searchsorted(self.hasta, position, side="right")])

    def quantile(self, share: float) -> float:
        """Return a quantile, exactly, between the two numbers that are nearest (as numpy does by default)."""
        position = share * (self.total - 1)
        low = int(position)
        first, second = self.at(low), self.at(min(low + 1, self.total - 1))
        return first + (second - first) * (position - low)


def count(values: NDArray[np.float64]) -> Contados:
    """Return some numbers, none of them NaN, counted."""
    found, times = np.unique(values, return_counts=True)
    return Contados(found, np.cumsum(times))


def merge_counted(parts: Iterable[Contados]) -> Contados:
    """Return the numbers of several lists together: neither order nor grouping changes it."""
    found = list(parts)
    values, places = np.unique(np.concatenate([np.empty(0), *(part.valores for part in found)]), return_inverse=True)
    times = np.concatenate([np.zeros(0, dtype=np.int64), *(_times(part) for part in found)])
    counts = np.zeros(len(values), dtype=np.int64)
    np.add.at(counts, places, times)
    return Contados(values, np.cumsum(counts))


def _times(part: Contados) -> NDArray[np.int64]:
    return np.ones(len(part.valores), dtype=np.int64) if part.hasta is None else np.diff(part.hasta, prepend=0)


@dataclass(slots=True)
class Contador:
    """Counts numbers batch after batch; where too many are different, in a file."""

    archivo: Path
    _parts: list[Contados] = field(default_factory=list)
    _held: int = 0
    _spilled: bool = False

    def add(self, values: NDArray[np.float64]) -> None:
        """Add some numbers; NaN is none."""
        self.take(count(values[~np.isnan(values)]))

    def take(self, part: Contados) -> None:
        """Add some numbers that are counted already."""
        self._parts.append(part)
        self._held += len(part.valores)
        if self._held > 2 * _MOST:
            self._settle()

    def _settle(self) -> None:
        whole = merge_counted(self._parts)
        self._parts, self._held = [whole], len(whole.valores)
        if self._held > _MOST:
            self._spill()

    def _spill(self) -> None:
        with self.archivo.open("ab") as file:
            for part in self._parts:
                np.repeat(part.valores, _times(part)).tofile(file)
        self._parts, self._held, self._spilled = [], 0, True

    def close(self) -> Contados:
        """Return all the numbers that were added; those of a file are sorted in it, and stay there."""
        if not self._spilled:
            return merge_counted(self._parts)
        self._spill()
        values = np.memmap(self.archivo, dtype=np.float64, mode="r+")
        values.sort()
        return Contados(values, None)


def quantiles(counted: Contados, shares: Sequence[float]) -> list[float]:
    """Return several quantiles; none of no numbers."""
    return [counted.quantile(share) for share in shares] if counted.total else []

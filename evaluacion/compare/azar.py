"""Streams of chance: the same seed gives the same numbers on every machine, one stream for each use.

A stream is PCG64 (numpy) sown with the seed and a key; its 64 bits are turned into [0, 1) here, because raw bits are what
numpy promises not to change. What one stream gives does not depend on how many numbers another has given.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BITS = 53


class Uso(IntEnum):
    """What a stream is for; its number is the first part of the key and is never reused."""

    PESOS = 0
    NORMALIZACION = 1
    AGREGACION = 2
    FALTANTES = 3
    REMUESTREO = 4


class Corriente:
    """Numbers of one stream, in order: asking for 2 and then 3 gives the same as asking for 5."""

    def __init__(self, semilla: int, uso: Uso, muestra: int = 0) -> None:
        key = np.random.SeedSequence(semilla, spawn_key=(int(uso), muestra))
        self._bits = np.random.PCG64(key)

    def uniform(self, rows: int, columns: int) -> NDArray[np.float64]:
        """Return (rows, columns) numbers in [0, 1), row by row."""
        raw = self._bits.random_raw(rows * columns)
        found: NDArray[np.float64] = np.asarray(raw >> np.uint64(64 - _BITS), dtype=np.float64) * 2.0**-_BITS
        return found.reshape(rows, columns)

    def choose(self, rows: int, columns: int, options: int) -> NDArray[np.intp]:
        """Return (rows, columns) positions from 0 to `options` - 1, all equally probable."""
        found: NDArray[np.intp] = np.minimum((self.uniform(rows, columns) * options).astype(np.intp), options - 1)
        return found

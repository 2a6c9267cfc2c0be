"""A column as positions in a short table of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_IN_A_BYTE = 127
"""As many values as positions of one byte can tell apart, besides -1."""
_Value = TypeVar("_Value", bound=np.generic)


def look_up(table: NDArray[_Value], positions: NDArray[np.integer]) -> NDArray[_Value]:
    """Return (n,): what a table says at each position; -1 is its last entry.

    Positions and entries of one byte go through a map of 256 bytes, which costs a tenth.
    """
    if positions.itemsize > 1 or table.itemsize > 1:
        found: NDArray[_Value] = table[positions]
        return found
    whole = np.zeros(256, dtype=table.dtype)
    whole[: len(table)] = table
    if positions.dtype == np.int8:
        whole[-1] = table[-1]
    return np.frombuffer(bytearray(np.ascontiguousarray(positions).data).translate(whole.tobytes()), dtype=table.dtype)

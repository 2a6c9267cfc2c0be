"""The columns of the files of scores as arrays, and which rows of them take a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.score.kernel import ALL, APLICABILIDAD, COBERTURA, MAXIMO, MINIMO, PUNTAJE
from evaluacion.score.levels import is_ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.score.plan import Plan

MEDIDAS = {"puntaje": PUNTAJE, "minimo": MINIMO, "maximo": MAXIMO, "cobertura": COBERTURA, "aplicabilidad": APLICABILIDAD}
"""The measures of a node, with their position among those of a result."""
_ALL_DIFFERENT = ("practica", "lugar_mejor", "lugar_peor")
FILAS_DE_LOTE = 65_536


class DamagedError(Exception):
    """A file of scores that was complete can no longer be read."""

    def __init__(self, archivo: str) -> None:
        super().__init__(archivo)
        self.archivo = archivo


@contextmanager
def open_scores(archivo: str, *, read_dictionary: Sequence[str] = ()) -> Iterator[Any]:
    """Open a file of scores, whose pages have to be as they were written, while its rows are read.

    Raises:
        DamagedError: a page of it is not.
        OSError: the system refuses to read it.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(archivo, pre_buffer=False, page_checksum_verification=True, read_dictionary=list(read_dictionary)) as opened:
            yield opened
    except OSError as error:
        if error.errno is not None:
            raise
        raise DamagedError(archivo) from error
    except pa.ArrowException as error:
        raise DamagedError(archivo) from error


def read_batches(archivos: Sequence[str], columnas: Sequence[str] | None = None) -> Iterator[Any]:
    """Yield the rows of some files of scores, by batches of pyarrow, with all their columns or some.

    Raises:
        DamagedError: a file is not as it was written.
    """
    for archivo in archivos:
        with open_scores(archivo) as opened:
            yield from opened.iter_batches(FILAS_DE_LOTE, columns=None if columnas is None else list(columnas))


def by_marco(batch: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - a batch of pyarrow
    """Yield the rows of each marco of a batch."""
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.compute as pc  # noqa: PLC0415

    marcos = batch.column("marco")
    names = pc.unique(marcos).to_pylist()
    for name in names:
        yield name, batch if len(names) == 1 else batch.filter(pc.equal(marcos, pa.scalar(name)))


def floats(batch: Any, name: str) -> NDArray[np.float64]:  # noqa: ANN401 - as above
    """Return a column of numbers, NaN for none."""
    return np.asarray(batch.column(name).to_numpy(zero_copy_only=False), dtype=np.float64)


def ranked_rows(batch: Any, plan: Plan) -> NDArray[np.bool_]:  # noqa: ANN401 - as above
    """Return which rows take a place, by the same rule as in memory."""
    nodes = np.full((ALL, 1, batch.num_rows), np.nan)
    for name, measure in MEDIDAS.items():
        nodes[measure, 0] = floats(batch, name)
    meets = np.asarray(batch.column("elegible").fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)  # noqa: FBT003 - positional there
    return is_ranked(plan, nodes, meets & plan.marco.clasificacion)


def repeating(names: Sequence[str]) -> list[str]:
    """Return the columns in which few values come again and again: only for those is a dictionary sought when they are written."""
    return [name for name in names if name not in _ALL_DIFFERENT]

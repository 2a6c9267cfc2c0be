"""What is gathered of the scores while they pass: figures, counted numbers, rows in order and hashes; by part, and put together."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluacion.scale.agregado import NIVELES, Agregado, aggregate, merge
from evaluacion.scale.columnas_puntajes import by_marco, floats, ranked_rows
from evaluacion.scale.contados import Contador, Contados
from evaluacion.scale.orden_externo import Corrida, Corridas
from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.scale.repetidos import hash_keys
from evaluacion.score.levels import comparable
from evaluacion.score.plan import Plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

POR_CONFIRMAR = "por_confirmar"
"""Records whose types the missing answers can still change."""
TOTALES = ("minimo", "puntaje", "maximo")
TEXTOS = ("marco", "practica", "titulo", "evaluador")
NIVELES_DICHOS = ("nivel_al_menos", "nivel_hasta")
_KEYS = ("_marco", "_sin_lugar", "_menos", "practica", "_evaluador")
_AGGREGATES_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class ResumenDeMarco:
    """What was gathered of some records under one marco."""

    agregado: Agregado
    contados: Mapping[str, Contados]


@dataclass(frozen=True, slots=True, eq=False)
class Resumen:
    """What was gathered of a part by whoever did it: small, with what grows with the rows in files of the folder of work."""

    marcos: Mapping[str, ResumenDeMarco]
    corridas: tuple[Corrida, ...]
    huellas: str


@dataclass(slots=True)
class DeMarco:
    """What is gathered of the records of one marco."""

    plan: Plan
    numeros: tuple[str, ...]
    textos: tuple[str, ...]
    contadores: dict[str, Contador]
    """Of the ends that take a place, as comparisons look at them (`_bajos`, `_altos`), and of each column with quantiles."""
    agregados: list[Agregado] = field(default_factory=list)

    def add(self, batch: Any, ranked: NDArray[np.bool_]) -> None:  # noqa: ANN401 - a batch of pyarrow
        """Take the figures of some rows."""
        numbers = {name: floats(batch, name) for name in self.numeros}
        for name, counter in self.contadores.items():
            if name in numbers:
                counter.add(numbers[name])
        self.contadores["_bajos"].add(comparable(self.plan, numbers["minimo"][ranked]))
        self.contadores["_altos"].add(comparable(self.plan, numbers["maximo"][ranked]))
        self._keep(aggregate(batch.num_rows, int(ranked.sum()), numbers, _count_texts(batch, self.textos)))

    def take(self, resumen: ResumenDeMarco) -> None:
        """Take the figures that somebody else gathered."""
        for name, counted in resumen.contados.items():
            self.contadores[name].take(counted)
        self._keep(resumen.agregado)

    def _keep(self, agregado: Agregado) -> None:
        self.agregados.append(agregado)
        if len(self.agregados) >= _AGGREGATES_AT_ONCE:
            self.agregados = [merge(self.agregados)]

    def close(self) -> dict[str, Contados]:
        """Return the numbers of each column that has quantiles or places."""
        return {name: counter.close() for name, counter in self.contadores.items()}


class Acopio:
    """What is gathered of scores under a plan, batch by batch or part by part: neither order nor grouping changes it.

    Its files are in a folder of work that several processes may share; what is in memory does not grow with the records.
    """

    def __init__(self, plan: PlanDePuntajes, carpeta: Path) -> None:
        """Begin with nothing."""
        prefix = os.urandom(6).hex()
        self.carpeta = carpeta
        self.is_whole = True
        """Whether it has all that it was given, once; where there was no room for something, nobody can tell how much of it is in."""
        self.marcos = {arrays.marco.marco: _begin(plan, arrays, carpeta, prefix) for arrays in plan.planes}
        self.corridas = Corridas(carpeta, _KEYS, prefix)
        self._positions = {name: position for position, name in enumerate(self.marcos)}
        self._hashes = carpeta / f"{prefix}.huellas"

    def add(self, batch: Any) -> None:  # noqa: ANN401 - a batch of pyarrow
        """Take some rows of scores.

        Raises:
            OSError: the folder of work takes no more.
        """
        with self._hashes.open("ab") as file:
            hash_keys(batch).tofile(file)
        for name, rows in by_marco(batch):
            ranked = ranked_rows(rows, self.marcos[name].plan)
            self.marcos[name].add(rows, ranked)
            self.corridas.add(_with_keys(rows, self.marcos[name].plan, self._positions[name], ranked))

    def take(self, resumen: Resumen) -> None:
        """Take what was gathered of a part elsewhere; its files are of this one from then on.

        Raises:
            OSError: its files cannot be read, and nothing of it was taken; or there is no room, and then this is no longer whole.
        """
        hashes = np.fromfile(resumen.huellas, dtype=np.uint64)
        opened = self.corridas.open_runs(resumen.corridas)
        self.is_whole = False
        self.corridas.take(*opened)
        with self._hashes.open("ab") as file:
            hashes.tofile(file)
        for name, one in resumen.marcos.items():
            self.marcos[name].take(one)
        self.is_whole = True
        for name in (resumen.huellas, *(one.archivo for one in resumen.corridas if one not in opened[0])):
            with suppress(OSError):  # it goes with the folder of work
                Path(name).unlink()

    def resumen(self) -> Resumen:
        """Return everything, to be sent elsewhere; nothing is added after it.

        Raises:
            OSError: the folder of work takes no more.
        """
        self._hashes.touch()
        marcos = {name: ResumenDeMarco(merge(one.agregados), one.close()) for name, one in self.marcos.items() if one.agregados}
        return Resumen(marcos, self.corridas.close(), str(self._hashes))

    def huellas(self) -> NDArray[np.uint64]:
        """Return the hash of the keys of every record, in no order."""
        return np.fromfile(self._hashes, dtype=np.uint64) if self._hashes.exists() else np.zeros(0, dtype=np.uint64)


def _count_texts(batch: Any, names: Sequence[str]) -> dict[tuple[str, str | None], int]:  # noqa: ANN401 - as above
    """Return how many rows have each text, by column."""
    import pyarrow.compute as pc  # noqa: PLC0415 - heavy

    found = {}
    for name in names:
        for item in pc.value_counts(batch.column(name)).to_pylist():
            value = item["values"]
            found[name, value if value is None or isinstance(value, str) else "sí" if value else "no"] = item["counts"]
    types = [name for name in names if ".tipos_" in name]
    if types:
        sure, possible = (batch.column(name).fill_null("") for name in types)
        found[POR_CONFIRMAR, "sí"] = pc.sum(pc.not_equal(sure, possible)).as_py() or 0
    return found


def _begin(plan: PlanDePuntajes, arrays: Plan, scratch: Path, prefix: str) -> DeMarco:
    """Return the place where the figures of a marco are gathered: of the columns that it has."""
    name = arrays.marco.marco
    others = tuple(f"{marco.marco}." for marco in plan.marcos if marco.marco != name)
    own = [(column, kind) for column, kind in plan.columnas if not column.startswith(others)]
    numbers = tuple(column for column, kind in own if kind == "numero")
    types = [column for column, kind in own if column.startswith(f"{name}.tipos_") and kind == "texto"]
    counted = [*TOTALES, *(column for column in numbers if column.startswith(f"{name}.") and column.endswith(".puntaje"))]
    files = {key: Contador(scratch / f"{prefix}-{name}-{i}.numeros") for i, key in enumerate(("_bajos", "_altos", *counted))}
    return DeMarco(arrays, numbers, (*NIVELES, "provisional", *types), files)


def _with_keys(batch: Any, plan: Plan, position: int, ranked: NDArray[np.bool_]) -> Any:  # noqa: ANN401 - batches of pyarrow
    """Return what the ranking says of some rows, with the keys of its order: best guaranteed first, where they are compared."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    lows = comparable(plan, floats(batch, "minimo")) if plan.marco.clasificacion else np.full(batch.num_rows, np.nan)
    keys = {
        "_marco": pa.array(np.full(batch.num_rows, position, dtype=np.int32)),
        "_sin_lugar": pa.array(~ranked),
        "_menos": pa.array(np.where(np.isnan(lows), np.inf, -lows)),
        "_evaluador": batch.column("evaluador").fill_null(""),
    }
    kept = {name: batch.column(name) for name in (*TEXTOS, *TOTALES, *NIVELES_DICHOS)}
    return pa.record_batch({**keys, **kept})

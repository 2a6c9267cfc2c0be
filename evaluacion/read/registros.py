"""Several sets of records (files, tables) as one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.model.registros import Claves, Columna, Identidad, Registros, Serie

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.base.origen import Origen
    from evaluacion.base.periodo import Periodo
    from evaluacion.model.practica import Practica, Respuesta, SerieEscrita


class RegistrosUnidos:
    """The rows of several sets, one after the other."""

    def __init__(self, partes: Sequence[Registros]) -> None:
        self.partes = list(partes)
        self.inicios = [0, *accumulate(len(parte) for parte in self.partes)]
        self.archivos = {name: digest for parte in self.partes for name, digest in parte.archivos.items()}
        self.avisos = [aviso for parte in self.partes for aviso in parte.avisos]
        self._requisitos: dict[str, list[bool | None]] = {}

    def __len__(self) -> int:
        return self.inicios[-1]

    def _at(self, fila: int) -> tuple[Registros, int]:
        part = bisect_right(self.inicios, fila) - 1
        return self.partes[part], fila - self.inicios[part]

    def identidad(self, fila: int) -> Identidad:
        part, row = self._at(fila)
        return part.identidad(row)

    def claves(self) -> Claves:
        return self._keys

    @cached_property
    def _keys(self) -> Claves:
        found = Claves([], [], [], [])
        for part in self.partes:
            for whole, own in zip(found, part.claves(), strict=True):
                whole.extend(own)  # type: ignore[attr-defined]
        return found

    def practica(self, fila: int) -> Practica:
        part, row = self._at(fila)
        return part.practica(row)

    def marcos(self) -> dict[str, NDArray[np.bool_]]:
        return self._join_masks(lambda part: part.marcos())

    def indicadores(self) -> dict[str, NDArray[np.bool_]]:
        return self._join_masks(lambda part: part.indicadores())

    def _join_masks(self, masks_of: Callable[[Registros], dict[str, NDArray[np.bool_]]]) -> dict[str, NDArray[np.bool_]]:
        found: dict[str, NDArray[np.bool_]] = {}
        for start, part in zip(self.inicios, self.partes, strict=False):
            for name, mask in masks_of(part).items():
                found.setdefault(name, np.zeros(len(self), dtype=bool))[start : start + len(part)] = mask
        return found

    def preguntas(self, marco: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for start, part in zip(self.inicios, self.partes, strict=False):
            for path, row in part.preguntas(marco).items():
                found.setdefault(path, start + row)
        return found

    def requisito(self, nombre: str) -> list[bool | None]:
        if nombre not in self._requisitos:
            self._requisitos[nombre] = [answer for part in self.partes for answer in part.requisito(nombre)]
        return self._requisitos[nombre]

    def columna(self, marco: str, pregunta: str) -> Columna:
        columns = [part.columna(marco, pregunta) for part in self.partes]
        values: dict[str, int] = {}
        indices, before = [], []
        for column in columns:
            position = np.array([values.setdefault(value, len(values)) for value in column.valores] + [-1], dtype=np.int32)
            indices.append(position[column.indices])
            before.append(position[column.antes] if column.antes is not None else np.full(len(column.indices), -1, dtype=np.int32))
        excused = [np.zeros(len(column.indices), dtype=bool) if column.excusa is None else column.excusa for column in columns]
        return Columna(
            list(values),
            np.concatenate(indices),
            np.concatenate([column.evidencia for column in columns]),
            np.concatenate([column.motivo for column in columns]),
            np.concatenate(excused) if any(column.excusa is not None for column in columns) else None,
            np.concatenate(before) if any(column.antes is not None for column in columns) else None,
        )

    def serie(self, indicador: str) -> Serie:
        series = [part.serie(indicador) for part in self.partes]
        measured = tuple(sorted({period for serie in series for period in serie.periodos}))
        on_the_way = tuple(sorted({period for serie in series for period in serie.periodos_intermedias}))
        return Serie(
            measured,
            np.concatenate([_widen(serie.valores, serie.periodos, measured) for serie in series]),
            np.concatenate([serie.base_fin for serie in series]),
            np.concatenate([serie.base_valor for serie in series]),
            np.concatenate([serie.meta_fin for serie in series]),
            np.concatenate([serie.meta_valor for serie in series]),
            on_the_way,
            np.concatenate([_widen(serie.intermedias, serie.periodos_intermedias, on_the_way) for serie in series]),
            np.concatenate([serie.no_aplica for serie in series]),
            np.concatenate([serie.con_motivo for serie in series]),
        )

    def respuestas(self, filas: Sequence[int], marco: str, pregunta: str) -> list[Respuesta | None]:
        found: list[Respuesta | None] = []
        for part, places in groupby(map(self._at, filas), key=itemgetter(0)):
            found.extend(part.respuestas([row for _, row in places], marco, pregunta))
        return found

    def series_de(self, fila: int) -> Mapping[str, SerieEscrita]:
        part, row = self._at(fila)
        return part.series_de(row)

    def origen(self, fila: int, *ruta: str) -> Origen:
        part, row = self._at(fila)
        return part.origen(row, *ruta)


def _widen(values: NDArray[np.float64], have: tuple[Periodo, ...], want: tuple[Periodo, ...]) -> NDArray[np.float64]:
    found = np.full((values.shape[0], len(want)), np.nan)
    for column, period in enumerate(have):
        found[:, want.index(period)] = values[:, column]
    return found


def join_registros(partes: Sequence[Registros]) -> Registros:
    """Return one set of records with the rows of all."""
    return partes[0] if len(partes) == 1 else RegistrosUnidos(partes)

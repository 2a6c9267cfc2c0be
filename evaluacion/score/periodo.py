"""Records as they stood in one period: the same ones, with only the values of that period in their series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.model.registros import Claves, Columna, Identidad, Registros, Serie

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.base.origen import Origen
    from evaluacion.base.periodo import Periodo
    from evaluacion.model.practica import Practica, Respuesta, SerieEscrita


class RegistrosDelPeriodo:
    """A view of some records in one period; answers, baselines and targets have no period and stay."""

    def __init__(self, registros: Registros, periodo: Periodo) -> None:
        self.registros = registros
        self.periodo = periodo
        self.archivos = registros.archivos
        self.avisos = registros.avisos

    def __len__(self) -> int:
        return len(self.registros)

    def identidad(self, fila: int) -> Identidad:
        return self.registros.identidad(fila)

    def claves(self) -> Claves:
        return self.registros.claves()

    def practica(self, fila: int) -> Practica:
        return self.registros.practica(fila)

    def marcos(self) -> dict[str, NDArray[np.bool_]]:
        return self.registros.marcos()

    def preguntas(self, marco: str) -> dict[str, int]:
        return self.registros.preguntas(marco)

    def indicadores(self) -> dict[str, NDArray[np.bool_]]:
        return self.registros.indicadores()

    def requisito(self, nombre: str) -> list[bool | None]:
        return self.registros.requisito(nombre)

    def columna(self, marco: str, pregunta: str) -> Columna:
        return self.registros.columna(marco, pregunta)

    def serie(self, indicador: str) -> Serie:
        """Return the series with the columns of the period alone: as if nothing else had been measured."""
        serie = self.registros.serie(indicador)
        kept = [column for column, period in enumerate(serie.periodos) if period[:2] == self.periodo[:2]]
        return replace(serie, periodos=tuple(serie.periodos[column] for column in kept), valores=serie.valores[:, kept])

    def respuestas(self, filas: Sequence[int], marco: str, pregunta: str) -> list[Respuesta | None]:
        return self.registros.respuestas(filas, marco, pregunta)

    def series_de(self, fila: int) -> Mapping[str, SerieEscrita]:
        return self.registros.series_de(fila)

    def origen(self, fila: int, *ruta: str) -> Origen:
        return self.registros.origen(fila, *ruta)

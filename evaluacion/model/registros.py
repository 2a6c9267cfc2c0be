"""Records as the kernel asks for them: by column, whatever they were read from; and one by one, when somebody looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.base.origen import Origen
    from evaluacion.base.periodo import Periodo
    from evaluacion.base.problema import Problema
    from evaluacion.model.practica import Practica, Respuesta, SerieEscrita


class Columna(NamedTuple):
    """The answers of all records to one question, dictionary-encoded.

    `valores`: the distinct written answers. `indices` (n,): position in `valores`, -1 where nothing is written.
    `evidencia` (n,) and `motivo` (n,): whether the answer comes with evidence, with a reason. `excusa` (n,): whether the
    evaluator does not vote here; None where nobody is excused. `antes` (n,): position in `valores` of the answer before a
    correction, -1 where there is none; None where nothing was corrected.
    """

    valores: Sequence[str]
    indices: NDArray[np.signedinteger]
    evidencia: NDArray[np.bool_]
    motivo: NDArray[np.bool_]
    excusa: NDArray[np.bool_] | None = None
    antes: NDArray[np.int32] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Serie:
    """The data of one indicator in all records; NaN is what a record does not give.

    `periodos` are sorted by their end; `valores` is (n, periods); `intermedias` is (n, targets on the way) at
    `periodos_intermedias`; ends of baseline and target are months since year 0, -1 where absent.
    """

    periodos: tuple[Periodo, ...]
    valores: NDArray[np.float64]
    base_fin: NDArray[np.int64]
    base_valor: NDArray[np.float64]
    meta_fin: NDArray[np.int64]
    meta_valor: NDArray[np.float64]
    periodos_intermedias: tuple[Periodo, ...]
    intermedias: NDArray[np.float64]
    no_aplica: NDArray[np.bool_]
    con_motivo: NDArray[np.bool_]
    """Where a record gives a reason."""

    @staticmethod
    def empty(n: int) -> Serie:
        """Return the series of an indicator that no record mentions."""
        nan = np.full(n, np.nan)
        absent = np.full(n, -1, dtype=np.int64)
        return Serie((), np.empty((n, 0)), absent, nan, absent, nan, (), np.empty((n, 0)), *np.zeros((2, n), dtype=bool))


class Identidad(NamedTuple):
    """Who a record is: `tipo` is practica, gobierno, acuerdo or hermanamiento."""

    id: str
    tipo: str
    evaluador: str | None
    titulo: str | None


class Claves(NamedTuple):
    """Who every record is: the fields of `Identidad`, each as the column of all the rows. Not to be changed."""

    ids: list[str]
    tipos: list[str]
    evaluadores: list[str | None]
    titulos: list[str | None]


class Registros(Protocol):
    """A set of records, in a fixed order of rows."""

    archivos: dict[str, str]
    """Each input file and its sha256."""
    avisos: list[Problema]
    """What was noticed while reading."""

    def __len__(self) -> int:
        """Return how many records there are."""

    def identidad(self, fila: int) -> Identidad:
        """Return who the record of a row is."""

    def claves(self) -> Claves:
        """Return who every record is, by column."""

    def practica(self, fila: int) -> Practica:
        """Return the whole record of a row."""

    def marcos(self) -> dict[str, NDArray[np.bool_]]:
        """Return the ids of the marcos that the records answer and, for each, which rows do."""

    def preguntas(self, marco: str) -> dict[str, int]:
        """Return the paths of the questions of a marco that any record answers, with the first row that does."""

    def indicadores(self) -> dict[str, NDArray[np.bool_]]:
        """Return the ids of the indicators with data and, for each, which rows have them."""

    def requisito(self, nombre: str) -> list[bool | None]:
        """Return what each record says of a requisito; None where it says nothing."""

    def columna(self, marco: str, pregunta: str) -> Columna:
        """Return the answers to one question."""

    def serie(self, indicador: str) -> Serie:
        """Return the data of one indicator."""

    def respuestas(self, filas: Sequence[int], marco: str, pregunta: str) -> list[Respuesta | None]:
        """Return the answers of some rows to one question, each with its evidence."""

    def series_de(self, fila: int) -> Mapping[str, SerieEscrita]:
        """Return the data of indicators that the record of a row writes, by id."""

    def origen(self, fila: int, *ruta: str) -> Origen:
        """Return the place of a value of a record, such as `("respuestas", marco, pregunta)`, or of the record."""

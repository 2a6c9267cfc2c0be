"""How one indicator is put on a common scale, as declared: method, direction, output range, and points in its natural unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

Metodo = Literal["minmax", "postes", "distancia", "zscore", "rango", "prank", "borda", "bandas", "ninguna"]
METODOS: tuple[Metodo, ...] = get_args(Metodo)
SALIDAS: dict[Metodo, tuple[float, float] | None] = {
    "minmax": (0.0, 100.0),
    "postes": (0.0, 100.0),
    "distancia": (0.0, 100.0),
    "prank": (0.0, 100.0),
    "zscore": (10.0, 2.0),
    "rango": None,
    "borda": None,
    "bandas": None,
    "ninguna": None,
}
"""The output when none is declared: worst and best; for `zscore`, mean and standard deviation; None: what the method gives."""


@dataclass(frozen=True, slots=True)
class Bandas:
    """Steps: `cortes` in the natural unit, ascending; `valores`, one more, from the band of the least values to that of the greatest.

    A band holds its lower cut and not its upper one (rule 11 of the semantics).
    """

    cortes: tuple[float, ...]
    valores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Regla:
    """The rule of one indicator. Goalposts, target and cuts are in its natural unit, from least to greatest, whatever its direction.

    `sentido`: 1 when more is better, -1 when less is. `por_periodo`: parameters from each period alone, not from all rows.
    """

    metodo: Metodo = "minmax"
    sentido: Literal[1, -1] = 1
    salida: tuple[float, float] | None = None
    postes: tuple[float, float] | None = None
    meta: float | None = None
    bandas: Bandas | None = None
    por_periodo: bool = False

    @property
    def rango_de_salida(self) -> tuple[float, float] | None:
        """The declared output range, or that of the method."""
        return self.salida if self.salida is not None else SALIDAS[self.metodo]


class ReglaError(ValueError):
    """A rule that cannot be applied; `columna` is the position of its indicator, None when it is not known."""

    def __init__(self, motivo: str, columna: int | None = None) -> None:
        super().__init__(motivo)
        self.columna = columna


def check_regla(regla: Regla) -> None:
    """Check that a rule can be applied and cannot score upside down.

    Raises:
        ReglaError: worst is best, points out of order, steps against the direction, something missing or not finite.
    """
    if regla.sentido not in {1, -1}:
        raise ReglaError("el sentido es 1 (más es mejor) o -1 (menos es mejor)")
    _check_salida(regla)
    if regla.metodo == "postes":
        _check_pair(regla.postes, "los postes", "de menor a mayor, en la unidad del indicador; el sentido dice cuál es el mejor")
    elif regla.metodo == "distancia":
        if regla.meta is None or not math.isfinite(regla.meta):
            raise ReglaError("la distancia a la meta necesita una meta, en la unidad del indicador")
    elif regla.metodo == "bandas":
        _check_bandas(regla)
    elif regla.metodo == "ninguna" and regla.sentido == -1 and regla.salida is None:
        raise ReglaError("sin normalizar, un indicador en que menos es mejor necesita la escala en que está: salida: [peor, mejor]")
    elif regla.metodo not in METODOS:
        raise ReglaError(f"«{regla.metodo}» no es un método: {', '.join(METODOS)}")


def _check_salida(regla: Regla) -> None:
    if regla.metodo == "zscore" and regla.salida is not None:
        mean, deviation = regla.salida
        if not (math.isfinite(mean) and math.isfinite(deviation) and deviation > 0):
            raise ReglaError("la salida de zscore es [media, desviación], con desviación mayor que 0")
    elif regla.salida is not None:
        _check_pair(regla.salida, "la salida", "de menor a mayor: [peor, mejor]")


def _check_pair(pair: tuple[float, float] | None, what: str, how: str) -> None:
    if pair is None:
        raise ReglaError(f"faltan {what}")
    low, high = pair
    if not (math.isfinite(low) and math.isfinite(high) and math.isfinite(high - low) and low < high):
        raise ReglaError(f"{what} son [{low:g}, {high:g}]: se escriben {how}")


def _check_bandas(regla: Regla) -> None:
    bandas = regla.bandas
    if bandas is None or not bandas.cortes or len(bandas.valores) != len(bandas.cortes) + 1:
        raise ReglaError("las bandas llevan al menos un corte, y un valor más que cortes")
    if not all(math.isfinite(number) for number in (*bandas.cortes, *bandas.valores)):
        raise ReglaError("los cortes y valores de las bandas son números")
    if not _is_rising(bandas.cortes):
        raise ReglaError("los cortes van de menor a mayor, en la unidad del indicador")
    steps = [(after - before) * regla.sentido for before, after in pairwise(bandas.valores)]
    if min(steps) < 0 or max(steps) <= 0:
        raise ReglaError("los valores de las bandas van contra el sentido del indicador, o son todos iguales")


def _is_rising(numbers: Sequence[float]) -> bool:
    return all(before < after for before, after in pairwise(numbers))

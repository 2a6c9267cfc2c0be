"""What a statement says, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severidad = Literal["falla", "aviso"]


@dataclass(frozen=True, slots=True)
class Cantidad:
    """A quantity: `valor` and `hasta` are plain numbers (10M is 10000000), `tramo` is the text as it is written."""

    valor: float | None
    hasta: float | None
    unidad: str | None
    tramo: str


@dataclass(frozen=True, slots=True)
class LineaBase:
    """Where a target starts from: a value, a year, or both."""

    valor: float | None
    periodo: int | None


@dataclass(frozen=True, slots=True)
class Plazo:
    """A deadline as it is written, and its last day (ISO) where the calendar gives one."""

    texto: str
    fin: str | None


@dataclass(frozen=True, slots=True)
class HallazgoEnunciado:
    """What is wrong with a statement, or may be: the code of a rule and how much it matters."""

    regla: str
    severidad: Severidad


@dataclass(frozen=True, slots=True)
class Enunciado:
    """A statement of an objective, read."""

    texto: str
    verbos: tuple[str, ...]
    cantidades: tuple[Cantidad, ...]
    linea_base: LineaBase | None
    plazo: Plazo | None
    hallazgos: tuple[HallazgoEnunciado, ...]

    def has(self, regla: str) -> bool:
        """Whether a rule finds something wrong with it."""
        for item in self.hallazgos:  # noqa: SIM110 - a third of the cost of `any`, and every rule asks
            if item.regla == regla:
                return True
        return False

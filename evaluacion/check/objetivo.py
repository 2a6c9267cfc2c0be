"""What the rules ask of a statement in Spanish, whoever reads it; structured fields win over what the text says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol


class CantidadLeida(Protocol):
    """A quantity of a statement; `hasta` is the other end of a range."""

    @property
    def valor(self) -> float | None:
        """The plain number: 10M is 10000000."""

    @property
    def hasta(self) -> float | None:
        """The upper end of a range."""

    @property
    def unidad(self) -> str | None:
        """A singular noun in lower case, an ISO 4217 code, `%`, or `$`."""


class PlazoLeido(Protocol):
    """A deadline of a statement."""

    @property
    def texto(self) -> str:
        """As it is written."""

    @property
    def fin(self) -> str | None:
        """Its last day, ISO."""


class HallazgoLeido(Protocol):
    """A finding of the reader: a code of the statement rules."""

    @property
    def regla(self) -> str:
        """The code."""


class Enunciado(Protocol):
    """A statement that was read."""

    @property
    def cantidades(self) -> Sequence[CantidadLeida]:
        """Its quantities."""

    @property
    def plazo(self) -> PlazoLeido | None:
        """Its deadline."""

    @property
    def hallazgos(self) -> Sequence[HallazgoLeido]:
        """What is wrong with it."""


class Lector(Protocol):
    """Reads a statement as of a day."""

    def __call__(self, texto: str, fecha: date) -> Enunciado:
        """Return what the statement says."""

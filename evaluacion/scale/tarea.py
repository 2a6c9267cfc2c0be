"""A part of a run and where its scores go."""

from __future__ import annotations

from dataclasses import dataclass

from evaluacion.read.parte import Parte


@dataclass(frozen=True, slots=True)
class Tarea:
    """A part and the file that its scores go to."""

    parte: Parte
    salida: str

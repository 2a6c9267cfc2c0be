"""What the board says of all the records of a marco together, listed or not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from evaluacion.score.kernel import COBERTURA, MAXIMO, MINIMO, PUNTAJE

if TYPE_CHECKING:
    from evaluacion.model.marco import Marco
    from evaluacion.publish.tablero.seccion import Renglon
    from evaluacion.score.evaluate import Resultado

TOTAL = -1
"""The node of the total; the criteria come from 0, in order, and after them the groups."""
MEDIDAS_CON_MEDIA = (PUNTAJE, MINIMO, MAXIMO, COBERTURA)


class EnNivel(NamedTuple):
    """How many records have a level: surely, at best, and whatever is answered."""

    asegurado: int
    alcanzable: int
    definitivo: int


class Bloque(NamedTuple):
    """Some records that stand together, under a title; without one where they are all that there is."""

    titulo: str
    renglones: tuple[Renglon, ...]


@dataclass(frozen=True, slots=True)
class ConjuntoDeTipos:
    """How many records a typology gives each type to, surely and possibly, in the order of its names."""

    seguros: tuple[int, ...]
    posibles: tuple[int, ...]
    con_seguro: int
    por_confirmar: int
    sin_tipo: int


@dataclass(frozen=True, slots=True)
class Conjunto:
    """The figures of all the records of a marco."""

    total: int
    con_datos: bool
    """Whether any record answers anything."""
    provisionales: int
    medias: Mapping[tuple[int, int], float | None]
    """By measure and node; None where no record has it."""
    niveles: tuple[EnNivel, ...]
    sin_nivel: int
    tipos: ConjuntoDeTipos | None = None


class Apartado(Protocol):
    """A marco on a board, with the records that its sheets list."""

    @property
    def marco(self) -> Marco:
        """The instrument."""

    @property
    def conjunto(self) -> Conjunto:
        """The figures of all its records."""

    @property
    def renglones(self) -> tuple[Renglon, ...]:
        """The records that the sheets list, in order."""

    @property
    def bloques(self) -> tuple[Bloque, ...]:
        """The same records in blocks."""

    @property
    def clasifica(self) -> bool:
        """Whether that order is by score and means something."""

    @property
    def recorte(self) -> str:
        """How many records are listed and how they were chosen; empty when all are."""


def conjunto_of(resultado: Resultado) -> Conjunto:
    """Return the figures of all the records of a result."""
    low, high = resultado.niveles
    levels = [
        EnNivel(*(int(found.sum()) for found in (low == i, high == i, (low == i) & (high == i))))
        for i in range(len(resultado.marco.niveles))
    ]
    nodes = (TOTAL, *range(resultado.nodos.shape[1] - 1))
    return Conjunto(
        total=len(resultado),
        con_datos=bool(resultado.respondidas[0].any()),
        provisionales=int(resultado.provisional.sum()),
        medias={(measure, node): _mean(resultado, measure, node) for measure in MEDIDAS_CON_MEDIA for node in nodes},
        niveles=tuple(levels),
        sin_nivel=int((low < 0).sum()),
        tipos=_types_of(resultado),
    )


def _mean(resultado: Resultado, medida: int, nodo: int) -> float | None:
    nodes = resultado.nodos
    values = nodes[medida, nodo][~np.isnan(nodes[COBERTURA, nodo])]
    known: list[float] = values[~np.isnan(values)].tolist()
    return math.fsum(known) / len(known) if known else None


def _types_of(resultado: Resultado) -> ConjuntoDeTipos | None:
    tipos = resultado.tipos
    if tipos is None:
        return None
    return ConjuntoDeTipos(
        seguros=tuple(tipos.seguro.sum(axis=1).tolist()),
        posibles=tuple(tipos.posible.sum(axis=1).tolist()),
        con_seguro=int(tipos.seguro.any(axis=0).sum()),
        por_confirmar=int((tipos.seguro != tipos.posible).any(axis=0).sum()),
        sin_tipo=int((~tipos.posible.any(axis=0)).sum()),
    )

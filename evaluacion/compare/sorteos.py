"""The draws: in each one, other weights, one of the normalisations, one of the aggregations, and answers for what is open.

Each assumption has its own stream, read draw by draw, so neither the size of the batches nor the assumptions that are held
still change what is drawn. Weights are drawn for nodes in their canonical order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from evaluacion.compare.azar import Corriente, Uso

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.compare.comparado import Agregador

Supuesto = Literal["pesos", "normalizacion", "agregacion", "faltantes"]
SUPUESTOS: tuple[Supuesto, ...] = ("pesos", "normalizacion", "agregacion", "faltantes")
_USOS = {"pesos": Uso.PESOS, "normalizacion": Uso.NORMALIZACION, "agregacion": Uso.AGREGACION, "faltantes": Uso.FALTANTES}


@dataclass(frozen=True, slots=True)
class Supuestos:
    """What is drawn: how much each weight may differ (0 to 1), the options, whether open answers are drawn, how often.

    Without options the assumption keeps what the comparison declares.
    """

    pesos: float = 0.0
    normalizacion: tuple[str, ...] = ()
    agregacion: tuple[Agregador, ...] = ()
    faltantes: bool = True
    sorteos: int = 10_000
    semilla: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Lote:
    """Some draws: factors of the weights (nodes, draws), the options taken (draws,), and the luck of open answers.

    `suertes` is (draws, open answers), in [0, 1).
    """

    factores: NDArray[np.float64]
    normalizacion: NDArray[np.intp]
    agregacion: NDArray[np.intp]
    suertes: NDArray[np.float64]

    def __len__(self) -> int:
        """Return how many draws there are."""
        return len(self.normalizacion)

    def swapped(self, otro: Lote, supuesto: Supuesto) -> Lote:
        """Return these draws with one assumption as in others."""
        return Lote(
            otro.factores if supuesto == "pesos" else self.factores,
            otro.normalizacion if supuesto == "normalizacion" else self.normalizacion,
            otro.agregacion if supuesto == "agregacion" else self.agregacion,
            otro.suertes if supuesto == "faltantes" else self.suertes,
        )


class Sorteador:
    """Draws in order, batch by batch; `muestra` 0 is the one of the results, 1 the second that Sobol's indices need."""

    def __init__(self, supuestos: Supuestos, n_nodos: int, n_abiertas: int, muestra: int = 0) -> None:
        self._supuestos = supuestos
        self._sizes = n_nodos, n_abiertas
        self._streams = {name: Corriente(supuestos.semilla, uso, muestra) for name, uso in _USOS.items()}

    def draw(self, n: int) -> Lote:
        """Return the next `n` draws."""
        supuestos, (n_nodos, n_abiertas) = self._supuestos, self._sizes
        if supuestos.pesos:
            luck = self._streams["pesos"].uniform(n, n_nodos).T
            factors = np.ascontiguousarray((1.0 - supuestos.pesos) + 2.0 * supuestos.pesos * luck)
        else:
            factors = np.ones((n_nodos, n))
        return Lote(
            factors,
            self._option("normalizacion", n, len(supuestos.normalizacion)),
            self._option("agregacion", n, len(supuestos.agregacion)),
            self._streams["faltantes"].uniform(n, n_abiertas if supuestos.faltantes else 0),
        )

    def _option(self, name: str, n: int, options: int) -> NDArray[np.intp]:
        if options <= 1:
            return np.zeros(n, dtype=np.intp)
        return self._streams[name].choose(n, 1, options)[:, 0]


def varying(supuestos: Supuestos, n_abiertas: int) -> tuple[Supuesto, ...]:
    """Return the assumptions that differ between draws."""
    moves = (
        supuestos.pesos > 0,
        len(supuestos.normalizacion) > 1,
        len(supuestos.agregacion) > 1,
        supuestos.faltantes and n_abiertas > 0,
    )
    return tuple(name for name, moved in zip(SUPUESTOS, moves, strict=True) if moved)

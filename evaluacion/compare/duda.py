"""How far a ranking rests on its assumptions: places over the draws, what moves them, and what each indicator holds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.escenarios import Escenarios
from evaluacion.compare.lugares_sorteados import Distribucion, describe, share_in_first
from evaluacion.compare.parejas import share_above
from evaluacion.compare.quitar import Quitados
from evaluacion.compare.sensibilidad import Indices, estimate
from evaluacion.compare.sorteos import Sorteador, Supuesto, Supuestos, varying

if TYPE_CHECKING:
    from numpy.typing import NDArray

POCOS = 30
"""Under this many units, Sobol's indices and other statistics across units carry «pocos casos»."""
SORTEOS_DE_SOBOL = 2_000
"""At most this many draws a sample for the indices: each assumption costs that many again."""
UNIDADES_EN_DETALLE = 200
"""Pairs and the indices of each unit are kept for the units in the first places by their median, up to this many."""
PRIMEROS = (1, 3, 5, 10)
MAX_LUGARES = 100_000_000
"""Most places (units x draws) held at once."""


class DemasiadosSorteosError(ValueError):
    """Units times draws do not fit; the text says how many draws do."""

    def __init__(self, caben: int) -> None:
        super().__init__(f"con tantas unidades caben {caben:,} sorteos")
        self.caben = caben


@dataclass(frozen=True, eq=False)
class Sensibilidad:
    """Which assumption moves the places: indices whose first output is the mean absolute shift, then each unit of `unidades`."""

    supuestos: tuple[Supuesto, ...]
    indices: Indices
    unidades: NDArray[np.intp]
    sorteos: int


@dataclass(frozen=True, eq=False)
class Duda:
    """What the draws say; positions of units are those of `filas`, whose values are rows of the comparison.

    `lugar` (units,): place with the declared policies, open answers that are drawn at their mean: a blank earns nothing by it. `en_primeros` (k, units): share of draws among the first of `primeros`.
    `en_detalle`: positions of the units whose pairs are in `encima` (detail, detail): share of draws in which the row is
    above the column. `corrimiento`: places that a unit moves from `lugar`, mean over units and draws, without sign.
    """

    supuestos: Supuestos
    varian: tuple[Supuesto, ...]
    n_abiertas: int
    filas: NDArray[np.intp]
    lugar: NDArray[np.int32]
    distribucion: Distribucion
    primeros: tuple[int, ...]
    en_primeros: NDArray[np.float64]
    en_detalle: NDArray[np.intp]
    encima: NDArray[np.float64]
    corrimiento: float
    sensibilidad: Sensibilidad | None
    """None when fewer than two assumptions vary: the one that does explains all."""
    quitados: Quitados

    @property
    def pocos_casos(self) -> bool:
        """Whether there are too few units for statistics across them."""
        return len(self.filas) < POCOS


def doubt(
    escenarios: Escenarios, supuestos: Supuestos, lugar: NDArray[np.int32], quitados: Quitados, *, primeros: tuple[int, ...] = PRIMEROS
) -> Duda:
    """Return what the draws say.

    Args:
        escenarios: what may be combined; its options are those of `supuestos`, in that order.
        supuestos: what varies, how often and from which seed.
        lugar: (judged,) places with the declared policies.
        quitados: the places without each node.
        primeros: sizes of the group of the first.

    Raises:
        DemasiadosSorteosError: units times draws do not fit.
    """
    n_units = len(escenarios.filas)
    if n_units * supuestos.sorteos > MAX_LUGARES:
        raise DemasiadosSorteosError(MAX_LUGARES // n_units)
    places = draw_places(escenarios, supuestos)
    found = describe(places)
    order = np.lexsort((np.arange(n_units), lugar, found.mediana))
    detail = np.sort(order[:UNIDADES_EN_DETALLE])
    moves = varying(supuestos, escenarios.n_abiertas)
    shift = np.abs(places - lugar[:, None])
    return Duda(
        supuestos,
        moves,
        escenarios.n_abiertas,
        escenarios.filas,
        lugar,
        found,
        primeros,
        np.stack([share_in_first(places, first) for first in primeros]),
        detail,
        share_above(places[detail]),
        int(shift.sum(dtype=np.int64)) / max(1, shift.size),
        _sensitivity(escenarios, supuestos, lugar, detail, moves),
        quitados,
    )


def draw_places(escenarios: Escenarios, supuestos: Supuestos) -> NDArray[np.int32]:
    """Return (judged, draws): the place of each unit in each draw."""
    found = np.empty((len(escenarios.filas), supuestos.sorteos), dtype=np.int32)
    source = Sorteador(supuestos, len(escenarios.arbol.ids), escenarios.n_abiertas)
    for start in range(0, supuestos.sorteos, escenarios.tamano_de_lote):
        batch = source.draw(min(escenarios.tamano_de_lote, supuestos.sorteos - start))
        found[:, start : start + len(batch)] = escenarios.places(batch)
    return found


def _sensitivity(
    escenarios: Escenarios, supuestos: Supuestos, lugar: NDArray[np.int32], detalle: NDArray[np.intp], varian: tuple[Supuesto, ...]
) -> Sensibilidad | None:
    if len(varian) < 2 or len(lugar) == 0:  # noqa: PLR2004 - what one assumption explains alone needs no index
        return None
    n = min(supuestos.sorteos, SORTEOS_DE_SOBOL)
    outputs = np.empty((2 + len(varian), n, 1 + len(detalle)))
    sizes = len(escenarios.arbol.ids), escenarios.n_abiertas
    first, second = Sorteador(supuestos, *sizes), Sorteador(supuestos, *sizes, muestra=1)
    for start in range(0, n, escenarios.tamano_de_lote):
        size = min(escenarios.tamano_de_lote, n - start)
        a, b = first.draw(size), second.draw(size)
        for position, batch in enumerate([a, b, *(a.swapped(b, name) for name in varian)]):
            shift = escenarios.places(batch) - lugar[:, None]
            outputs[position, start : start + size, 0] = np.abs(shift).sum(axis=0)
            outputs[position, start : start + size, 1:] = shift[detalle].T
    outputs[:, :, 0] -= np.floor(outputs[:2, :, 0].mean())
    indices = estimate(outputs[0], outputs[1], outputs[2:], supuestos.semilla)
    return Sensibilidad(varian, indices, detalle, n)

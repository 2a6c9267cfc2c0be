"""What a comparison is computed from, ready: the one thing that every hybrid of two comparisons is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.compare.comparado import Arbol, Comparado, Renglones
from evaluacion.compare.comparar import Denominador, compute
from evaluacion.compare.politicas import Politicas
from evaluacion.compare.regla import Regla

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RELATIVOS = frozenset({"minmax", "zscore", "rango", "prank", "borda"})
"""Methods in which the score of a unit depends on the data of the others."""


@dataclass(frozen=True, slots=True)
class Entradas:
    """What `compute` takes, ready: also for who draws other assumptions."""

    arbol: Arbol
    renglones: Renglones
    crudos: NDArray[np.float64]
    reglas: tuple[Regla, ...]
    politicas: Politicas
    denominadores: Mapping[int, Denominador]

    @property
    def son_relativas(self) -> bool:
        """Whether the data of a unit can move the score of another."""
        fills = self.politicas.faltantes.startswith(("media", "mediana"))
        return fills or self.politicas.atipicos is not None or any(regla.metodo in RELATIVOS for regla in self.reglas)


def compute_inputs(given: Entradas) -> Comparado:
    """Return the comparison of some inputs. Errors as in `compute`."""
    return compute(given.arbol, given.renglones, given.crudos, given.reglas, politicas=given.politicas, denominadores=given.denominadores)


def same_policies(one: Entradas, other: Entradas) -> bool:
    """Whether two comparisons score the same data alike: same tree, weights, rules and policies."""
    return one is other or (
        one.arbol.ids == other.arbol.ids
        and one.arbol.padre.tolist() == other.arbol.padre.tolist()
        and one.arbol.pesos.tolist() == other.arbol.pesos.tolist()
        and [nivel.agregador for nivel in one.arbol.niveles] == [nivel.agregador for nivel in other.arbol.niveles]
        and (one.reglas, one.politicas) == (other.reglas, other.politicas)
        and _divisors(one) == _divisors(other)
    )


def _divisors(given: Entradas) -> dict[int, str]:
    return {leaf: item.nombre for leaf, item in given.denominadores.items()}

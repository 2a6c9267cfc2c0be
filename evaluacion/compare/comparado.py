"""What a comparison is made of, as arrays: the tree, the rows compared, and the result with every policy visible.

Everything is held in one order, so that no order of the files can move a bit of a score: rows by unit (and period),
nodes by height in the tree and then by id, children by id. Sums run in that order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluacion.base.origen import Origen

Agregador = Literal["aritmetica", "geometrica", "armonica", "minimo"]


@dataclass(frozen=True, slots=True, eq=False)
class Nivel:
    """The nodes of one height: how the children of each are put together.

    `padres` (p,): their positions. `hijos` (h,): positions of the children, those of one parent together and by id.
    `inicio` (p,): where the children of each begin in `hijos`, for `reduceat`.
    """

    padres: NDArray[np.intp]
    hijos: NDArray[np.intp]
    inicio: NDArray[np.intp]
    agregador: Agregador


@dataclass(frozen=True, eq=False)
class Arbol:
    """A tree of indicators: first the leaves, by id; then the nodes of each height, by id; the root is the last.

    A leaf has height 0, another node one more than the highest of its children. `pesos` (nodes,) are relative to siblings.
    """

    ids: tuple[str, ...]
    nombres: tuple[str, ...]
    padre: NDArray[np.intp]
    """(nodes,): the position of each one's parent, -1 for the root."""
    pesos: NDArray[np.float64]
    n_hojas: int
    niveles: tuple[Nivel, ...]
    """From the parents of leaves up."""


@dataclass(frozen=True, eq=False)
class Renglones:
    """Who is compared: one row a unit, or a unit in a period; rows by id and period."""

    ids: tuple[str, ...]
    nombres: tuple[str, ...]
    periodos: tuple[str, ...] | None
    grupos: Mapping[str, tuple[str | None, ...]]
    """By column, the group of each row."""
    clasifica: NDArray[np.bool_]
    """(rows,): whether it has a place; those that do not meet a requisito are shown, unranked."""
    motivos: Mapping[int, str] = field(default_factory=dict)
    """By row, why it has no place."""
    origenes: tuple[Origen, ...] = ()


@dataclass(frozen=True, slots=True)
class Suceso:
    """Something that a policy did to the data, to be shown: a cell capped or imputed, an outlier pulled in, a constant column."""

    clase: Literal["topada", "imputada", "atipica", "constante", "sin_disponibilidad", "denominada"]
    nodo: str
    unidad: str | None
    periodo: str | None
    antes: float | None
    despues: float | None
    detalle: str


@dataclass(frozen=True, slots=True)
class Tratamiento:
    """What was done to an indicator with extreme values; skewness and kurtosis before and after.

    `columna`: its position. `puntos`: how many values were pulled in. `alcanza`: whether it passes the rule in the end.
    """

    columna: int
    metodo: Literal["winsor", "logaritmo", "ninguno"]
    puntos: int
    asimetria: tuple[float, float]
    curtosis: tuple[float, float]
    alcanza: bool


@dataclass(frozen=True, eq=False)
class Comparado:
    """The result: arrays over (rows, nodes) in the order of `renglones` and `arbol`; NaN where there is no score."""

    arbol: Arbol
    renglones: Renglones
    crudos: NDArray[np.float64]
    """(3, rows, leaves): value, least and greatest, in natural units, before any treatment."""
    tratados: NDArray[np.float64]
    """(3, rows, leaves): after denominators, imputation and outliers, in natural units: what is normalised."""
    nodos: NDArray[np.float64]
    """(3, rows, nodes): score, least and greatest; leaves are normalised, on the output range."""
    disponibilidad: NDArray[np.float64]
    """(2, rows, nodes): share of the children present by count and by effective weight, 0 to 1; leaves 0 or 1."""
    mejor: NDArray[np.int64]
    """(rows, nodes): the best place that it can have, 1 = highest, within its period; 0 = no place."""
    peor: NDArray[np.int64]
    """(rows, nodes): the worst place that the missing answers leave, ties shared; equal to `mejor` where every cell is known."""
    pesos_efectivos: NDArray[np.float64]
    """(nodes,): share of each node in the root, 0 to 1."""
    sucesos: tuple[Suceso, ...]
    alcance: NDArray[np.float64] | None = None
    """(2, nodes): the least and the greatest score of each node; what comparisons at 9 decimals on 0-100 refer to."""
    tratamientos: tuple[Tratamiento, ...] = ()
    """What was done to each indicator with extreme values."""

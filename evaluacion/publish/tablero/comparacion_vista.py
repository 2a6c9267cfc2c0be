"""A comparison as its sheets read it: the result, what the file declares in words, and the order in which units are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.compare.comparar import places_in_groups
from evaluacion.compare.lugares import Lugares
from evaluacion.publish.libro import Celda
from evaluacion.publish.tablero.estilos import LINEA, decimals_apart, text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.compare.comparado import Comparado
    from evaluacion.compare.duda import Duda

FILAS_MAX_COMPARACION = 20_000
"""Most rows that a table of these sheets lists, as in Datos."""
VALOR, MINIMO, MAXIMO = 0, 1, 2
"""Positions of the arrays of a comparison."""
UNIDAD = LINEA._replace(tamano=9)


@dataclass(frozen=True, slots=True)
class NodoDeclarado:
    """What the file declares of a node, in the words of a reader."""

    sentido: str = ""
    normalizacion: str = ""
    agregacion: str = ""
    denominador: str = ""


@dataclass(frozen=True, eq=False)
class ComparacionVista:
    """A comparison with all that its sheets show."""

    titulo: str
    comparado: Comparado
    politicas: tuple[tuple[str, str], ...]
    """Every policy that rules the comparison, with what was declared or is taken by default."""
    declarados: tuple[NodoDeclarado, ...]
    """By the position of the node in the tree."""
    finalistas: tuple[int, ...] | None = None
    """The rows that pass, where the comparison says how many."""
    duda: Duda | None = None
    parrafos: tuple[str, ...] = ()
    """What the draws say, in sentences."""

    @cached_property
    def raiz(self) -> int:
        """The position of the root."""
        return len(self.comparado.arbol.ids) - 1

    @cached_property
    def lugares_en_grupo(self) -> Mapping[str, Lugares]:
        """By column of groups, the places of each unit in its group and period."""
        return {name: places_in_groups(self.comparado, name) for name in self.comparado.renglones.grupos}

    @cached_property
    def ultimo_periodo(self) -> NDArray[np.intp]:
        """The rows of the latest period; all of them where there are no periods."""
        periods = self.comparado.renglones.periodos
        if periods is None:
            return np.arange(len(self.comparado.renglones.ids))
        return np.flatnonzero(np.array(periods) == max(periods))

    @cached_property
    def nodos_desde_arriba(self) -> list[int]:
        """The positions of the nodes from the root down: those of each height, and at the end the indicators."""
        tree = self.comparado.arbol
        heights = [nivel.padres.tolist() for nivel in reversed(tree.niveles)]
        return [node for height in heights for node in height] + list(range(tree.n_hojas))

    @cached_property
    def orden(self) -> tuple[int, ...]:
        """The rows as they are listed: the latest period first; in each, by place, least score and id; those without a place at the end."""
        rows, root = self.comparado.renglones, self.raiz
        best, worst = self.comparado.mejor[:, root], self.comparado.peor[:, root]
        periods = rows.periodos
        later = {period: -i for i, period in enumerate(sorted(set(periods)))} if periods is not None else {}
        first = np.array([later[period] for period in periods]) if periods is not None else np.zeros(len(rows.ids), dtype=np.int64)
        least = np.where(best < worst, -np.round(self.comparado.nodos[MINIMO, :, root], COMPARED_DECIMALS), 0.0)
        position = np.arange(len(rows.ids))
        return tuple(np.lexsort((position, least, worst, best, best == 0, first)).tolist())

    @cached_property
    def listados(self) -> tuple[int, ...]:
        """The rows that fit in a table."""
        return self.orden[:FILAS_MAX_COMPARACION]

    @cached_property
    def recorte(self) -> str:
        """How many rows are listed; empty when all are."""
        shown, total = len(self.listados), len(self.orden)
        if shown == total:
            return ""
        return (
            f"Se muestran {shown:,} de {total:,} renglones, los primeros por lugar. Todos están en lo que escribe "
            "«evaluacion comparar» con --formato csv o parquet. Las cifras de conjunto incluyen a todos."
        )

    @cached_property
    def nombres(self) -> tuple[str, ...]:
        """The name of each row: that of its unit, with its id where another unit has the same."""
        rows = self.comparado.renglones
        owners = dict[str, set[str]]()
        for name, unit in zip(rows.nombres, rows.ids, strict=True):
            owners.setdefault(name or unit, set()).add(unit)
        return tuple(
            f"{name} ({unit})" if name and len(owners[name]) > 1 else name or unit
            for name, unit in zip(rows.nombres, rows.ids, strict=True)
        )

    @cached_property
    def con_intervalo(self) -> bool:
        """Whether any unit has a total that missing answers could still move."""
        root = self.comparado.nodos[:, :, self.raiz]
        return bool((root[MINIMO] != root[MAXIMO])[~np.isnan(root[MINIMO]) & ~np.isnan(root[MAXIMO])].any())

    @cached_property
    def datos_presentes(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The share of the indicators (rows,) that have a datum of their own: by count, and by their weight in the total."""
        leaves = self.comparado.arbol.n_hojas
        present = ~np.isnan(self.comparado.crudos[VALOR])
        weights = self.comparado.pesos_efectivos[:leaves]
        return present.mean(axis=1), (present * weights).sum(axis=1) / (weights.sum() or 1.0)

    @cached_property
    def decimales(self) -> int:
        """The decimals with which totals are shown, so that two that differ never read alike (rule 13 of the semantics)."""
        totals = self.comparado.nodos[VALOR, :, self.raiz]
        return decimals_apart([None if np.isnan(value) else value for value in totals.tolist()])

    @cached_property
    def extremos(self) -> tuple[float, float]:
        """The ends of the scores: those that the scale has, or those that there are."""
        values, reach = self.comparado.nodos[VALOR], self.comparado.alcance
        if reach is not None and np.isfinite(reach).all() and reach.size:
            low, high = float(reach[0].min()), float(reach[1].max())
        elif np.isnan(values).all():
            return 0.0, 1.0
        else:
            low, high = float(np.nanmin(values)), float(np.nanmax(values))
        return (low, high) if low < high else (low, low + 1.0)

    def node_name(self, position: int) -> str:
        """Return how readers call a node."""
        tree = self.comparado.arbol
        return tree.nombres[position] or tree.ids[position]

    def period_cells(self, row: int) -> Iterator[Celda]:
        """Yield the cell of the period of a row, where the comparison has periods."""
        periods = self.comparado.renglones.periodos
        if periods is not None:
            yield text(periods[row], UNIDAD._replace(horizontal="center"))

    @property
    def period_headers(self) -> tuple[str, ...]:
        """The heading of the period, where the comparison has periods."""
        return ("Periodo",) if self.comparado.renglones.periodos is not None else ()

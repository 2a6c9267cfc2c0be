"""What the policies did to the data, told one thing at a time: nothing is capped, filled in, pulled or left out in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_number
from evaluacion.compare.aggregate import POR_CUENTA, POR_PESO
from evaluacion.compare.arbol import children_of
from evaluacion.compare.comparado import Arbol, Renglones, Suceso, Tratamiento
from evaluacion.compare.politicas import Faltante
from evaluacion.compare.regla import Metodo, Regla

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RELLENO: Mapping[Faltante, str] = {
    "cero": "faltaba: se puso 0",
    "media": "faltaba: media de los que tienen dato",
    "mediana": "faltaba: mediana de los que tienen dato",
    "media_de_grupo": "faltaba: media de su grupo",
    "mediana_de_grupo": "faltaba: mediana de su grupo",
}
SIN_DATO = "no tiene ningún dato"
_SIN_RELLENO = "falta: no hay con qué estimarlo"
_TOPE: Mapping[Metodo, str] = {
    "postes": "fuera de los postes",
    "distancia": "rebasa la meta",
    "ninguna": "fuera de su escala",
}


@dataclass(frozen=True, slots=True)
class Relator:
    """Who tells: knows the names of rows and nodes."""

    arbol: Arbol
    renglones: Renglones

    def tell_denominated(self, nombres: Mapping[int, str], lost: NDArray[np.bool_], before: NDArray[np.float64]) -> Iterator[Suceso]:
        """Return each indicator that was divided, and each value lost for want of a denominator."""
        for leaf, name in sorted(nombres.items()):
            yield Suceso("denominada", self.arbol.ids[leaf], None, None, None, None, f"dividido entre {name}")
        for leaf, row in _cells(lost):
            told = f"{nombres[leaf]} falta o no es mayor que 0"
            yield Suceso("denominada", self.arbol.ids[leaf], *self._who(row), _value(before[row, leaf]), None, told)

    def tell_imputed(self, politica: Faltante, missing: NDArray[np.bool_], after: NDArray[np.float64]) -> Iterator[Suceso]:
        """Return each cell that was missing, with what was put in it if anything was."""
        for leaf, row in _cells(missing):
            put = _value(after[row, leaf])
            told = _SIN_RELLENO if put is None else _RELLENO[politica]
            yield Suceso("imputada", self.arbol.ids[leaf], *self._who(row), None, put, told)

    def tell_treated(self, done: Tratamiento, before: NDArray[np.float64], after: NDArray[np.float64]) -> Iterator[Suceso]:
        """Return what was done to an indicator with extreme values: in all, and each value pulled in. `before`, `after` (rows,)."""
        node = self.arbol.ids[done.columna]
        way = {
            "winsor": f"valores acercados: {done.puntos}",
            "logaritmo": "logaritmo de todos los valores",
            "ninguno": "valores extremos que no se pudieron acercar",
        }[done.metodo]
        (skew, skew_after), (kurt, kurt_after) = done.asimetria, done.curtosis
        told = f"{way}; asimetría {_show(skew)} → {_show(skew_after)}, curtosis {_show(kurt)} → {_show(kurt_after)}"
        yield Suceso("atipica", node, None, None, None, None, told if done.alcanza else f"{told}; sigue con valores extremos")
        if done.metodo == "winsor":
            for row in np.flatnonzero(~np.isnan(before) & (before != after)).tolist():
                yield Suceso("atipica", node, *self._who(row), float(before[row]), float(after[row]), "valor extremo, acercado")

    def tell_scored(
        self, reglas: tuple[Regla, ...], capped: NDArray[np.bool_], constant: NDArray[np.bool_], values: tuple[NDArray[np.float64], ...]
    ) -> Iterator[Suceso]:
        """Return each indicator that tells no unit from another, and each value held at a limit.

        `values`: natural values and scores, (rows, leaves) both.
        """
        for leaf in np.flatnonzero(constant.any(axis=0)).tolist():
            for period, mine in self._constant_in(constant[:, leaf]):
                before, after = (column[mine, leaf] for column in values)
                told = SIN_DATO if np.isnan(before).all() else "no distingue a unas unidades de otras"
                told += ": no se califica" if np.isnan(after).all() else ""
                yield Suceso("constante", self.arbol.ids[leaf], None, period, None, None, told)
        for leaf, row in _cells(capped):
            before, after = (float(column[row, leaf]) for column in values)
            yield Suceso("topada", self.arbol.ids[leaf], *self._who(row), before, after, _TOPE[reglas[leaf].metodo])

    def tell_withheld(self, scores: NDArray[np.float64], present: NDArray[np.float64]) -> Iterator[Suceso]:
        """Return each node without score although some of its components have one. `antes` is its availability by count."""
        n = self.arbol.n_hojas
        children = children_of(self.arbol)
        for node, row in _cells(np.isnan(scores[:, n:]) & (present[POR_CUENTA, :, n:] > 0)):
            parent = node + n
            own = [child for child in children[parent] if self.arbol.pesos[child] > 0]
            has = int((~np.isnan(scores[row, own])).sum())
            share = show_number(float(present[POR_PESO, row, parent]) * 100, 1)
            told = f"tiene {has} de {len(own)} componentes, {share} % del peso: menos que el mínimo pedido"
            yield Suceso("sin_disponibilidad", self.arbol.ids[parent], *self._who(row), float(present[POR_CUENTA, row, parent]), None, told)

    def _constant_in(self, constant: NDArray[np.bool_]) -> Iterator[tuple[str | None, NDArray[np.bool_]]]:
        """Return the periods in which an indicator is constant, with their rows; None and all rows when it is in all of them."""
        if constant.all():
            yield None, np.ones(len(self.renglones.ids), dtype=np.bool_)
            return
        periods = np.array(self.renglones.periodos)
        names = np.unique(periods)
        yield from ((str(names[number]), periods == names[number]) for number in np.flatnonzero(constant).tolist())

    def _who(self, row: int) -> tuple[str, str | None]:
        return self.renglones.ids[row], None if self.renglones.periodos is None else self.renglones.periodos[row]


def _cells(mask: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Return the (column, row) of what is marked in (rows, columns), column by column."""
    return ((int(column), int(row)) for column, row in np.argwhere(mask.T))


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _show(number: float) -> str:
    return show_number(number, 2)

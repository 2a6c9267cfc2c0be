"""The columns of a section of the Simulador while they are being made: where each stands, and those that are seen or hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.publish.libro import Estilo
from evaluacion.publish.tablero.hoja_simulador_columnas import Columna, Columnas, Valor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluacion.publish.tablero.hoja_simulador_niveles import Tablas
    from evaluacion.publish.tablero.hoja_simulador_pesos import Pesos
    from evaluacion.publish.tablero.seccion import Seccion

REGISTRO = 5
"""Column of the name of the record; the others follow it."""
BAJO, PUNTAJE_EN, ALTO, AL_MENOS, HASTA, LUGAR, INICIO, CAMBIO, DIFERENCIA, BAJO_ALTERNO, ALTO_ALTERNO = range(6, 17)
ULTIMA = ALTO_ALTERNO
_UNITS = 10**COMPARED_DECIMALS


class Visible(NamedTuple):
    """A column that is seen: where it stands, what it holds and how it looks."""

    posicion: int
    columna: Columna
    estilo: Estilo


class Obra:
    """The columns of a section while they are being made."""

    def __init__(self, seccion: Seccion, pesos: Pesos, tablas: Tablas, rows: tuple[int, int], hidden: int) -> None:
        self.seccion, self.pesos, self.tablas, self.rows = seccion, pesos, tablas, rows
        self.resultado, self.plan, self.marco = seccion.resultado, seccion.resultado.plan, seccion.marco
        self.orden = [renglon.posicion for renglon in seccion.renglones]
        self.nodos = self.resultado.nodos[:, :, self.orden]
        self.ocultas = Columnas(hidden)
        self.visibles: list[Visible] = []

    def show(self, position: int, values: list[Valor], formula: str | None, estilo: Estilo) -> str:
        """Add a column that is seen; return its cell in any row."""
        self.visibles.append(Visible(position, Columna("", values, formula), estilo))
        return Columnas.ref(position)

    def hide(self, title: str, values: list[Valor], formula: str | None = None) -> str:
        """Add a hidden column; return its cell in any row."""
        return self.ocultas.add(Columna(title, values, formula))

    def total(self, measure: int) -> NDArray[np.float64]:
        """Return a measure of the total of each record, in the order in which they are shown."""
        found: NDArray[np.float64] = self.nodos[measure, -1]
        return found


def reaches(cell: str, minimum: float) -> str:
    """Return the formula of whether a fraction reaches a minimum, at the decimals that comparisons look at."""
    return f"ROUND({cell}*{100 * _UNITS},0)>={round(round(minimum * 100, COMPARED_DECIMALS) * _UNITS)}"

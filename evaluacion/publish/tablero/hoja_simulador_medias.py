"""The aggregation of the marco as formulas of a row: means that leave out what does not apply, as rules 7 to 10 say.

A formula is written for any row: `#` stands where the number of the row goes. What is not known is a text or an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.marco import Agregador

ROW = "#"
"""Where a formula takes the number of its row."""
NO_APLICA = "n/a"
"""What a cell says of a node to which nothing applies."""


@dataclass(frozen=True, slots=True)
class Hijos:
    """The children of a node: blocks of a row, beside the cells of their weights and of the sum of these.

    `bajo`, `alto` and `puntaje` hold what the mean adds up (see `transformed`); `hay_total` and `hay_puntaje` are numbers
    exactly where a child has an interval, or a central score. An empty name is a measure that is not asked for.
    """

    pesos: str
    suma: str
    bajo: str
    alto: str
    hay_total: str
    puntaje: str = ""
    hay_puntaje: str = ""
    cobertura: str = ""
    aplicabilidad: str = ""


def literal(value: float) -> str:
    """Return a number as a formula takes it, in brackets if it is negative."""
    words = f"{value:.17G}"
    return f"({words})" if value < 0 else words


def transformed(kind: Agregador, values: NDArray[np.float64], top: float) -> NDArray[np.float64]:
    """Return what the mean of a kind adds up: the value, its logarithm, its inverse, or how far it is from the top."""
    if kind == "geometrica":
        return np.log(values)
    if kind == "armonica":
        return 1 / values
    return top - values if kind == "minimo" else values


def transform(kind: Agregador, cell: str, top: float) -> str:
    """Return the formula of what `transformed` gives for the value of a cell; zero where it has none."""
    how = {"geometrica": f"LN({cell})", "armonica": f"1/{cell}", "minimo": f"{literal(top)}-{cell}"}
    return f"IF(ISNUMBER({cell}),{how[kind]},0)"


def weight_of_known(weights: str, known: str) -> str:
    """Return the formula of the weight of the children that are numbers."""
    return f"SUMPRODUCT({weights},--ISNUMBER({known}))"


def end_of(kind: Agregador, hijos: Hijos, values: str, known: str, top: float, empty: str) -> str:
    """Return the formula of an end of a node from those of its children; `known` is the cell of their weight."""
    return f"IF({known}>0,{_mean(kind, hijos.pesos, values, known, top)},{empty})"


def score_of(kind: Agregador, hijos: Hijos, known: str, ends: tuple[str, str], top: float, empty: str) -> str:
    """Return the formula of the central score of a node, held inside its ends."""
    low, high = ends
    return f"IF({known}>0,MIN(MAX({_mean(kind, hijos.pesos, hijos.puntaje, known, top)},{low}),{high}),{empty})"


def coverage_of(hijos: Hijos, known: str) -> str:
    """Return the formula of the coverage of a node; zero where nothing applies."""
    return f"IF({known}>0,SUMPRODUCT({hijos.pesos},{hijos.cobertura})/{known},0)"


def applicability_of(hijos: Hijos) -> str:
    """Return the formula of how much of a node applies; zero where no child counts."""
    return f"IF({hijos.suma}>0,SUMPRODUCT({hijos.pesos},{hijos.aplicabilidad})/{hijos.suma},0)"


def _mean(kind: Agregador, weights: str, values: str, known: str, top: float) -> str:
    """Return the formula of a mean; `SUMPRODUCT` around `MAX` makes every program look at the whole block."""
    if kind == "minimo":
        return f"{literal(top)}-SUMPRODUCT(MAX(({weights}>0)*{values}))"
    if kind == "armonica":
        return f"{known}/SUMPRODUCT({weights},{values})"
    mean = f"SUMPRODUCT({weights},{values})/{known}"
    return f"EXP({mean})" if kind == "geometrica" else mean

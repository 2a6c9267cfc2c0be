"""The policies under which units are compared: what is done with denominators, missing cells and extreme values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evaluacion.compare.aggregate import SIN_MINIMO, Disponibilidad

Faltante = Literal["omitir", "error", "cero", "media", "mediana", "media_de_grupo", "mediana_de_grupo"]


@dataclass(frozen=True, slots=True)
class Winsor:
    """When a column has extreme values (|skewness| and kurtosis, both not under their limits), and how far they are pulled in.

    `puntos_max`: winsorising stops once that many values of the column were touched. `logaritmo`: what is done when that is not
    enough, with the values as they were.
    """

    puntos_max: int = 5
    asimetria: float = 2.0
    curtosis: float = 3.5
    logaritmo: bool = True


@dataclass(frozen=True, slots=True)
class Politicas:
    """The policies of a comparison. `grupo` is the column whose mean or median fills what is missing."""

    faltantes: Faltante = "omitir"
    grupo: str | None = None
    disponibilidad_minima: Disponibilidad = SIN_MINIMO
    atipicos: Winsor | None = None

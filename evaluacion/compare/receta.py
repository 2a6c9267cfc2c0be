"""What a recipe is, and the means that the wrong ones start from."""

from __future__ import annotations

from collections.abc import Callable

from evaluacion.compare.celdas import Celdas, SinDatoError
from evaluacion.compare.intervalo import Intervalo, exact, round_to
from evaluacion.model.cifras import Dato

Receta = tuple[str, Callable[[], Intervalo | None]]
"""Its name, and the computation: None when it divides by zero."""


def printed_mean(dato: Dato, celdas: Celdas) -> Intervalo:
    """Return the mean that the table prints for a column, as printed.

    Raises:
        SinDatoError: the table prints none, or the datum is not the mean of a whole column.
    """
    found = celdas.summary(dato, "media") if dato.medida == "media" and dato.columna and not dato.filas else None
    if found is None:
        raise SinDatoError("la tabla no imprime la media")
    return found


def rounded_mean(dato: Dato, celdas: Celdas) -> Intervalo:
    """Return the mean of a datum rounded to the decimals with which its cells are printed."""
    if dato.medida != "media":
        raise SinDatoError("no es una media")
    return exact(round_to(celdas.value(dato).valor, celdas.decimals(dato)))

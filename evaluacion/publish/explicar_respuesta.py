"""An answer to a complaint in each of its forms: text, Markdown, JSON, and a sheet to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from evaluacion.publish.explicar_comun import sources
from evaluacion.publish.informe import Bloque, Informe
from evaluacion.publish.informe_hoja import arrange_informe
from evaluacion.publish.informe_texto import as_markdown, as_text

if TYPE_CHECKING:
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.libro import Libro

HOJA = "Respuesta"
FORMAS: dict[str, Callable[[Informe], str]] = {"texto": as_text, "markdown": as_markdown}
"""The forms that are text, by name."""


def make_informe(titulo: str, partes: Iterable[Iterable[Bloque]], procedencia: Procedencia) -> Informe:
    """Return the report of an answer, one part an instrument."""
    whole, foot = sources(procedencia)
    blocks = tuple(bloque for parte in partes for bloque in parte)
    return Informe(titulo, "Respuesta a un reclamo", blocks, whole, foot)


def as_libro(informe: Informe) -> Libro:
    """Return the workbook with the sheet to print."""
    return arrange_informe(informe, HOJA)

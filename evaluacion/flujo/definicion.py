"""What files of decisions and of procedures share: how they are found, and how their defects become problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from evaluacion.base.problema import EvaluacionError, Problema, quote, suggestion
from evaluacion.check.defecto import Defecto
from evaluacion.read.documento import Documento


def find_definition(reference: str | Path, shipped: Mapping[str, Path], name: str, what: str) -> Path:
    """Return the file of a definition: by its id among the shipped ones, or by its path.

    Raises:
        EvaluacionError: there is none of that name.
    """
    if str(reference) in shipped:
        return shipped[str(reference)]
    path = Path(reference)
    with suppress(OSError):  # a name that is too long, a folder that may not be entered: no such definition
        if path.is_dir():
            return path / name
        if path.suffix or path.exists():
            return path
    raise EvaluacionError(
        [Problema("opcion_no_valida", f"No hay {what} {quote(str(reference))}.", None, suggestion(str(reference), shipped))]
    )


def check_shipped(reference: str, shipped: Mapping[str, Path], codigo: str, documento: Documento, key: str) -> list[Problema]:
    """Return a problem when a file names a definition that does not ship."""
    if reference in shipped:
        return []
    return [Problema(codigo, f"No hay {quote(reference)} entre lo incluido.", documento.origen((key,)), suggestion(reference, shipped))]


def place_defects(found: Iterable[Defecto], documento: Documento, before: tuple[str | int, ...] = ()) -> list[Problema]:
    """Return some defects as problems at their places in the file."""
    return [Problema(item.codigo, item.mensaje, documento.origen((*before, *item.ruta), key=item.en_clave), item.remedio) for item in found]

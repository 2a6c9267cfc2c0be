"""A file that describes a panel of evaluators, with the paths that it names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evaluacion.base.problema import raise_errors
from evaluacion.model.panel import Panel
from evaluacion.read.cifras import Lectura, file_beside
from evaluacion.read.documento import Documento
from evaluacion.read.marco import MarcoLeido
from evaluacion.read.tendencia import gathering, own_marco


@dataclass(frozen=True, slots=True)
class PanelLeido:
    """A panel as it was written, what it names, and its file with its sha256."""

    panel: Panel
    documento: Documento
    registros: tuple[Path, ...]
    marco: MarcoLeido | None
    moderacion: Path | None
    archivos: dict[str, str]


def read_panel(path: Path) -> PanelLeido:
    """Return the panel that a file describes.

    Raises:
        EvaluacionError: everything wrong with the file or with its marco, or it names what is not beside it.
    """
    lectura = Lectura()
    panel, documento = lectura.load(path, Panel)
    records, marcos, moderacion = list[Path](), list[MarcoLeido](), list[Path]()
    for i, name in enumerate(panel.registros):
        with gathering(lectura.problemas):
            records.append(file_beside(path, name, documento.origen(("registros", i))))
    with gathering(lectura.problemas):
        if panel.marco is not None:
            marcos.append(own_marco(path, panel.marco, documento))
    with gathering(lectura.problemas):
        if panel.moderacion is not None:
            moderacion.append(file_beside(path, panel.moderacion, documento.origen(("moderacion",))))
    raise_errors(lectura.problemas)
    return PanelLeido(
        panel,
        documento,
        tuple(records),
        marcos[0] if marcos else None,
        moderacion[0] if moderacion else None,
        lectura.archivos,
    )

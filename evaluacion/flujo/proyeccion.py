"""From a file, or from options, to a projection by scenarios."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from evaluacion.base.problema import EvaluacionError, Problema, raise_errors
from evaluacion.compare.proyeccion import Supuesto, Trayectoria, project
from evaluacion.model.procedencia import Procedencia
from evaluacion.model.proyeccion import Escenario, Proyeccion
from evaluacion.read.documento import Documento, parse_documento, read_bytes, show_path
from evaluacion.read.load import load_model
from evaluacion.read.nodos import Mapa
from evaluacion.read.texto import decode
from evaluacion.version import VERSION

_GREATEST = 10**15
_NEEDED = ("base", "tasa", "periodos")


@dataclass(frozen=True, slots=True)
class Proyectado:
    """A projection, its scenarios period by period, and where it comes from."""

    proyeccion: Proyeccion
    trayectorias: tuple[Trayectoria, ...]
    procedencia: Procedencia


def project_file(path: Path | None, opciones: Mapping[str, float | int | None]) -> Proyectado:
    """Return the projection of a file, of some options, or of a file with some of its keys changed by options.

    Raises:
        EvaluacionError: something is missing, is not understood or is out of its bounds.
    """
    given = {name: value for name, value in opciones.items() if value is not None}
    archivos: tuple[tuple[str, str], ...] = ()
    if path is None:
        missing = [name for name in _NEEDED if name not in given]
        if missing:
            listed = ", ".join(f"--{name}" for name in missing)
            raise EvaluacionError([Problema("opcion_no_valida", f"Falta {listed}.", None, "Indique un archivo, o esas opciones.")])
        documento = Documento("las opciones", Mapa("las opciones"))
        documento.datos["proyeccion"] = "opciones"
    else:
        archivo, data = show_path(path), read_bytes(path)
        documento = parse_documento(decode(data, archivo), archivo)
        archivos = ((archivo, hashlib.sha256(data).hexdigest()),)
    if isinstance(documento.datos, dict):
        documento.datos.update(given)
    proyeccion = load_model(documento, Proyeccion)
    raise_errors(_repeated(proyeccion, documento))
    policies = tuple(f"--{name} {value:g}" for name, value in given.items())
    paths = project(_exact(proyeccion.base), proyeccion.periodos, [_assume(item, proyeccion) for item in proyeccion.supuestos])
    if any(max(point.receta_del_libro, point.compuesta) > _GREATEST for path in paths for point in path.puntos):
        problem = Problema("fuera_de_limites", "La proyección rebasa 10^15.", documento.origen(("tasa",)), "Baje la tasa o los periodos.")
        raise EvaluacionError([problem])
    return Proyectado(proyeccion, paths, Procedencia("evaluacion", VERSION, (), archivos, None, policies))


def _repeated(proyeccion: Proyeccion, documento: Documento) -> list[Problema]:
    seen: set[str] = set()
    found: list[Problema] = []
    for position, item in enumerate(proyeccion.escenarios):
        if item.id in seen:
            origen = documento.origen(("escenarios", position, "id"))
            found.append(Problema("cifra_no_valida", f"El escenario «{item.id}» está dos veces.", origen, "Dele otro identificador."))
        seen.add(item.id)
    return found


def _assume(item: Escenario, proyeccion: Proyeccion) -> Supuesto:
    rate = proyeccion.tasa if item.tasa is None else item.tasa
    band = None if item.banda is None else _exact(item.banda)
    return Supuesto(item.id, item.nombre or item.id, _exact(rate), _exact(item.factor), band)


def _exact(number: float) -> Fraction:
    """Return a number as it was written: 0.1 is a tenth."""
    return Fraction(repr(float(number)))

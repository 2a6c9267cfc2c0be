"""From a file of claims to the answer to each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evaluacion.compare.cifras import Cifra, verify_all
from evaluacion.model.cifras import Verificacion
from evaluacion.model.procedencia import Procedencia
from evaluacion.model.tabla_publicada import TablaPublicada
from evaluacion.read.cifras import read_verificacion
from evaluacion.version import VERSION


@dataclass(frozen=True, slots=True)
class Comprobacion:
    """The claims, their tables, the answers in the same order, and where they come from."""

    verificacion: Verificacion
    tablas: dict[str, TablaPublicada]
    cifras: tuple[Cifra, ...]
    procedencia: Procedencia


def verify_file(path: str | Path) -> Comprobacion:
    """Return the answer to each figure of a file of claims.

    Raises:
        EvaluacionError: everything wrong with the file, its tables or the names that the claims use.
    """
    leida = read_verificacion(Path(path))
    answers = verify_all(leida.verificacion.cifras, leida.tablas)
    policies = ("redondeo de la mitad hacia afuera, a los decimales impresos",)
    provenance = Procedencia("evaluacion", VERSION, (), tuple(sorted(leida.archivos.items())), None, policies)
    return Comprobacion(leida.verificacion, leida.tablas, answers, provenance)

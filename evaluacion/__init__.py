"""Rules-based evaluation and indicator scoring for the international action of local governments.

The public door: names are resolved on first use, so that importing the package loads nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from evaluacion.version import VERSION as __version__  # noqa: N811 - the name that tools look for

if TYPE_CHECKING:
    from evaluacion.base.problema import EvaluacionError as EvaluacionError
    from evaluacion.base.problema import Problema as Problema
    from evaluacion.flujo.api import consolidate as consolidate
    from evaluacion.flujo.api import evaluate as evaluate
    from evaluacion.flujo.api import read_practicas as read_practicas
    from evaluacion.flujo.calificar import score_paths as score_paths
    from evaluacion.flujo.comparar import Comparada as Comparada
    from evaluacion.flujo.comparar import compare_file as compare_file
    from evaluacion.flujo.criterios import Seleccion as Seleccion
    from evaluacion.flujo.formatos import write_as as write_as
    from evaluacion.flujo.revisar import Opciones as Opciones
    from evaluacion.flujo.revisar import Revisado as Revisado
    from evaluacion.flujo.revisar import review_paths as review_paths
    from evaluacion.flujo.tablero import publish_revision as publish_revision
    from evaluacion.flujo.tablero import write_tablero as write_tablero
    from evaluacion.model.estrategia import Estrategia as Estrategia
    from evaluacion.model.hallazgo import Hallazgo as Hallazgo
    from evaluacion.model.marco import Marco as Marco
    from evaluacion.model.practica import Practica as Practica
    from evaluacion.publish.datos import as_frame as as_frame
    from evaluacion.publish.datos import as_json as as_json
    from evaluacion.publish.libro_xlsx import write_libro as write_libro
    from evaluacion.publish.tablero.arrange import arrange_tablero as arrange_tablero
    from evaluacion.read.marco import load_marco as load_marco
    from evaluacion.score.evaluate import Resultado as Resultado

_WHERE = {
    "EvaluacionError": "evaluacion.base.problema",
    "Problema": "evaluacion.base.problema",
    "Estrategia": "evaluacion.model.estrategia",
    "Hallazgo": "evaluacion.model.hallazgo",
    "Marco": "evaluacion.model.marco",
    "Practica": "evaluacion.model.practica",
    "Resultado": "evaluacion.score.evaluate",
    "Opciones": "evaluacion.flujo.revisar",
    "Revisado": "evaluacion.flujo.revisar",
    "Seleccion": "evaluacion.flujo.criterios",
    "load_marco": "evaluacion.read.marco",
    "read_practicas": "evaluacion.flujo.api",
    "consolidate": "evaluacion.flujo.api",
    "evaluate": "evaluacion.flujo.api",
    "score_paths": "evaluacion.flujo.calificar",
    "Comparada": "evaluacion.flujo.comparar",
    "compare_file": "evaluacion.flujo.comparar",
    "review_paths": "evaluacion.flujo.revisar",
    "write_as": "evaluacion.flujo.formatos",
    "as_frame": "evaluacion.publish.datos",
    "as_json": "evaluacion.publish.datos",
    "arrange_tablero": "evaluacion.publish.tablero.arrange",
    "publish_revision": "evaluacion.flujo.tablero",
    "write_libro": "evaluacion.publish.libro_xlsx",
    "write_tablero": "evaluacion.flujo.tablero",
}
__all__ = ["__version__", *_WHERE]  # noqa: PLE0604 - names of strings


def __getattr__(name: str) -> object:
    """Return a public name, importing the module that holds it (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)

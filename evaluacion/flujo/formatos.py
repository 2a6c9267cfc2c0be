"""The shapes in which a review can be written: each is a module `publish/revision_FORMATO` with a function `as_FORMATO`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from evaluacion import publish
from evaluacion.model.hallazgo import RevisionTotal
from evaluacion.model.procedencia import Procedencia
from evaluacion.version import VERSION

if TYPE_CHECKING:
    from evaluacion.base.problema import Problema

_PREFIX = "revision_"
LIBRO = "xlsx"
"""The shape that is a workbook: `flujo.tablero.publish_revision` writes it."""
CON_FICHAS = frozenset({"json"})
"""Shapes that show the scorecards."""
CON_DUDAS = frozenset({"json", "junit", "sarif"})
"""Shapes that show what could not be judged, one by one; the others only name the rules."""
CON_PROBLEMAS = frozenset({"github", "gitlab", "junit", "markdown", "sarif"})
"""Shapes that are read apart from the messages of the run, and so tell which files could not be reviewed."""


@cache
def formats() -> tuple[str, ...]:
    """Return the names of the shapes that are text, `texto` first."""
    names = (module.name.removeprefix(_PREFIX) for module in pkgutil.iter_modules(publish.__path__) if module.name.startswith(_PREFIX))
    return tuple(sorted(names, key=lambda name: (name != "texto", name)))


def write_as(formato: str, total: RevisionTotal) -> str:
    """Return a review in one of the shapes that are text."""
    if formato in CON_PROBLEMAS and total.problemas:
        from evaluacion.publish.problemas import with_problems  # noqa: PLC0415 - only when there are some

        total = with_problems(total)
    text: str = getattr(import_module(f"{publish.__name__}.{_PREFIX}{formato}"), f"as_{formato}")(total)
    return text


def write_failure(problemas: tuple[Problema, ...]) -> str:
    """Return the annotations of a run that reviewed nothing: the files that could not be read are marked all the same."""
    return write_as("github", RevisionTotal((), (), Procedencia("evaluacion", VERSION, (), (), None, ()), problemas))

"""The shapes in which a review can be written: each is a module `publish/revision_FORMATO` with a function `as_FORMATO`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from evaluacion import publish

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import RevisionTotal

_PREFIX = "revision_"
LIBRO = "xlsx"
"""The shape that is a workbook: `flujo.tablero.publish_revision` writes it."""
CON_FICHAS = frozenset({"json"})
"""Shapes that show the scorecards."""


@cache
def formats() -> tuple[str, ...]:
    """Return the names of the shapes that are text, `texto` first."""
    names = (module.name.removeprefix(_PREFIX) for module in pkgutil.iter_modules(publish.__path__) if module.name.startswith(_PREFIX))
    return tuple(sorted(names, key=lambda name: (name != "texto", name)))


def write_as(formato: str, total: RevisionTotal) -> str:
    """Return a review in one of the shapes that are text."""
    text: str = getattr(import_module(f"{publish.__name__}.{_PREFIX}{formato}"), f"as_{formato}")(total)
    return text

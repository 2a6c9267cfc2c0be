"""Who reads the statements of objectives, where somebody does."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from evaluacion.check.objetivo import Lector

_READER = "evaluacion.check.enunciado"


def statement_reader() -> Lector | None:
    """Return the reader of Spanish statements, or None where the installation has none: texts are then not judged."""
    if find_spec(_READER) is None:
        return None
    return cast("Lector", import_module(_READER).read_enunciado)

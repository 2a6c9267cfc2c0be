"""Where the data that ship with the package are: inside the wheel, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_IN_WHEEL = _PACKAGE / "_datos"
CONFIGURACION = "evaluacion.yaml"
"""How the file that configures a review is called."""


def shipped(name: str) -> Path:
    """Return the folder of shipped data with that name, such as `criteria`, `decisiones`, `schemas`, `examples` or `plantillas`."""
    inside = _IN_WHEEL / name
    return inside if inside.exists() else _PACKAGE.parent / name


def shipped_marcos() -> dict[str, Path]:
    """Return the path of the `marco.yaml` of each shipped marco, by id, in alphabetical order."""
    return dict(_inside(shipped("criteria"), "marco.yaml"))


def shipped_decisiones() -> dict[str, Path]:
    """Return the path of the `decision.yaml` of each shipped decision, by id, in alphabetical order."""
    return dict(_inside(shipped("decisiones"), "decision.yaml"))


def shipped_procedimientos() -> dict[str, Path]:
    """Return the path of the `procedimiento.yaml` of each shipped procedure, by id, in alphabetical order."""
    return dict(_inside(shipped("procedimientos"), "procedimiento.yaml"))


@cache
def _inside(folder: Path, name: str) -> tuple[tuple[str, Path], ...]:
    """Return the files of that name in the folders of a folder, by the name of theirs: what ships does not change while this runs."""
    return tuple((path.parent.name, path) for path in sorted(folder.glob(f"*/{name}")))

"""Something wrong with a value, told by the path of its keys: who read the file turns it into a problem with its place."""

from __future__ import annotations

from typing import NamedTuple


class Defecto(NamedTuple):
    """A problem without a place yet. `en_clave` says that the key is wrong, not what it holds."""

    codigo: str
    mensaje: str
    ruta: tuple[str | int, ...]
    remedio: str
    en_clave: bool = False

"""Mappings and lists that remember where each of their entries was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from evaluacion.base.origen import Origen

Marca = tuple[int, int]
"""Line and column, from 0."""
Ruta = Sequence[str | int]
"""Keys and positions that lead from the root of a document to a value."""


class Mapa(dict[str, Any]):
    """A mapping read from a file: `lugares[key]` is the mark of the key and the mark of its value."""

    __slots__ = ("archivo", "lugares", "marca")

    def __init__(self, archivo: str = "", marca: Marca = (0, 0)) -> None:
        self.archivo = archivo
        self.marca = marca
        self.lugares: dict[str, tuple[int, int, int, int]] = {}

    def copy_with_places(self) -> Mapa:
        """Return a shallow copy that keeps the places."""
        other = Mapa(self.archivo, self.marca)
        other.update(self)
        other.lugares = dict(self.lugares)
        return other


class Lista(list[Any]):
    """A list read from a file: `lugares[i]` is the mark of its i-th item."""

    __slots__ = ("archivo", "lugares", "marca")

    def __init__(self, archivo: str = "", marca: Marca = (0, 0)) -> None:
        self.archivo = archivo
        self.marca = marca
        self.lugares: list[Marca] = []


class Decimal1(float):
    """A float whose written form says more than its value: `1.10` stays `1.10` where a text is expected."""

    __slots__ = ("escrito",)
    escrito: str

    def __new__(cls, escrito: str) -> Self:
        """Return the number that `escrito` says."""
        self = super().__new__(cls, escrito)
        self.escrito = escrito
        return self

    def __str__(self) -> str:
        """Return the number as it was written."""
        return self.escrito


def locate_written(root: Any, ruta: Ruta, *, archivo: str) -> tuple[Origen, bool]:  # noqa: ANN401 - any parsed document
    """Return where to show what is said of a path, and whether any of it is written.

    It is the place of the deepest part that is written: of its value or, where a group, a list or nothing follows it, of its key.
    """
    node, place, name, depth = root, getattr(root, "marca", (0, 0)), getattr(root, "archivo", archivo), 0
    for step in ruta:
        if isinstance(node, Mapa) and step in node.lugares:
            key_line, key_column, line, column = node.lugares[str(step)]
            name, node = node.archivo or name, node[str(step)]
            is_plain = isinstance(node, str | int | float)
            place = (line, column) if is_plain else (key_line, key_column)
        elif isinstance(node, Lista) and isinstance(step, int) and 0 <= step < len(node):
            place, name = node.lugares[step], node.archivo or name
            node = node[step]
        else:
            break
        depth += 1
    return Origen(name or archivo, place[0] + 1, place[1] + 1), depth > 0


def locate(root: Any, ruta: Ruta, *, archivo: str, key: bool = False) -> Origen:  # noqa: ANN401 - any parsed document
    """Return the place of the value at a path, or of its key, or of the deepest ancestor that exists.

    Args:
        root: a document of `Mapa` and `Lista`.
        ruta: keys and positions from the root.
        archivo: the file to name when the document holds no place.
        key: the place of the key instead of the value's.
    """
    node, place, name = root, getattr(root, "marca", (0, 0)), getattr(root, "archivo", archivo)
    steps = list(ruta)
    for depth, step in enumerate(steps):
        if isinstance(node, Mapa) and step in node.lugares:
            key_line, key_column, line, column = node.lugares[str(step)]
            wants_key = key and depth == len(steps) - 1
            place = (key_line, key_column) if wants_key else (line, column)
            name = node.archivo or name
            node = node[str(step)]
        elif isinstance(node, Lista) and isinstance(step, int) and 0 <= step < len(node):
            place, name = node.lugares[step], node.archivo or name
            node = node[step]
        else:
            break
    if isinstance(node, Mapa | Lista) and node.archivo and node.archivo != name and not (key and steps):
        name, place = node.archivo, node.marca  # written in another file than what holds it: an extension
    return Origen(name or archivo, place[0] + 1, place[1] + 1)

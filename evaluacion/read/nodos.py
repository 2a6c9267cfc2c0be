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


def written(root: Any, ruta: Ruta) -> tuple[Ruta, bool]:  # noqa: ANN401 - any parsed document
    """Return the part of a path that is written, and whether its key shows it better: a group, a list or nothing follows it."""
    node, depth = root, 0
    for step in ruta:
        is_there = step in node if isinstance(node, dict) else isinstance(node, list) and isinstance(step, int) and step < len(node)
        if not is_there:
            break
        node, depth = node[step], depth + 1
    found = ruta[:depth]
    return found, bool(found) and isinstance(found[-1], str) and not isinstance(node, str | int | float)


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

"""Units under the names that tables give them: by their key, or by any name of a Mexican state."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from evaluacion.model.comun import fold
from evaluacion.read.territorio import entidades

_MOST, _MOST_NUMBERS = 0.5, 0.9
"""Share of states among some names with which all are looked at as such; plain numbers may count anything."""


@cache
def _states() -> dict[str, str]:
    """Return the key of each state by every name that it goes by."""
    found: dict[str, str] = {}
    for entidad in entidades():
        for word in (entidad.clave, entidad.clave.lstrip("0"), entidad.nombre, *entidad.alias):
            found[fold(word)] = entidad.clave
    return found


def state_of(name: str) -> str | None:
    """Return the key of the Mexican state of that name, alias or key."""
    return _states().get(fold(name))


def are_states(names: Collection[str]) -> bool:
    """Whether most of some names are of Mexican states: the others are then looked at twice."""
    most = _MOST_NUMBERS if all(name.isdecimal() for name in names) else _MOST
    return bool(names) and sum(state_of(name) is not None for name in names) > most * len(names)


def identities(names: Sequence[str], *, states: bool) -> list[str]:
    """Return who each name is: among states, the key of the state; else the name itself."""
    return [(state_of(name) or name) if states else name for name in names]


def state_names() -> list[str]:
    """Return every name of the states, to suggest the nearest."""
    return [word for entidad in entidades() for word in (entidad.nombre, *entidad.alias)]

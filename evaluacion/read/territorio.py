"""The 32 entities of Mexico: a territory that says it is one of them must be found by its name or alias."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from evaluacion.base.problema import Problema, quote, suggestion
from evaluacion.base.recursos import shipped
from evaluacion.model.comun import Fuente, Modelo, Texto, fold
from evaluacion.read.documento import read_documento
from evaluacion.read.load import load_model

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.model.practica import Territorio

_STATES = frozenset({"estado", "entidad", "entidad federativa"})
_MUNICIPALITIES = frozenset({"municipio", "alcaldia"})
_MUNICIPAL_KEY = re.compile(r"\d{5}")


class Entidad(Modelo):
    """A federal entity: its key, its name and the other names it goes by."""

    clave: Texto
    nombre: Texto
    alias: tuple[Texto, ...] = ()


class Entidades(Modelo):
    """The list of the entities."""

    entidades: tuple[Entidad, ...]
    fuente: Fuente | None = None


@cache
def entidades() -> tuple[Entidad, ...]:
    """Return the 32 entities, in the order of their keys."""
    return load_model(read_documento(shipped("entidades") / "mexico.yaml"), Entidades).entidades


def find_entidad(name: str) -> Entidad | None:
    """Return the entity that goes by that name or alias, whatever its case and accents."""
    folded = fold(name)
    return next((entidad for entidad in entidades() if folded in (fold(word) for word in (entidad.nombre, *entidad.alias))), None)


def check_territorio(territorio: Territorio | None, origen: Origen) -> Problema | None:
    """Return what does not fit in a Mexican territory: an unknown name, or a key that is another's."""
    if territorio is None or territorio.pais not in (None, "MX") or territorio.nombre is None:
        return None
    kind = fold(territorio.tipo or "")
    keys = {entidad.clave: entidad.nombre for entidad in entidades()}
    if kind in _MUNICIPALITIES and territorio.clave is not None:
        if _MUNICIPAL_KEY.fullmatch(territorio.clave) and territorio.clave[:2] in keys:
            return None
        return _finding(
            f"La clave {quote(territorio.clave)} no es de un municipio.",
            origen,
            "Son cinco dígitos entre comillas; los dos primeros, de la entidad.",
        )
    if kind not in _STATES:
        return None
    found = find_entidad(territorio.nombre)
    if found is None:
        names = [word for entidad in entidades() for word in (entidad.nombre, *entidad.alias)]
        return _finding(f"{quote(territorio.nombre)} no es una de las 32 entidades.", origen, suggestion(territorio.nombre, names))
    if territorio.clave is not None and territorio.clave != found.clave:
        other = keys.get(territorio.clave, "ninguna entidad")
        return _finding(
            f"La clave {quote(territorio.clave)} es de {other} y el nombre es {quote(found.nombre)}.",
            origen,
            f"La clave de {found.nombre} es «{found.clave}».",
        )
    return None


def _finding(message: str, origen: Origen, remedy: str) -> Problema:
    return Problema("territorio_desconocido", message, origen, remedy, "aviso")

"""Remedies of the rules as who fills in the form of a strategy reads them: the names of its sheets and columns, not keys of a file."""

from __future__ import annotations

import re

from evaluacion.model.formulario_estrategia import Dato, sections

_QUOTED = re.compile(r"«([a-z_]+(?:: [a-z_]+)*)»")


def name_cells(remedio: str, hoja: str | None) -> str:
    """Return a remedy with each key in quotes as the form calls it: a column, first those of a sheet, or a whole sheet."""
    if remedio.startswith("¿"):  # it offers what another cell says
        return remedio
    return _QUOTED.sub(lambda match: _name_of(tuple(match[1].split(": ")), hoja) or match[0], remedio)


def _title_of(dato: Dato, path: tuple[str, ...]) -> str:
    """Return the title of a datum or, when the path is of a group that holds it, that of the group."""
    if dato.ruta[-len(path) :] == path:
        return f"«{dato.titulo}»"
    group, found, _ = dato.titulo.partition(":")
    return f"«{group if found else dato.grupo or group}»"


def _name_of(path: tuple[str, ...], hoja: str | None) -> str | None:
    """Return what the form calls a key, None when it has no such thing."""
    here = [section for section in sections() if section.titulo == hoja]
    for section in here:
        for dato in section.datos:
            if dato.ruta and path in (dato.ruta[-len(path) :], dato.ruta[: len(path)]):
                return _title_of(dato, path)
    for section in sections():
        if section.ruta == path and section not in here:
            return f"la hoja «{section.titulo}»"
        for dato in section.datos:
            if section.forma == "datos" and dato.ruta[: len(path)] == path:
                return f"{_title_of(dato, path)} de la hoja «{section.titulo}»"
    return f"la hoja «{hoja}»" if any(section.ruta == path for section in here) else None

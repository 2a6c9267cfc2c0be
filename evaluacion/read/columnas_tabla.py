"""What the name of a column of a table means: the path of its value in a record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from evaluacion.base.origen import Origen
from evaluacion.base.periodo import parse_periodo
from evaluacion.base.problema import Problema, quote, suggestion
from evaluacion.model.comun import ID, Fuente, Modelo, fold
from evaluacion.model.practica import TIPOS, Correccion, Evaluacion, Evidencia, Intervalo, Practica, Respuesta, Territorio, Verificacion
from evaluacion.read.tabla_datos import Tabla
from evaluacion.read.texto import check_text

Ruta = tuple[str, ...]
"""Keys from the root of a record to a value."""
_IS_ID = re.compile(ID)
_GROUPS: dict[str, type[Modelo]] = {"territorio": Territorio, "periodo": Intervalo, "evaluacion": Evaluacion, "fuente": Fuente}
_ANSWER_GROUPS: dict[str, type[Modelo]] = {"evidencia": Evidencia, "fuente": Fuente, "verificada": Verificacion, "correccion": Correccion}
_SHORT = {"evidencia": "texto", "fuente": "lugar"}
"""A text alone stands for this key of the mapping, in a table as in a record file."""
_MAPPINGS = ("requisitos", "respuestas", "indicadores")
_FREE = {"texto", "documento", "lugar", "pagina", "url", "nota", "motivo", "titulo", "descripcion", "responsable", "obra", "autor", "antes"}
MIN_ANSWER_PARTS = 3
SIN_USO = "\0"
"""Stands for a name that has a problem of its own: the column is left out."""


def _leaves(fields: Iterable[str], groups: Mapping[str, type[Modelo]]) -> dict[str, Ruta]:
    found: dict[str, Ruta] = {}
    for name in fields:
        if name not in groups:
            found[name] = (name,)
            continue
        if name in _SHORT:
            found[name] = (name, _SHORT[name])
        found.update({f"{name}.{inner}": (name, inner) for inner in groups[name].model_fields})
    return found


COLUMNAS_DE_REGISTRO = _leaves((name for name in Practica.model_fields if name not in _MAPPINGS), _GROUPS)
"""The columns that any table may have, with the path of each."""
_ANSWER = {"": ("respuesta",), **_leaves(Respuesta.model_fields, _ANSWER_GROUPS)}
_RESERVED = {name.split(".")[0] for name in COLUMNAS_DE_REGISTRO} | set(_MAPPINGS)
_CLAVES = {fold(kind) for kind in TIPOS}


def is_key_column(name: str) -> bool:
    """Whether a name is, but for accents and case, one that holds the id of the records."""
    return fold(name) in _CLAVES


def route_of(name: str) -> Ruta | None:
    """Return the path in a record of what a column holds, or None when the name is none of a table."""
    if name in COLUMNAS_DE_REGISTRO:
        return COLUMNAS_DE_REGISTRO[name]
    head, *rest = name.split(".")
    if head == "requisitos":
        return (head, *rest) if len(rest) == 1 and _IS_ID.fullmatch(rest[0]) else None
    if head == "respuestas":
        return _answer_route(rest)
    if head == "indicadores":
        return _indicator_route(rest)
    if head in _RESERVED:
        return None
    return _indicator_route([head, *rest]) or _answer_route([head, *rest])


def _answer_route(parts: list[str]) -> Ruta | None:
    """Return the path of `marco.criterio.pregunta`, alone or followed by a part of the answer."""
    if len(parts) < MIN_ANSWER_PARTS or not all(_IS_ID.fullmatch(part) for part in parts[:MIN_ANSWER_PARTS]):
        return None
    marco, criterio, pregunta, *rest = parts
    inner = _ANSWER.get(".".join(rest))
    return ("respuestas", marco, f"{criterio}.{pregunta}", *inner) if inner else None


def _indicator_route(parts: list[str]) -> Ruta | None:  # noqa: PLR0911 - one return a kind
    """Return the path of `indicador`, `indicador.2024`, `indicador.meta.valor`, `indicador.intermedias.2024`, `indicador.motivo`."""
    if not parts or not _IS_ID.fullmatch(parts[0]):
        return None
    base = ("indicadores", parts[0])
    match parts[1:]:
        case []:
            return base
        case [("no_aplica" | "motivo" | "nota") as key]:
            return (*base, key)
        case ["fuente"]:
            return (*base, "fuente", _SHORT["fuente"])
        case ["fuente", key] if key in Fuente.model_fields:
            return (*base, "fuente", key)
        case [("linea_base" | "meta") as point, ("periodo" | "valor") as key]:
            return (*base, point, key)
        case [("valores" | "intermedias") as held, period]:
            found = parse_periodo(period)
            return (*base, held, found.texto) if found else None
        case [period]:
            found = parse_periodo(period)
            return (*base, "valores", found.texto) if found else None
    return None


def is_number(ruta: Ruta) -> bool:
    """Whether what is at a path is a number."""
    return ruta[0] == "indicadores" and (ruta[-1] == "valor" or (len(ruta) > 3 and ruta[2] in ("valores", "intermedias")))  # noqa: PLR2004 - said by the line itself


def is_free_text(ruta: Ruta) -> bool:
    """Whether what is at a path differs from row to row, so that a dictionary of its texts would be no smaller."""
    return ruta[0] in TIPOS or ruta[-1] in _FREE


def free_text_column(name: str) -> bool:
    """Whether the column of that name holds free text."""
    ruta = route_of(name)
    return ruta is not None and is_free_text(ruta)


def clean_names(written: Iterable[str], places: Iterable[Origen]) -> tuple[list[str], list[Problema]]:
    """Return the names of the columns in composed form, and what is wrong with them: hidden characters, repetitions.

    A name with a problem is returned as `SIN_USO`.
    """
    names: list[str] = []
    seen: dict[str, Origen] = {}
    found: list[Problema] = []
    for raw, place in zip(written, places, strict=True):
        name = unicodedata.normalize("NFC", raw.strip())
        hidden = check_text(name, place, key=True)
        usable = hidden is None and (not name or name not in seen)
        if hidden is not None:
            found.append(hidden)
        elif not usable:
            found.append(
                Problema(
                    "tabla_invalida",
                    f"La columna {quote(name)} está dos veces: también en {seen[name]}.",
                    place,
                    "Deje una sola; si son dos cosas, déles nombres distintos.",
                )
            )
        names.append(name if usable else SIN_USO)
        seen.setdefault(name, place)
    return names, found


def arrange_columns(tabla: Tabla) -> tuple[dict[Ruta, str], list[Problema]]:
    """Return the column that holds each path of a record, and what is wrong with the columns."""
    routes = {name: route_of(name) for name in tabla.columnas}
    with_data = {ruta[1] for ruta in routes.values() if ruta and ruta[0] == "indicadores" and len(ruta) > 2}  # noqa: PLR2004
    found: dict[Ruta, str] = {}
    problems: list[Problema] = []
    for name, ruta in routes.items():
        bare = ruta is not None and ruta[0] == "indicadores" and "." not in name and ruta[1] not in with_data
        if ruta is None or bare:
            problems.append(_unknown(name, tabla))
        elif ruta in found:
            problems.append(
                Problema(
                    "tabla_invalida",
                    f"Las columnas {quote(found[ruta])} y {quote(name)} dicen lo mismo.",
                    tabla.lugar_de_columna(name),
                    "Deje una sola.",
                )
            )
        else:
            found[ruta] = name
    if not any((kind,) in found for kind in TIPOS) and not any(is_key_column(name) for name in tabla.columnas):
        problems.append(
            Problema(
                "falta_clave",
                "La tabla no tiene columna con el identificador de cada registro.",
                tabla.lugar_de_columna(tabla.columnas[0]) if tabla.columnas else Origen(tabla.archivo),
                f"Agregue una que se llame {', '.join(TIPOS[:-1])} o {TIPOS[-1]}.",
            )
        )
    return found, problems


def _unknown(name: str, tabla: Tabla) -> Problema:
    shapes = "Las respuestas van en «marco.criterio.pregunta» y los indicadores en «indicador.2024»."
    close = suggestion(name, [*COLUMNAS_DE_REGISTRO, *(f"requisitos.{part}" for part in name.split(".")[1:2])])
    remedy = f"{close} {shapes}" if close.startswith("¿") else f"{shapes} Las demás columnas: {', '.join(list(COLUMNAS_DE_REGISTRO)[:12])}…"
    return Problema("columna_desconocida", f"No se reconoce la columna {quote(name, 80)}.", tabla.lugar_de_columna(name), remedy)

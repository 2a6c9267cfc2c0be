"""The form of a strategy: what is known of it becomes the sheets of a workbook, as values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from evaluacion.model.formulario import HOJA_LISTAS
from evaluacion.model.formulario_estrategia import FORMATO, HOJA_OCULTA, Seccion, layout_hash, sections
from evaluacion.publish.estrategia_yaml import value_in
from evaluacion.publish.formulario.estrategia_datos import arrange_datos
from evaluacion.publish.formulario.estrategia_instrucciones import arrange_instrucciones
from evaluacion.publish.formulario.estrategia_lugares import Lugares, Renglon
from evaluacion.publish.formulario.estrategia_renglones import arrange_renglones
from evaluacion.publish.libro import Celda, Fila, Hoja, Libro
from evaluacion.publish.tablero.estilos import GREY
from evaluacion.version import VERSION

_ESPACIOS = {
    "ejes": 5,
    "acciones": 20,
    "actores": 15,
    "objetivos.serie": 30,
    "presupuesto.por_anio": 6,
    "dialogo.espacios": 6,
    "excepciones": 5,
}
"""Rows that a sheet has at least."""
_LEAST_ROWS, _LEAST_FREE = 10, 4


def arrange_estrategia(datos: Mapping[str, Any]) -> Libro:
    """Return the form of a strategy.

    Args:
        datos: what is known of it, as plain data (`publish.estrategia_yaml.plain_estrategia`); nothing for an empty form.
    """
    known = dict(datos)
    rows = {section.clave: _rows_of(known, section) for section in sections() if section.forma != "datos"}
    lugares = Lugares(sections(), {name: len(found) for name, found in rows.items()})
    sheets = [
        arrange_datos(section, known, lugares) if section.forma == "datos" else arrange_renglones(section, rows[section.clave], lugares)
        for section in sections()
    ]
    return Libro(
        titulo="Formulario de estrategia",
        asunto="Estrategia de internacionalización",
        pie=f"evaluacion {VERSION}; {FORMATO}",
        hojas=(arrange_instrucciones(sections()), *sheets, lugares.lists(HOJA_LISTAS), _hidden(known, rows)),
    )


@cache
def words_of_form() -> frozenset[str]:
    """Return every text that a form brings with it, whatever the strategy."""
    cells = (celda for hoja in arrange_estrategia({}).hojas for fila in hoja.filas for celda in fila.celdas if celda is not None)
    return frozenset(" ".join(cell.valor.split()) for cell in cells if isinstance(cell.valor, str))


def _rows_of(data: dict[str, Any], section: Seccion) -> list[Renglon]:
    """Return the rows of a section: what is known, then the empty ones, with an id to use where rows have one."""
    found = [Renglon(number, item) for number, item in enumerate(_known_items(data, section), start=1)]
    total = max(len(found) + _LEAST_FREE, _ESPACIOS.get(section.clave, _LEAST_ROWS))
    taken = {str(row.item.get("id")) for row in found}
    for number in range(len(found) + 1, total + 1):
        suggested = f"{section.prefijo}-{number}" if section.prefijo else ""
        found.append(Renglon(number, {}, suggested if suggested not in taken else ""))
    return found


def _known_items(data: dict[str, Any], section: Seccion) -> Iterator[dict[str, Any]]:
    """Yield what each row of a section says; of a part or a pair of an item, with the id of the item under an empty key."""
    if section.forma == "renglones":
        yield from value_in(data, section.ruta) or ()
        return
    if section.referencia is None:
        yield from _pairs(value_in(data, section.ruta))
        return
    for owner in value_in(data, section.ruta[:-1]) or ():
        part = owner.get(section.ruta[-1])
        found = [part] if section.forma == "parte" and part is not None else _pairs(part) if section.forma == "pares" else []
        yield from ({"": owner["id"], **item} for item in found)


def _pairs(values: Mapping[str, float] | None) -> list[dict[str, Any]]:
    return [{"clave": key, "valor": value} for key, value in (values or {}).items()]


def _hidden(data: dict[str, Any], rows: Mapping[str, list[Renglon]]) -> Hoja:
    """Return the sheet that says what the form is: format, version, of which strategy, and what no sheet shows."""
    digest = hashlib.sha256(json.dumps(data, ensure_ascii=True, sort_keys=True).encode()).hexdigest()
    lines: list[tuple[str, ...]] = [("formato", FORMATO), ("version", VERSION), ("modelo", layout_hash())]
    lines += [("estrategia", str(data.get("estrategia", ""))), ("huella", digest)]
    for name, found in rows.items():
        suggested = " ".join(row.sugerido for row in found if row.sugerido)
        lines += [("sugerido", name, suggested)] if suggested else []
    lines += [("vacio", "", path) for path in _empty_groups(data) if path]
    for name, found in rows.items():
        for row in found:
            lines += [("vacio", f"{name}/{row.numero}", path) for path in _empty_groups(row.item) if path]
    filas = tuple(Fila(tuple(Celda(word or None) for word in line)) for line in lines)
    return Hoja(HOJA_OCULTA, GREY, (12.0, 24.0, 70.0), filas, protegida=True, oculta=True)


def _empty_groups(data: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield the path of each group that is written and says nothing; what is inside a list has rows of its own."""
    for name, value in data.items():
        if isinstance(value, dict):
            here = f"{path}.{name}" if path else name
            yield from _empty_groups(value, here) if value else [here]

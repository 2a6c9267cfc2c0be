"""A projection as text, as CSV and as JSON: the recipe of the book and the compounding, side by side."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from evaluacion.base.numeros import show_number, show_plain
from evaluacion.publish.datos import escape_text

if TYPE_CHECKING:
    from evaluacion.compare.proyeccion import Punto, Trayectoria
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.model.proyeccion import Proyeccion

ENCABEZADOS = ("Escenario", "Periodo", "Receta del libro", "Compuesta", "Banda, abajo", "Banda, arriba")
_COLUMNAS = ("escenario", "periodo", "receta_del_libro", "compuesta", "banda_abajo", "banda_arriba")


def as_text(proyeccion: Proyeccion, trayectorias: Sequence[Trayectoria], procedencia: Procedencia) -> str:
    """Return the projection as an aligned table for a terminal, with what should be known to read it."""
    unit = f" {proyeccion.unidad}" if proyeccion.unidad else ""
    lines = [
        proyeccion.titulo or "Proyección",
        f"Base: {show_plain(proyeccion.base)}{unit}. Tasa: {show_plain(proyeccion.tasa)} % por periodo.",
        "",
    ]
    rows: list[tuple[str, ...]] = [ENCABEZADOS]
    for path in trayectorias:
        rows += [_row(path, point, proyeccion) for point in path.puntos]
    lines += [*_align(rows), "", *notes(proyeccion, trayectorias)]
    lines.append(f"Con {procedencia.herramienta} {procedencia.version}; archivos leídos: {len(procedencia.archivos)}.")
    return "\n".join(lines) + "\n"


def _row(path: Trayectoria, point: Punto, proyeccion: Proyeccion) -> tuple[str, ...]:
    values = (point.receta_del_libro, point.compuesta, *(point.banda or (None, None)))
    shown = (show_number(None if value is None else float(value), proyeccion.decimales) for value in values)
    return (path.supuesto.nombre, proyeccion.label(point.numero), *shown)


def _align(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for position, row in enumerate(rows):
        cells = [cell.rjust(width) if column else cell.ljust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))]
        yield "  ".join(cells).rstrip()
        if position == 0:
            yield "  ".join("-" * width for width in widths)


def notes(proyeccion: Proyeccion, trayectorias: Sequence[Trayectoria]) -> list[str]:
    """Return in sentences what the two columns are, and where the scenarios contradict each other."""
    found = [
        "Receta del libro: base + factor × (lo que la tasa agrega a la base). Compuesta: la tasa × factor, cada periodo sobre el anterior."
    ]
    last = _when(proyeccion, proyeccion.periodos)
    for path in trayectorias:
        end = path.puntos[-1]
        if round(float(end.compuesta), 9) != round(float(end.receta_del_libro), 9):
            rate = show_plain(float(path.supuesto.tasa * path.supuesto.factor))
            shown = [show_number(float(value), proyeccion.decimales) for value in (end.receta_del_libro, end.compuesta)]
            found.append(f"{path.supuesto.nombre}: {last} la receta del libro da {shown[0]}; una tasa de {rate} % daría {shown[1]}.")
    lowest = min(trayectorias, key=lambda path: path.puntos[-1].receta_del_libro)
    for path in trayectorias:
        under = [point for point in path.puntos if point.banda and point.banda[0] < lowest.puntos[point.numero].receta_del_libro]
        if under and path is not lowest:
            where = "; ".join(_when(proyeccion, point.numero) for point in under)
            what = f"su banda queda por debajo del escenario «{lowest.supuesto.nombre}»"
            found.append(f"{path.supuesto.nombre}: {where} {what}; uno de los dos no es el límite.")
    return found


def _when(proyeccion: Proyeccion, number: int) -> str:
    return f"en el periodo {number}" if proyeccion.desde is None else f"en {proyeccion.label(number)}"


def as_json(proyeccion: Proyeccion, trayectorias: Sequence[Trayectoria], procedencia: Procedencia, *, ascii_only: bool = False) -> str:
    """Return the projection as JSON, numbers unrounded."""
    data = {
        "procedencia": procedencia.as_dict(),
        "proyeccion": proyeccion.proyeccion,
        "base": _plain(Fraction(repr(proyeccion.base))),
        "unidad": proyeccion.unidad,
        "escenarios": [_path_as_dict(path, proyeccion) for path in trayectorias],
        "notas": notes(proyeccion, trayectorias),
    }
    return json.dumps(data, ensure_ascii=ascii_only, indent=1) + "\n"


def _path_as_dict(path: Trayectoria, proyeccion: Proyeccion) -> dict[str, Any]:
    item = path.supuesto
    return {
        "id": item.id,
        "tasa": _plain(item.tasa),
        "factor": _plain(item.factor),
        "banda": None if item.banda is None else _plain(item.banda),
        "valores": [
            {
                "periodo": proyeccion.label(point.numero),
                "receta_del_libro": _plain(point.receta_del_libro),
                "compuesta": _plain(point.compuesta),
                "banda": None if point.banda is None else {"abajo": _plain(point.banda[0]), "arriba": _plain(point.banda[1])},
            }
            for point in path.puntos
        ],
    }


def _plain(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def as_csv(proyeccion: Proyeccion, trayectorias: Sequence[Trayectoria]) -> str:
    """Return the projection as CSV text for spreadsheets, one row a scenario and period, numbers unrounded."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNAS)
    for path in trayectorias:
        for point in path.puntos:
            values = (point.receta_del_libro, point.compuesta, *(point.banda or (None, None)))
            plain = [None if value is None else _plain(value) for value in values]
            writer.writerow([escape_text(path.supuesto.id), proyeccion.label(point.numero), *plain])
    return buffer.getvalue()

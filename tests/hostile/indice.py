"""The index of the corpus as a table: what each case is, what must come of it and where."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from .caso import Caso
from .correr import Resultado

RUTA = Path(__file__).with_name("indice.csv")
COLUMNAS = ("caso", "archivo", "trampa", "orden", "sale", "problemas", "valores", "escribe", "segundos", "mb", "forma")
_MOST = 5


def places_of(done: Resultado) -> str:
    """Return code and place of the first problems that a case told."""
    told = [f"{code} en {place}" if place else code for place, code, _ in done.problemas]
    return "; ".join(told[:_MOST]) + (f"; y {len(told) - _MOST} más" if len(told) > _MOST else "")


def declared(caso: Caso) -> dict[str, str]:
    """Return what the corpus declares of a case, without the places, which only a run tells."""
    return {
        "caso": caso.nombre,
        "archivo": caso.archivo,
        "trampa": caso.trampa,
        "orden": " ".join(caso.words()),
        "sale": str(caso.sale),
        "valores": " | ".join(caso.dice),
        "escribe": " ".join(caso.escribe),
        "segundos": str(caso.segundos),
        "mb": str(caso.mb),
        "forma": "corta" if caso.corta else "larga",
    }


def read_index() -> dict[str, dict[str, str]]:
    """Return the rows of the index, by case."""
    with RUTA.open(encoding="utf-8", newline="") as file:
        return {row["caso"]: row for row in csv.DictReader(file)}


def write_index(rows: list[dict[str, str]]) -> None:
    """Write the index."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNAS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["caso"]))
    RUTA.write_text(out.getvalue(), encoding="utf-8", newline="")

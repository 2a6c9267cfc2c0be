"""Results as text: for a terminal and as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_apart, show_number
from evaluacion.publish.orden import is_ranked, lines_in_order, sortable
from evaluacion.score.kernel import PUNTAJE

if TYPE_CHECKING:
    from evaluacion.model.ficha import Ficha, NivelAlcanzado
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.orden import Linea
    from evaluacion.score.evaluate import Resultado

HEADINGS = ("Registro", "Garantizado", "Puntaje", "Alcanzable", "Cobertura", "Nivel", "Lugar")
_NUMERIC = frozenset({1, 2, 3, 4, 6})
_FULL = 100.0


def level_text(nivel: NivelAlcanzado) -> str:
    """Return the level as it may be claimed."""
    if nivel.seguro is not None:
        return nivel.seguro
    return f"al menos {nivel.al_menos}; hasta {nivel.hasta}" if nivel.al_menos is not None else "sin nivel"


def place_text(lugar: tuple[int, int] | None) -> str:
    """Return the range of rank: `2`, `1 a 3`, or the dash of what is not ranked."""
    if lugar is None:
        return "—"
    return str(lugar[0]) if lugar[0] == lugar[1] else f"{lugar[0]} a {lugar[1]}"


def coverage_text(ficha: Ficha | Linea) -> str:
    """Return how many questions are answered of those that apply: `31 de 46`."""
    answered, applicable = ficha.respondidas
    return f"{answered} de {applicable}"


def result_rows(resultado: Resultado, *, clasificar: bool) -> list[tuple[str, ...]]:
    """Return the table of a result, one row a scorecard, in the order of `HEADINGS`."""
    lines = [linea for linea, _ in lines_in_order(resultado, clasificar=clasificar)]
    if not is_ranked(resultado, clasificar=clasificar):
        lines.sort(key=lambda linea: (sortable(linea.practica), linea.evaluador or ""))
    several = Counter(linea.practica for linea in lines)
    edges = [nivel.desde for nivel in resultado.marco.niveles]
    shown = {
        name: show_apart([getattr(linea, name) for linea in lines], edges if name != "puntaje" else [], 1)
        for name in ("minimo", "puntaje", "maximo")
    }
    rows: list[tuple[str, ...]] = []
    for i, linea in enumerate(lines):
        name = f"{linea.practica} ({linea.evaluador})" if several[linea.practica] > 1 and linea.evaluador else linea.practica
        mark = "*" if linea.provisional and linea.puntaje is not None else ""
        level = level_text(linea.nivel) + _eligibility(linea)
        place = place_text(linea.lugar) if clasificar else "—"
        rows.append((name, shown["minimo"][i], shown["puntaje"][i] + mark, shown["maximo"][i], coverage_text(linea), level, place))
    return rows


def _eligibility(linea: Linea) -> str:
    if linea.elegible is False:
        return " (no elegible)"
    return "" if linea.elegible else " (elegibilidad por confirmar)"


def as_text(resultados: Sequence[Resultado], procedencia: Procedencia, *, clasificar: bool = True) -> str:
    """Return the results as aligned text for a terminal."""
    parts = []
    for resultado in resultados:
        marco = resultado.marco
        parts.append(f"{marco.titulo} ({marco.marco} {marco.version})")
        parts.append(align([HEADINGS, *result_rows(resultado, clasificar=clasificar)]))
        parts.extend(_notes(resultado))
        parts.append("")
    parts.append(_source_line(procedencia))
    return "\n".join(parts) + "\n"


def _notes(resultado: Resultado) -> list[str]:
    notes = []
    if (resultado.provisional & ~np.isnan(resultado.nodos[PUNTAJE, -1])).any():
        notes.append(
            f"* Provisional: falta responder (cobertura mínima del marco: {show_number(resultado.marco.cobertura_minima * _FULL, 0)} %)."
        )
    notes.append("El puntaje usa solo lo respondido; entre lo garantizado y lo alcanzable están las respuestas que faltan.")
    return notes


def _source_line(procedencia: Procedencia) -> str:
    used = ", ".join(f"{item.marco} {item.version} (huella {item.huella[:12]})" for item in procedencia.marcos)
    return f"Con {procedencia.herramienta} {procedencia.version}; marcos: {used}; archivos leídos: {len(procedencia.archivos)}."


def align(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of text in columns, numbers to the right, with a rule under the heading."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for position, row in enumerate(rows):
        cells = [
            cell.rjust(width) if column in _NUMERIC else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
        if position == 0:
            lines.append("  ".join("-" * width for width in widths))
    return "\n".join(lines)


def as_markdown(resultados: Sequence[Resultado], procedencia: Procedencia, *, clasificar: bool = True) -> str:
    """Return the results as Markdown tables."""
    parts = ["# Resultados", ""]
    for resultado in resultados:
        marco = resultado.marco
        parts += [f"## {escape_markdown(marco.titulo)} ({marco.marco} {marco.version})", ""]
        parts.append("| " + " | ".join(HEADINGS) + " |")
        parts.append("|" + "|".join("---:" if column in _NUMERIC else "---" for column in range(len(HEADINGS))) + "|")
        parts += ["| " + " | ".join(escape_markdown(cell) for cell in row) + " |" for row in result_rows(resultado, clasificar=clasificar)]
        parts += ["", *(escape_markdown(note) for note in _notes(resultado)), ""]
    parts.append(escape_markdown(_source_line(procedencia)))
    return "\n".join(parts) + "\n"


def escape_markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, in one line."""
    flat = " ".join(text.split())
    return "".join("\\" + char if char in "\\`*_{}[]<>|#!&~" else char for char in flat)

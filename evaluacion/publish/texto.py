"""Results as text: for a terminal and as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_apart, show_number
from evaluacion.publish.orden import is_ranked, lines_in_order, sortable
from evaluacion.score.ficha import tipologia_of
from evaluacion.score.kernel import PUNTAJE
from evaluacion.score.tipologia import MEDIDAS

if TYPE_CHECKING:
    from evaluacion.model.ficha import Ficha, FichaTipologia, MedidaDeTipo, NivelAlcanzado
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.orden import Linea
    from evaluacion.score.evaluate import Resultado

HEADINGS = ("Registro", "Garantizado", "Puntaje", "Alcanzable", "Cobertura", "Nivel", "Lugar")
_NUMERIC = frozenset({1, 2, 3, 4, 6})
_FULL = 100.0


def level_text(record: Ficha | Linea) -> str:
    """Return the level of a record as it may be claimed; its part, where the marco divides its levels."""
    return claim_text(record.subnivel or record.nivel)


def claim_text(nivel: NivelAlcanzado) -> str:
    """Return a level, or a part of one, as it may be claimed."""
    if nivel.seguro is not None:
        return nivel.seguro
    return f"al menos {nivel.al_menos}; hasta {nivel.hasta}" if nivel.al_menos is not None else "sin nivel"


def type_text(tipologia: FichaTipologia) -> str:
    """Return the types as they may be claimed: the sure ones, and those that the missing answers leave open."""
    sure, open_ = tipologia.seguros, [name for name in tipologia.posibles if name not in tipologia.seguros]
    if not tipologia.aplicable:
        return "sin tipo: aplica demasiado poco"
    if not tipologia.posibles:
        return "ninguno" if tipologia.modo == "rasgos" else "sin tipo"
    if tipologia.modo != "rasgos":
        return sure[0] if sure else " o ".join([", ".join(open_[:-1]), open_[-1]])
    return "; ".join([*sure, *([f"por confirmar: {', '.join(open_)}"] if open_ else [])])


def place_text(lugar: tuple[int, int] | None) -> str:
    """Return the range of rank: `2`, `1 a 3`, or the dash of what is not ranked."""
    if lugar is None:
        return "—"
    return f"{lugar[0]:,}" if lugar[0] == lugar[1] else f"{lugar[0]:,} a {lugar[1]:,}"


def coverage_text(ficha: Ficha | Linea) -> str:
    """Return how many questions are answered of those that apply: `31 de 46`."""
    answered, applicable = ficha.respondidas
    return f"{answered} de {applicable}"


def type_headings(resultado: Resultado) -> tuple[str, ...]:
    """Return the headings of the table of a typology."""
    names = resultado.tipos.medidas if resultado.tipos is not None else {}
    return ("Registro", "Tipo", *(MEDIDAS[name][0].capitalize() for name in names), "Respondidas")


def type_rows(resultado: Resultado) -> list[tuple[str, ...]]:
    """Return the table of a typology, one row a record, by name, in the order of `type_headings`."""
    lines = [linea for linea, _ in lines_in_order(resultado, clasificar=False)]
    lines.sort(key=lambda linea: (sortable(linea.practica), linea.evaluador or ""))
    several = Counter(linea.practica for linea in lines)
    rows: list[tuple[str, ...]] = []
    for linea in lines:
        found = tipologia_of(resultado, linea.posicion)
        if found is not None:
            measures = [measure_text(item) for item in found.medidas]
            rows.append((_short_name(linea, several), type_text(found), *measures, coverage_text(linea)))
    return rows


def measure_text(item: MedidaDeTipo) -> str:
    """Return a measure of a typology: its value, and the ends of what it may be where answers are missing."""
    if item.minimo is None:
        return "—"
    value, low, high = (show_number(number, 2) for number in (item.valor, item.minimo, item.maximo))
    if low == high:
        return value
    ends = f"{low} a {high}" if item.maximo is not None else f"{low} o más"
    return f"{value} [{ends}]" if item.valor is not None else f"[{ends}]"


def _short_name(linea: Linea, several: Mapping[str, int]) -> str:
    return f"{linea.practica} ({linea.evaluador})" if several[linea.practica] > 1 and linea.evaluador else linea.practica


def _table(resultado: Resultado, *, clasificar: bool) -> tuple[list[tuple[str, ...]], frozenset[int]]:
    """Return the table of a result with its headings, and which columns hold numbers."""
    if resultado.tipos is not None:
        headings = type_headings(resultado)
        return [headings, *type_rows(resultado)], frozenset(range(2, len(headings)))
    return [HEADINGS, *result_rows(resultado, clasificar=clasificar)], _NUMERIC


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
        name = _short_name(linea, several)
        mark = "*" if linea.provisional and linea.puntaje is not None else ""
        level = level_text(linea) + _eligibility(linea)
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
        parts.append(align(*_table(resultado, clasificar=clasificar)))
        parts.extend(_notes(resultado))
        parts.append("")
    parts.append(source_line(procedencia))
    return "\n".join(parts) + "\n"


def _notes(resultado: Resultado) -> list[str]:
    if resultado.tipos is not None:
        return ["Este instrumento clasifica y no califica. Con más de un tipo posible, deciden las respuestas que faltan."]
    notes = []
    if (resultado.provisional & ~np.isnan(resultado.nodos[PUNTAJE, -1])).any():
        notes.append(
            f"* Provisional: falta responder (cobertura mínima del marco: {show_number(resultado.marco.cobertura_minima * _FULL, 0)} %)."
        )
    notes.append("El puntaje usa solo lo respondido; entre lo garantizado y lo alcanzable están las respuestas que faltan.")
    return notes


def source_line(procedencia: Procedencia) -> str:
    """Return where results come from, in one line."""
    used = ", ".join(f"{item.marco} {item.version} (huella {item.huella[:12]})" for item in procedencia.marcos)
    marcos = f"marcos: {used}; " if used else ""
    return f"Con {procedencia.herramienta} {procedencia.version}; {marcos}archivos leídos: {len(procedencia.archivos)}."


def align(rows: Sequence[Sequence[str]], numeric: frozenset[int] = _NUMERIC) -> str:
    """Return rows of text in columns, those of numbers to the right, with a rule under the heading."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for position, row in enumerate(rows):
        cells = [
            cell.rjust(width) if column in numeric else cell.ljust(width)
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
        (headings, *rows), numeric = _table(resultado, clasificar=clasificar)
        parts.append("| " + " | ".join(headings) + " |")
        parts.append("|" + "|".join("---:" if column in numeric else "---" for column in range(len(headings))) + "|")
        parts += ["| " + " | ".join(escape_markdown(cell) for cell in row) + " |" for row in rows]
        parts += ["", *(escape_markdown(note) for note in _notes(resultado)), ""]
    parts.append(escape_markdown(source_line(procedencia)))
    return "\n".join(parts) + "\n"


def escape_markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, in one line."""
    flat = " ".join(text.split())
    return "".join("\\" + char if char in "\\`*_{}[]<>|#!&~" else char for char in flat)

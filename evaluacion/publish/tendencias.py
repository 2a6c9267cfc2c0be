"""A trend as text: for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from evaluacion.publish.cifras import count_text
from evaluacion.publish.tendencias_tablas import (
    Tabla,
    all_steps,
    failing,
    figure_row,
    level_changes,
    levels_table,
    means_table,
    movers_text,
    movers_title,
    names_text,
    notes_of,
    records_table,
    span_name,
    transition_table,
    whole_text,
)
from evaluacion.publish.texto import escape_markdown, source_line

if TYPE_CHECKING:
    from evaluacion.compare.tendencia import Tramo
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.tendencias_datos import TendenciaHecha

_MOST_RECORDS = 60
"""Records up to which a terminal lists them one by one."""


def as_text(hecha: TendenciaHecha, procedencia: Procedencia) -> str:
    """Return a trend as aligned tables and sentences for a terminal."""
    lines = [hecha.titulo, _what(hecha), ""]
    for tabla in (levels_table(hecha), means_table(hecha)):
        lines += [tabla.titulo, *_align(tabla), ""]
    lines += [whole_text(hecha), *notes_of(hecha), ""]
    whole, *steps = all_steps(hecha)
    lines += ["Cambios de nivel", *_align(transition_table(hecha, whole)), *_indent(_changes(hecha, [whole])), *_changes(hecha, steps), ""]
    lines += [movers_title(), *_movers(hecha), ""]
    everyone = records_table(hecha)
    if len(everyone.filas) <= _MOST_RECORDS:
        lines += [everyone.titulo, *_align(everyone), ""]
    lines += [*_figures(hecha), source_line(procedencia)]
    return "\n".join(lines) + "\n"


def _what(hecha: TendenciaHecha) -> str:
    trend = hecha.evolucion
    source = f" Fuente: {hecha.fuente}." if hecha.fuente else ""
    marco = trend.marco
    return (
        f"Indicador: {trend.indicador.nombre} ({trend.indicador.unidad}). Niveles: {marco.titulo} ({marco.marco} {marco.version}).{source}"
    )


def _indent(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _changes(hecha: TendenciaHecha, steps: Iterable[Tramo]) -> Iterator[str]:
    for step in steps:
        for before, after, names in level_changes(hecha, step):
            yield f"{span_name(step)}, de {before} a {after} ({len(names)}): {names_text(names)}"


def _movers(hecha: TendenciaHecha) -> Iterator[str]:
    for step in all_steps(hecha):
        yield f"{span_name(step)}. Suben: {movers_text(step.suben)}. Bajan: {movers_text(step.bajan)}. Sin cambio: {step.iguales}."


def _figures(hecha: TendenciaHecha) -> Iterator[str]:
    if not hecha.cifras:
        return
    found = failing(hecha.cifras)
    yield "Cifras impresas que no se siguen exactamente de la tabla" if found else "Todas las cifras impresas se siguen de la tabla"
    for cifra in found:
        name, *_, sentence = figure_row(cifra)
        yield f"{name}: {sentence}"
    yield count_text(hecha.cifras)
    yield ""


def _align(tabla: Tabla) -> Iterator[str]:
    rows = [tabla.encabezado, *tabla.filas]
    widths = [max(len(row[column]) for row in rows) for column in range(len(tabla.encabezado))]
    for position, row in enumerate(rows):
        cells = [
            cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
        if position == 0:
            yield "  ".join("-" * width for width in widths)


def as_markdown(hecha: TendenciaHecha, procedencia: Procedencia) -> str:
    """Return a trend as Markdown tables and lists."""
    lines = [f"# {escape_markdown(hecha.titulo)}", "", escape_markdown(_what(hecha)), ""]
    for tabla in (levels_table(hecha), means_table(hecha)):
        lines += [f"## {escape_markdown(tabla.titulo)}", "", *_grid(tabla), ""]
    lines += [escape_markdown(" ".join([whole_text(hecha), *notes_of(hecha)])), "", "## Cambios de nivel", ""]
    for step in all_steps(hecha):
        tabla = transition_table(hecha, step)
        changes = [f"- {escape_markdown(line)}" for line in _changes(hecha, [step])]
        lines += [f"### {escape_markdown(tabla.titulo)}", "", *_grid(tabla), "", *changes, ""]
    lines += [f"## {escape_markdown(movers_title())}", "", *(f"- {escape_markdown(line)}" for line in _movers(hecha)), ""]
    everyone = records_table(hecha)
    lines += [f"## {everyone.titulo}", "", *_grid(everyone), ""]
    if hecha.cifras:
        heading = ("Cifra", "Publicado", "Recalculado", "Veredicto", "Por qué")
        figures = Tabla("Cifras impresas", heading, tuple(figure_row(cifra) for cifra in hecha.cifras))
        lines += [f"## {figures.titulo}", "", escape_markdown(count_text(hecha.cifras)), "", *_grid(figures), ""]
    return "\n".join([*lines, escape_markdown(source_line(procedencia))]) + "\n"


def _grid(tabla: Tabla) -> Iterator[str]:
    yield "| " + " | ".join(escape_markdown(name) for name in tabla.encabezado) + " |"
    yield "|---|" + "---:|" * (len(tabla.encabezado) - 1)
    for row in tabla.filas:
        yield "| " + " | ".join(escape_markdown(cell) for cell in row) + " |"

"""A report as text for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from evaluacion.publish.informe import Apartado, Informe, Lista, Parrafo, Subtitulo, Tabla
from evaluacion.publish.texto import align, escape_markdown


def as_text(informe: Informe) -> str:
    """Return a report as text, its tables aligned."""
    lines = [informe.titulo, "=" * len(informe.titulo), ""]
    for bloque in informe.bloques:
        if isinstance(bloque, Apartado):
            lines += [bloque.titulo, "-" * len(bloque.titulo)]
        elif isinstance(bloque, Subtitulo):
            lines.append(f"{bloque.titulo}:")
        elif isinstance(bloque, Parrafo):
            lines += [bloque.texto, ""]
        elif isinstance(bloque, Lista):
            lines += [*(f"- {punto}" for punto in bloque.puntos), ""]
        else:
            rows = [bloque.encabezados, *(tuple(map(str, fila)) for fila in bloque.filas)]
            lines += [align(rows, bloque.numericas), ""]
    return "\n".join([*lines, informe.procedencia]) + "\n"


def as_markdown(informe: Informe) -> str:
    """Return a report as Markdown."""
    lines = [f"# {escape_markdown(informe.titulo)}", ""]
    for bloque in informe.bloques:
        if isinstance(bloque, Apartado):
            lines += [f"## {escape_markdown(bloque.titulo)}", ""]
        elif isinstance(bloque, Subtitulo):
            lines += [f"### {escape_markdown(bloque.titulo)}", ""]
        elif isinstance(bloque, Parrafo):
            words = escape_markdown(bloque.texto)
            lines += [f"**{words}**" if bloque.destacado else words, ""]
        elif isinstance(bloque, Lista):
            lines += [*(f"- {escape_markdown(punto)}" for punto in bloque.puntos), ""]
        else:
            lines += [*_table(bloque), ""]
    return "\n".join([*lines, escape_markdown(informe.procedencia)]) + "\n"


def _table(tabla: Tabla) -> Iterator[str]:
    yield "| " + " | ".join(map(escape_markdown, tabla.encabezados)) + " |"
    yield "|" + "|".join("---:" if i in tabla.numericas else "---" for i in range(len(tabla.encabezados))) + "|"
    for fila in tabla.filas:
        yield "| " + " | ".join(escape_markdown(str(celda)) for celda in fila) + " |"

"""The lines of the records through the rounds: a table with a row a round, and a chart whose lines break where the series does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evaluacion.publish.libro import Grafica, Rango, SerieGrafica
from evaluacion.publish.tablero.cambios_preguntas import ANCHOS
from evaluacion.publish.tablero.estilos import (
    BLUE,
    GREEN,
    LINEA,
    LINEA_CENTRADA,
    NAVY,
    NOTA,
    ORANGE,
    SKY,
    headers,
    height_of,
    label,
    number,
    text,
)
from evaluacion.publish.tablero.nombres import CAMBIOS

if TYPE_CHECKING:
    from evaluacion.compare.diferencia import EnRonda, Trayectoria
    from evaluacion.publish.libro import Hojeador

ALTO = 340
"""Height of the chart, in pixels."""
_ANCHO = 1000
_COLOURS = (NAVY, ORANGE, BLUE, "#D55E00", GREEN, "#CC79A7", SKY, "#000000")
"""Colours that colour-blind readers tell apart; every other line is dashed, too."""
MOST_LINES = len(_COLOURS)
_LEAST, _COMPARED = 2, 9
_HEADER_HEIGHT = 52.0


class Puestas(NamedTuple):
    """Where the table is: its heading, its last row and how many lines it has."""

    encabezado: int
    ultima: int
    lineas: int


def put_rounds(sheet: Hojeador, found: Trayectoria, room: int) -> Puestas | None:
    """Put the guaranteed total of the records that moved most in each round; None where there is nothing to draw.

    A row without figures stands where the series breaks, so that no line crosses it.
    """
    chosen = _choose(found)[: min(MOST_LINES, room)]
    if not chosen:
        sheet.put(label("Ningún registro con total en dos rondas cambió su garantizado: no hay líneas que dibujar.", NOTA))
        return None
    shown = len(chosen)
    if shown < len(found.registros):
        sheet.put(label(f"Se dibujan {shown} de {len(found.registros)} registros: los que cambiaron, de más a menos.", NOTA))
    cells = [*headers("Ronda: total garantizado", "Versión del marco", ""), *(text(name, _HEAD) for _, name, _ in chosen)]
    heading = sheet.put(*cells, alto=max(_HEADER_HEIGHT, height_of(cells, ANCHOS) or 0.0))
    last = heading
    for position, version in enumerate(found.versiones):
        if found.rupturas[position]:
            sheet.put(label("ruptura de serie", LINEA._replace(cursiva=True)), label("otra versión mayor", LINEA._replace(cursiva=True)))
        values = (rounds[position] for _, _, rounds in chosen)
        name = found.rondas[position]
        last = sheet.put(
            text(name, LINEA),
            text(version, LINEA),
            None,
            *(
                number(here.total.minimo, 2, LINEA_CENTRADA) if here is not None and here.total.minimo is not None else None
                for here in values
            ),
        )
    return Puestas(heading, last, shown)


_HEAD = headers("")[0].estilo


def _choose(found: Trayectoria) -> list[tuple[str, str, tuple[EnRonda | None, ...]]]:
    """Return the records whose total moved in some round: the largest change from first to last before; equal ones by id."""
    ordered = []
    for record in found.registros:
        known = [here.total.minimo for here in record[2] if here is not None and here.total.minimo is not None]
        if len(known) >= _LEAST and round(max(known) - min(known), _COMPARED) > 0:
            ordered.append((-round(abs(known[-1] - known[0]), _COMPARED), record[0], record))
    return [record for _, _, record in sorted(ordered, key=lambda item: item[:2])]


def make_lines(found: Trayectoria, placed: Puestas, row: int) -> Grafica:
    """Return the chart of the lines.

    Args:
        found: the marco through the rounds.
        placed: where its table is.
        row: where the chart stands.
    """
    first, last = placed.encabezado + 1, placed.ultima
    series = tuple(
        SerieGrafica(
            CAMBIOS.nombre,
            Rango(placed.encabezado, column, placed.encabezado, column),
            Rango(first, 0, last, 0),
            Rango(first, column, last, column),
            _COLOURS[position],
            discontinua=bool(position % 2),
        )
        for position, column in enumerate(range(3, 3 + placed.lineas))
    )
    broken = [found.rondas[i] for i, breaks in enumerate(found.rupturas) if breaks]
    told = f" La serie se rompe antes de {', '.join(broken)}: las líneas no cruzan." if broken else ""
    title = f"Total garantizado por ronda: {found.titulo}"
    return Grafica(
        "lineas", title, f"{title}. Una línea por registro.{told} Las cifras están en la tabla.", row, 0, _ANCHO, ALTO, series, found.rango
    )

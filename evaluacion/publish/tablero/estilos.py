"""How the board looks: a palette that colour-blind readers tell apart, the styles of cells, and cells made with them."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from evaluacion.base.numeros import show_apart, show_plain
from evaluacion.publish.libro import Celda, Enlace, Estilo

NAVY, BLUE, SKY, GREEN, ORANGE, PALE = "#1F3864", "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#CFE3F1"
GREY, LIGHT_GREY, WHITE, CREAM = "#595959", "#F2F2F2", "#FFFFFF", "#FFF4D6"
LOW_COLOR, MIDDLE_COLOR, HIGH_COLOR = "#F1A340", "#F7F7F7", "#67A9CF"
"""Ends and middle of the colour scale: orange, white and blue, all light enough for black text."""
_ORDERED = ("#CFE3F1", "#56B4E9", "#0072B2", "#1F3864")
"""From low to high: one hue that only darkens, so that it reads without colour too."""
DASH = "—"
MOST_LINES = 14
_LINE_POINTS = 12.0
_FIT = 13.4
"""Average characters of one point that fit in a unit of column width, measured with Carlito (the metrics of Calibri)."""
_MOST_DECIMALS = 6
_NOTE_FILL = 0.9
_LEAST_LINE = 40

TITULO = Estilo(negrita=True, tamano=18, color=NAVY)
SECCION = Estilo(negrita=True, tamano=13, color=WHITE, fondo=NAVY)
SUBTITULO = Estilo(negrita=True, tamano=11, color=NAVY)
NOTA = Estilo(cursiva=True, tamano=9, color=GREY)
AVISO = Estilo(negrita=True, tamano=10, fondo=CREAM)
ENCABEZADO = Estilo(negrita=True, tamano=9, color=WHITE, fondo=NAVY, ajustar=True, borde=True, horizontal="center")
ENCABEZADO_VERTICAL = ENCABEZADO._replace(rotacion=90, ajustar=True)
CUERPO = Estilo(tamano=9, ajustar=True, borde=True, vertical="top")
LINEA = Estilo(tamano=10, borde=True)
LINEA_CENTRADA = LINEA._replace(horizontal="center")
ENLACE = Estilo(tamano=10, color=BLUE, subrayado=True)
CIFRA_ETIQUETA = Estilo(tamano=9, color=GREY, fondo=LIGHT_GREY, horizontal="center", ajustar=True)
CIFRA = Estilo(negrita=True, tamano=16, color=NAVY, fondo=LIGHT_GREY, horizontal="center")


def ordered_colours(count: int) -> list[str]:
    """Return that many colours from light to dark, for what has an order."""
    last = len(_ORDERED) - 1
    found = []
    for position in range(count):
        place = position * last / max(count - 1, 1)
        low = min(int(place), last - 1)
        ends = [[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in _ORDERED[low : low + 2]]
        found.append("#" + "".join(f"{round(a + (b - a) * (place - low)):02X}" for a, b in zip(*ends, strict=True)))
    return found


def label(text: str, estilo: Estilo = LINEA) -> Celda:
    """Return a cell with words of this tool."""
    return Celda(text, estilo)


def text(value: object, estilo: Estilo = CUERPO, enlace: Enlace | None = None) -> Celda:
    """Return a cell with words that somebody wrote in a record or a marco; the dash when there are none."""
    words = str(value) if value is not None else ""
    if not words or words.isspace():
        return Celda(DASH, _centred(estilo))
    return Celda(words, _literal(estilo, linked=enlace is not None), enlace)


def number(value: float | None, decimals: int = 1, estilo: Estilo = LINEA, *, mark: str = "", empty: str = DASH) -> Celda:
    """Return a cell with a number shown with those decimals, unrounded inside; the dash when there is none."""
    if value is None or not math.isfinite(value):
        return Celda(empty, _centred(estilo))
    return Celda(float(value), _formatted(estilo, decimals, mark))


@cache
def _centred(estilo: Estilo) -> Estilo:
    return estilo._replace(horizontal="center")


@cache
def _literal(estilo: Estilo, *, linked: bool) -> Estilo:
    literal = estilo._replace(literal=True)
    return literal._replace(color=BLUE, subrayado=True) if linked else literal


@cache
def _formatted(estilo: Estilo, decimals: int, mark: str) -> Estilo:
    shown = "#,##0" + (f".{'0' * decimals}" if decimals else "") + (f'"{mark}"' if mark else "")
    return estilo._replace(formato=shown)


def datum(value: float | None, estilo: Estilo = CUERPO) -> Celda:
    """Return a cell with a measured datum, shown with the decimals that it has."""
    return number(value, decimals_of(value), estilo)


def decimals_of(value: float | None) -> int:
    """Return how many decimals a measured datum has, up to the most that are shown."""
    exponent = 0 if value is None else Decimal(repr(float(value))).normalize().as_tuple().exponent
    return min(max(-exponent, 0), _MOST_DECIMALS) if isinstance(exponent, int) else 0


def headers(*names: str, estilo: Estilo = ENCABEZADO) -> tuple[Celda, ...]:
    """Return the cells that name the columns of a table."""
    return tuple(Celda(name, estilo) for name in names)


def percent(fraction: float) -> str:
    """Return a fraction as a percentage with the decimals that it has: 0.375 is `37.5 %`."""
    return f"{show_plain(round(fraction * 100, _MOST_DECIMALS))} %"


def decimals_apart(values: Sequence[float | None], edges: Sequence[float] = (), least: int = 1) -> int:
    """Return the fewest decimals that keep apart what comparisons keep apart (rule 13 of the semantics)."""
    shown = [word for word in show_apart(list(values), list(edges), least) if word != DASH]
    return len(shown[0].partition(".")[2]) if shown else least


def band(cells: int, words: str, estilo: Estilo = SECCION) -> tuple[Celda, ...]:
    """Return a heading that colours that many cells."""
    return (Celda(words, estilo), *(Celda(None, estilo) for _ in range(cells - 1)))


def height_of(cells: Sequence[Celda | None], widths: Sequence[float]) -> float | None:
    """Return the height in points that the wrapped cells of a row need, up to a few lines; None for one line."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        if cell is None:
            continue
        words, estilo = cell.valor, cell.estilo
        if estilo.ajustar and isinstance(words, str):
            fit = width * _FIT / estilo.tamano
            if len(words) > fit or "\n" in words:
                lines = max(lines, sum(max(math.ceil(len(line) / fit), 1) for line in words.split("\n")))
    return None if lines <= 1 else min(lines, MOST_LINES) * _LINE_POINTS + 4


def lines_of(words: str, widths: Sequence[float], estilo: Estilo) -> list[str]:
    """Return a note as lines that are no wider than the sheet, so that each row of it prints whole; none of no words."""
    return textwrap.wrap(words, max(int(sum(widths) * _FIT / estilo.tamano * _NOTE_FILL), _LEAST_LINE), break_on_hyphens=False)

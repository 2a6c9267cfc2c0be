"""A workbook as a value: sheets of cells, links, colour scales and charts, with nothing of the program that writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from evaluacion.base.origen import Origen

Horizontal = Literal["left", "center", "right"]
Papel = Literal["carta", "doble_carta"]
"""Paper: letter, or tabloid, which is two letters side by side."""
TipoGrafica = Literal["radar", "columnas", "barras_apiladas", "columnas_apiladas", "lineas", "bandas"]
"""`bandas` draws, for each category, a column that floats on its first series and is as high as the second, and markers of the others."""
MAX_TEXTO = 32_767
"""Longest text of a cell, in UTF-16 units."""
MAX_FILAS = 1_048_576
MAX_NOMBRE = 31
"""Longest name of a sheet."""
RESERVADOS = frozenset({"history", "historial"})
"""Names that Excel keeps for a sheet of its own, in English and in Spanish, in small letters."""
DEFAULT_HEIGHT = 15.0
"""Height of a row that asks for none, in points."""


class Estilo(NamedTuple):
    """How a cell looks. `literal` marks text that people wrote elsewhere: it never becomes a formula, even when edited."""

    negrita: bool = False
    cursiva: bool = False
    tamano: float = 10
    color: str | None = None
    fondo: str | None = None
    formato: str | None = None
    ajustar: bool = False
    horizontal: Horizontal | None = None
    rotacion: int = 0
    borde: bool = False
    subrayado: bool = False
    literal: bool = False
    bloqueada: bool = True
    """Whether a protected sheet keeps people from changing the cell."""
    vertical: Literal["top", "vcenter"] = "vcenter"


class Enlace(NamedTuple):
    """A place inside the workbook; rows and columns count from 0."""

    hoja: str
    fila: int
    columna: int = 0


class Celda(NamedTuple):
    """One cell: a text, a number, or nothing but its looks. With `formula` (without `=`), `valor` is what it computes."""

    valor: str | float | None
    estilo: Estilo = Estilo()
    enlace: Enlace | None = None
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Fila:
    """One row. `de` and `origen` say which record it shows, for the message when something of it does not fit."""

    celdas: tuple[Celda | None, ...] = ()
    alto: float | None = None
    """In points; None is the height of one line."""
    de: str = ""
    origen: Origen | None = None


class Rango(NamedTuple):
    """A block of cells, both corners included; rows and columns count from 0."""

    fila: int
    columna: int
    fila_final: int
    columna_final: int

    def __str__(self) -> str:
        """Return it as Excel writes it: `A1:C9`."""
        return f"{cell_name(self.fila, self.columna)}:{cell_name(self.fila_final, self.columna_final)}"


@dataclass(frozen=True, slots=True)
class EscalaColor:
    """A scale of three colours over a block, between fixed values."""

    rango: Rango
    valores: tuple[float, float, float]
    colores: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class BarrasEnCeldas:
    """A bar inside each cell of a block, as long as its number between two limits."""

    rango: Rango
    desde: float
    hasta: float
    color: str


@dataclass(frozen=True, slots=True)
class SerieGrafica:
    """A series of a chart: its name is a cell, its categories and values are blocks of the same sheet."""

    hoja: str
    nombre: Rango
    categorias: Rango
    valores: Rango
    color: str
    discontinua: bool = False


@dataclass(frozen=True, slots=True)
class Grafica:
    """A chart: where it stands, how big it is (pixels), its series and what it says to who cannot see it."""

    tipo: TipoGrafica
    titulo: str
    descripcion: str
    fila: int
    columna: int
    ancho: int
    alto: int
    series: tuple[SerieGrafica, ...]
    eje: tuple[float, float]
    desplaza: int = 0
    """Pixels to the right of its column."""
    etiquetas: str | None = None
    """Number format of the values written on the chart; None writes none."""


@dataclass(frozen=True, slots=True)
class Minigrafica:
    """A chart of small columns inside one cell, of a block of another sheet; rows and columns count from 0."""

    fila: int
    columna: int
    hoja: str
    datos: Rango
    color: str
    desde: float | None = None
    """Where the columns start; None is the least of the block."""


@dataclass(frozen=True, slots=True)
class ListaDeCeldas:
    """A drop-down over a block: the choices are the cells of a block of another sheet."""

    rango: Rango
    hoja: str
    opciones: Rango
    aviso: str


@dataclass(frozen=True, slots=True)
class NumerosEnCeldas:
    """A block whose cells take numbers between two limits only."""

    rango: Rango
    minimo: float
    maximo: float
    aviso: str


@dataclass(frozen=True, slots=True)
class Impresion:
    """How a sheet prints: pages (wide, high; 0 is as many as needed), or a fixed scale with a new page at some rows."""

    paginas: tuple[int, int] | None = (1, 0)
    escala: int = 100
    saltos: tuple[int, ...] = ()
    repetir: tuple[int, int] | None = None
    area: Rango | None = None
    """What prints; None is everything."""
    papel: Papel = "carta"


@dataclass(frozen=True, slots=True)
class Hoja:
    """One sheet. `encabezado` is the row that names the columns, for messages; `congelar` is the first cell that moves."""

    nombre: str
    color: str
    anchos: tuple[float, ...]
    filas: tuple[Fila, ...]
    congelar: tuple[int, int] = (0, 0)
    filtro: Rango | None = None
    encabezado: int | None = None
    escalas: tuple[EscalaColor, ...] = ()
    graficas: tuple[Grafica, ...] = ()
    minigraficas: tuple[Minigrafica, ...] = ()
    impresion: Impresion = Impresion()
    cuadricula: bool = True
    listas: tuple[ListaDeCeldas, ...] = ()
    numeros: tuple[NumerosEnCeldas, ...] = ()
    protegida: bool = False
    """Only the cells that are not `bloqueada` can be changed; there is no password."""
    oculta: bool = False
    columnas_ocultas: tuple[int, ...] = ()
    barras: tuple[BarrasEnCeldas, ...] = ()


@dataclass(frozen=True, slots=True)
class Libro:
    """A workbook: its properties, the text at the foot of every page and its sheets in order."""

    titulo: str
    asunto: str
    pie: str
    hojas: tuple[Hoja, ...]


@dataclass(slots=True)
class Hojeador:
    """A sheet being filled, row after row."""

    filas: list[Fila] = field(default_factory=list)

    @property
    def siguiente(self) -> int:
        """The position of the next row."""
        return len(self.filas)

    def put(self, *celdas: Celda | None, alto: float | None = None, de: str = "", origen: Origen | None = None) -> int:
        """Add a row and return its position."""
        self.filas.append(Fila(celdas, alto, de, origen))
        return len(self.filas) - 1

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.filas.extend([Fila()] * rows)


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as `B7`, from positions that count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def absolute_name(row: int, column: int) -> str:
    """Return the name of a cell that stays when a formula is copied: `$B$7`."""
    letters = cell_name(0, column)[:-1]
    return f"${letters}${row + 1}"


def pixels_of(widths: tuple[float, ...]) -> int:
    """Return how wide columns of those widths (in characters) are together, in pixels."""
    return sum(round(width * 7 + 5) for width in widths)


def libro_como_texto(libro: Libro) -> str:
    """Return the workbook as text, one line a row, to be compared and read in a diff."""
    lines = [f"# {libro.titulo}", f"asunto: {libro.asunto}", f"pie: {libro.pie}"]
    for hoja in libro.hojas:
        lines += ["", f"## {hoja.nombre}", *_traits(hoja)]
        lines += [f"{row + 1:>4} {text}" for row, fila in enumerate(hoja.filas) if (text := _row_text(fila))]
        lines += [f"lista {lista.rango}: {lista.hoja}!{lista.opciones}" for lista in hoja.listas]
        lines += [f"números {item.rango}: de {item.minimo:g} a {item.maximo:g}" for item in hoja.numeros]
        for escala in hoja.escalas:
            lines.append(f"escala {escala.rango}: {escala.valores} {' '.join(escala.colores)}")
        lines += [f"barras {item.rango}: de {item.desde:g} a {item.hasta:g} {item.color}" for item in hoja.barras]
        lines += [f"minigráfica {cell_name(mini.fila, mini.columna)}: {mini.hoja}!{mini.datos}" for mini in hoja.minigraficas]
        lines += [line for grafica in hoja.graficas for line in _chart_text(grafica)]
    return "\n".join(lines) + "\n"


def _traits(hoja: Hoja) -> Iterator[str]:
    yield f"anchos: {' '.join(f'{width:g}' for width in hoja.anchos)}"
    if hoja.congelar != (0, 0):
        yield f"congelar: {cell_name(*hoja.congelar)}"
    if hoja.filtro:
        yield f"filtro: {hoja.filtro}"
    if hoja.oculta or hoja.protegida:
        yield ", ".join(word for word, holds in (("oculta", hoja.oculta), ("protegida", hoja.protegida)) if holds)
    shown = hoja.impresion
    paper = f", papel {shown.papel}, área {shown.area or 'completa'}"
    yield f"impresión: páginas {shown.paginas}, escala {shown.escala}, saltos {shown.saltos}, repetir {shown.repetir}{paper}"


def _row_text(fila: Fila) -> str:
    parts = []
    for column, celda in enumerate(fila.celdas):
        if celda is None or celda.valor is None:
            continue
        value = f"{celda.valor:.9g}" if isinstance(celda.valor, int | float) else celda.valor.replace("\n", "⏎")
        mark = "'" if celda.estilo.literal else ""
        shown = f" [{celda.estilo.formato}]" if celda.estilo.formato else ""
        link = f" -> {celda.enlace.hoja}!{cell_name(celda.enlace.fila, celda.enlace.columna)}" if celda.enlace else ""
        formula = f" ={celda.formula}" if celda.formula else ""
        parts.append(f"{cell_name(0, column)[:-1]}={mark}{value}{shown}{link}{formula}")
    return " | ".join(parts)


def _chart_text(grafica: Grafica) -> Iterator[str]:
    at = cell_name(grafica.fila, grafica.columna)
    yield f"gráfica {grafica.tipo} en {at} ({grafica.ancho} x {grafica.alto}): {grafica.titulo}"
    yield f"     {grafica.descripcion}"
    if grafica.etiquetas is not None:
        yield f"     etiquetas: {grafica.etiquetas}"
    for serie in grafica.series:
        yield f"     serie {serie.hoja}!{serie.nombre}: {serie.categorias} -> {serie.valores}"

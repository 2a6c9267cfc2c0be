"""The form of a strategy as it came back: its hidden sheet, and what was written in each row under each heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.model.comun import fold
from evaluacion.model.formulario import CLAVE, HOJA_CLAVES, HOJA_LISTAS, VALOR
from evaluacion.model.formulario_estrategia import AYUDA, FORMATO, HOJA_OCULTA, Dato, Seccion, layout_hash, sections
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.celdas_xlsx import HojaLeida, read_celdas
from evaluacion.read.guardia_xlsx import read_member

_MADE = "Se hace con «evaluacion formulario --estrategia»; use ese mismo libro, con todas sus hojas."
_NUMBERED = re.compile(r"(.+) ([1-9]\d{0,2})")
_MOST_BYTES = 1_000_000
_SHEET_NAME = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\bname\s*=\s*[\"']([^\"']*)", re.ASCII)


class Columna(NamedTuple):
    """A column: the datum under its heading and, of a list, which of its values."""

    dato: Dato
    posicion: int


class Renglon(NamedTuple):
    """A row: its key (empty in one that somebody added), its cells that are not empty by column, and its place."""

    clave: str
    celdas: dict[int, Escrita]
    origen: Origen


@dataclass(slots=True)
class Tabla:
    """A sheet of rows: its section, its columns and its rows in order, the empty ones too."""

    seccion: Seccion
    hoja: HojaLeida
    columnas: dict[int, Columna]
    encabezado: int
    """Row of the headings, from 1."""
    renglones: list[Renglon] = field(default_factory=list)


@dataclass(slots=True)
class Cabeza:
    """What the hidden sheet says."""

    misma_version: bool
    sugeridos: frozenset[tuple[str, str]]
    """Section and id of each empty row that suggests one."""
    vacios: tuple[tuple[str, str], ...]
    """Key of the row (empty for the strategy) and path of each group that is written and says nothing."""


@dataclass(slots=True)
class LibroDeEstrategia:
    """A form of a strategy. `sueltas` has every cell that answers nothing."""

    archivo: str
    hojas: tuple[str, ...]
    cabeza: Cabeza
    datos: dict[str, list[Renglon]] = field(default_factory=dict)
    """By key, the rows of each datum; the cell of its value is under column 0, absent when it is empty."""
    tablas: dict[str, list[Tabla]] = field(default_factory=dict)
    sueltas: list[Escrita] = field(default_factory=list)
    problemas: list[Problema] = field(default_factory=list)


def looks_like_form(path: Path, *, hoja: str = HOJA_OCULTA) -> bool | None:
    """Return whether a workbook has the hidden sheet of the form of a strategy, or another; None when its sheets cannot be seen."""
    if not path.is_file():  # a pipe would wait for somebody to write
        return None
    part = read_member(path, "xl/workbook.xml", _MOST_BYTES)
    if part is None:
        return None
    return any(name.decode("utf-8", "replace").casefold() == hoja for name in _SHEET_NAME.findall(part))


def read_libro_de_estrategia(path: Path, archivo: str) -> LibroDeEstrategia:
    """Return what a form of a strategy says.

    Raises:
        EvaluacionError: the workbook cannot be read, or it is no form of a strategy.
    """
    sheets = read_celdas(path, archivo)
    hidden = next((sheet for sheet in sheets if sheet.nombre.casefold() == HOJA_OCULTA), None)
    if hidden is None and any(sheet.nombre.casefold() == HOJA_CLAVES for sheet in sheets):
        what = "Es un formulario de un marco, no de una estrategia."
        raise EvaluacionError([Problema("formulario_no_valido", what, Origen(archivo), to_import(archivo))])
    if hidden is None:
        what = f"El libro no es un formulario de estrategia, o perdió la hoja oculta {quote(HOJA_OCULTA)}."
        raise EvaluacionError([Problema("formulario_no_valido", what, Origen(archivo), _MADE)])
    book = LibroDeEstrategia(archivo, tuple(sheet.nombre for sheet in sheets), _read_head(hidden))
    for sheet in sheets:
        if sheet.nombre.casefold() not in (HOJA_OCULTA, HOJA_LISTAS):
            _read_sheet(sheet, book)
    if not book.datos and not book.tablas:
        what = f"Ninguna hoja conserva la columna {quote(CLAVE)}: no se sabe qué dice cada renglón."
        raise EvaluacionError([Problema("formulario_no_valido", what, Origen(archivo), _MADE)])
    book.problemas.extend(_missing(book))
    return book


def to_import(archivo: str) -> str:
    """Return how a form of a marco becomes records."""
    return f"Conviértalo en archivos de registros con «evaluacion importar {archivo} --salida CARPETA»."


def place_of(sheet: HojaLeida, row: int, column: int) -> Origen:
    """Return the place of a cell with its row and column, from 1, as line and column."""
    return sheet.origen((row, column))._replace(linea=row, columna=column)


def _read_head(sheet: HojaLeida) -> Cabeza:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.celdas.items():
        rows.setdefault(row, {})[column] = cell.texto
    lines = [(row.get(1, ""), row.get(2, ""), row.get(3, "")) for row in rows.values()]
    if ("formato", FORMATO) not in {line[:2] for line in lines}:
        what = "La hoja oculta no es la de un formulario de estrategia de esta versión."
        raise EvaluacionError([Problema("formulario_no_valido", what, place_of(sheet, 1, 1), _MADE)])
    suggested = frozenset((section, name) for kind, section, names in lines if kind == "sugerido" for name in names.split())
    empty = tuple((key, path) for kind, key, path in lines if kind == "vacio")
    return Cabeza(("modelo", layout_hash()) in {line[:2] for line in lines}, suggested, empty)


def _read_sheet(sheet: HojaLeida, book: LibroDeEstrategia) -> None:
    """Take the rows of a sheet, wherever its headings are; everything else is loose."""
    header = next((place for place, cell in sheet.celdas.items() if fold(cell.texto) == fold(CLAVE)), None)
    if header is None:
        if sheet.nombre in {section.titulo for section in sections()}:
            what = f"La hoja {quote(sheet.nombre)} perdió la columna {quote(CLAVE)}."
            book.problemas.append(Problema("formulario_no_valido", what, place_of(sheet, 1, 1), _MADE))
        book.sueltas.extend(Escrita(cell, place_of(sheet, *place)) for place, cell in sheet.celdas.items())
        return
    rows: dict[int, dict[int, Escrita]] = {}
    titles: dict[int, Escrita] = {}
    for (row, column), cell in sorted(sheet.celdas.items()):
        written = Escrita(cell, place_of(sheet, row, column))
        if row > header[0]:
            rows.setdefault(row, {})[column] = written
        elif row == header[0]:
            titles[column] = written
        else:
            book.sueltas.append(written)
    keys = {row: cells.pop(header[1]).celda.texto.strip() for row, cells in rows.items() if header[1] in cells}
    found = [Renglon(keys.get(row, ""), cells, place_of(sheet, row, header[1])) for row, cells in rows.items()]
    known = {section.clave: section for section in sections() if section.forma != "datos"}
    seen = Counter(name for key in keys.values() if (name := key.partition("/")[0]) in known and "/" in key)
    if seen:
        _take_table(known[seen.most_common(1)[0][0]], sheet, titles, found, book)
    else:
        _take_data(sheet, titles, found, book)


def _take_data(sheet: HojaLeida, titles: dict[int, Escrita], rows: Sequence[Renglon], book: LibroDeEstrategia) -> None:
    """Take the rows of a sheet of data."""
    book.sueltas.extend(titles.values())
    values = [column for column, title in titles.items() if fold(title.celda.texto) == fold(VALOR)]
    known = {dato.clave for section in sections() if section.forma == "datos" for dato in section.datos}
    if len(values) != 1 and any(row.clave in known for row in rows):
        what = f"La hoja {quote(sheet.nombre)} {'tiene dos columnas' if values else 'perdió la columna'} {quote(VALOR)}."
        book.problemas.append(Problema("formulario_no_valido", what, rows[0].origen, _MADE))
    for row in rows:
        mine = row.clave in known and len(values) == 1
        if mine:
            at = place_of(sheet, row.origen.linea or 1, values[0])
            cells = {0: row.celdas[values[0]]} if values[0] in row.celdas else {}
            book.datos.setdefault(row.clave, []).append(Renglon(row.clave, cells, at))
        book.sueltas.extend(cell for column, cell in row.celdas.items() if not mine or column != values[0])
    numbers = [row.origen.linea or 0 for row in rows if row.clave in known]
    book.problemas.extend(_merged(sheet, numbers, values))


def _take_table(section: Seccion, sheet: HojaLeida, titles: dict[int, Escrita], rows: Sequence[Renglon], book: LibroDeEstrategia) -> None:
    """Take the rows of a section."""
    named = {column: _column_of(section, fold(title.celda.texto)) for column, title in titles.items()}
    columns = {column: found for column, found in named.items() if found is not None}
    book.sueltas.extend(title for column, title in titles.items() if column not in columns)
    heading = next((title.origen.linea or 1 for title in titles.values()), 1)
    repeated = [column for column, found in columns.items() if list(columns.values()).count(found) > 1]
    if repeated:
        what = f"Dos columnas de la hoja {quote(sheet.nombre)} tienen el mismo título: no se sabe cuál vale."
        where = place_of(sheet, heading, repeated[-1])
        book.problemas.append(Problema("formulario_no_valido", what, where, "Quite la que sobra."))
    lost = [dato.titulo for dato in section.datos if dato not in {found.dato for found in columns.values()}]
    for title in lost:
        what = f"La hoja {quote(sheet.nombre)} perdió la columna {quote(title)}."
        where = place_of(sheet, heading, 1)
        lost_here = Problema("formulario_no_valido", what, where, _MADE)
        was_never = Problema("formulario_cambiado", what, where, "Es de otra versión del formulario: queda sin llenar.", "aviso")
        book.problemas.append(lost_here if book.cabeza.misma_version else was_never)
    table = Tabla(section, sheet, columns, heading)
    for row in rows:
        if row.clave == f"{section.clave}/{AYUDA}":
            book.sueltas.extend(row.celdas.values())
            continue
        book.sueltas.extend(cell for column, cell in row.celdas.items() if column not in columns)
        table.renglones.append(row._replace(celdas={column: cell for column, cell in row.celdas.items() if column in columns}))
    book.tablas.setdefault(section.clave, []).append(table)
    book.problemas.extend(_merged(sheet, [row.origen.linea or 0 for row in table.renglones], list(columns)))


def _column_of(section: Seccion, title: str) -> Columna | None:
    """Return the column that a heading names: of a list the number says which of its values."""
    numbered = _NUMBERED.fullmatch(title)
    for dato in section.datos:
        if fold(dato.titulo) == title:
            return Columna(dato, 0)
        if dato.es_lista and numbered is not None and fold(dato.titulo) == numbered[1]:
            return Columna(dato, int(numbered[2]) - 1)
    return None


def _merged(sheet: HojaLeida, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Problema]:
    """Yield a problem for each block of merged cells that covers more than one cell to write in."""
    for (top, left), (bottom, right) in sheet.combinadas:
        if sum(top <= row <= bottom for row in rows) * sum(left <= column <= right for column in columns) > 1:
            what = "Hay celdas combinadas: solo la primera guarda lo escrito."
            yield Problema("celda_no_valida", what, place_of(sheet, top, left), "Sepárelas («Combinar y centrar») y escriba en cada una.")


def _missing(book: LibroDeEstrategia) -> Iterator[Problema]:
    """Yield a warning for each sheet, and for each datum, that the form lost."""
    told = {problem.origen.hoja for problem in book.problemas if problem.origen is not None}
    for section in sections():
        if section.titulo in told:
            continue
        lost = [dato.titulo for dato in section.datos if dato.clave not in book.datos] if section.forma == "datos" else []
        whole = len(lost) == len(section.datos) if section.forma == "datos" else section.clave not in book.tablas
        if whole or lost:
            what = f"la hoja {quote(section.titulo)}" if whole else f"{', '.join(map(quote, lost[:8]))} de la hoja {quote(section.titulo)}"
            remedy = "Queda sin llenar. Si decía algo, páselo a un formulario nuevo."
            yield Problema("formulario_cambiado", f"Al formulario le falta {what}.", Origen(book.archivo), remedy, "aviso")

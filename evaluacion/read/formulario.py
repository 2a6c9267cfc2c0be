"""A form that somebody filled in: its hidden sheet, its rows by key, and everything typed where nothing was asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.model.comun import fold
from evaluacion.model.formulario import (
    CLAVE,
    FORMATO,
    FORMATO_REPARTO,
    HOJA_CLAVES,
    HOJA_LISTAS,
    Cabeza,
    MarcoDelFormulario,
    RegistroDelFormulario,
    split_key,
)
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.celdas_xlsx import CeldaLeida, HojaLeida, read_celdas
from evaluacion.read.encabezados_formulario import DE_TODAS, check_headings

_KEY = fold(CLAVE)
_WORDING = {fold(name) for name in ("Pregunta", "Indicador", "Dato")}
"""Headings over what a row asks."""
_OWN = re.compile(r"([0-9a-f]{12}):(\d{1,6})", re.ASCII)
_MOST_DIGITS = 7
_MADE = "El formulario se hace con «evaluacion formulario»; devuelva ese mismo libro, con todas sus hojas."


class Suelta(NamedTuple):
    """A cell that is no answer; `titulo` is the heading of its column, None where there are no headings above it."""

    celda: CeldaLeida
    origen: Origen
    titulo: str | None


class Renglon(NamedTuple):
    """A row with a key: what was written in it under each heading that asks for something, headings folded."""

    clave: str
    numero: int
    partes: tuple[str, ...]
    celdas: dict[str, Escrita]
    origen: Origen
    pregunta: str = ""
    """What it asks, as the form said it."""

    def apart(self, *but: str) -> Iterator[Escrita]:
        """Yield its cells, save those under some headings (folded), each with what it answered."""
        asked = f" «{' '.join(self.pregunta.split())}»" if self.pregunta else ""
        for title, cell in self.celdas.items():
            if title not in but:
                yield cell._replace(de=f"{'/'.join(self.partes)}{asked}, {DE_TODAS[title]}")


@dataclass(slots=True)
class FormularioLeido:
    """A form as it came back. `sueltas` has every other text, number or row that is no answer, in order of reading."""

    archivo: str
    cabeza: Cabeza
    renglones: list[Renglon] = field(default_factory=list)
    sueltas: list[Suelta] = field(default_factory=list)
    notas: list[Escrita] = field(default_factory=list)
    """Comments, and texts of boxes."""
    problemas: list[Problema] = field(default_factory=list)


def read_formulario(path: Path, archivo: str) -> FormularioLeido:
    """Return what a form says.

    Raises:
        EvaluacionError: the workbook cannot be read, or it is no form.
    """
    sheets = read_celdas(path, archivo)
    hidden = next((sheet for sheet in sheets if sheet.nombre.casefold() == HOJA_CLAVES), None)
    if hidden is None:
        what = f"El libro no es un formulario, o perdió la hoja oculta {quote(HOJA_CLAVES)}."
        raise EvaluacionError([Problema("formulario_no_valido", what, Origen(archivo), _MADE)])
    form = FormularioLeido(archivo, _read_head(hidden))
    for sheet in sheets:
        if sheet.nombre.casefold() == HOJA_LISTAS:
            form.sueltas.extend(Suelta(cell, sheet.origen(place), None) for place, cell in sheet.celdas.items())
        elif sheet is not hidden:
            _read_sheet(sheet, form)
        form.notas.extend(Escrita(CeldaLeida(text, es_formula=False, es_numero=False), sheet.en(cell)) for cell, text in sheet.notas)
    if not form.renglones:
        what = f"Ninguna hoja conserva la columna {quote(CLAVE)}: no se sabe qué responde cada renglón."
        raise EvaluacionError([Problema("formulario_no_valido", what, Origen(archivo), _MADE)])
    return form


def is_reparto(path: Path) -> bool:
    """Whether a workbook is that of a sharing."""
    try:
        sheets = read_celdas(path, str(path))
    except EvaluacionError:
        return False
    marks = (sheet.celdas.get((1, 2)) for sheet in sheets if sheet.nombre.casefold() == HOJA_CLAVES)
    return any(cell is not None and cell.texto == FORMATO_REPARTO for cell in marks)


def _read_head(sheet: HojaLeida) -> Cabeza:
    where = sheet.origen((1, 1))
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.celdas.items():
        rows.setdefault(row, {})[column] = cell.texto
    words = [(row.get(1, ""), row.get(2, ""), row.get(3, ""), row.get(4, "")) for row in rows.values()]
    if ("formato", FORMATO_REPARTO) in {row[:2] for row in words}:
        raise EvaluacionError([Problema("formulario_no_valido", "Es el libro del reparto, no un formulario.", where, "Déjelo aparte.")])
    if ("formato", FORMATO) not in {row[:2] for row in words}:
        raise EvaluacionError([Problema("formulario_no_valido", "La hoja oculta no es la de un formulario de esta versión.", where, _MADE)])
    marcos = tuple(MarcoDelFormulario(*row[1:]) for row in words if row[0] == "marco")
    records = tuple(RegistroDelFormulario(int(row[1]), row[2], row[3]) for row in words if row[0] == "registro" and _is_number(row[1]))
    rest: dict[int, str] = {}
    for kind, number, text, _ in words:
        if kind == "resto" and _is_number(number):
            rest[int(number)] = rest.get(int(number), "") + text
    own = Counter({mark: int(count) for row in words if row[0] == "propios" for mark, count in _OWN.findall(row[1])})
    formulas = frozenset(mark for row in words if row[0] == "formulas" for mark in row[1].split())
    if not marcos or not records or not own:
        raise EvaluacionError([Problema("formulario_no_valido", "La hoja oculta está incompleta.", where, _MADE)])
    return Cabeza(marcos, records, rest, own, formulas)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS


def _read_sheet(sheet: HojaLeida, form: FormularioLeido) -> None:
    """Take the rows with a key of a sheet, wherever its headings are; everything else is loose."""
    header = next((place for place, cell in sheet.celdas.items() if fold(cell.texto) == _KEY), None)
    titles = {column: cell for (row, column), cell in sheet.celdas.items() if header is not None and row == header[0]}
    wanted = {column: fold(cell.texto) for column, cell in titles.items() if fold(cell.texto) in DE_TODAS}
    wording = [column for column, cell in sorted(titles.items()) if fold(cell.texto) in _WORDING]
    keyed: dict[int, Renglon] = {}
    for place, cell in sheet.celdas.items():
        row, column = place
        written = Escrita(cell, sheet.origen(place))
        if header is None or row <= header[0]:
            form.sueltas.append(Suelta(cell, written.origen, None))
        elif column == header[1]:
            split = split_key(cell.texto)
            if split is None:
                form.sueltas.append(Suelta(cell, written.origen, CLAVE))
            else:
                asked = [sheet.celdas[row, place].texto for place in wording if (row, place) in sheet.celdas]
                keyed[row] = Renglon(cell.texto.strip(), *split, {}, written.origen, ": ".join(asked))
    for place, cell in sheet.celdas.items():
        row, column = place
        if header is None or row <= header[0] or column == header[1]:
            continue
        written = Escrita(cell, sheet.origen(place))
        if row in keyed and column in wanted:
            keyed[row].celdas[wanted[column]] = written
        else:
            form.sueltas.append(Suelta(cell, written.origen, titles[column].texto if column in titles else ""))
    form.renglones.extend(keyed.values())
    if header is not None:
        form.problemas.extend(check_headings(sheet, header[0], [row.partes for row in keyed.values()], form.cabeza.propios))
    form.problemas.extend(_merged(sheet, keyed, wanted))


def _merged(sheet: HojaLeida, keyed: dict[int, Renglon], wanted: dict[int, str]) -> Iterator[Problema]:
    """Yield a problem for each block of merged cells that covers more than one cell of answers."""
    for (top, left), (bottom, right) in sheet.combinadas:
        rows = [row for row in keyed if top <= row <= bottom]
        columns = [column for column in wanted if left <= column <= right]
        if len(rows) * len(columns) > 1:
            what = "Hay celdas de respuesta combinadas: solo la primera guarda lo escrito."
            yield Problema("celda_no_valida", what, sheet.origen((top, left)), "Sepárelas («Combinar y centrar») y escriba en cada una.")

"""What an export of KoboToolbox says: its submissions, each answer by the name of its question, and all that has no place.

The layout is that of the support pages «Exporting and downloading your data», «Advanced options for exporting data» and
«Managing repeat group data» of KoboToolbox: names or labels as headings, with or without groups, and a sheet a repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from evaluacion.base.origen import Origen
from evaluacion.base.problema import Problema, quote
from evaluacion.model.formulario import MarcoDelFormulario
from evaluacion.model.xlsform import VERSION, Encuesta, parse_version
from evaluacion.read.celda_escrita import Escrita
from evaluacion.read.celdas_xlsx import CeldaLeida, HojaLeida
from evaluacion.read.hojas_kobo import INDEX, PARENT_INDEX, PARENT_UUID, UUID, row_of_headings, tail_of

_OF_MACHINE = re.compile(
    r"start|end|today|username|deviceid|phonenumber|simserial|subscriberid|audit|_id|_uuid|_index|_parent_index|_parent_table_name"
    r"|_submission_time|_submitted_by|_status|__version__\w*|_version_\w*|_xform_id_string|_submission__\w+|instanceID|instanceName"
    r"|rootUuid|deprecatedID|uuid|" + VERSION
)
"""Columns that nobody typed."""
_TIMES = {"start", "end", "calculate"}
_JOINS = "/|>"
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_EMPTY = "n/a"
"""What the legacy exports write where nobody answered; in a scale it would read as «no aplica»."""


@dataclass(slots=True)
class Envio:
    """A submission: its place, its answers by name of question, and the rows of its repeats."""

    origen: Origen
    celdas: dict[str, Escrita] = field(default_factory=dict)
    series: list[dict[str, Escrita]] = field(default_factory=list)


@dataclass(slots=True)
class Exportacion:
    """An export: its submissions, what has no place in them, the questions whose columns it has, and what is wrong."""

    envios: list[Envio] = field(default_factory=list)
    sueltas: list[Escrita] = field(default_factory=list)
    columnas: set[str] = field(default_factory=set)
    uuids: list[tuple[str, Origen]] = field(default_factory=list)
    problemas: list[Problema] = field(default_factory=list)


def versions_of(hojas: Sequence[HojaLeida]) -> dict[tuple[MarcoDelFormulario, ...], Origen]:
    """Return the marcos of the forms with which an export was answered, with the first cell that names them."""
    found: dict[tuple[MarcoDelFormulario, ...], Origen] = {}
    for hoja in hojas:
        headings = _headings(hoja)
        columns = {column for column, cell in headings.items() if tail_of(cell.texto) in (VERSION, "__version__")}
        for place, cell in hoja.celdas.items():
            marcos = parse_version(cell.texto) if place[1] in columns else ()
            if marcos:
                found.setdefault(marcos, hoja.origen(place))
    return found


def headings_of(hojas: Sequence[HojaLeida]) -> Iterator[str]:
    """Yield the name of each column without its groups."""
    for hoja in hojas:
        yield from (tail_of(cell.texto) for cell in _headings(hoja).values())


def read_kobo(hojas: Sequence[HojaLeida], encuesta: Encuesta) -> Exportacion:
    """Return what an export says, its columns recognised with the form that was answered."""
    done, columns = Exportacion(), _Columnas(encuesta)
    readers = [_Lector(hoja, columns, done) for hoja in hojas]
    parents: dict[tuple[str, str], Envio] = {}
    for reader in readers:
        if not reader.is_repeat:
            reader.take_submissions(parents)
    for reader in readers:
        if reader.is_repeat:
            reader.take_repeats(parents)
    return done


def _headings(hoja: HojaLeida) -> dict[int, CeldaLeida]:
    row = row_of_headings(hoja)
    return {column: cell for (at, column), cell in hoja.celdas.items() if at == row}


def _flat(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())


class _Columnas:
    """Tells which question a heading names: by its name or by its label, with or without its groups."""

    def __init__(self, encuesta: Encuesta) -> None:
        self.encuesta = encuesta
        self.names = {name for name, fila in encuesta.preguntas.items() if fila.tipo not in _TIMES}
        self.labels = {_flat(encuesta.preguntas[name].etiqueta): name for name in self.names}

    def find(self, heading: str) -> str | None:
        """Return the name of the question, None when the form asks none like that."""
        name = tail_of(heading)
        if name in self.names:
            return name
        text = _flat(heading)
        starts = [0, *(i + 1 for i, char in enumerate(text) if char in _JOINS)]
        return next((self.labels[text[start:].strip()] for start in starts if text[start:].strip() in self.labels), None)


class _Lector:
    """Takes the rows of a sheet."""

    def __init__(self, hoja: HojaLeida, columnas: _Columnas, done: Exportacion) -> None:
        self.hoja, self.done, self.encuesta = hoja, done, columnas.encuesta
        self.header = row_of_headings(hoja)
        headings = _headings(hoja)
        self.titles = {column: cell.texto.strip() for column, cell in headings.items()}
        self.known = {column: name for column, title in self.titles.items() if (name := columnas.find(title)) is not None}
        self.machine = {tail_of(title): column for column, title in self.titles.items() if _OF_MACHINE.fullmatch(tail_of(title))}
        self.is_repeat = bool({PARENT_INDEX, PARENT_UUID} & self.machine.keys())
        self.is_legacy = False
        self.rows: dict[int, dict[int, CeldaLeida]] = {}
        for (row, column), cell in hoja.celdas.items():
            self.rows.setdefault(row, {})[column] = cell
        done.columnas.update(self.known.values())

    def answers(self, row: int) -> dict[str, Escrita]:
        """Return the answers of a row by name of question; what is under no question is loose."""
        found: dict[str, Escrita] = {}
        machine = set(self.machine.values())
        if not self.is_legacy:
            self.check_legacy(row)
        for column, cell in self.rows[row].items():
            origen = self.hoja.origen((row, column))
            name = self.known.get(column)
            if column in machine:
                continue
            if name is None:
                self.loosen(cell, origen, self.titles.get(column, ""))
            elif name in found:
                what = f"Dos columnas son {quote(name)}, y las dos dicen algo."
                self.done.problemas.append(Problema("formulario_no_valido", what, origen, "Deje una sola."))
            else:
                value = cell.texto if cell.es_formula else self.encuesta.value_of(name, cell.texto.strip())
                found[name] = Escrita(cell._replace(texto=value), origen)
        return {name: cell for name, cell in found.items() if cell.celda.texto or cell.celda.es_formula or cell.celda.error}

    def check_legacy(self, row: int) -> None:
        """Report, once, the mark of the legacy exports where a choice goes."""
        for column, cell in self.rows[row].items():
            if cell.texto == _EMPTY and column in self.known and self.encuesta.preguntas[self.known[column]].lista:
                self.is_legacy = True
                what = "«n/a» no es una respuesta: lo escriben las descargas «legacy» donde nadie contestó."
                remedy = "Descargue con el tipo «XLS» o «CSV», sin «legacy»."
                self.done.problemas.append(Problema("formulario_no_valido", what, self.hoja.origen((row, column)), remedy))
                return

    def loosen(self, cell: CeldaLeida, origen: Origen, title: str) -> None:
        """Keep a cell that has no place, with the heading over it."""
        self.done.sueltas.append(Escrita(cell._replace(texto=f"{title}: {cell.texto}" if title else cell.texto), origen))

    def of_machine(self, row: int, name: str) -> tuple[str, Origen] | None:
        """Return what a row says under a column of the platform, and where."""
        column = self.machine.get(name)
        cell = self.rows[row].get(column) if column is not None else None
        return (cell.texto.strip(), self.hoja.origen((row, column))) if cell is not None and column is not None else None

    def data_rows(self) -> Iterator[int]:
        """Yield the rows under the headings; everything on other sheets, or above, is loose."""
        for row, cells in self.rows.items():
            if self.header is None or row < self.header:
                for column, cell in cells.items():
                    self.loosen(cell, self.hoja.origen((row, column)), "")
            elif row > self.header:
                yield row

    def take_submissions(self, parents: dict[tuple[str, str], Envio]) -> None:
        """Take each row as a submission."""
        for row in self.data_rows():
            answers = self.answers(row)
            uuid = self.of_machine(row, UUID)
            if not answers and uuid is None:
                continue
            envio = Envio(self.hoja.origen((row, min(self.rows[row]))), answers)
            self.done.envios.append(envio)
            if uuid is not None:
                self.done.uuids.append(uuid)
                parents.setdefault((UUID, uuid[0]), envio)
            index = self.of_machine(row, INDEX)
            if index is not None:
                parents.setdefault((INDEX, index[0]), envio)

    def take_repeats(self, parents: dict[tuple[str, str], Envio]) -> None:
        """Give each row to its submission; what belongs to none is loose."""
        for row in self.data_rows():
            uuid, index = self.of_machine(row, PARENT_UUID), self.of_machine(row, PARENT_INDEX)
            keys = [(kind, found[0]) for kind, found in ((UUID, uuid), (INDEX, index)) if found is not None]
            envio = next((parents[key] for key in keys[:1] if key in parents), None)
            answers = self.answers(row)
            if envio is not None:
                envio.series += [answers] if answers else []
            else:
                for name, cell in answers.items():
                    self.loosen(cell.celda, cell.origen, name)

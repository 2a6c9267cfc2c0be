"""The form of a strategy as the document that it writes, each value with the cell where it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluacion.base.problema import Problema, quote, suggestion
from evaluacion.model.formulario_estrategia import CLAVE_DE_PAR, VALOR_DE_PAR, Dato, sections
from evaluacion.read.celda_escrita import Escrita, text_in
from evaluacion.read.documento_celdas import Camino, DocumentoEnCeldas
from evaluacion.read.formulario_estrategia import LibroDeEstrategia, Renglon, Tabla, place_of, read_libro_de_estrategia
from evaluacion.read.valor_de_celda import value_in_cell

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen


@dataclass(slots=True)
class EstrategiaEnCeldas:
    """What a form writes: a document, with its problems as what was wrong; and every cell that answers nothing."""

    documento: DocumentoEnCeldas
    avisos: list[Problema]
    """What was noticed and stops nothing."""
    sueltas: list[Escrita]
    misma_version: bool


def read_estrategia_en_celdas(path: Path, archivo: str) -> EstrategiaEnCeldas:
    """Return the document that a form of a strategy writes.

    Raises:
        EvaluacionError: the workbook cannot be read, or it is no form of a strategy.
    """
    book = read_libro_de_estrategia(path, archivo)
    done = _Armador(book)
    warnings = [problem for problem in book.problemas if problem.severidad == "aviso"]
    done.documento.avisos.extend(problem for problem in book.problemas if problem.severidad == "error")
    return EstrategiaEnCeldas(done.documento, warnings, book.sueltas, book.cabeza.misma_version)


@dataclass(slots=True)
class _Hecho:
    """An item of a section: what it says, its path in the strategy, and the cells of its row by column."""

    datos: dict[str, Any]
    camino: Camino
    renglon: Renglon
    tabla: Tabla
    faltan: list[tuple[Camino, Origen]] = field(default_factory=list)


class _Armador:
    """Puts the rows of a form in their places in a strategy."""

    def __init__(self, book: LibroDeEstrategia) -> None:
        self.book = book
        self.datos: dict[str, Any] = {}
        self.documento = DocumentoEnCeldas(book.archivo, self.datos, hojas=book.hojas)
        self.problems = self.documento.avisos
        self.by_key: dict[str, dict[str, Any]] = {"": self.datos}
        for section in sections():
            if section.forma == "datos":
                for dato in section.datos:
                    self.take_datum(dato, book.datos.get(dato.clave, []))
                continue
            for table in book.tablas.get(section.clave, []):
                self.note_heading(table)
                {"renglones": self.take_items, "parte": self.take_parts, "pares": self.take_pairs}[section.forma](table)
        self.add_empty_groups()

    def take_datum(self, dato: Dato, rows: list[Renglon]) -> None:
        """Put a datum of the strategy in its place."""
        if not dato.es_lista and sum(bool(row.celdas) for row in rows) > 1:
            what = f"«{dato.titulo}» está en dos renglones, y los dos dicen algo."
            self.problem("clave_repetida", what, rows[-1].origen, "Deje uno solo.")
        count = 0
        for row in rows:
            if 0 not in row.celdas:
                self.documento.note_free(dato.ruta, row.origen)
                continue
            path: Camino = (*dato.ruta, count) if dato.es_lista else dato.ruta
            count += self.put(self.datos, dato, path, row.celdas[0])
        if dato.obligatorio and len(dato.ruta) == 1 and dato.ruta in self.documento.libres and not count:
            self.documento.lugares[()] = self.documento.libres[dato.ruta]

    def take_items(self, table: Tabla) -> None:
        """Put the rows of a list in their places: those that say something."""
        section = table.seccion
        for row in table.renglones:
            if not self.is_used(row, table):
                self.documento.note_free(section.ruta, self.first_cell(row, table))
                continue
            holder = self.datos
            for step in section.ruta[:-1]:
                holder = holder.setdefault(step, {})
            items = holder.setdefault(section.ruta[-1], [])
            items.append({})
            self.fill(_Hecho(items[-1], (*section.ruta, len(items) - 1), row, table))

    def is_used(self, row: Renglon, table: Tabla) -> bool:
        """Whether a row says something more than the id that it suggests."""
        said = [(table.columnas[column].dato, cell.celda.texto.strip()) for column, cell in row.celdas.items()]
        suggested = self.book.cabeza.sugeridos
        return any(dato.ruta != ("id",) or (table.seccion.clave, text) not in suggested for dato, text in said)

    def take_parts(self, table: Tabla) -> None:
        """Put the rows of a part of each item inside the item that they name."""
        name, free = table.seccion.ruta[-1], None
        for row in table.renglones:
            if not row.celdas:
                free = free or self.first_cell(row, table)
                continue
            owner = self.owner_of(row, table)
            if owner is None:
                continue
            item, path = owner
            if name in item:
                what = f"{quote(item['id'])} ya tiene un renglón en esta hoja."
                self.problem("clave_repetida", what, row.origen, "Deje uno solo.")
                continue
            item[name] = {}
            self.fill(_Hecho(item[name], (*path, name), row, table))
        self.note_parts(table, free)

    def take_pairs(self, table: Tabla) -> None:
        """Put each pair in the mapping that it belongs to."""
        section, free = table.seccion, None
        for row in table.renglones:
            if not row.celdas:
                free = free or self.first_cell(row, table)
                continue
            owner: tuple[dict[str, Any], Camino] | None = (self.datos, ())
            if section.referencia is not None:
                owner = self.owner_of(row, table)
            if owner is not None:
                self.take_pair(row, table, *owner)
        if section.referencia is not None:
            self.note_parts(table, free)
        elif free is not None:
            self.documento.note_free(section.ruta, free)

    def take_pair(self, row: Renglon, table: Tabla, holder: dict[str, Any], path: Camino) -> None:
        """Put one pair in its mapping."""
        section = table.seccion
        found = {table.columnas[column].dato.ruta: (table.columnas[column].dato, cell) for column, cell in row.celdas.items()}
        key, value = (found.get((name,)) for name in (CLAVE_DE_PAR, VALOR_DE_PAR))
        if key is None or value is None:
            wanted = next(dato for dato in section.datos if dato.ruta == ((VALOR_DE_PAR if value is None else CLAVE_DE_PAR),))
            cell = next((place for place, column in table.columnas.items() if column.dato == wanted), None)
            where = place_of(table.hoja, row.origen.linea or 1, cell) if cell is not None else row.origen
            self.problem("valor_vacio", f"A este renglón le falta «{wanted.titulo}».", where, "Complételo o bórrelo.")
            return
        written, number = value_in_cell(*key, self.problems), value_in_cell(*value, self.problems)
        steps = section.ruta if section.referencia is None else section.ruta[-1:]
        if written is None or number is None:
            return
        for step in steps:
            holder = holder.setdefault(step, {})
        if written in holder:
            self.problem("clave_repetida", f"{quote(written)} está dos veces.", key[1].origen, "Deje uno solo.")
            return
        holder[written] = number
        self.documento.note((*path, *steps, str(written)), key[1].origen, key[1].celda.texto)

    def owner_of(self, row: Renglon, table: Tabla) -> tuple[dict[str, Any], Camino] | None:
        """Return the item that a row names, and its path; None when it names none (reported)."""
        column = next((place for place, found in table.columnas.items() if found.dato == table.seccion.referencia), None)
        cell = row.celdas.get(column) if column is not None else None
        dato, section = table.seccion.datos[0], table.seccion.ruta[0]
        name = text_in(cell, self.problems) if cell is not None else None
        items = self.datos.get(section, [])
        position = next((number for number, item in enumerate(items) if item.get("id") == name), None)
        if name is not None and cell is not None and position is None:
            title = next(other.titulo for other in sections() if other.clave == section)
            what = f"«{dato.titulo}» dice {quote(name)}, que no es ningún identificador de la hoja {quote(title)}."
            self.problem("valor_no_permitido", what, cell.origen, suggestion(name, [str(item.get("id")) for item in items]))
        elif cell is None:
            where = place_of(table.hoja, row.origen.linea or 1, column or 1)
            what = f"Falta decir en «{dato.titulo}» de cuál es este renglón."
            self.problem("falta_clave", what, where, "Elíjalo de la lista, o borre el renglón.")
        if position is None:
            return None
        return items[position], (section, position)

    def note_heading(self, table: Tabla) -> None:
        """Remember where a list begins: what is said of all of it is said there."""
        first = min(table.columnas, default=1)
        if table.seccion.referencia is None and any(self.is_used(row, table) for row in table.renglones):
            self.documento.lugares.setdefault(table.seccion.ruta, place_of(table.hoja, table.encabezado, first))

    def note_parts(self, table: Tabla, free: Origen | None) -> None:
        """Remember where the part of each item that lacks it would be written."""
        section, name = table.seccion.ruta[0], table.seccion.ruta[-1]
        for position, item in enumerate(self.datos.get(section, ())):
            if name not in item and free is not None:
                self.documento.note_free((section, position, name), free)

    def fill(self, made: _Hecho) -> None:
        """Put the cells of a row in its item, and remember where what it lacks would be."""
        self.by_key.setdefault(made.renglon.clave, made.datos)
        counts: dict[tuple[str, ...], int] = {}
        for place, column in sorted(made.tabla.columnas.items(), key=lambda pair: (pair[1].posicion, pair[0])):
            dato, cell = column.dato, made.renglon.celdas.get(place)
            if dato.ruta == ():
                if cell is not None:
                    self.documento.note(made.camino, cell.origen, cell.celda.texto)
                continue
            path = (*made.camino, *dato.ruta)
            if cell is None:
                where = place_of(made.tabla.hoja, made.renglon.origen.linea or 1, place)
                self.documento.note_free(path, where)
                made.faltan += [(path, where)] if dato.obligatorio else []
                continue
            number = counts.get(dato.ruta, 0)
            counts[dato.ruta] = number + self.put(made.datos, dato, (*path, number) if dato.es_lista else path, cell)
        for path, where in made.faltan:
            if path[:-1] in self.documento.dentro:
                self.documento.lugares.setdefault(path[:-1], where)

    def put(self, holder: dict[str, Any], dato: Dato, path: Camino, cell: Escrita) -> int:
        """Put what a cell says at its path; return how many values that is."""
        self.documento.note(path, cell.origen, cell.celda.texto)
        value = value_in_cell(dato, cell, self.problems)
        if value is None:
            return 0
        for step in dato.ruta[:-1]:
            holder = holder.setdefault(step, {})
        if dato.es_lista:
            holder.setdefault(dato.ruta[-1], []).append(value)
        else:
            holder.setdefault(dato.ruta[-1], value)
        return 1

    def add_empty_groups(self) -> None:
        """Put back each group that was written and said nothing."""
        for key, path in self.book.cabeza.vacios:
            node: Any = self.by_key.get(key)
            for step in path.split("."):
                node = node.setdefault(step, {}) if isinstance(node, dict) else None

    def first_cell(self, row: Renglon, table: Tabla) -> Origen:
        """Return the first cell to write in of a row."""
        return place_of(table.hoja, row.origen.linea or 1, min(table.columnas, default=1))

    def problem(self, code: str, what: str, place: Origen, remedy: str) -> None:
        """Note what is wrong."""
        self.problems.append(Problema(code, what, place, remedy))

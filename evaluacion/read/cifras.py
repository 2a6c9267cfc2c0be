"""A file of claims with the tables that it speaks of, their mended cells, and everything that does not fit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors, suggestion
from evaluacion.model.cifras import Afirmacion, Catalogo, Dato, Enmienda, Enmiendas, TablaDescrita, Verificacion
from evaluacion.model.tabla_publicada import Casilla, TablaPublicada
from evaluacion.read.documento import Documento, is_there, parse_documento, read_bytes, real_path, show_path
from evaluacion.read.load import ModeloT, load_model
from evaluacion.read.tabla import read_tabla
from evaluacion.read.tabla_publicada import read_publicada
from evaluacion.read.texto import decode

_PATH = re.compile(r"[\w./@ -]+")
_OPERANDS = ("entre", "desde", "hasta", "base")


@dataclass(slots=True)
class VerificacionLeida:
    """The claims, their tables by id, and the files that were read with their sha256."""

    verificacion: Verificacion
    documento: Documento
    tablas: dict[str, TablaPublicada] = field(default_factory=dict)
    archivos: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Lectura:
    """What is being read: tables by id, files with their sha256, and problems."""

    tablas: dict[str, TablaPublicada] = field(default_factory=dict)
    archivos: dict[str, str] = field(default_factory=dict)
    problemas: list[Problema] = field(default_factory=list)

    def load(self, path: Path, model: type[ModeloT]) -> tuple[ModeloT, Documento]:
        """Return the value that a file writes, and its document.

        Raises:
            EvaluacionError: everything wrong with the file.
        """
        archivo = show_path(path)
        data = read_bytes(path)
        documento = parse_documento(decode(data, archivo), archivo)
        value = load_model(documento, model)
        self.archivos[archivo] = hashlib.sha256(data).hexdigest()
        self.problemas.extend(documento.avisos)
        return value, documento


def read_verificacion(path: Path) -> VerificacionLeida:
    """Return the claims of a file and the tables that they need.

    Raises:
        EvaluacionError: everything wrong with the file, its catalogue, its tables or the names that the claims use.
    """
    lectura = Lectura()
    verificacion, documento = lectura.load(path, Verificacion)
    if verificacion.catalogo is not None:
        where = file_beside(path, verificacion.catalogo, documento.origen(("catalogo",)))
        add_catalogo(where, lectura)
    _add_tables(path, verificacion.tablas, documento, lectura)
    raise_errors(lectura.problemas)
    raise_errors(check_names(verificacion, documento, lectura.tablas))
    return VerificacionLeida(verificacion, documento, lectura.tablas, lectura.archivos)


def read_catalogo(path: Path) -> tuple[Catalogo, dict[str, TablaPublicada]]:
    """Return a catalogue and its tables by id.

    Raises:
        EvaluacionError: everything wrong with the catalogue, its tables or their amendments.
    """
    lectura = Lectura()
    catalogo = add_catalogo(path, lectura)
    raise_errors(lectura.problemas)
    return catalogo, lectura.tablas


def add_catalogo(path: Path, lectura: Lectura) -> Catalogo:
    """Return a catalogue; its tables are added to what is being read.

    Raises:
        EvaluacionError: everything wrong with the catalogue or its list of amendments.
    """
    catalogo, documento = lectura.load(path, Catalogo)
    mended: tuple[Enmienda, ...] = ()
    if catalogo.enmiendas is not None:
        where = file_beside(path, catalogo.enmiendas, documento.origen(("enmiendas",)))
        mended, notes = (found := lectura.load(where, Enmiendas))[0].enmiendas, found[1]
        _add_tables(path, catalogo.tablas, documento, lectura, mended)
        lectura.problemas.extend(_check_mended(mended, notes, lectura.tablas))
    else:
        _add_tables(path, catalogo.tablas, documento, lectura)
    return catalogo


def _add_tables(
    path: Path, tablas: tuple[TablaDescrita, ...], documento: Documento, lectura: Lectura, mended: tuple[Enmienda, ...] = ()
) -> None:
    for position, described in enumerate(tablas):
        origen = documento.origen(("tablas", position, "id"))
        if described.id in lectura.tablas:
            what = f"La tabla {quote(described.id)} está dos veces."
            lectura.problemas.append(Problema("cifra_no_valida", what, origen, "Dele otro identificador."))
            continue
        try:
            where = file_beside(path, described.archivo, documento.origen(("tablas", position, "archivo")))
            data = read_bytes(where)
            doubtful = {(m.celda.fila, m.celda.columna) for m in mended if m.tabla == described.id and not m.confirmada}
            lectura.tablas[described.id] = read_publicada(read_tabla(where), described, doubtful, origen)
            lectura.archivos[show_path(where)] = hashlib.sha256(data).hexdigest()
        except EvaluacionError as error:
            lectura.problemas.extend(error.problemas)


def file_beside(path: Path, name: str, origen: Origen) -> Path:
    """Return the file or folder that another one names: beside it, below it, or inside the folder of work.

    Raises:
        EvaluacionError: the name leads elsewhere, or there is nothing there.
    """
    target = path_beside(path, name, origen)
    if not is_there(target):
        what, remedy = f"No existe {quote(name)}, que aquí se nombra.", "Escriba su nombre desde la carpeta de este archivo."
        raise EvaluacionError([Problema("archivo_no_encontrado", what, origen, remedy)])
    return target


def path_beside(path: Path, name: str, origen: Origen) -> Path:
    """Return the path of what another file names, whether there is something there or not.

    Raises:
        EvaluacionError: the name leads out of the folder of that file and of the folder of work.
    """
    target = path.parent / name
    folders = (real_path(path.parent), Path.cwd().resolve())
    is_inside = any(real_path(target).is_relative_to(folder) for folder in folders)
    if _PATH.fullmatch(name) is None or Path(name).is_absolute() or not is_inside:
        what = f"El archivo {quote(name)} no está en la carpeta de este ni en la de trabajo."
        raise EvaluacionError(
            [
                Problema(
                    "cifra_no_valida",
                    what,
                    origen,
                    "Escriba su nombre desde la carpeta de este archivo, o trabaje en una carpeta que tenga a los dos.",
                )
            ]
        )
    return target


def _check_mended(mended: tuple[Enmienda, ...], notes: Documento, tablas: Mapping[str, TablaPublicada]) -> Iterator[Problema]:
    """Yield the amendments that do not agree with the table that they say they mended."""
    for position, item in enumerate(mended):
        origen = notes.origen(("enmiendas", position))
        tabla = tablas.get(item.tabla)
        if tabla is None:
            yield Problema("cifra_no_valida", f"No hay una tabla {quote(item.tabla)}.", origen, suggestion(item.tabla, tablas))
            continue
        casilla = tabla.casillas.get((item.celda.fila, item.celda.columna))
        if casilla is None:
            what = f"La tabla {quote(item.tabla)} no tiene la celda {quote(item.celda.fila)}, {quote(item.celda.columna)}."
            yield Problema("cifra_no_valida", what, origen, "Corrija la fila o la columna.")
        elif casilla.texto != item.enmendado:
            what = f"La enmienda dice {quote(item.enmendado)} y la tabla {quote(casilla.texto)}."
            yield Problema("enmienda_no_coincide", what, origen, "Corrija una de las dos.")


def check_names(verificacion: Verificacion, documento: Documento, tablas: Mapping[str, TablaPublicada]) -> Iterator[Problema]:
    """Yield what the claims name and no table has, and the ids that are there twice."""
    seen: set[str] = set()
    for position, cifra in enumerate(verificacion.cifras):
        where = ("cifras", position)
        if cifra.id in seen:
            what = f"La cifra {quote(cifra.id)} está dos veces."
            yield Problema("cifra_no_valida", what, documento.origen((*where, "id")), "Dele otro identificador.")
        seen.add(cifra.id)
        yield from _check_dato(cifra, cifra, documento, where, tablas)
        for name in _OPERANDS:
            dato = getattr(cifra, name)
            if dato is not None and not (dato.columna or dato.columnas or dato.valor):
                what = f"«{name}» no dice de qué columna."
                yield Problema("cifra_no_valida", what, documento.origen((*where, name)), "Agregue «columna», o «valor».")
            elif dato is not None:
                yield from _check_dato(dato, cifra, documento, (*where, name), tablas)


def _check_dato(
    dato: Dato, cifra: Afirmacion, documento: Documento, where: tuple[Any, ...], tablas: Mapping[str, TablaPublicada]
) -> Iterator[Problema]:
    columns = [name for name in (dato.columna, *dato.columnas, getattr(dato, "porcentajes", None)) if name is not None]
    named = dato.tabla or cifra.tabla
    if named is None:
        if columns:
            yield Problema("cifra_no_valida", f"La cifra {quote(cifra.id)} no dice su tabla.", documento.origen(where), "Agregue «tabla».")
        return
    tabla = tablas.get(named)
    if tabla is None:
        what = f"No hay una tabla {quote(named)}."
        yield Problema("cifra_no_valida", what, documento.origen((*where, "tabla")), suggestion(named, tablas))
        return
    for column in columns:
        if column not in tabla.columnas:
            what = f"La tabla {quote(tabla.id)} no tiene la columna {quote(column)}."
            yield Problema("cifra_no_valida", what, documento.origen((*where, "columna")), suggestion(column, tabla.columnas))
            continue
        yield from _check_rows(dato, tabla, column, documento, where)


def _check_rows(dato: Dato, tabla: TablaPublicada, column: str, documento: Documento, where: tuple[Any, ...]) -> Iterator[Problema]:
    named = (dato.fila,) if dato.fila is not None else dato.filas
    for name in named:
        if tabla.find_fila(name) is None:
            what = f"La tabla {quote(tabla.id)} no tiene la fila {quote(name)}."
            key = "fila" if dato.fila is not None else "filas"
            yield Problema(
                "cifra_no_valida", what, documento.origen((*where, key)), suggestion(name, [*tabla.nombres.values(), *tabla.filas])
            )
    repeated = sorted({name for name in named if named.count(name) > 1})
    if repeated:
        what = f"La fila {quote(repeated[0])} está dos veces en «filas»."
        yield Problema("cifra_no_valida", what, documento.origen((*where, "filas")), "Quite una.")
    rows = [found for name in named if (found := tabla.find_fila(name)) is not None] or (() if named else tabla.datos)
    wrong = [row for row in rows if (cell := tabla.casillas.get((row, column), Casilla())).valor is None and cell.texto]
    if wrong:
        cell, claim = tabla.casillas[wrong[0], column], documento.origen(where)
        what = f"La celda dice {quote(cell.texto)}, que no es un número, y la usa la cifra de {claim}."
        yield Problema("celda_no_valida", what, tabla.lugares.get((wrong[0], column), claim), "Corrija la tabla, o use otra columna.")

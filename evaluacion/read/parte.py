"""A file of records in parts that anybody can read alone: row groups of Parquet, stretches of whole lines of CSV and NDJSON."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read.corte_texto import cut_lines, last_row_end
from evaluacion.read.documento import show_path
from evaluacion.read.tabla import clean_rows, kind_of_table, read_tabla_leniently
from evaluacion.read.tabla_csv import read_csv
from evaluacion.read.tabla_datos import Formato, Tabla
from evaluacion.read.tabla_ndjson import read_ndjson
from evaluacion.read.tabla_parquet import read_groups, rows_of_groups

FILAS_DE_PARTE = 262_144
"""Rows of a part of Parquet, at least: whole row groups are taken until there are as many."""
FILAS_DE_LOTE = 65_536
"""Rows that are in memory at once."""
_FIRST_ROWS = 4_096
_FIRST_BYTES = 1 << 20
_LINE_IN_WORDS = re.compile(r"(?<=renglón )\d+")


@dataclass(frozen=True, slots=True)
class Parte:
    """A stretch of a file.

    `inicio` and `fin` count row groups (Parquet) or bytes (CSV, NDJSON); `antes` is how many rows (or lines) of the file
    go before those that are read; `cabeza` is how many bytes its line of names takes, with what is above it.
    """

    archivo: str
    ruta: str
    """From the root: whoever reads it may work in another folder."""
    sha256: str
    formato: Formato
    numero: int
    inicio: int
    fin: int
    antes: int = 0
    cabeza: int = 0
    sello: tuple[int, int] = (0, 0)
    """Size and time of the file when it was hashed."""

    @property
    def lugar(self) -> Origen:
        """Where it starts."""
        return Origen(self.archivo, self.antes + 1)


def cut_file(path: Path) -> list[Parte]:
    """Return the parts of a table of records, in its order.

    Raises:
        EvaluacionError: it is no table, it is damaged, or it cannot be read.
    """
    archivo, ruta = show_path(path), str(path.absolute())
    kind = kind_of_table(path, archivo)
    try:
        seal = _seal(path)
        if kind == "xlsx":
            return [Parte(archivo, ruta, _digest(path), "xlsx", 0, 0, 1, sello=seal)]
        if kind == "parquet":
            stretches, digest, head = list(_stretches(rows_of_groups(path, archivo))), _digest(path), 0
            form: Formato = "parquet"
        else:
            corte = cut_lines(path, is_csv=kind == "csv")
            stretches, digest, head = [(start, end, lines) for start, end, lines in corte.tramos], corte.sha256, corte.cabeza
            form = "csv" if kind == "csv" else "ndjson"
    except OSError:
        raise EvaluacionError([_unreadable(archivo)]) from None
    return [Parte(archivo, ruta, digest, form, number, *stretch, head, seal) for number, stretch in enumerate(stretches)]


def is_same(parte: Parte) -> bool:
    """Whether the file of a part is, by its size and time, the one that was cut."""
    return _seal(Path(parte.ruta)) == parte.sello


def _seal(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _stretches(groups: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the first group of each part, the one after its last, and the rows before; a file without groups is one part."""
    if not groups:
        yield 0, 0, 0
    first, rows, before = 0, 0, 0
    for group, size in enumerate(groups, 1):
        rows += size
        if rows >= FILAS_DE_PARTE or group == len(groups):
            yield first, group, before
            first, before, rows = group, before + rows, 0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unreadable(archivo: str) -> Problema:
    return Problema("archivo_ilegible", "No se pudo leer el archivo.", Origen(archivo), "Revise los permisos y que el disco responda.")


def read_parte(parte: Parte, filas: int = FILAS_DE_LOTE) -> Iterator[Tabla]:
    """Yield the records of a part, as tables of at most so many rows (Parquet) whose places are those of the whole file.

    Raises:
        EvaluacionError: what is wrong with the part, at its place in the file.
        OSError: the file does not answer.
    """
    path = Path(parte.ruta)
    if parte.formato == "xlsx":
        yield read_tabla_leniently(path)
        return
    if parte.formato == "parquet":
        before = parte.antes
        for tabla in read_groups(path, parte.archivo, range(parte.inicio, parte.fin), filas):
            yield clean_rows(_moved(tabla, before))
            before += tabla.filas
        return
    try:
        tabla = _read_text(path, parte)
    except EvaluacionError as error:
        raise EvaluacionError([_moved_problem(problem, parte) for problem in error.problemas]) from None
    moved = _moved(tabla, parte.antes)
    yield clean_rows(replace(moved, avisos=tuple(_moved_problem(problem, parte) for problem in moved.avisos)))


def read_first(parte: Parte) -> Tabla | None:
    """Return the first rows of a part, few of them and with nothing of the others in memory; None when it has none.

    Raises:
        EvaluacionError: what is wrong with them.
        OSError: the file does not answer.
    """
    beginning = _beginning(parte)
    tabla = next(read_parte(beginning, _FIRST_ROWS), None)
    if tabla is not None and tabla.filas < _FIRST_ROWS and parte.formato == "parquet":  # short, or with blank rows among them
        tabla = next(read_parte(beginning), None)
    if tabla is None or not tabla.filas:
        return None
    rows = np.arange(min(tabla.filas, _FIRST_ROWS))
    data = {name: array.take(rows) for name, array in tabla.datos.items()}
    return replace(tabla, datos=data, filas=len(rows), numeros=tabla.numeros[rows] if tabla.numeros is not None else None)


def _beginning(parte: Parte) -> Parte:
    """Return the first megabyte of a part of text, to a whole row; any other part as it is."""
    if parte.formato not in ("csv", "ndjson") or parte.fin - parte.inicio <= _FIRST_BYTES:
        return parte
    with Path(parte.ruta).open("rb") as file:
        file.seek(parte.inicio)
        block = file.read(_FIRST_BYTES)
    end = last_row_end(block, is_csv=parte.formato == "csv")
    return parte if end is None else replace(parte, fin=parte.inicio + end)


def _read_text(path: Path, parte: Parte) -> Tabla:
    with path.open("rb") as file:
        head = file.read(parte.cabeza)
        file.seek(parte.inicio)
        data = head + file.read(parte.fin - parte.inicio)
    return read_csv(data, parte.archivo) if parte.formato == "csv" else read_ndjson(data, parte.archivo)


def _moved(tabla: Tabla, lines: int) -> Tabla:
    """Return a table whose rows are so many lines further down."""
    if not lines:
        return tabla
    numbers = tabla.numeros if tabla.numeros is not None else np.arange(tabla.filas, dtype=np.int64) + (tabla.encabezado or 0) + 1
    return replace(tabla, numeros=numbers + lines)


def _moved_problem(problem: Problema, parte: Parte) -> Problema:
    """Return a problem of the text of a part at its line of the file; what is wrong with the line of names stays there."""
    place, lines = problem.origen, parte.antes
    with Path(parte.ruta).open("rb") as file:
        names = file.read(parte.cabeza).count(b"\n")
    if not lines or place is None or place.linea is None or place.linea <= names:
        return problem
    said = _LINE_IN_WORDS.sub(lambda found: str(int(found[0]) + lines), problem.mensaje)
    return replace(problem, mensaje=said, origen=place._replace(linea=place.linea + lines))

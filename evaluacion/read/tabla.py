"""Tables of records, one row each, recognised by what the file is and not by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, raise_errors
from evaluacion.read.columnas_tabla import is_key_column
from evaluacion.read.documento import read_bytes, show_path
from evaluacion.read.extranos import GUARDAR_COMO, what_it_is
from evaluacion.read.hallazgos_tabla import SHOWN_CELLS, Hallazgos, blank_cells, drop_blank_rows
from evaluacion.read.tabla_csv import find_delimiter, find_header, read_csv
from evaluacion.read.tabla_datos import Claves, Tabla
from evaluacion.read.tabla_ndjson import read_ndjson, starts_as_ndjson
from evaluacion.read.texto import check_text

MAX_BYTES = 2_000_000_000
_HEAD = 1 << 20
_NDJSON_NAMES = (".ndjson", ".jsonl")
_CSV_NAMES = (".csv", ".tsv", ".tab")
_TABLE_NAMES = (*_CSV_NAMES, *_NDJSON_NAMES, ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet")
_TREE_NAMES = (".yaml", ".yml")
HIDDEN_IN_CELLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{fffe}\x{ffff}\x{2028}-\x{202e}\x{2066}-\x{206f}\x{200e}\x{200f}\x{61c}"
HIDDEN_IN_CELLS += r"\x{fff9}-\x{fffb}\x{e0000}-\x{e007f}\x{1d173}-\x{1d17a}]|^[\s\x{ad}\x{34f}\x{115f}\x{1160}\x{180e}\x{2000}-\x{200d}"
HIDDEN_IN_CELLS += r"\x{202f}\x{205f}-\x{2064}\x{2800}\x{3000}\x{3164}\x{a0}\x{fe00}-\x{fe0f}\x{feff}\x{e0100}-\x{e01ef}]+$"
"""What `check_text` looks for in a text, in the syntax of pyarrow."""


def is_table(path: Path) -> bool:
    """Whether a file is to be read as a table: by its content, and also what a person may have taken for a table.

    A workbook of another kind, a PDF or a web page under the name of a spreadsheet count as tables here, so that
    `read_tabla` says what they are.
    """
    try:
        if not path.is_file():  # a pipe would wait for somebody to write
            return False
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
    except (OSError, ValueError):
        return False
    return _kind(head, path) is not None


def _kind(head: bytes, path: Path) -> str | None:
    """Return `xlsx`, `parquet`, `ndjson`, `csv`, `otro` (something to be named and refused) or None: no table."""
    name = path.name.casefold()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "xlsx"
    if head.startswith(b"PAR1"):
        return "parquet"
    if what_it_is(head) is not None:
        return "otro"
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8", "replace")
    if name.endswith(_TREE_NAMES):
        return None
    if name.endswith(_NDJSON_NAMES) or starts_as_ndjson(text):
        return "ndjson"
    start, end = find_header(text)
    if name.endswith(_CSV_NAMES) or find_delimiter(text[start:end]) is not None:
        return "csv"
    return "otro" if name.endswith(_TABLE_NAMES) else None


def read_tabla(path: Path, claves: Claves | None = None) -> Tabla:
    """Return the table that a file holds, without its blank rows; `claves`: the columns that tell its header, if it is not of records.

    Raises:
        EvaluacionError: everything wrong with the file as a table, each at its line or cell.
    """
    tabla = read_tabla_leniently(path, claves)
    raise_errors(tabla.avisos)
    return tabla


def read_tabla_leniently(path: Path, claves: Claves | None = None) -> Tabla:
    """Return the sound rows, columns and cells of a file; `avisos` has what was wrong and did not stop the reading.

    Raises:
        EvaluacionError: the reading could not go on, or nothing sound is left.
    """
    archivo = show_path(path)
    tabla = clean_rows(_read_kind(kind_of_table(path, archivo), path, archivo, claves))
    if not tabla.filas:
        raise_errors(tabla.avisos)
        place = tabla.lugar_de_columna(tabla.columnas[0]) if tabla.hoja and tabla.columnas else Origen(archivo, tabla.encabezado)
        raise EvaluacionError([replace(no_rows(archivo, None), origen=place)])
    return tabla


def kind_of_table(path: Path, archivo: str) -> str:
    """Return `xlsx`, `parquet`, `ndjson` or `csv`: what a file is to be read as.

    Raises:
        EvaluacionError: it is something else, or it cannot be read.
    """
    head = read_head(path, archivo)
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        raise EvaluacionError([no_rows(archivo, None)])
    kind = _kind(head, path) or "csv"
    if kind == "otro":
        what, remedy = what_it_is(head) or ("algo que no se reconoce", f"Se leen csv, xlsx, ndjson y parquet. {GUARDAR_COMO}")
        raise EvaluacionError(
            [Problema("tipo_de_archivo", f"El archivo no es una tabla que se pueda leer: es {what}.", Origen(archivo), remedy)]
        )
    return kind


def clean_rows(tabla: Tabla) -> Tabla:
    """Return a table as read without its blank rows and its texts with hidden characters."""
    return check_hidden_text(drop_blank_rows(tabla, [name for name in tabla.columnas if is_key_column(name)]))


def no_rows(archivo: str, encabezado: int | None) -> Problema:
    """Return the problem of a table without any row."""
    what = "La tabla no tiene ninguna fila con datos."
    return Problema("archivo_vacio", what, Origen(archivo, encabezado), "Escriba un registro en cada fila.")


def read_head(path: Path, archivo: str) -> bytes:
    """Return the start of a file.

    Raises:
        EvaluacionError: it does not exist, is no regular file or cannot be read.
    """
    if not path.is_file():
        read_bytes(path, max_bytes=MAX_BYTES)
    try:
        with path.open("rb") as opened:
            return opened.read(_HEAD)
    except (OSError, ValueError):
        what = "No se pudo leer el archivo."
        raise EvaluacionError(
            [Problema("archivo_ilegible", what, Origen(archivo), "Revise los permisos y que no esté abierto en otro programa.")]
        ) from None


def _read_kind(kind: str, path: Path, archivo: str, claves: Claves | None) -> Tabla:
    if kind == "xlsx":
        from evaluacion.read.tabla_xlsx import read_xlsx  # noqa: PLC0415 - heavy: only when a table is read

        return read_xlsx(path, archivo, claves)
    if kind == "parquet":
        from evaluacion.read.tabla_parquet import read_parquet  # noqa: PLC0415

        return read_parquet(path, archivo)
    data = read_bytes(path, max_bytes=MAX_BYTES)
    if kind == "ndjson":
        return read_ndjson(data, archivo)
    return read_csv(data, archivo, is_key_column if claves is None else claves.__contains__)


def check_hidden_text(tabla: Tabla) -> Tabla:
    """Return the table without the texts that have control characters or marks that turn the direction of reading."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    hallazgos = Hallazgos()
    sound = tabla
    for column in tabla.columnas:
        array = tabla.datos[column]
        if pa.types.is_floating(array.type):
            continue
        words = array.dictionary if pa.types.is_dictionary(array.type) else array
        suspect = pc.match_substring_regex(words, HIDDEN_IN_CELLS).fill_null(False).to_numpy(zero_copy_only=False)  # noqa: FBT003 - positional in that library
        if not suspect.any():
            continue
        texts = {position: str(words[position].as_py()) for position in np.flatnonzero(suspect)[:SHOWN_CELLS].tolist()}
        told = {place: found for place, text in texts.items() if (found := check_text(text, Origen(tabla.archivo), key=False)) is not None}
        for position, problem in told.items():
            rows = (
                np.flatnonzero(array.indices.fill_null(-1).to_numpy(zero_copy_only=False) == position) if words is not array else [position]
            )
            hallazgos.note_rows(problem, tabla, column, np.asarray(rows, dtype=np.int64))
            sound = blank_cells(sound, column, np.asarray(rows, dtype=np.int64))
    return replace(sound, avisos=(*tabla.avisos, *hallazgos.problemas()))

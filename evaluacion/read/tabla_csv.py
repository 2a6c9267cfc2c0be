"""Tables in CSV: pyarrow's parser with everything as text, after a strict look at quotes and at where each row is."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.read.columnas_tabla import clean_names, free_text_column, is_key_column
from evaluacion.read.hallazgos_tabla import SHOWN_CELLS, name_columns
from evaluacion.read.renglones_csv import scan_rows
from evaluacion.read.tabla_datos import Tabla, whole_array, words_array
from evaluacion.read.texto import decode

if TYPE_CHECKING:
    from numpy.typing import NDArray

DELIMITERS = ",;\t|"
_TEXT_BYTES = bytes({*range(256)} - {*range(32), 127} | {9, 10})
_ARROW_BLOCKS = (1 << 20, 1 << 25)
"""Bytes that are parsed at once: few stay near the processor; the second, for rows that do not fit in the first."""
_SOMETHING = re.compile(rb"[^\n]")
MAX_COLUMNS = 16_384
"""As many as a sheet of Excel has."""
_NAMES_HELP = "Deje en el primer renglón los nombres de las columnas, separados por coma, punto y coma o tabulador."


def find_delimiter(header: str, is_key: Callable[[str], bool] = is_key_column) -> str | None:
    """Return the sign that separates the names of a header that has a known column, or None: it is no CSV header."""
    found: list[tuple[int, str]] = []
    for delimiter in DELIMITERS:
        names = _split(header, delimiter)
        if len(names) > 1 and any(is_key(name.strip()) for name in names):
            found.append((len(names), delimiter))
    return max(found)[1] if found else None


def _split(header: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([header], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def find_header(text: str) -> tuple[int, int]:
    """Return where the line of names starts and ends: after blank lines and Excel's `sep=;`, quoted breaks included."""
    start = 0
    while True:
        end = text.find("\n", start)
        line = text[start:] if end < 0 else text[start:end]
        if end < 0 or (line.strip() and not (line[:4] == "sep=" and len(line.strip()) == len("sep=;"))):
            break
        start = end + 1
    while end >= 0 and text.count('"', start, end) % 2:
        end = text.find("\n", end + 1)
    return start, end if end >= 0 else len(text)


def read_csv(data: bytes, archivo: str, is_key: Callable[[str], bool] = is_key_column) -> Tabla:
    """Return the table that a CSV file holds, every cell as text; `is_key` knows a column that it must have.

    Columns with a bad or repeated name and rows of another width are left out, each with its error in `avisos`.

    Raises:
        EvaluacionError: another encoding, no header, loose quotes (nobody knows then where rows end).
    """
    data = _clean_bytes(data, archivo)
    limit = min(len(data), 1 << 22)
    start, end = find_header(data[:limit].decode("utf-8", "replace"))
    header = data[:limit].decode("utf-8", "replace")[start:end]
    start_bytes = len(data[:limit].decode("utf-8", "replace")[:start].encode())
    body = start_bytes + len(header.encode()) + 1
    delimiter = find_delimiter(header, is_key) or _most_frequent(header)
    line = 1 + data.count(b"\n", 0, start_bytes)
    names, problems = _read_names(header, delimiter, archivo, line)
    first = line + header.count("\n") + 1
    lines, loose = scan_rows(data, body, ord(delimiter), first, archivo)
    if loose is not None or not names:
        raise EvaluacionError([*problems, *([loose] if loose is not None else [])])
    table, wrong = _parse(data, body, names, delimiter, archivo)
    if lines is None and (wrong or first != line + 1):
        lines = np.arange(table.num_rows + len(wrong), dtype=np.int64) + first
    if wrong and lines is not None:
        problems += _report_widths(wrong, lines, archivo)
        lines = np.delete(lines, [row.number - 1 for row in wrong])
    table = table.unify_dictionaries()
    found = Tabla(archivo, "csv", (), {}, table.num_rows, {}, line, lines, avisos=tuple(problems))
    return name_columns(found, names, [_whole(column) for column in table.columns])


def _whole(column: Any) -> Any:  # noqa: ANN401 - a chunked array of pyarrow
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read

    array = whole_array(column)
    return words_array(array) if pa.types.is_dictionary(array.type) else array


def _most_frequent(header: str) -> str:
    return max(DELIMITERS, key=header.count)


def _clean_bytes(data: bytes, archivo: str) -> bytes:
    """Return the file as UTF-8 without byte order mark, its lines ended by a line feed only."""
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if data.translate(None, _TEXT_BYTES) or not _is_utf8(data):
        decode(data, archivo, max_bytes=None)
    return data


def _is_utf8(data: bytes) -> bool:
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read

    if data.isascii():
        return True
    whole = pa.Array.from_buffers(
        pa.large_binary(), 1, [None, pa.py_buffer(np.array([0, len(data)], dtype=np.int64).data), pa.py_buffer(data)]
    )
    try:
        whole.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _read_names(header: str, delimiter: str, archivo: str, line: int) -> tuple[list[str], list[Problema]]:
    written = _split(header, delimiter)
    if len(written) > MAX_COLUMNS:
        what = f"El renglón de nombres tiene {len(written):,} columnas y el máximo es {MAX_COLUMNS:,}."
        return [], [Problema("archivo_grande", what, Origen(archivo, line), "Ponga un registro por renglón, o divida la tabla.")]
    if not written:
        place = Origen(archivo, line)
        return [], [Problema("tabla_invalida", "Las comillas del renglón de nombres no cierran.", place, "Cierre o quite esas comillas.")]
    return clean_names(written, (Origen(archivo, line, position) for position in range(1, len(written) + 1)))


def _parse(data: bytes, body: int, names: list[str], delimiter: str, archivo: str) -> tuple[Any, list[Any]]:
    """Return a pyarrow table whose columns are named by position, `0` the first, and the rows of another width, left out.

    Raises:
        EvaluacionError: pyarrow cannot read it as CSV.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read
    import pyarrow.csv as reader  # noqa: PLC0415

    wrong: list[Any] = []

    def note(row: Any) -> Literal["skip", "error"]:  # noqa: ANN401
        wrong.append(row)
        return "skip"

    labels = [str(position) for position in range(len(names))]
    word = pa.dictionary(pa.int32(), pa.string())
    kinds = {label: pa.string() if free_text_column(name) else word for label, name in zip(labels, names, strict=True)}
    quoted = data.find(b'"', body) >= 0
    parse = reader.ParseOptions(delimiter=delimiter, newlines_in_values=quoted, invalid_row_handler=note)
    convert = reader.ConvertOptions(column_types=kinds, strings_can_be_null=False, null_values=[], check_utf8=False)  # it was

    def read(block: int, *, use_threads: bool) -> Any:  # noqa: ANN401
        wrong.clear()
        options = reader.ReadOptions(column_names=labels, use_threads=use_threads, block_size=block)
        source: Any = pa.BufferReader(pa.py_buffer(memoryview(data)[body:]))
        return reader.read_csv(source, read_options=options, parse_options=parse, convert_options=convert)

    if _SOMETHING.search(data, body) is None:
        return pa.table({label: pa.array([], kinds[label]) for label in labels}), []
    for block in _ARROW_BLOCKS:
        try:
            table = read(block, use_threads=True)
            return (read(block, use_threads=False) if wrong else table), wrong  # only so does each row come with its number
        except pa.ArrowInvalid as error:
            said = str(error)
    what = "Una fila pesa más de 32 MB." if "straddling" in said else "El archivo no se puede leer como CSV."
    raise EvaluacionError([Problema("tabla_invalida", what, Origen(archivo), "Ábralo en Excel y guárdelo como «CSV UTF-8».")])


def _report_widths(wrong: list[Any], lines: NDArray[np.int64], archivo: str) -> list[Problema]:
    found: list[Problema] = []
    for row in wrong[:SHOWN_CELLS]:
        more = f" (y {len(wrong) - SHOWN_CELLS:,} filas más)" if len(wrong) > SHOWN_CELLS and row is wrong[SHOWN_CELLS - 1] else ""
        found.append(
            Problema(
                "fila_de_otro_ancho",
                f"El renglón de nombres tiene {row.expected_columns} celdas y este {row.actual_columns}: {quote(row.text)}{more}.",
                Origen(archivo, int(lines[row.number - 1])),
                "Si una celda lleva el separador o un salto de línea, enciérrela entre comillas; si falta o sobra una celda, corríjala.",
            )
        )
    return found

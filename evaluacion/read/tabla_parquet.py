"""Tables in Parquet: the door of pyarrow.parquet, with caps, and the types of the file brought to text or numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read.columnas_tabla import SIN_USO, clean_names, free_text_column, is_number, route_of
from evaluacion.read.tabla_datos import Tabla, show_float, whole_array, words_array

_MAX_ROWS = 20_000_000
_MAX_COLUMNS = 16_384
_MAX_BYTES = 8 << 30
_MAX_THRIFT = 64 << 20
_MAX_NESTING = 8
_INDEX = "__index_level_"
_FROM_INEXACT = 2.0**53
"""From this integer on, 64 bits of floating point round."""


def read_parquet(path: Path, archivo: str) -> Tabla:
    """Return the table that a Parquet file holds: text dictionary-encoded, numbers of indicators as float64.

    Raises:
        EvaluacionError: the file is damaged or too big.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read

    try:
        return tabla_de_arrow(_read_table(path, archivo), archivo)
    except (pa.ArrowException, OSError, ValueError, OverflowError, NotImplementedError):
        raise EvaluacionError([_damaged(archivo)]) from None


def rows_of_groups(path: Path, archivo: str) -> list[int]:
    """Return how many rows each row group of a Parquet file has.

    Raises:
        EvaluacionError: the file is damaged or has too many columns.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read
    import pyarrow.parquet as reader  # noqa: PLC0415

    try:
        with reader.ParquetFile(path, pre_buffer=False, **_limits()) as opened:
            meta = opened.metadata
            if meta.num_columns > _MAX_COLUMNS:
                raise EvaluacionError([_too_big(meta, archivo)])
            return [meta.row_group(group).num_rows for group in range(meta.num_row_groups)]
    except (pa.ArrowException, OSError, ValueError, OverflowError, NotImplementedError):
        raise EvaluacionError([_damaged(archivo)]) from None


def read_groups(path: Path, archivo: str, groups: range, rows: int) -> Iterator[Tabla]:
    """Yield some row groups of a Parquet file as tables of at most so many rows; their places count from the first one.

    Raises:
        EvaluacionError: the file is damaged.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read
    import pyarrow.parquet as reader  # noqa: PLC0415

    try:
        with reader.ParquetFile(path, pre_buffer=False, **_limits()) as opened:
            words = _word_columns(opened.schema_arrow)
        with reader.ParquetFile(path, pre_buffer=False, read_dictionary=words, **_limits()) as opened:
            for batch in opened.iter_batches(rows, row_groups=list(groups)):
                yield tabla_de_arrow(pa.Table.from_batches([batch]), archivo)
    except (pa.ArrowException, OSError, ValueError, OverflowError, NotImplementedError):
        raise EvaluacionError([_damaged(archivo)]) from None


def _damaged(archivo: str) -> Problema:
    what = "El archivo Parquet está dañado o usa algo que no se puede leer."
    return Problema("tabla_invalida", what, Origen(archivo), "Vuelva a exportarlo.")


def _limits() -> dict[str, Any]:
    return {"thrift_string_size_limit": _MAX_THRIFT, "thrift_container_size_limit": 1_000_000}


def tabla_de_arrow(table: Any, archivo: str) -> Tabla:  # noqa: ANN401 - a pyarrow table
    """Return a pyarrow table (a Parquet file, or a frame of pandas brought to Arrow) as a table of records.

    Columns whose type is neither text nor number, or whose name is repeated, are left out, each with its error in `avisos`.
    """
    table = _flatten(table)
    names, problems = clean_names(table.column_names, (Origen(archivo, 1, position + 1) for position in range(table.num_columns)))
    arrays: dict[str, Any] = {}
    for position, name in enumerate(names):
        array = _plain_array(whole_array(table.column(position)), name)
        if array is None:
            problems.append(_wrong_type(archivo, position + 1, name, str(table.schema.types[position])))
        elif name != SIN_USO and not name.startswith(_INDEX):
            arrays[name] = array
    fields = {name: position for position, name in enumerate(names, 1) if name in arrays}
    return Tabla(archivo, "parquet", tuple(arrays), arrays, table.num_rows, fields, None, avisos=tuple(problems))


def _wrong_type(archivo: str, position: int, name: str, kind: str) -> Problema:
    what = f"La columna «{name[:60]}» es de un tipo que no cabe en una tabla de registros ({kind[:60]})."
    return Problema("celda_no_valida", what, Origen(archivo, 1, position), "Conviértala en texto o en número.")


def _read_table(path: Path, archivo: str) -> Any:  # noqa: ANN401 - a value of pyarrow or JSON
    import pyarrow.parquet as reader  # noqa: PLC0415

    with reader.ParquetFile(path, pre_buffer=False, **_limits()) as opened:
        meta = opened.metadata
        size = sum(meta.row_group(group).total_byte_size for group in range(meta.num_row_groups))
        if meta.num_rows > _MAX_ROWS or meta.num_columns > _MAX_COLUMNS or size > _MAX_BYTES:
            raise EvaluacionError([_too_big(meta, archivo)])
        words = _word_columns(opened.schema_arrow)
    with reader.ParquetFile(path, pre_buffer=False, read_dictionary=words, **_limits()) as opened:
        return opened.read()


def _too_big(meta: Any, archivo: str) -> Problema:  # noqa: ANN401
    what = f"La tabla tiene {meta.num_rows:,} filas y {meta.num_columns:,} columnas: es demasiado grande."
    return Problema("archivo_grande", what, Origen(archivo), "Divídala en varios archivos.")


def _word_columns(schema: Any) -> list[str]:  # noqa: ANN401
    """Return the columns of text that is not free: they are read as dictionaries."""
    import pyarrow as pa  # noqa: PLC0415

    kinds = (pa.types.is_string, pa.types.is_large_string)
    return [field.name for field in schema if any(kind(field.type) for kind in kinds) and not free_text_column(field.name)]


def _flatten(table: Any) -> Any:  # noqa: ANN401
    """Return the table with its structs as dotted columns and each column in one piece."""
    import pyarrow as pa  # noqa: PLC0415

    for _ in range(_MAX_NESTING):
        if not any(pa.types.is_struct(kind) for kind in table.schema.types):
            break
        table = table.flatten()
    return table.unify_dictionaries().combine_chunks()


def _plain_array(array: Any, name: str) -> Any:  # noqa: ANN401
    """Return a column as text (dictionary or not) or float64; None when its type is neither."""
    import pyarrow as pa  # noqa: PLC0415

    types = pa.types
    kind = array.type
    if types.is_dictionary(kind):
        return (
            _words(array)
            if types.is_string(kind.value_type) or types.is_large_string(kind.value_type)
            else _plain_array(array.dictionary_decode(), name)
        )
    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind) or types.is_null(kind):
        return _strings(array, name)
    ruta = route_of(name)
    if types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind):
        return _numbers(array, is_number_column=ruta is not None and is_number(ruta))
    if types.is_boolean(kind) or types.is_date(kind) or types.is_timestamp(kind):
        return _strings(_iso(array), name)
    if (types.is_list(kind) or types.is_large_list(kind)) and ruta == ("ods",):
        texts = [None if item is None else ";".join(map(str, item)) for item in array.to_pylist()]
        return _strings(pa.array(texts, pa.string()), name)
    return None


def _words(array: Any) -> Any:  # noqa: ANN401
    array.validate(full=True)
    return words_array(array)


def _strings(array: Any, name: str) -> Any:  # noqa: ANN401
    import pyarrow as pa  # noqa: PLC0415

    array.validate(full=True)
    text = array.cast(pa.string())
    return text if free_text_column(name) else words_array(text.dictionary_encode())


def _numbers(array: Any, *, is_number_column: bool) -> Any:  # noqa: ANN401
    """Return float64 with nulls for NaN where numbers are expected (endless, an integer that it cannot hold exactly), else their texts."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    exact = pa.types.is_integer(array.type)
    if is_number_column:
        values = array.cast(pa.float64(), safe=not exact)
        inexact = pc.greater_equal(pc.abs(values), pa.scalar(_FROM_INEXACT)) if exact else None
        if inexact is not None and pc.any(inexact).as_py():
            values = pc.if_else(inexact, math.inf, values)
        return pc.if_else(pc.is_nan(values), None, values)
    encoded = array.dictionary_encode()
    texts = [_show(value, exact=exact) for value in encoded.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(encoded.indices, pa.array(texts, pa.string()))


def _show(value: Any, *, exact: bool) -> str | None:  # noqa: ANN401
    if value is None or math.isnan(value):
        return None
    return str(value) if exact else show_float(float(value))


def _iso(array: Any) -> Any:  # noqa: ANN401
    """Return dates, instants at midnight as dates, and truth values, as text."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    if not pa.types.is_timestamp(array.type):
        return array.cast(pa.string())
    text = array.cast(pa.timestamp("us")).cast(pa.string())
    return pc.replace_substring_regex(text, r" 00:00:00(\.0+)?Z?$", "")

"""The door of pandas, inwards: a DataFrame with the columns of a table of records."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.read.registros_tabla import RegistrosTabla, registros_tabla
from evaluacion.read.tabla import check_hidden_text
from evaluacion.read.tabla_parquet import tabla_de_arrow

if TYPE_CHECKING:
    import pandas as pd

NAME = "datos"


def registros_de_frame(frame: pd.DataFrame) -> RegistrosTabla:
    """Return the records of a pandas DataFrame: one row a record, columns named as in a table of records.

    The places of its values read `datos:row:column`, both from 1.

    Raises:
        EvaluacionError: a column mixes types, an unknown column, and every cell that a record could not hold.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a frame comes in

    try:
        table = pa.Table.from_pandas(frame, preserve_index=False)
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise EvaluacionError(
            [
                Problema(
                    "celda_no_valida",
                    f"Una columna mezcla tipos: {str(error)[:120]}.",
                    Origen(NAME),
                    "Convierta cada columna en texto o en número.",
                )
            ]
        ) from None
    tabla = tabla_de_arrow(table, NAME)
    check_hidden_text(tabla)
    return registros_tabla(tabla, _digest(table))


def _digest(table: Any) -> str:  # noqa: ANN401 - a pyarrow table
    """Return the sha256 of the table as an Arrow stream."""
    import pyarrow as pa  # noqa: PLC0415

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return hashlib.sha256(sink.getvalue()).hexdigest()

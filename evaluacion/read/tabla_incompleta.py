"""What is sound of a table with errors of shape: its answers are checked in the same call, and it is never scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import EvaluacionError
from evaluacion.model.comun import fold
from evaluacion.model.practica import TIPOS, Practica
from evaluacion.read.columnas_tabla import Ruta, arrange_columns
from evaluacion.read.filas_tabla import DocumentoFila, nest, row_values
from evaluacion.read.load import load_sound_part
from evaluacion.read.registros_tabla import RegistrosTabla

if TYPE_CHECKING:
    from evaluacion.read.tabla_datos import Tabla


class RegistrosTablaIncompleta(RegistrosTabla):
    """Records of a table with errors; those that cannot be built whole are built from what is sound of them."""

    def _load(self, fila: int, columns: Mapping[Ruta, str]) -> Practica:
        try:
            return super()._load(fila, columns)
        except EvaluacionError:
            data = nest(row_values(self.tabla, columns, fila))
            sound = load_sound_part(DocumentoFila(self.tabla.archivo, data), Practica)
            return sound if sound is not None else Practica(practica="x")


def rescue_tabla(tabla: Tabla) -> RegistrosTablaIncompleta:
    """Return the records of the sound columns and rows of a table; a row without id is called by its place."""
    columns, _ = arrange_columns(tabla)
    named, columns = _name_rows(tabla, columns)
    return RegistrosTablaIncompleta(named, columns, {}, [])


def _name_rows(tabla: Tabla, columns: Mapping[Ruta, str]) -> tuple[Tabla, dict[Ruta, str]]:
    """Return the table, and the columns of its paths, with an id in every row."""
    kinds = {kind: columns[kind,] for kind in TIPOS if (kind,) in columns} or _misspelt_kind(tabla)
    kind, column = next(iter(kinds.items()), (TIPOS[0], TIPOS[0]))
    arranged = {**columns, (kind,): column}
    unnamed = ~np.logical_or.reduce([np.zeros(tabla.filas, dtype=bool), *(tabla.escritas(held) for held in kinds.values())])
    if not unnamed.any():
        return tabla, arranged
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read

    if column not in tabla.datos:
        whole = {**tabla.datos, column: pa.nulls(tabla.filas, pa.string())}
        tabla = replace(tabla, datos=whole, campos={**tabla.campos, column: 1})
    words = tabla.palabras(column)
    texts = np.array([*words.valores, None], dtype=object)[words.indices]
    for row in np.flatnonzero(unnamed):
        texts[row] = str(tabla.lugar(int(row), column))
    return replace(tabla, datos={**tabla.datos, column: pa.array(texts.tolist(), pa.string())}), arranged


def _misspelt_kind(tabla: Tabla) -> dict[str, str]:
    """Return the column that holds the ids but for accents and case, if any does."""
    return next(({kind: name} for kind in TIPOS for name in tabla.columnas if fold(name) == kind), {})

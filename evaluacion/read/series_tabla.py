"""The numbers of the indicators of a table, by column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.periodo import Periodo, parse_periodo
from evaluacion.base.problema import Problema, quote
from evaluacion.model.comun import fold
from evaluacion.model.marco import NO_APLICA_WORDS
from evaluacion.model.posiciones import look_up
from evaluacion.model.registros import Serie
from evaluacion.read.columnas_tabla import Ruta
from evaluacion.read.filas_tabla import number_of
from evaluacion.read.hallazgos_tabla import Hallazgos
from evaluacion.read.tabla_datos import Tabla

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PLAIN = r"^[+-]?[0-9]{1,15}(\.[0-9]{1,15})?$"
_YES = ("si", "true", "verdadero")
_AMBIGUOUS_HELP = "Escriba 1500 o 1500.0 si son mil quinientos, y 1.5 si es uno y medio: sin separador de miles y con punto decimal."
_NUMBER_HELP = "Escriba solo el número, con punto decimal y sin unidades; deje vacía la celda si no se conoce."


def read_numbers(tabla: Tabla, columna: str, hallazgos: Hallazgos | None = None) -> NDArray[np.float64]:
    """Return a column as float64, NaN where it is blank or says no number (and note those cells, if asked)."""
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read

    array = tabla.datos[columna]
    if pa.types.is_floating(array.type):
        values = np.array(array.fill_null(np.nan).to_numpy(zero_copy_only=False), dtype=np.float64)
        endless = np.isinf(values)
        if hallazgos is not None and endless.any():
            problem = Problema(
                "numero_no_finito",
                "La celda dice infinito, o un entero que no se puede guardar exacto.",
                None,
                "Deje vacío lo que no se sabe.",
            )
            hallazgos.note_rows(problem, tabla, columna, np.flatnonzero(endless))
        values[endless] = np.nan
        return values
    words = tabla.palabras(columna)
    numbers = _numbers_of(words.valores)
    if hallazgos is not None:
        for code in np.flatnonzero(np.isnan(numbers))[:100]:
            hallazgos.note_rows(_explain(words.valores[int(code)]), tabla, columna, np.flatnonzero(words.indices == code))
    return look_up(np.append(numbers, np.nan), words.indices)


def _numbers_of(texts: list[str]) -> NDArray[np.float64]:
    """Return the number of each text, NaN where it says none: the plain ones all at once."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    array = pa.array(texts, pa.string())
    plain = pc.match_substring_regex(array, _PLAIN).to_numpy(zero_copy_only=False).astype(bool)
    numbers = np.full(len(texts), np.nan)
    chosen = array.filter(pa.array(plain))
    numbers[plain] = pc.replace_substring_regex(chosen, r"^\+", "").cast(pa.float64()).to_numpy(zero_copy_only=False)
    for position in np.flatnonzero(~plain):
        try:
            number = number_of(texts[position])
        except ValueError:
            continue
        if number is not None:
            numbers[position] = number
    return numbers


def _explain(text: str) -> Problema:
    try:
        number_of(text)
    except ValueError:
        return Problema("numero_ambiguo", f"El número {quote(text)} se puede leer de dos maneras.", None, _AMBIGUOUS_HELP)
    return Problema("celda_no_valida", f"La celda dice {quote(text)} y se espera un número.", None, _NUMBER_HELP)


def build_serie(tabla: Tabla, columns: Mapping[Ruta, str]) -> Serie:
    """Return the data of one indicator; `columns` are those of the indicator, by their path inside it."""
    measured = _by_period(columns, "valores")
    on_the_way = _by_period(columns, "intermedias")
    base_fin, base = _point(tabla, columns, "linea_base")
    meta_fin, meta = _point(tabla, columns, "meta")
    return Serie(
        tuple(measured),
        _stack(tabla, measured),
        base_fin,
        base,
        meta_fin,
        meta,
        tuple(on_the_way),
        _stack(tabla, on_the_way),
        read_no_aplica(tabla, columns),
        tabla.escritas(columns["motivo",]) if ("motivo",) in columns else np.zeros(tabla.filas, dtype=bool),
    )


def _by_period(columns: Mapping[Ruta, str], held: str) -> dict[Periodo, str]:
    found: dict[Periodo, str] = {}
    for ruta, column in columns.items():
        period = parse_periodo(ruta[1]) if ruta[:1] == (held,) else None
        if period is not None:
            found[period] = column
    return dict(sorted(found.items()))


def _stack(tabla: Tabla, columns: Mapping[Periodo, str]) -> NDArray[np.float64]:
    found = np.full((tabla.filas, len(columns)), np.nan)
    for position, column in enumerate(columns.values()):
        found[:, position] = read_numbers(tabla, column)
    return found


def _point(tabla: Tabla, columns: Mapping[Ruta, str], name: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    ends = np.full(tabla.filas, -1, dtype=np.int64)
    period, value = columns.get((name, "periodo")), columns.get((name, "valor"))
    if period is None or value is None:
        return ends, np.full(tabla.filas, np.nan)
    words = tabla.palabras(period)
    parsed = [parse_periodo(text) for text in words.valores]
    ends = np.array([*(found.fin if found else -1 for found in parsed), -1], dtype=np.int64)[words.indices]
    return ends, read_numbers(tabla, value)


def read_no_aplica(tabla: Tabla, columns: Mapping[Ruta, str]) -> NDArray[np.bool_]:
    """Return in which rows the indicator is said not to apply."""
    found = np.zeros(tabla.filas, dtype=bool)
    for ruta, said in (((), NO_APLICA_WORDS), (("no_aplica",), _YES)):
        column = columns.get(ruta)
        if column is not None:
            words = tabla.palabras(column)
            found |= look_up(np.array([*(fold(text) in said for text in words.valores), False]), words.indices)
    return found

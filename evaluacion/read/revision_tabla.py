"""What is wrong with the cells of a table: each distinct value is judged once, by the same models as a record file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.model.comun import ID_REGISTRO, URL_QUE_CORRE, fold
from evaluacion.model.marco import NO_APLICA_WORDS
from evaluacion.model.practica import SIN_EVIDENCIA, TIPOS, Practica, Territorio
from evaluacion.read.columnas_tabla import Ruta, is_free_text, is_number
from evaluacion.read.filas_tabla import DocumentoFila, nest
from evaluacion.read.hallazgos_tabla import Hallazgos
from evaluacion.read.load import load_model
from evaluacion.read.series_tabla import read_numbers
from evaluacion.read.tabla_datos import Tabla
from evaluacion.read.territorio import check_territorio

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAX_VALUES = 100
_NEEDED = {
    "linea_base": ("periodo", "valor"),
    "meta": ("periodo", "valor"),
    "verificada": ("por",),
    "correccion": ("antes", "motivo", "quien"),
}
"""Keys that a mapping must have when any of its keys is written."""
_TERRITORY = ("nombre", "tipo", "clave", "pais")


def check_cells(tabla: Tabla, columns: Mapping[Ruta, str]) -> list[Problema]:
    """Return what is wrong with the cells of a table, at the first cells of each mistake.

    Answers to questions are judged later, by the scale of their marco.
    """
    hallazgos = Hallazgos()
    for ruta, column in columns.items():
        if ruta[0] in TIPOS and len(ruta) == 1:
            _check_ids(tabla, ruta, column, hallazgos)
        elif is_number(ruta):
            read_numbers(tabla, column, hallazgos)
        elif ruta[-1] == "url" or ruta[-2:-1] == ("evidencia",):
            _check_evidence(tabla, ruta, column, hallazgos)
        elif not is_free_text(ruta) and ruta[-1] != "respuesta":
            _check_values(tabla, ruta, column, hallazgos)
    _check_one_kind(tabla, columns, hallazgos)
    _check_needed(tabla, columns, hallazgos)
    _check_territories(tabla, columns, hallazgos)
    return hallazgos.problemas()


def _check_ids(tabla: Tabla, ruta: Ruta, column: str, hallazgos: Hallazgos) -> None:
    good = _matching(tabla, column, ID_REGISTRO)
    if good is None:
        _check_values(tabla, ruta, column, hallazgos)
    else:
        _report_rows(tabla, ruta, column, ~good & tabla.escritas(column), hallazgos)


def _check_evidence(tabla: Tabla, ruta: Ruta, column: str, hallazgos: Hallazgos) -> None:
    bad = _matching(tabla, column, f"(?i)^(?:{URL_QUE_CORRE.pattern}|{SIN_EVIDENCIA.pattern}$)") if is_free_text(ruta) else None
    if bad is None:
        _check_values(tabla, ruta, column, hallazgos)
    else:
        _report_rows(tabla, ruta, column, bad, hallazgos)


def _matching(tabla: Tabla, column: str, pattern: str) -> NDArray[np.bool_] | None:
    """Return which texts of a column a pattern is found in; None where they are few, and held as such."""
    import pyarrow as pa  # noqa: PLC0415 - heavy: only when a table is read
    import pyarrow.compute as pc  # noqa: PLC0415

    array = tabla.datos[column]
    if not pa.types.is_string(array.type):
        return None
    found = pc.match_substring_regex(pc.utf8_trim_whitespace(array), pattern).fill_null(False)  # noqa: FBT003 - positional in that library
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def _report_rows(tabla: Tabla, ruta: Ruta, column: str, bad: NDArray[np.bool_], hallazgos: Hallazgos) -> None:
    for row in np.flatnonzero(bad)[:_MAX_VALUES]:
        _report(tabla, ruta, column, tabla.texto(int(row), column) or "", np.array([row]), hallazgos)


def _check_values(tabla: Tabla, ruta: Ruta, column: str, hallazgos: Hallazgos) -> None:
    words = tabla.palabras(column)
    bad = [code for code, text in enumerate(words.valores) if _problems_of(ruta, text)]
    for code in bad[:_MAX_VALUES]:
        _report(tabla, ruta, column, words.valores[code], np.flatnonzero(words.indices == code), hallazgos)


def _report(tabla: Tabla, ruta: Ruta, column: str, text: str, rows: NDArray[np.int64], hallazgos: Hallazgos) -> None:
    for problem in _problems_of(ruta, text):
        hallazgos.note_rows(replace(problem, origen=None), tabla, column, rows)


def _problems_of(ruta: Ruta, text: str) -> list[Problema]:
    """Return what the model of a record says of one value at a path."""
    if len(ruta) == 2 and ruta[0] == "indicadores":  # noqa: PLR2004 - said by the line itself
        if fold(text) in NO_APLICA_WORDS:
            return []
        what = f"La columna del indicador solo, sin periodo, dice {quote(text)} y ahí solo cabe «no aplica»."
        return [Problema("valor_no_permitido", what, None, f"Ponga el dato en una columna con su periodo, como «{ruta[1]}.2024».")]
    data = nest({ruta: text})
    if ruta[0] not in TIPOS:
        data["practica"] = "x"
    try:
        load_model(DocumentoFila("", data, lugar=lambda _ruta: Origen("")), Practica)
    except EvaluacionError as error:
        return [problem for problem in error.problemas if problem.codigo != "falta_clave"]
    return []


def _check_one_kind(tabla: Tabla, columns: Mapping[Ruta, str], hallazgos: Hallazgos) -> None:
    kinds = [columns[kind,] for kind in TIPOS if (kind,) in columns]
    if not kinds:
        return
    count = np.zeros(tabla.filas, dtype=np.int8)
    for column in kinds:
        count += tabla.escritas(column)
    none = Problema("falta_clave", "El registro no tiene identificador.", None, f"Escríbalo en la columna {' o '.join(kinds)}.")
    hallazgos.note_rows(none, tabla, kinds[0], np.flatnonzero(count == 0))
    names = " y ".join(kinds)
    several = Problema(
        "valor_no_permitido", f"El registro tiene identificador en más de una columna ({names}).", None, "Deje solo la de su clase."
    )
    hallazgos.note_rows(several, tabla, kinds[0], np.flatnonzero(count > 1))


def _check_needed(tabla: Tabla, columns: Mapping[Ruta, str], hallazgos: Hallazgos) -> None:
    """Report a value without its period, a verification without its author and the like."""
    groups: dict[Ruta, list[str]] = {}
    for ruta, column in columns.items():
        if len(ruta) > 2 and ruta[-2] in _NEEDED:  # noqa: PLR2004
            groups.setdefault(ruta[:-1], []).append(column)
    for group, written in groups.items():
        some = np.logical_or.reduce([tabla.escritas(column) for column in written])
        for key in _NEEDED[group[-1]]:
            held = columns.get((*group, key))
            missing = some & ~tabla.escritas(held) if held is not None else some
            name = f"{written[0].rpartition('.')[0]}.{key}"
            what = f"Hay dato en «{group[-1]}» pero falta {quote(name, 80)}."
            problem = Problema("falta_clave", what, None, "Escríbalo, o deje vacío también lo demás.")
            hallazgos.note_rows(problem, tabla, held or written[0], np.flatnonzero(missing))


def _check_territories(tabla: Tabla, columns: Mapping[Ruta, str], hallazgos: Hallazgos) -> None:
    """Report the Mexican territories that are none of the 32 entities, each distinct one once."""
    named = columns.get(("territorio", "nombre"))
    if named is None:
        return
    written = {name: tabla.palabras(columns[ruta]) for name in _TERRITORY if (ruta := ("territorio", name)) in columns}
    codes, rows_of = np.unique(np.stack([words.indices for words in written.values()]), axis=1, return_inverse=True)
    for position, combination in enumerate(codes.T.tolist()):
        said = {name: words.valores[code] for (name, words), code in zip(written.items(), combination, strict=True) if code >= 0}
        finding = check_territorio(Territorio.model_construct(**said), Origen(tabla.archivo)) if "nombre" in said else None
        if finding is not None:
            hallazgos.note_rows(replace(finding, origen=None), tabla, named, np.flatnonzero(rows_of == position))

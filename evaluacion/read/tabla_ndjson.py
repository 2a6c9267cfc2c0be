"""Tables in NDJSON: one record a line, with flat dotted keys or nested exactly as in a record file."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import Any

import numpy as np

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, quote, raise_errors
from evaluacion.read.columnas_tabla import route_of
from evaluacion.read.hallazgos_tabla import ColumnaEnObra
from evaluacion.read.json import parse_json
from evaluacion.read.tabla_datos import Tabla
from evaluacion.read.texto import decode

_MAX_PROBLEMS = 100
_MAX_COLUMNS = 16_384
_MAX_DEPTH = 8
_OWN_LINE = " ya está en el renglón 1."
"""What the reader of JSON says of a repeated key: inside a line there is only that one."""


class _RefusedError(ValueError):
    """The quick reading met something that the careful one explains."""


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError
    return found


def _refuse(_word: str) -> Any:  # noqa: ANN401 - a value of pyarrow or JSON
    raise _RefusedError


_DECODER = json.JSONDecoder(object_pairs_hook=_no_repeats, parse_constant=_refuse, parse_float=str, parse_int=str)
"""Numbers stay as they are written."""


def starts_as_ndjson(head: str) -> bool:
    """Whether a text opens with two lines, each an object of JSON (the second may be cut)."""
    lines = [line.strip() for line in head.split("\n") if line.strip()][:2]
    if len(lines) < 2 or not all(line.startswith("{") for line in lines):  # noqa: PLR2004 - said by the line itself
        return False
    try:
        return isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return False


def read_ndjson(data: bytes, archivo: str) -> Tabla:
    """Return the table whose rows are the lines of a file, every value as text.

    Lines that are no good JSON object are left out, and so are values that fit in no cell; each has its error in `avisos`.

    Raises:
        EvaluacionError: another encoding, or no line is good and one is bad.
    """
    reader = _Reader(archivo)
    for line, text in enumerate(decode(data, archivo, max_bytes=None).split("\n"), 1):
        if text and not text.isspace():
            reader.read_line(line, text)
        if len(reader.problemas) >= _MAX_PROBLEMS:
            break
    rows = len(reader.numbers)
    if not rows:
        raise_errors(reader.problemas)
    names = list(reader.columns)
    arrays = {name: column.finish(rows) for name, column in reader.columns.items()}
    fields = {name: position for position, name in enumerate(names, 1)}
    numbers = np.array(reader.numbers, dtype=np.int64)
    return Tabla(archivo, "ndjson", tuple(names), arrays, rows, fields, None, numbers, avisos=tuple(reader.problemas))


class _Reader:
    """Gathers the columns while lines are read."""

    def __init__(self, archivo: str) -> None:
        self.archivo = archivo
        self.columns: dict[str, ColumnaEnObra] = {}
        self.numbers: list[int] = []
        self.problemas: list[Problema] = []
        self.line = 0
        self.known: dict[tuple[str, ...], dict[str, ColumnaEnObra]] = {}
        """The columns met so far, by the path of the mapping and the key in it."""

    def read_line(self, line: int, text: str) -> None:
        self.line = line
        try:
            value, end = _DECODER.raw_decode(text.lstrip(" \t"))
            whole = not text.lstrip(" \t")[end:].strip()
        except (ValueError, RecursionError):
            value, whole = None, False
        if not whole or not isinstance(value, dict):
            self.explain(text, "El renglón no es un registro {…}.")
            return
        if ("\\ud" in text or "\\uD" in text) and self.explain(text):
            return
        self.numbers.append(line)
        self.spread(value, ())

    def explain(self, text: str, otherwise: str = "") -> bool:
        """Read the line with places, to say what is wrong with it; `otherwise`, when it is good JSON. Return whether it is bad."""
        try:
            parse_json(text, self.archivo)
        except EvaluacionError as error:
            for problem in error.problemas:
                place = (problem.origen or Origen(self.archivo, 1))._replace(linea=self.line)
                said = problem.mensaje
                if problem.codigo == "clave_repetida" and said.endswith(_OWN_LINE):
                    said = said.removesuffix(_OWN_LINE) + " está dos veces en este registro."
                self.problemas.append(replace(problem, mensaje=said, origen=place))
            return True
        if otherwise:
            self.report("tabla_invalida", otherwise, "Escriba en cada renglón un solo registro entre llaves.")
        return bool(otherwise)

    def report(self, code: str, message: str, remedy: str) -> None:
        self.problemas.append(Problema(code, message, Origen(self.archivo, self.line, 1), remedy))

    def spread(self, value: dict[str, Any], above: tuple[str, ...]) -> None:
        """Put each value of a mapping in the column of its path."""
        known = self.known.setdefault(above, {})
        row = len(self.numbers) - 1
        for key, inner in value.items():
            if type(inner) is str:
                column = known.get(key)
                if column is None or not column.put(row, inner):
                    self.put(key, above, inner)
            elif isinstance(inner, dict):
                if len(above) >= _MAX_DEPTH:
                    self.report("demasiado_anidado", f"Hay más de {_MAX_DEPTH} niveles en un registro.", "Aplane la estructura.")
                    return
                self.spread(inner, (*above, key))
            elif inner is not None:
                self.put(key, above, inner)

    def put(self, key: str, above: tuple[str, ...], value: Any) -> None:  # noqa: ANN401
        name = column_name((*above, key))
        text = _as_text(value, many=name == "ods")
        if text is None:
            what = f"{quote(name)} dice {quote(value)}, que no cabe en una celda."
            self.report("celda_no_valida", what, "Escriba un texto, un número o sí/no.")
            return
        column = self.columns.get(name)
        if column is None:
            if len(self.columns) >= _MAX_COLUMNS:
                self.report("archivo_grande", f"Hay más de {_MAX_COLUMNS:,} columnas.", "Use las mismas claves en todos los renglones.")
                return
            column = self.columns[name] = ColumnaEnObra()
        self.known.setdefault(above, {})[key] = column
        if not column.put(len(self.numbers) - 1, text):
            self.report("clave_repetida", f"{quote(name)} está dos veces en este registro.", "Deje una sola.")


def _as_text(value: object, *, many: bool) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if many and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ";".join(value)
    return None


def column_name(path: tuple[str, ...]) -> str:
    """Return the one name of the column for a path of keys: `cualitativo.a.b.evidencia` for all ways of nesting it."""
    name = unicodedata.normalize("NFC", ".".join(part.strip() for part in path))
    ruta = route_of(name)
    if ruta is None:
        return name
    if ruta[0] == "respuestas" and ruta[-1] == "respuesta":
        ruta = ruta[:-1]
    return ".".join(ruta)

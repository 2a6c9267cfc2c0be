"""The rows of a table as records: by column for the kernel, one by one when somebody looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import Problema, raise_errors
from evaluacion.model.comun import fold, same_letters
from evaluacion.model.practica import TIPOS, Practica, Respuesta
from evaluacion.model.registros import Claves, Columna, Identidad, Serie
from evaluacion.read.columnas_tabla import Ruta, arrange_columns
from evaluacion.read.filas_tabla import DocumentoFila, nest, row_values
from evaluacion.read.load import load_model
from evaluacion.read.revision_tabla import check_cells
from evaluacion.read.series_tabla import build_serie
from evaluacion.read.tabla_datos import Tabla

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.base.origen import Origen
    from evaluacion.model.practica import SerieEscrita

_FIRST_LOOK = 256
_PRESENT = (("evidencia", "texto"), ("evidencia", "documento"), ("evidencia", "url"))
"""What makes an evidence say something, as in `Evidencia.presente`."""


def registros_tabla(tabla: Tabla, sha256: str) -> RegistrosTabla:
    """Return the records of a table.

    Args:
        tabla: what the file says.
        sha256: of the file.

    Raises:
        EvaluacionError: what was wrong with the file, unknown or missing columns, and every cell that a record could not hold.
    """
    columns, problems = arrange_columns(tabla)
    found = [*tabla.avisos, *problems, *check_cells(tabla, columns)]
    raise_errors(found)
    return RegistrosTabla(tabla, columns, {tabla.archivo: sha256}, found)


class RegistrosTabla:
    """Records read from a table, one row each (`evaluacion.model.registros.Registros`)."""

    def __init__(self, tabla: Tabla, columns: Mapping[Ruta, str], archivos: dict[str, str], avisos: list[Problema]) -> None:
        self.tabla = tabla
        self.archivos = archivos
        self.avisos = avisos
        self._requisitos: dict[str, list[bool | None]] = {}
        self._columns = dict(columns)
        self._kinds = {kind: columns[kind,] for kind in TIPOS if (kind,) in columns}
        self._answers: dict[str, dict[str, dict[Ruta, str]]] = {}
        self._series: dict[str, dict[Ruta, str]] = {}
        for ruta, column in columns.items():
            if ruta[0] == "respuestas":
                self._answers.setdefault(ruta[1], {}).setdefault(ruta[2], {})[ruta[3:]] = column
            elif ruta[0] == "indicadores":
                self._series.setdefault(ruta[1], {})[ruta[2:]] = column

    def __len__(self) -> int:
        return self.tabla.filas

    def identidad(self, fila: int) -> Identidad:
        kind, name = next((kind, text) for kind, column in self._kinds.items() if (text := self.tabla.texto(fila, column)))
        return Identidad(name, kind, same_letters(self._text(fila, "evaluacion", "evaluador")), self._text(fila, "titulo"))

    def _text(self, fila: int, *ruta: str) -> str | None:
        column = self._columns.get(ruta)
        return self.tabla.texto(fila, column) if column is not None else None

    def claves(self) -> Claves:
        return self._keys

    @cached_property
    def _keys(self) -> Claves:
        judges = [same_letters(name) for name in self._texts("evaluacion", "evaluador")]
        return Claves(*self._ids_and_kinds(), judges, self._texts("titulo"))

    def _ids_and_kinds(self) -> tuple[list[str], list[str]]:
        said = {kind: self.tabla.todos(column) for kind, column in self._kinds.items()}
        if len(said) == 1:
            ((kind, texts),) = said.items()
            return [text or "" for text in texts], [kind if text else "" for text in texts]
        ids, kinds = np.full(len(self), "", dtype=object), np.full(len(self), "", dtype=object)
        for kind, texts in reversed(said.items()):
            column = np.array(texts, dtype=object)
            written = column != None  # noqa: E711 - cell by cell
            ids[written] = column[written]
            kinds[written] = kind
        return ids.tolist(), kinds.tolist()

    def _texts(self, *ruta: str) -> list[str | None]:
        column = self._columns.get(ruta)
        return self.tabla.todos(column) if column is not None else [None] * len(self)

    def practica(self, fila: int) -> Practica:
        return self._load(fila, self._columns)

    def _load(self, fila: int, columns: Mapping[Ruta, str]) -> Practica:
        """Return what some columns say of the record of a row."""
        data = nest(row_values(self.tabla, columns, fila))
        return load_model(DocumentoFila(self.tabla.archivo, data, lugar=lambda ruta: self.origen(fila, *ruta)), Practica)

    def marcos(self) -> dict[str, NDArray[np.bool_]]:
        found = {}
        for marco, questions in self._answers.items():
            rows = self._any_written([column for parts in questions.values() for column in parts.values()])
            if rows.any():
                found[marco] = rows
        return found

    def indicadores(self) -> dict[str, NDArray[np.bool_]]:
        written = {name: self._any_written(list(columns.values())) for name, columns in self._series.items()}
        return {name: rows for name, rows in written.items() if rows.any()}

    def _any_written(self, columns: list[str]) -> NDArray[np.bool_]:
        found = np.zeros(len(self), dtype=bool)
        for column in columns:
            if found.all():
                break
            found |= self.tabla.escritas(column)
        return found

    def preguntas(self, marco: str) -> dict[str, int]:
        """Return the questions that have a column, with the first row that answers (0: none does)."""
        questions = self._answers.get(marco, {})
        return {question: self._first_written(list(parts.values())) for question, parts in questions.items()}

    def _first_written(self, columns: list[str]) -> int:
        """Return the first row in which any of some columns says something; 0 when none does. It is mostly among the first."""
        start, size = 0, _FIRST_LOOK
        while start < len(self):
            found = np.logical_or.reduce([self.tabla.escritas(column, slice(start, start + size)) for column in columns])
            if found.any():
                return start + int(np.argmax(found))
            start, size = start + size, size * 16
        return 0

    def requisito(self, nombre: str) -> list[bool | None]:
        if nombre not in self._requisitos:
            self._requisitos[nombre] = self._requisito(nombre)
        return self._requisitos[nombre]

    def _requisito(self, nombre: str) -> list[bool | None]:
        column = self._columns.get(("requisitos", nombre))
        if column is None:
            return [None] * len(self)
        words = self.tabla.palabras(column)
        said: list[bool | None] = [fold(text) in ("si", "true", "verdadero") for text in words.valores]
        said.append(None)
        return [said[code] for code in words.indices.tolist()]

    def columna(self, marco: str, pregunta: str) -> Columna:
        parts = self._answers.get(marco, {}).get(pregunta, {})
        column = parts.get(("respuesta",))
        values, codes = self.tabla.palabras(column) if column is not None else ([], np.full(len(self), -1, dtype=np.int8))
        evidence = self._any_written([parts[key] for key in _PRESENT if key in parts])
        reason = self._any_written([parts[key] for key in (("motivo",),) if key in parts])
        excused = self._any_written([parts["excusa",]]) if ("excusa",) in parts else None
        before = parts.get(("correccion", "antes"))
        if before is None:
            return Columna(values, codes, evidence, reason, excused)
        words = self.tabla.palabras(before)
        return Columna(
            [*values, *words.valores],
            codes,
            evidence,
            reason,
            excused,
            np.where(words.indices >= 0, words.indices.astype(np.int32) + len(values), -1),
        )

    def serie(self, indicador: str) -> Serie:
        columns = self._series.get(indicador)
        return build_serie(self.tabla, columns) if columns else Serie.empty(len(self))

    def respuestas(self, filas: Sequence[int], marco: str, pregunta: str) -> list[Respuesta | None]:
        """Return the answers of some rows; those that say the same are one value."""
        parts = self._answers.get(marco, {}).get(pregunta, {})
        said = list(zip(*(self.tabla.textos(filas, column) for column in parts.values()), strict=True)) or [()] * len(filas)
        first = {texts: fila for fila, texts in zip(reversed(filas), reversed(said), strict=True)}
        known = {texts: self._answer(fila, marco, pregunta, dict(zip(parts, texts, strict=True))) for texts, fila in first.items()}
        return [known[texts] for texts in said]

    def _answer(self, fila: int, marco: str, pregunta: str, texts: Mapping[Ruta, str | None]) -> Respuesta | None:
        values = {ruta: text for ruta, text in texts.items() if text is not None}
        if not values:
            return None
        place = ("respuestas", marco, pregunta)
        return load_model(DocumentoFila(self.tabla.archivo, nest(values), lugar=lambda ruta: self.origen(fila, *place, *ruta)), Respuesta)

    def series_de(self, fila: int) -> Mapping[str, SerieEscrita]:
        if not self._series:
            return {}
        wanted = {ruta: column for ruta, column in self._columns.items() if ruta[0] == "indicadores" or ruta[0] in self._kinds}
        return self._load(fila, wanted).indicadores

    def origen(self, fila: int, *ruta: str) -> Origen:
        """Return the cell of a value, of the nearest thing that has a column, or of the id of the record."""
        for end in range(len(ruta), 0, -1):
            column = self._columns.get(ruta[:end]) or self._first_inside(ruta[:end])
            if column is not None:
                return self.tabla.lugar(fila, column)
        column = next((column for column in self._kinds.values() if self.tabla.texto(fila, column)), self.tabla.columnas[0])
        return self.tabla.lugar(fila, column)

    def _first_inside(self, ruta: Ruta) -> str | None:
        """Return the first column under a path: of an answer, the answer itself when it has a column."""
        if len(ruta) == 3 and ruta[0] == "respuestas":  # noqa: PLR2004 - said by the line itself
            parts = self._answers.get(ruta[1], {}).get(ruta[2], {})
            return parts.get(("respuesta",)) or next(iter(parts.values()), None)
        return next((column for key, column in self._columns.items() if key[: len(ruta)] == ruta), None)

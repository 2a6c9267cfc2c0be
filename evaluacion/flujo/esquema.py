"""The door of jsonschema: judge a file as an editor does, with the schema of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jsonschema import Draft202012Validator

from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.flujo.reunir import kind_of
from evaluacion.publish.esquema import ESQUEMAS, file_schema
from evaluacion.read.documento import read_documento
from evaluacion.read.tabla import is_table


def check_with_schema(paths: Iterable[Path]) -> list[Problema]:
    """Return where some files do not follow the JSON Schema of their kind."""
    problems: list[Problema] = []
    for path in paths:
        try:
            problems.extend(_check_one(path))
        except EvaluacionError:
            continue  # the strict reader has reported it already
    return problems


def _check_one(path: Path) -> list[Problema]:
    if is_table(path):
        return []
    documento = read_documento(path)
    kind = kind_of(documento, path)
    if kind is None:
        return []
    schema = file_schema(kind if kind in ESQUEMAS else "practica")
    errors = Draft202012Validator(schema).iter_errors(documento.datos)
    return [
        Problema(
            "valor_no_permitido",
            f"El esquema no admite {quote(error.instance, 40)} en «{' → '.join(map(str, error.absolute_path)) or 'el archivo'}».",
            documento.origen(tuple(error.absolute_path)),
            "Compárelo con «evaluacion esquema».",
        )
        for error in errors
    ]

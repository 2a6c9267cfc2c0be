"""From texts to statements that were read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.check.enunciado import Enunciado, read_enunciado
from evaluacion.read.documento import read_bytes, show_path
from evaluacion.read.texto import decode


def read_statements(textos: Sequence[str], fecha: date) -> list[Enunciado]:
    """Return each statement read as of a day.

    Raises:
        EvaluacionError: there is no statement.
    """
    if not any(texto.strip() for texto in textos):
        raise EvaluacionError(
            [Problema("nada_que_evaluar", "No hay ningún enunciado.", None, "Escriba uno, o un archivo con uno por renglón.")]
        )
    return [read_enunciado(texto, fecha) for texto in textos]


def lines_of_file(path: Path) -> list[str]:
    """Return the statements of a file, one a line; blank lines are none.

    Raises:
        EvaluacionError: the file cannot be read.
    """
    return lines_of(read_bytes(path), show_path(path))


def lines_of(data: bytes, archivo: str) -> list[str]:
    """Return the statements of some bytes in UTF-8, one a line; blank lines are none.

    Raises:
        EvaluacionError: they are not text.
    """
    return [line.strip() for line in decode(data, archivo).splitlines() if line.strip()]


def parse_day(text: str) -> date:
    """Return a day written as AAAA-MM-DD.

    Raises:
        EvaluacionError: it is not one.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        problem = Problema("opcion_no_valida", f"--fecha dice «{text}» y no es un día.", None, "Escríbalo como 2026-12-31.")
        raise EvaluacionError([problem]) from None


def today() -> date:
    """Return the day of whoever asks."""
    return datetime.now().astimezone().date()

"""The terminal: what goes to stdout and to stderr, colours, progress, and consoles that know few characters."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from evaluacion.base.problema import Problema

T = TypeVar("T")
_PLAIN = {"—": "-", "–": "-", "…": "...", "«": '"', "»": '"', "→": "->", "“": '"', "”": '"', "·": "-", "•": "-", "≥": ">="}
_ORDER = re.compile(r"^([ \t]*):(?=:[A-Za-z-]+[ :])|##(?=\[)", re.MULTILINE)
"""What a runner of GitHub would obey in a line of the log: `::error::`, `##[group]`."""
_SHOWN_AFTER_SECONDS = 1.0
_MOST_WARNINGS = 30
_MOST_ERRORS = 100
"""Errors of one kind in one file that are listed: more of the same say nothing new."""


def prepare_streams() -> None:
    """Make stdout and stderr able to print any text: what their encoding lacks is replaced, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            with contextlib.suppress(ValueError, OSError):
                stream.reconfigure(errors="replace")


def can_print(text: str, stream: TextIO | None = None) -> bool:
    """Whether a stream can show every character of a text."""
    target = stream if stream is not None else sys.stdout
    try:
        text.encode(getattr(target, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def fit(text: str, stream: TextIO | None = None) -> str:
    """Return a text that a stream can show: typographic signs that it lacks become plain ones."""
    if can_print(text, stream):
        return text
    target = stream if stream is not None else sys.stdout
    return "".join(char if can_print(char, target) else _PLAIN.get(char, char) for char in text)


def tame(text: str) -> str:
    """Return a text in which no line is an order for the program that runs this one: a space goes inside what would be."""
    return _ORDER.sub(lambda found: f"{found[0]} ", text) if "::" in text or "##[" in text else text


def say(text: str, *, son_ordenes: bool = False, es_dato: bool = False) -> None:
    """Write a result to stdout; when the reader went away the run goes on, and ends as it would have.

    No line of it is an order for a runner of GitHub, whatever the files say, but where the orders are the result (`son_ordenes`)
    and where the result is data for a program (`es_dato`: JSON, CSV), which goes out as it is.

    Raises:
        EvaluacionError: stdout cannot be written.
    """
    if sys.stdout is None:
        from evaluacion.base.problema import EvaluacionError, Problema  # noqa: PLC0415 - only when it fails

        what, remedy = "No se pudo escribir en la pantalla: la salida normal está cerrada.", "Ábrala, o mande el resultado a un archivo."
        raise EvaluacionError([Problema("salida_imposible", what, None, remedy)])
    try:
        click.echo(fit(text if son_ordenes or es_dato else tame(text), sys.stdout), nl=not text.endswith("\n"))
    except BrokenPipeError:
        forget_stdout()
    except OSError as error:
        from evaluacion.base.problema import EvaluacionError, Problema  # noqa: PLC0415 - as above
        from evaluacion.base.textos import reason_of  # noqa: PLC0415

        forget_stdout()
        raise EvaluacionError(
            [Problema("salida_imposible", f"No se pudo escribir en la pantalla: {reason_of(error)}.", None, "Libere espacio.")]
        ) from None


def forget_stdout() -> None:
    """Send what is left to nowhere, so that nothing complains later: neither a write nor the interpreter while it closes."""
    _forget(sys.stdout)


def _forget(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def tell(text: str) -> None:
    """Write a remark to stderr; where nobody listens there is nobody to tell it to."""
    try:
        click.echo(fit(tame(text), sys.stderr), err=True)
    except OSError:
        _forget(sys.stderr)


def has_colour() -> bool:
    """Whether colours are wanted on stderr: a terminal, and no `NO_COLOR`."""
    return not os.environ.get("NO_COLOR") and sys.stderr is not None and sys.stderr.isatty()


def tell_problemas(problemas: Sequence[Problema], *, all_warnings: bool = False, ending: str = " No se escribió nada.") -> None:
    """Write the errors (of each kind, the first in each file) and the first warnings to stderr; then how many there were, and what that means."""
    from evaluacion.base.problema import only_errors, sort_problemas  # noqa: PLC0415 - light, but only when needed

    found = sort_problemas(problemas)
    errors = only_errors(found)
    warnings = [problema for problema in found if problema.severidad == "aviso"]
    shown = warnings if all_warnings or len(warnings) <= _MOST_WARNINGS else warnings[:_MOST_WARNINGS]
    told = _first_of_each(errors)
    for problema in [*told, *shown]:
        colour = ("red" if problema.severidad == "error" else "yellow") if has_colour() else None
        tell(click.style(str(problema), fg=colour) if colour else str(problema))
    if len(told) < len(errors):
        tell(
            f"… y {count(len(errors) - len(told), 'error', 'errores')} más de las mismas clases. Corrija los que se listan y repita la orden."
        )
    if len(shown) < len(warnings):
        tell(f"… y {len(warnings) - len(shown)} avisos más: «evaluacion validar» los muestra todos.")
    if errors:
        tell(f"{count(len(errors), 'error', 'errores')}, {count(len(warnings), 'aviso', 'avisos')}.{ending}")


def _first_of_each(errors: Sequence[Problema]) -> list[Problema]:
    """Return the errors without those that repeat many times what others of their file already say."""
    seen: Counter[tuple[str, str]] = Counter()
    shown: list[Problema] = []
    for problema in errors:
        key = (problema.codigo, problema.origen.archivo if problema.origen is not None else "")
        seen[key] += 1
        if seen[key] <= _MOST_ERRORS:
            shown.append(problema)
    return shown


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun: `1 error`, `3 errores`."""
    return f"{number:,} {one if number == 1 else many}"


def progress(items: Sequence[T], label: str) -> Iterable[T]:
    """Yield the items, showing how many are done when the work takes more than a second on a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        return items
    return _with_bar(items, label)


def _with_bar(items: Sequence[T], label: str) -> Iterator[T]:
    started, shown = time.monotonic(), 0.0
    for position, item in enumerate(items):
        now = time.monotonic()
        if now - started > _SHOWN_AFTER_SECONDS and now - shown > 0.1:  # noqa: PLR2004 - ten times a second
            shown = now
            click.echo(f"\r{fit(label, sys.stderr)}: {position:,} de {len(items):,}", err=True, nl=False)
        yield item
    if shown:
        click.echo("\r" + " " * 60 + "\r", err=True, nl=False)


def can_print_json() -> bool:
    """Whether stdout takes any character, so that JSON needs no escapes."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").casefold().replace("-", "") == "utf8"


def deliver(text: str, path: Path | None, what: str, *, son_ordenes: bool = False, es_dato: bool = False) -> None:
    """Write a result to a file and say where, or to stdout, as in `say`; of nothing, nothing.

    Raises:
        EvaluacionError: the file cannot be written.
    """
    if path is None:
        if text:
            say(text, son_ordenes=son_ordenes, es_dato=es_dato)
        return
    from evaluacion.publish.salida import write_bytes  # noqa: PLC0415 - only when a file is asked

    write_bytes(path, text.encode())
    tell(f"{what}: {path}")

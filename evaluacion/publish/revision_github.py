"""A review as the lines with which GitHub annotates a pull request, what matters most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.publish.hallazgos import clean, columns_of, flatten, message_of, relative_names, worst_first
from evaluacion.publish.revision_texto import summary

if TYPE_CHECKING:
    from evaluacion.base.problema import Problema
    from evaluacion.model.hallazgo import Hallazgo, RevisionTotal

_COMMAND = {"falla": "error", "aviso": "warning"}
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def as_github(total: RevisionTotal) -> str:
    """Return an annotation a line for each finding that counts, the heaviest first, and the totals as the last line.

    GitHub shows the first ten errors and the first ten warnings of a step and drops the rest: hence the order, and the
    totals, which say how many there are.
    """
    names = relative_names(total)
    titles = {rule.codigo: rule.titulo for rule in total.reglas}
    found = worst_first(item for revision in total.revisiones for item in revision.vigentes)
    where = {id(item): names[revision.archivo] for revision in total.revisiones for item in revision.hallazgos}
    lines = [_without_place(problem) for problem in total.problemas if problem.origen is None]
    lines += [_annotation(item, where[id(item)], titles.get(item.regla, "")) for item in found]
    lines.append(f"::notice title=evaluacion revisar::{_escape(summary(total), _IN_MESSAGE)}")
    return "\n".join(lines) + "\n"


def _annotation(item: Hallazgo, name: str, title: str) -> str:
    line, column, end = columns_of(item)
    shown = flatten(f"{item.regla}: {title}" if title else item.regla)
    properties = {"file": name, "line": line, "endLine": line, "col": column, "endColumn": end, "title": shown}
    written = ",".join(f"{key}={_escape(clean(str(value)), _IN_PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMAND[item.severidad]} {written}::{_escape(message_of(item), _IN_MESSAGE)}"


def _without_place(problem: Problema) -> str:
    message = flatten(f"{problem.mensaje} {problem.remedio}")
    return f"::{'error' if problem.severidad == 'error' else 'warning'} title={problem.codigo}::{_escape(message, _IN_MESSAGE)}"


def _escape(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(char, char) for char in text)

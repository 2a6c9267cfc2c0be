"""A review as Markdown, for the summary of a job: totals, what comes first, every finding, scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number
from evaluacion.publish.hallazgos import clean, place_in, relative_names, worst_first
from evaluacion.publish.revision_texto import summary
from evaluacion.publish.texto import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluacion.model.hallazgo import Hallazgo, PuntajeFamilia, Revision, RevisionTotal

_FIRST = 5
_MOST_ROWS = 1_000
"""A summary that weighs over a mebibyte is refused whole."""
_MOST_CHARS = 300
_STATES = {"nuevo": "", "conocido": " (ya conocido)", "suprimido": " (suprimido)"}


def as_markdown(total: RevisionTotal) -> str:
    """Return the review as Markdown; what the files say is shown as it is, never as markup."""
    names = {name: _show(shown) for name, shown in relative_names(total).items()}
    rows = [(names[revision.archivo], item) for revision in total.revisiones for item in revision.hallazgos]
    parts = ["# Revisión de estrategias", "", f"**{summary(total)}**", "", *_first(total, names)]
    if rows:
        parts += ["## Hallazgos", "", "| Lugar | Severidad | Regla | Qué pasa | Remedio |", "|---|---|---|---|---|"]
        parts += [_row(name, item) for name, item in rows[:_MOST_ROWS]]
        parts += ["", *_left_out(len(rows), "hallazgos")]
    parts += [*_scores(total.revisiones, names), *_rest(total.revisiones, names)]
    return "\n".join(parts).rstrip("\n") + "\n"


def _show(text: str) -> str:
    """Return a text for a cell: escaped, in one line, and cut where it would make the summary too long."""
    flat = " ".join(clean(text).split())
    return escape_markdown(flat if len(flat) <= _MOST_CHARS else flat[: _MOST_CHARS - 1] + "…")


def _left_out(number: int, what: str) -> list[str]:
    if number <= _MOST_ROWS:
        return []
    return [f"Y {number - _MOST_ROWS:,} {what} más, que no caben aquí: están en los otros formatos.", ""]


def _first(total: RevisionTotal, names: dict[str, str]) -> list[str]:
    where = {id(item): names[revision.archivo] for revision in total.revisiones for item in revision.hallazgos}
    found = worst_first(item for revision in total.revisiones for item in revision.lo_primero)[:_FIRST]
    lines = [
        f"{number}. **{_show(item.regla)}** {_show(item.texto)} {_show(item.remedio)} ({place_in(where[id(item)], item)})"
        for number, item in enumerate(found, 1)
    ]
    return ["## Lo primero", "", *(lines or ["Nada que arreglar."]), ""]


def _row(name: str, item: Hallazgo) -> str:
    remedy = f"{item.remedio}" if item.motivo is None else f"Motivo: {item.motivo} (hasta {item.hasta})"
    severity = item.severidad + _STATES[item.estado]
    return f"| {place_in(name, item)} | {severity} | {_show(item.regla)} | {_show(item.texto)} | {_show(remedy)} |"


def _scores(revisiones: tuple[Revision, ...], names: dict[str, str]) -> list[str]:
    """Return a row for each file and a column for each family: the score, what is guaranteed and what can be reached."""
    scored = [revision for revision in revisiones if revision.puntajes]
    families = {score.marco: score.titulo for revision in scored for score in revision.puntajes}
    if not families:
        return []
    lines = ["## Puntajes", "", f"| Archivo | {' | '.join(map(_show, families.values()))} |", "|---|" + "---:|" * len(families)]
    for revision in scored[:_MOST_ROWS]:
        by_family = {score.marco: score for score in revision.puntajes}
        cells = [_score(by_family[family]) if family in by_family else "—" for family in families]
        lines.append(f"| {names[revision.archivo]} | {' | '.join(cells)} |")
    note = "Puntaje, y entre corchetes lo garantizado y lo alcanzable; el asterisco dice que falta responder."
    return [*lines, "", *_left_out(len(scored), "archivos"), note, ""]


def _score(score: PuntajeFamilia) -> str:
    if score.puntaje.minimo is None:
        return "no aplica"
    mark = "\\*" if score.provisional and score.puntaje.puntaje is not None else ""
    shown = show_number(score.puntaje.puntaje, empty="sin puntaje") + mark
    return f"{shown} \\[{show_number(score.puntaje.minimo)} a {show_number(score.puntaje.maximo)}\\]"


def _rest(revisiones: tuple[Revision, ...], names: dict[str, str]) -> list[str]:
    lines = [line for revision in revisiones[:_MOST_ROWS] for line in _rest_of(revision, names[revision.archivo])]
    return ["## Lo demás", "", *lines, ""] if lines else []


def _rest_of(revision: Revision, name: str) -> Iterable[str]:
    if not revision.puntajes:
        return
    doubts = revision.en_duda
    parts = [f"{len(revision.en_regla)} {'regla' if len(revision.en_regla) == 1 else 'reglas'} en regla"]
    if doubts:
        parts.append(f"no se pudo juzgar {', '.join(map(_show, doubts))}")
    if revision.no_aplican:
        parts.append(f"no aplica {', '.join(_show(code) for code, _ in revision.no_aplican)}")
    since = f" (plazos juzgados desde {revision.plazos_desde})" if revision.plazos_desde else ""
    yield f"- {name}, al {revision.fecha}{since}: {'; '.join(parts)}."

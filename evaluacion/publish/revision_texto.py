"""A review as text for a terminal: what comes first, each finding with its line underlined, what is right, the scores."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evaluacion.base.numeros import show_number

if TYPE_CHECKING:
    from evaluacion.model.hallazgo import Hallazgo, PuntajeFamilia, Revision, RevisionTotal

_FIRST = 5
_STATES = {"conocido": " (ya conocido)", "suprimido": " (suprimido)"}
_MOST_CODES = 12


def as_texto(total: RevisionTotal) -> str:
    """Return the review of every file as text, what matters most first."""
    parts = [*_first(total)]
    for revision in total.revisiones:
        parts += _file(revision)
    parts.append(summary(total))
    return "\n".join(parts) + "\n"


def _first(total: RevisionTotal) -> list[str]:
    found = [item for revision in total.revisiones for item in revision.lo_primero]
    found.sort(key=lambda item: (item.severidad != "falla", -item.peso))
    if not found:
        return ["Lo primero: nada que arreglar.", ""]
    lines = [f"  {number}. [{item.regla}] {item.texto} ({item.origen})" for number, item in enumerate(found[:_FIRST], 1)]
    return ["Lo primero", *lines, ""]


def _file(revision: Revision) -> list[str]:
    source = {"opción": "lo dice --fecha", "archivo": "lo dice el archivo", "hoy": "es el día de hoy"}[revision.fecha_de]
    since = f"; plazos juzgados desde {revision.plazos_desde}" if revision.plazos_desde else ""
    lines = [f"{revision.archivo}: {revision.estrategia}, al {revision.fecha} ({source}){since}", ""]
    lines += _absent([item for item in revision.hallazgos if not item.escrito])
    for item in revision.hallazgos:
        if item.escrito:
            lines += _finding(item)
    if revision.en_regla:
        lines.append(f"Ya está en regla ({len(revision.en_regla)}): {_codes(revision.en_regla)}.")
    if revision.en_duda:
        lines.append(
            f"No se pudo juzgar ({len(revision.en_duda)}): {_codes(revision.en_duda)}. El archivo no dice lo que esas reglas miran, o lo que dice no deja juzgarlo."
        )
    lines += [f"No aplica {code}: {reason}" for code, reason in revision.no_aplican]
    if revision.puntajes:
        lines += ["", *map(_score, revision.puntajes)]
    return [*lines, ""]


def _codes(codes: tuple[str, ...]) -> str:
    more = f" y {len(codes) - _MOST_CODES} más" if len(codes) > _MOST_CODES else ""
    return ", ".join(codes[:_MOST_CODES]) + more


def _absent(hallazgos: list[Hallazgo]) -> list[str]:
    """Return as one block, a line each, the findings about what the file does not have at all."""
    if not hallazgos:
        return []
    lines = [f"{hallazgos[0].origen}: falta en el archivo ({len(hallazgos)})"]
    lines += [f"  {item.severidad} [{item.regla}]{_STATES.get(item.estado, '')} {item.texto} {_mend(item)}" for item in hallazgos]
    return [*lines, ""]


def _mend(item: Hallazgo) -> str:
    return item.remedio if item.motivo is None else f"Motivo: {item.motivo} (hasta {item.hasta})"


def _finding(item: Hallazgo) -> list[str]:
    lines = [f"{item.origen}: {item.severidad} [{item.regla}]{_STATES.get(item.estado, '')} {item.texto}"]
    if item.renglon and item.origen.celda is not None:
        blank = " " * len(item.origen.celda)
        lines += [f"  {item.origen.celda} | {item.renglon}", f"  {blank} | {'^' * len(item.renglon)}"]
    elif item.renglon and item.origen.linea is not None and item.origen.columna is not None:
        number = str(item.origen.linea)
        width = max((item.columna_fin or item.origen.columna + 1) - item.origen.columna, 1)
        blank = "\t".join([" " * len(part) for part in item.renglon[: item.origen.columna - 1].split("\t")])
        lines += [f"  {number} | {item.renglon}", f"  {' ' * len(number)} | {blank}{'^' * width}"]
    lines.append(f"  {'Remedio: ' if item.motivo is None else ''}{_mend(item)}")
    return [*lines, ""]


def _score(score: PuntajeFamilia) -> str:
    answered, applicable = score.respondidas
    if score.puntaje.minimo is None:
        return f"{score.titulo}: no aplica"
    shown = show_number(score.puntaje.puntaje, empty="sin puntaje") + (
        "*" if score.provisional and score.puntaje.puntaje is not None else ""
    )
    low, high = show_number(score.puntaje.minimo), show_number(score.puntaje.maximo)
    return f"{score.titulo}: {shown} [{low} a {high}], {answered} de {applicable} preguntas"


def summary(total: RevisionTotal) -> str:
    """Return how many findings of each kind there are, in one line."""
    found = Counter((item.estado, item.severidad) for item in total.hallazgos)
    faults, warnings = found["nuevo", "falla"], found["nuevo", "aviso"]
    known = sum(found["conocido", severity] for severity in ("falla", "aviso"))
    suppressed = sum(found["suprimido", severity] for severity in ("falla", "aviso"))
    files = sum(bool(revision.puntajes) for revision in total.revisiones)
    return (
        f"{_many(files, 'estrategia', 'estrategias')}: {_many(faults, 'falla', 'fallas')}, {_many(warnings, 'aviso', 'avisos')}, "
        f"{_many(known, 'conocido', 'conocidos')}, {_many(suppressed, 'suprimido', 'suprimidos')}."
    )


def _many(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"

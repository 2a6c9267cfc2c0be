"""What a run in parts says at its end: the problems of every part, in order, what is missing, and the first of many warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evaluacion.base.problema import Problema, quote
from evaluacion.read.parte import Parte
from evaluacion.read.tabla import no_rows
from evaluacion.scale.plan import PlanDePuntajes
from evaluacion.scale.trabajo import Hecho

_MOST_WARNINGS = 20
_MOST_MISSING = 20


def told_of(done: Sequence[Hecho]) -> list[Problema]:
    """Return what was found in every part, in order: of a file that stopped being readable, nothing after that; then what is missing."""
    found: list[Problema] = []
    lost: set[str] = set()
    rows: dict[str, int] = {}
    for hecho in done:
        archivo = hecho.tarea.parte.archivo
        rows[archivo] = rows.get(archivo, 0) + hecho.filas + len(hecho.problemas) + bool(hecho.falla)
        if archivo not in lost:
            found.extend(hecho.problemas)
        if hecho.ilegible:
            lost.add(archivo)
    found.extend(_empty(done, rows))
    missing = [hecho for hecho in done if hecho.falla]
    found.extend(_missing(hecho, len(done)) for hecho in missing[:_MOST_MISSING])
    if len(missing) > _MOST_MISSING:
        more = f"… y {len(missing) - _MOST_MISSING:,} partes más, desde aquí."
        found.append(replace(_missing(missing[_MOST_MISSING], len(done)), mensaje=more))
    return found


def _empty(done: Sequence[Hecho], rows: dict[str, int]) -> list[Problema]:
    """Return a problem for each file without rows; engines write empty Parquet files beside full ones, which is only worth a warning."""
    exported = {hecho.tarea.parte.archivo for hecho in done if hecho.tarea.parte.formato == "parquet"} if any(rows.values()) else set()
    found = [no_rows(archivo, None) for archivo, count in rows.items() if not count]
    return [replace(problem, severidad="aviso") if problem.origen and problem.origen.archivo in exported else problem for problem in found]


def _missing(hecho: Hecho, everyone: int) -> Problema:
    name = Path(hecho.tarea.salida).name
    what = f"Falta la parte «{name}», una de {everyone:,}: {hecho.falla}."
    return Problema(
        "parte_sin_terminar", what, hecho.tarea.parte.lugar, "Repita la orden: lo terminado se conserva y solo se hace lo que falta."
    )


def never_answered(done: Sequence[Hecho], plan: PlanDePuntajes, *, asked: bool, parts: Sequence[Parte]) -> list[Problema]:
    """Warn of each instrument that was asked for and that no record of any part answers."""
    answered = {name for hecho in done for name in hecho.respondidos}
    silent = [marco for marco in plan.marcos if asked and marco.marco not in answered and not marco.indicadores]
    return [
        Problema(
            "marco_sin_usar",
            f"Ningún registro responde {quote(marco.marco)}; los que responden: {', '.join(map(quote, sorted(answered))) or 'ninguno'}.",
            parts[0].lugar,
            "Todo queda sin responder. Revise el identificador bajo «respuestas».",
            "aviso",
        )
        for marco in silent
    ]


def shortened(problems: Sequence[Problema], *, several: bool) -> list[Problema]:
    """Return the problems without repetition; of many parts, the first warnings of each code, and how many more there are."""
    found = list(dict.fromkeys(problems))
    if not several:
        return found
    kept: list[Problema] = []
    by_code: dict[str, list[Problema]] = {}
    for problem in found:
        if problem.severidad == "error":
            kept.append(problem)
        else:
            by_code.setdefault(problem.codigo, []).append(problem)
    for group in by_code.values():
        kept.extend(group[:_MOST_WARNINGS])
        if len(group) > _MOST_WARNINGS:
            last, more = group[_MOST_WARNINGS], len(group) - _MOST_WARNINGS
            kept.append(replace(last, mensaje=f"{last.mensaje} (y al menos {more:,} avisos más como este en las demás partes)"))
    return kept

"""From paths to the gap between two records, by criterion and by question."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.compare.brecha import BrechaEntreDos, find_gap
from evaluacion.flujo.calificar import score_paths
from evaluacion.flujo.explicar_si import one_position, only_marcos, with_record
from evaluacion.flujo.reunir import gather

if TYPE_CHECKING:
    from evaluacion.flujo.rutas import Rutas
    from evaluacion.model.procedencia import Procedencia


@dataclass(frozen=True, slots=True)
class Contrastado:
    """The gap between two records under each instrument that scores both."""

    brechas: tuple[BrechaEntreDos, ...]
    procedencia: Procedencia
    avisos: tuple[Problema, ...]


def explain_gap(
    ruta: str | Path,
    registro: str,
    contra: str,
    *,
    evaluador: str | None = None,
    marcos: Rutas = (),
    fecha: str | None = None,
    progress: Iterable[tuple[Path, bool]] | None = None,
) -> Contrastado:
    """Return the gap between two records, the first less the second.

    Raises:
        EvaluacionError: what is wrong with the input, there is no such record, or no instrument scores both.
    """
    if registro == contra:
        raise EvaluacionError([Problema("opcion_no_valida", f"--contra repite {quote(contra)}.", None, "Indique otro registro.")])
    done = score_paths([ruta], marcos=marcos, fecha=fecha, reunion=gather([ruta], progress=progress))
    theirs = with_record(done, contra)
    both = [resultado for resultado in with_record(done, registro) if any(resultado is other for other in theirs)]
    graded = [resultado for resultado in both if resultado.marco.tipologia is None]
    if not graded:
        raise EvaluacionError([_nothing_in_common(registro, contra, are_types=bool(both))])
    found = []
    for resultado in graded:
        mine, other = (one_position(resultado, name, evaluador) for name in (registro, contra))
        found.append(find_gap(resultado, mine, other))
    known = tuple(brecha for brecha in found if not all(math.isnan(value) for value in brecha.brechas))
    if not known:
        raise EvaluacionError([_nothing_in_common(registro, contra, are_types=False)])
    used = {brecha.una.marco.marco for brecha in known}
    return Contrastado(known, only_marcos(done.procedencia, used), done.avisos)


def _nothing_in_common(registro: str, contra: str, *, are_types: bool) -> Problema:
    why = "lo que comparten clasifica y no califica" if are_types else "ningún instrumento califica a los dos"
    message = f"No hay brecha entre {quote(registro)} y {quote(contra)}: {why}."
    return Problema("opcion_no_valida", message, None, "Indique con --marco un instrumento que los dos respondan.")

"""Who has returned what of a sharing: its workbook against the records that came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.problema import Problema, only_errors, raise_errors
from evaluacion.flujo.calificar import choose_marcos
from evaluacion.flujo.importado import Importado
from evaluacion.flujo.importar import import_formularios
from evaluacion.flujo.reunir import Reunion, gather, require_registros
from evaluacion.flujo.rutas import Rutas, find_files, listed
from evaluacion.model.comun import fold
from evaluacion.model.formulario import HOJA_CLAVES
from evaluacion.publish.estado_panel import EstadoDePanel, Pendiente
from evaluacion.read.formulario import is_reparto
from evaluacion.read.formulario_estrategia import looks_like_form
from evaluacion.read.practica import RegistrosArchivo
from evaluacion.read.registros import join_registros
from evaluacion.read.reparto import read_reparto
from evaluacion.score.evaluate import evaluate

if TYPE_CHECKING:
    from evaluacion.model.registros import Registros

_BOOK = ".xlsx"


def state_of_panel(
    rutas: Rutas, reparto: str | Path, *, marcos: Rutas = (), progress: Iterable[tuple[Path, bool]] | None = None
) -> EstadoDePanel:
    """Return what of a sharing came back and what is missing.

    Args:
        rutas: what came back: forms as they were filled, or the records that were imported from them.
        reparto: the workbook of the sharing.
        marcos: instruments; by default, those that each record answers.
        progress: the files, already found, wrapped by something that shows how far the reading is.

    Raises:
        EvaluacionError: everything wrong with the forms or the records, or the workbook is not that of a sharing.
    """
    pairs = read_reparto(Path(reparto))
    files = [item for item in (progress if progress is not None else find_files(rutas)) if not _is_sharing(item[0])]
    forms = [path for path, _ in files if path.suffix.casefold() == _BOOK and looks_like_form(path, hoja=HOJA_CLAVES)]
    found = gather(rutas, progress=[item for item in files if item[0] not in forms])
    done = import_formularios(forms, marcos=listed(marcos)) if forms else Importado()
    if done.registros:
        parts = [found.registros] if found.registros is not None else []
        found.registros = join_registros([*parts, RegistrosArchivo(done.registros, {})])
    registros = require_registros(found, rutas)
    counts, problems = _count(registros, found, marcos)
    raise_errors([*found.problemas, *problems])
    came = _came(registros, counts, len(registros) - len(done.registros))
    items = []
    for pair in pairs:
        row = came.pop((pair.id, fold(pair.evaluador)), None)
        answered, asked = counts[row] if row is not None else (0, 0)
        items.append(Pendiente(pair.id, pair.titulo, pair.evaluador, pair.archivo, row is not None, answered, asked))
    judges = registros.claves().evaluadores
    beyond = tuple((name, judges[row] or "") for (name, _), row in sorted(came.items()))
    return EstadoDePanel(tuple(items), beyond, (*found.problemas, *done.problemas, *problems))


def _is_sharing(path: Path) -> bool:
    return path.suffix.casefold() == _BOOK and is_reparto(path)


def _count(registros: Registros, reunion: Reunion, marcos: Rutas) -> tuple[list[list[int]], list[Problema]]:
    """Return, for each record, how many questions it answers and how many apply, and what is wrong with its answers.

    That nobody has answered anything yet is a state and no error.
    """
    chosen, found = choose_marcos(registros, reunion, listed(marcos))
    problems = [problem for problem in found if problem.codigo != "sin_marco"]
    counts = [[0, 0] for _ in range(len(registros))]
    for leido, rows in chosen:
        resultado = evaluate(leido.marco, registros, filas=rows)
        problems.extend(only_errors(resultado.problemas))
        for row, answered, asked in zip(resultado.filas.tolist(), *resultado.respondidas.tolist(), strict=True):
            counts[row][0] += answered
            counts[row][1] += asked
    return counts, problems


def _came(registros: Registros, counts: Sequence[Sequence[int]], forms_from: int) -> dict[tuple[str, str], int]:
    """Return the row of each record that came back, by id and evaluator: of a form and its import, the one that answers more.

    A form without answers is as it was sent: it has not come back.
    """
    found: dict[tuple[str, str], int] = {}
    keys = registros.claves()
    for row, (name, judge) in enumerate(zip(keys.ids, keys.evaluadores, strict=True)):
        if row >= forms_from and counts[row][0] == 0:
            continue
        key = (name, fold(judge or ""))
        if key not in found or counts[found[key]][0] < counts[row][0]:
            found[key] = row
    return found

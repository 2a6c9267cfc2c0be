"""Records of a comparison with several evaluations: their votes together, as a panel does it, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.problema import EvaluacionError, Problema, quote
from evaluacion.flujo.calificar import parse_reference
from evaluacion.flujo.panel import already_agreed
from evaluacion.flujo.reunir import PANEL, Reunion, gather
from evaluacion.read.documento import show_path
from evaluacion.read.moderacion import ModeracionLeida, find_unknown_marcos, read_moderacion
from evaluacion.read.panel import PanelLeido, read_panel
from evaluacion.score.consolidar import Consolidado, consolidate
from evaluacion.score.evaluate import Resultado, evaluate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.moderacion import Acordada
    from evaluacion.model.registros import Registros
    from evaluacion.read.comparacion import ComparacionLeida
    from evaluacion.read.comparacion_lector import Lector
    from evaluacion.read.marco import MarcoLeido


@dataclass(frozen=True, slots=True)
class Citadas:
    """What the records of a comparison come from: their paths, what those hold, and what was agreed about them."""

    rutas: tuple[Path, ...]
    reunion: Reunion
    moderaciones: tuple[ModeracionLeida, ...]
    fecha: str | None
    archivos: dict[str, str]
    """Panels and moderations, with their sha256."""


@dataclass(frozen=True, slots=True)
class Calificadas:
    """The results by id of their marco, what is wrong with them, and how votes were put together (nothing where each record has one)."""

    resultados: dict[str, Resultado]
    problemas: tuple[Problema, ...]
    juntas: tuple[str, ...]


def cite_records(leida: ComparacionLeida, lector: Lector, places: Sequence[Path]) -> Citadas:
    """Return the records of some places; the file of a panel stands for its records, its agreed answers and its period.

    What is wrong is noted in `lector`.

    Raises:
        EvaluacionError: a file of a panel, or one that it names, cannot be read.
    """
    found = gather(places)
    panels = [read_panel(place) for place in places if found.publicados.get(place) == PANEL]
    if panels:
        records = [place for place in places if found.publicados.get(place) != PANEL]
        places = [*records, *(place for panel in panels for place in panel.registros)]
        found = gather(places)
    agreements = _agreements(leida, lector, panels)
    files = {name: digest for panel in panels for name, digest in panel.archivos.items()}
    files |= {show_path(Path(item.archivo)): item.sha256 for item in agreements}
    return Citadas(tuple(places), found, tuple(agreements), _period(leida, lector, panels), files)


def _agreements(leida: ComparacionLeida, lector: Lector, panels: Sequence[PanelLeido]) -> list[ModeracionLeida]:
    """Return the moderation that the comparison names, else those of its panels."""
    name = leida.comparacion.unidades.moderacion
    if name is None:
        paths = [panel.moderacion for panel in panels if panel.moderacion is not None]
    else:
        path = lector.find(name, leida.documento.origen(("unidades", "moderacion")))
        paths = [path] if path is not None else []
    found = []
    for path in paths:
        try:
            found.append(read_moderacion(path))
        except EvaluacionError as error:
            lector.problemas.extend(error.problemas)
    return found


def _period(leida: ComparacionLeida, lector: Lector, panels: Sequence[PanelLeido]) -> str | None:
    dates = sorted({panel.panel.fecha for panel in panels if panel.panel.fecha is not None})
    if len(dates) > 1:
        place = leida.documento.origen(("unidades", "fichas"))
        lector.refuse(f"Los paneles tienen fechas distintas: {', '.join(dates)}.", place, "Compárelos con la misma fecha.")
    return dates[0] if dates else None


def score_records(
    marcos: Mapping[str, MarcoLeido], registros: Registros, filas: NDArray[np.intp], citadas: Citadas, excluye: frozenset[str]
) -> Calificadas:
    """Return the scores of some records under each marco, one a record: where several people judged it, their votes together.

    Args:
        marcos: the instruments, by id.
        registros: the evaluators' records.
        filas: which rows.
        citadas: where they come from, with the agreed answers.
        excluye: ids that are no units: what was agreed about them is left aside.
    """
    reference = parse_reference(citadas.fecha)
    dated = (f"periodo de referencia: {citadas.fecha}, el del panel",) if citadas.fecha is not None else ()
    if not citadas.moderaciones and not _are_repeated(registros, filas):
        results = {name: evaluate(item.marco, registros, filas=filas, referencia=reference) for name, item in marcos.items()}
        return Calificadas(results, tuple(problem for item in results.values() for problem in item.problemas), dated)
    known = {**citadas.reunion.marcos, **marcos}
    problems = [problem for leida in citadas.moderaciones for problem in find_unknown_marcos(leida, known)]
    agreed = [item for leida in citadas.moderaciones for item in leida.acordadas if item.acuerdo.practica not in excluye]
    together = {name: consolidate(item.marco, registros, agreed, filas=filas, referencia=reference) for name, item in marcos.items()}
    problems += [problem for item in together.values() for problem in (*item.resultado.problemas, *already_agreed(item))]
    told = (*(_told(item, registros, filas) for item in together.values()), *_moderated(citadas.moderaciones, agreed, marcos), *dated)
    return Calificadas({name: item.resultado for name, item in together.items()}, tuple(problems), told)


def _are_repeated(registros: Registros, filas: NDArray[np.intp]) -> bool:
    ids = registros.claves().ids
    return len({ids[row] for row in filas.tolist()}) < len(filas)


def _told(item: Consolidado, registros: Registros, filas: NDArray[np.intp]) -> str:
    """Return how the votes on a marco were put together: by what, of how many evaluators, how many a record."""
    marco, judges = item.resultado.marco, registros.claves().evaluadores
    people = len({judges[row] or "" for row in filas.tolist()})
    counts = (item.votos.plazas >= 0).sum(axis=1)
    least, most = int(counts.min()), int(counts.max())
    each = f"{most} por registro" if least == most else f"de {least} a {most} por registro"
    said = f"evaluaciones juntas con {quote(marco.marco)}: cada respuesta es la {marco.consolidacion} de los votos"
    return f"{said} de {people} {'evaluador' if people == 1 else 'evaluadores'}, {each}"


def _moderated(moderaciones: Sequence[ModeracionLeida], agreed: Sequence[Acordada], marcos: Mapping[str, MarcoLeido]) -> Iterator[str]:
    """Yield how many answers were agreed, by the file that says so."""
    for leida in moderaciones:
        count = sum(item.origen.archivo == leida.archivo and item.acuerdo.marco in marcos for item in agreed)
        yield f"moderación: {count} {'respuesta acordada' if count == 1 else 'respuestas acordadas'} en {leida.archivo}"

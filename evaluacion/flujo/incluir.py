"""From the files that join a board to their sheets: each kind of file has its way, in one list."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, raise_errors
from evaluacion.flujo.comparar import compare
from evaluacion.flujo.estrategia_en_libro import is_book, read_named_form
from evaluacion.flujo.procedimiento import follow_file
from evaluacion.flujo.propias import is_own_output
from evaluacion.flujo.reunir import ESTRATEGIA, PANEL, kind_of
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.flujo.tendencias import trend_of_file
from evaluacion.publish.tablero.arrange_comparacion import arrange_hojas_comparacion
from evaluacion.publish.tablero.comparacion_hecha import make_vista
from evaluacion.publish.tablero.hoja_gantt import GANTT, arrange_gantt
from evaluacion.publish.tablero.hoja_panel import arrange_panel
from evaluacion.publish.tablero.hoja_tendencias import arrange_tendencias
from evaluacion.publish.tablero.matrices import arrange_matrices
from evaluacion.publish.tablero.nombres import TENDENCIAS, Anexa
from evaluacion.publish.tablero.plan import PlanRevisado
from evaluacion.read.documento import parse_documento, read_bytes, read_documento, show_path
from evaluacion.read.estrategia import load_estrategia
from evaluacion.read.formulario_estrategia import looks_like_form
from evaluacion.read.tabla import is_table
from evaluacion.read.texto import MAX_BYTES, decode

if TYPE_CHECKING:
    from evaluacion.flujo.procedimiento import Seguido
    from evaluacion.flujo.revisar import Revisado
    from evaluacion.model.hallazgo import Revision
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.comparacion_datos import ComparacionHecha
    from evaluacion.publish.panel_datos import PanelHecho
    from evaluacion.publish.tendencias_datos import TendenciaHecha


@dataclass(slots=True)
class Inclusion:
    """What joins a board, by kind, in the order in which it was named."""

    tendencias: list[TendenciaHecha] = field(default_factory=list)
    planes: list[PlanRevisado] = field(default_factory=list)
    revisiones: list[Revision] = field(default_factory=list)
    seguidos: list[Seguido] = field(default_factory=list)
    comparaciones: list[ComparacionHecha] = field(default_factory=list)
    paneles: list[PanelHecho] = field(default_factory=list)
    procedencias: list[Procedencia] = field(default_factory=list)
    avisos: list[Problema] = field(default_factory=list)

    def add_review(self, revisado: Revisado) -> None:
        """Add the strategies of a review, those that are not in already, and their findings."""
        known = {revision.archivo for revision in self.revisiones}
        reviews = revisado.total.revisiones
        for leida, revision in zip(revisado.leidas, reviews, strict=False):  # after the strategies come the configurations
            if revision.archivo not in known:
                self.planes.append(PlanRevisado(leida.estrategia, leida.lugar, revision))
        self.revisiones.extend(revision for revision in reviews if revision.archivo not in known)

    def sheets(self) -> tuple[Anexa, ...]:
        """Return the sheets: those of the strategies, a calendar a procedure, those of the comparisons, two a panel, and the trends."""
        return (
            *arrange_matrices(self.planes, self.revisiones),
            *(_calendar(seguido, number) for number, seguido in enumerate(self.seguidos, 1)),
            *(sheet for number, done in enumerate(self.comparaciones, 1) for sheet in arrange_hojas_comparacion(make_vista(done), number)),
            *(sheet for number, hecho in enumerate(self.paneles, 1) for sheet in _numbered(arrange_panel(hecho), number)),
            *((Anexa(TENDENCIAS, arrange_tendencias(self.tendencias)),) if self.tendencias else ()),
        )


def include(rutas: Rutas, hecho: Inclusion, *, hoy: date) -> None:
    """Add the files of some paths to what joins a board.

    Args:
        rutas: files that describe a trend, a comparison, a strategy, the record of a procedure or a panel.
        hecho: where they are added.
        hoy: the day of reference of a file that gives none.

    Raises:
        EvaluacionError: everything wrong with all of them, each at its place.
    """
    problems: list[Problema] = []
    for path in map(Path, listed(rutas)):
        try:
            _KINDS[_kind(path)](path, hecho, hoy)
        except EvaluacionError as error:
            problems.extend(error.problemas)
    raise_errors(problems)


def _kind(path: Path) -> str:
    """Return what a file is, of the kinds that join a board.

    Raises:
        EvaluacionError: it cannot be read, or it is none of them.
    """
    if is_book(path) and looks_like_form(path):
        return ESTRATEGIA
    is_document = not (path.is_file() and (is_table(path) or is_own_output(path)))
    kind = kind_of(read_documento(path), path) if is_document else None
    if kind is None or kind not in _KINDS:
        what = f"--incluir no recibe archivos como este{f', de clase «{kind}»' if kind else ''}."
        remedy = f"Indique archivos de estas clases: {', '.join(_KINDS)}."
        place = Origen(show_path(path), 1, 1) if is_document else Origen(show_path(path))
        raise EvaluacionError([Problema("tipo_de_archivo", what, place, remedy)])
    return kind


def _add_trend(path: Path, hecho: Inclusion, _hoy: date) -> None:
    done = trend_of_file(path)
    hecho.tendencias.append(done.tendencia)
    hecho.procedencias.append(done.procedencia)
    hecho.avisos.extend(done.avisos)


def _add_strategy(path: Path, hecho: Inclusion, hoy: date) -> None:
    from evaluacion.flujo.revisar import review_read  # noqa: PLC0415 - the rules only where there are strategies

    archivo, is_form = show_path(path), is_book(path)
    data = read_bytes(path, max_bytes=None if is_form else MAX_BYTES)
    leida, warnings = read_named_form(path) if is_form else (load_estrategia(parse_documento(decode(data, archivo), archivo)), [])
    hecho.avisos.extend(warnings)
    revisado = review_read([leida], {archivo: hashlib.sha256(data).hexdigest()}, hoy=hoy)
    hecho.add_review(revisado)
    hecho.procedencias.append(replace(revisado.total.procedencia, marcos=()))


def _add_procedure(path: Path, hecho: Inclusion, hoy: date) -> None:
    done = follow_file(None, path, hoy=hoy)
    hecho.seguidos.append(done)
    hecho.procedencias.append(done.procedencia)


def _add_comparison(path: Path, hecho: Inclusion, _hoy: date) -> None:
    done = compare(path)
    hecho.comparaciones.append(done.hecha)
    hecho.procedencias.append(done.procedencia)
    hecho.avisos.extend(done.avisos)


def _add_panel(path: Path, hecho: Inclusion, _hoy: date) -> None:
    from evaluacion.flujo.panel import convene_file  # noqa: PLC0415 - only where there is one

    done = convene_file(path)
    hecho.paneles.append(done.hecho)
    hecho.procedencias.append(done.procedencia)
    hecho.avisos.extend(done.calificacion.avisos)


_KINDS: dict[str, Callable[[Path, Inclusion, date], None]] = {
    "tendencia": _add_trend,
    "estrategia": _add_strategy,
    "expediente": _add_procedure,
    "comparacion": _add_comparison,
    PANEL: _add_panel,
}
"""By its kind, how a file joins a board."""


def _calendar(seguido: Seguido, number: int) -> Anexa:
    """Return the calendar of a procedure; from the second on, its name has a number."""
    name = GANTT.nombre if number == 1 else f"{GANTT.nombre} {number}"
    title = seguido.expediente.titulo or seguido.seguimiento.procedimiento.titulo
    hoja = replace(arrange_gantt(seguido.seguimiento, seguido.expediente), nombre=name)
    return Anexa(GANTT._replace(nombre=name, para_que=f"{GANTT.para_que} {title}"), hoja)


def _numbered(sheets: Sequence[Anexa], number: int) -> Iterator[Anexa]:
    """Yield some sheets; from the second group on, their names have a number."""
    for presentation, hoja in sheets:
        name = presentation.nombre if number == 1 else f"{presentation.nombre} {number}"
        yield Anexa(presentation._replace(nombre=name), replace(hoja, nombre=name))

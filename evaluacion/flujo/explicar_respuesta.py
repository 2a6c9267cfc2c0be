"""From paths to the answer to a complaint, in the form in which it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from evaluacion.base.problema import EvaluacionError, Problema
from evaluacion.flujo.explicar_comparacion import CeldasRespondidas, UnidadesContrastadas, contrast_units, is_comparison, suppose_cells
from evaluacion.flujo.explicar_contra import EnPanel, explain_gap
from evaluacion.flujo.explicar_si import explain_supposed
from evaluacion.flujo.rutas import Rutas, listed
from evaluacion.publish.explicar_celdas import arrange_cells, arrange_units
from evaluacion.publish.explicar_contra import arrange_gap
from evaluacion.publish.explicar_json import cells_as_json, gaps_as_json, supposed_as_json, units_as_json
from evaluacion.publish.explicar_respuesta import FORMAS, as_libro, make_informe
from evaluacion.publish.explicar_si import arrange_effect
from evaluacion.publish.libro_xlsx import write_libro

if TYPE_CHECKING:
    from evaluacion.publish.informe import Informe


@dataclass(frozen=True, slots=True)
class Respuesta:
    """An answer: the report, how it is written as JSON, and what was noticed on the way."""

    informe: Informe
    como_json: Callable[[bool], str]
    """Given whether only ASCII may be written."""
    avisos: tuple[Problema, ...]

    def as_text(self, formato: str, *, ascii_only: bool = False) -> str:
        """Return the answer as `texto`, `markdown` or `json`."""
        return self.como_json(ascii_only) if formato == "json" else FORMAS[formato](self.informe)

    def write_libro(self, path: Path) -> tuple[Path, Problema | None]:
        """Write the sheet to print; return where it went, and a warning when that is not where it was asked."""
        return write_libro(as_libro(self.informe), path)


def answer_supposed(
    ruta: str | Path,
    si: Sequence[str],
    *,
    registro: str | None = None,
    evaluador: str | None = None,
    marcos: Rutas = (),
    fecha: str | None = None,
    con_evidencia: bool = False,
    progress: Iterable[tuple[Path, bool]] | None = None,
) -> Respuesta:
    """Return what would change if a record said something else.

    Raises:
        EvaluacionError: what is wrong with the input, there is no such record, or a supposition cannot be read.
    """
    if is_comparison(Path(ruta)):
        if con_evidencia or evaluador is not None or listed(marcos):
            _refuse_options()
        return _answer_cells(suppose_cells(Path(ruta), registro, si, fecha))
    found = explain_supposed(
        ruta, si, registro=registro, evaluador=evaluador, marcos=marcos, fecha=fecha, con_evidencia=con_evidencia, progress=progress
    )
    name = found.supuestos[0].juntas.ficha_antes
    parts = [arrange_effect(item, found.procedencia) for item in found.supuestos]
    return Respuesta(
        make_informe(f"Qué cambiaría en {name.titulo or name.practica}", parts, found.procedencia),
        lambda ascii_only: supposed_as_json(found.supuestos, found.procedencia, ascii_only=ascii_only),
        found.avisos,
    )


def answer_gap(
    ruta: str | Path,
    registro: str,
    contra: str,
    *,
    evaluador: str | None = None,
    marcos: Rutas = (),
    fecha: str | None = None,
    progress: Iterable[tuple[Path, bool]] | None = None,
    panel: EnPanel | None = None,
) -> Respuesta:
    """Return the gap between two records, the first less the second; with `panel`, with the votes of all their evaluators together.

    Raises:
        EvaluacionError: what is wrong with the input, there is no such record, or no instrument scores both.
    """
    if is_comparison(Path(ruta)):
        if evaluador is not None or panel is not None or listed(marcos):
            _refuse_options()
        return _answer_units(contrast_units(Path(ruta), registro, contra, fecha))
    found = explain_gap(ruta, registro, contra, evaluador=evaluador, marcos=marcos, fecha=fecha, progress=progress, panel=panel)
    parts = [arrange_gap(item, found.procedencia) for item in found.brechas]
    return Respuesta(
        make_informe(f"Qué separa a {registro} de {contra}", parts, found.procedencia),
        lambda ascii_only: gaps_as_json(found.brechas, found.procedencia, ascii_only=ascii_only),
        found.avisos,
    )


def _answer_cells(found: CeldasRespondidas) -> Respuesta:
    effect = found.juntas
    name = effect.antes.renglones.nombres[effect.fila]
    return Respuesta(
        make_informe(f"Qué cambiaría en {name}", [arrange_cells(found.titulo, effect, found.solas, found.procedencia)], found.procedencia),
        lambda ascii_only: cells_as_json(effect, found.procedencia, ascii_only=ascii_only),
        found.avisos,
    )


def _answer_units(found: UnidadesContrastadas) -> Respuesta:
    compared = found.hecha.hecha.comparado
    one, other = (compared.renglones.nombres[row] for row in found.filas)
    blocks = arrange_units(found.titulo, compared, found.filas, found.brecha, found.procedencia)
    return Respuesta(
        make_informe(f"Qué separa a {one} de {other}", [blocks], found.procedencia),
        lambda ascii_only: units_as_json(compared, found.filas, found.brecha, found.procedencia, ascii_only=ascii_only),
        found.avisos,
    )


def _refuse_options() -> NoReturn:
    message = "RUTA es una comparación: --marco, --evaluador, --panel y --con-evidencia son de registros."
    raise EvaluacionError([Problema("opcion_no_valida", message, None, "Quite esas opciones.")])

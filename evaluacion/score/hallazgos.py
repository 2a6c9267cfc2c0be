"""What is noticed in the data of indicators while they are measured: each finding told record by record, up to a number, then counted."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_plain
from evaluacion.base.problema import Problema, quote
from evaluacion.score.derived import FAULTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.registros import Registros
    from evaluacion.score.derived import Contradiccion
    from evaluacion.score.indicators import Medidas

MOST_PLACES = 20
"""How many equal findings are told one by one."""


def find_indicator_problems(registros: Registros, rows: NDArray[np.intp], measures: dict[str, Medidas]) -> Iterator[Problema]:
    """Yield a warning for what cannot be computed, what contradicts itself, a target of another marco, and «no aplica» without a reason."""
    for name, measured in measures.items():
        for fault in range(1, len(FAULTS)):
            yield from _told(registros, rows[measured.falla == fault], name, _faulty(name, fault))
        found = measured.datos.contradiccion
        if found is not None:
            yield from _contradictions(registros, rows, name, measured, found)
        yield from _targets(registros, rows, name, measured)
        yield from _excluded(registros, rows, name, measured)


def _told(registros: Registros, rows: NDArray[np.intp], name: str, tell: Callable[[str, int], Problema]) -> Iterator[Problema]:
    """Yield a finding for each row; the last one says how many more there are."""
    more = len(rows) - MOST_PLACES
    for order, row in enumerate(rows[: MOST_PLACES + 1].tolist()):
        found = tell(quote(registros.identidad(row).id), order)
        message = f"… y «{name}» igual en {more:,} registros más, desde aquí." if order == MOST_PLACES else found.mensaje
        yield Problema(found.codigo, message, registros.origen(row, "indicadores", name), found.remedio, "aviso")


def _faulty(name: str, fault: int) -> Callable[[str, int], Problema]:
    def tell(who: str, _: int) -> Problema:
        message = f"{who}: «{name}» no se puede calcular: {FAULTS[fault]}."
        return Problema("indicador_no_calculable", message, remedio="Corrija el dato; mientras tanto cuenta como sin responder.")

    return tell


def _contradictions(registros: Registros, rows: NDArray[np.intp], name: str, measured: Medidas, found: Contradiccion) -> Iterator[Problema]:
    positions = np.flatnonzero(found.columna >= 0)

    def tell(who: str, order: int) -> Problema:
        at = int(positions[order])
        period = measured.datos.serie.periodos[int(found.columna[at])].texto
        said = _between(float(found.extremos.bajo[at]), float(found.extremos.alto[at]))
        message = f"{who}: «{name}» dice {_datum(float(found.escrito[at]))} en {period} y según su fórmula {said}."
        return Problema("valor_contradictorio", message, remedio="Se usó la fórmula; corrija el valor o las variables.")

    yield from _told(registros, rows[positions], name, tell)


def _targets(registros: Registros, rows: NDArray[np.intp], name: str, measured: Medidas) -> Iterator[Problema]:
    positions = np.flatnonzero(~np.isnan(measured.meta_escrita))

    def tell(who: str, order: int) -> Problema:
        at = int(positions[order])
        fixed, written = float(measured.datos.serie.meta_valor[at]), float(measured.meta_escrita[at])
        message = f"{who}: «{name}» escribe la meta {_datum(written)} y el marco la fija en {_datum(fixed)}."
        return Problema("meta_distinta", message, remedio="Se usó la del marco; quite la meta del registro.")

    yield from _told(registros, rows[positions], name, tell)


def _excluded(registros: Registros, rows: NDArray[np.intp], name: str, measured: Medidas) -> Iterator[Problema]:
    """Yield a warning for each record that says that an indicator does not apply and not why, or that gives its data too."""
    serie = measured.datos.serie

    def unexplained(who: str, _: int) -> Problema:
        remedy = "Agregue «motivo»: quien lea el resultado lo va a preguntar."
        return Problema("no_aplica_sin_motivo", f"{who}: «{name}» dice que no aplica y no dice por qué.", remedio=remedy)

    def measured_too(who: str, _: int) -> Problema:
        remedy = "No se usaron sus datos; quítelos, o quite «no aplica»."
        return Problema("valor_contradictorio", f"{who}: «{name}» dice que no aplica y también da valores.", remedio=remedy)

    yield from _told(registros, rows[serie.no_aplica & ~serie.con_motivo], name, unexplained)
    yield from _told(registros, rows[serie.no_aplica & ~np.isnan(serie.valores).all(axis=1)], name, measured_too)


def _datum(value: float) -> str:
    return show_plain(float(f"{value:.12g}"))


def _between(low: float, high: float) -> str:
    if math.isclose(low, high, rel_tol=1e-12, abs_tol=1e-12):
        return f"es {_datum(low)}"
    if math.isinf(low) or math.isinf(high):
        return f"es {_datum(low)} o más" if math.isinf(high) else f"es {_datum(high)} o menos"
    return f"va de {_datum(low)} a {_datum(high)}"

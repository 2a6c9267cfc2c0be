"""The records in the Simulador: total, level and place of each, by formulas on the weights that a person writes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.publish.libro import Celda
from evaluacion.publish.tablero.estilos import DASH, ENLACE, LINEA, LINEA_CENTRADA, decimals_apart, text
from evaluacion.publish.tablero.hoja_simulador_columnas import Columnas, numbers_or
from evaluacion.publish.tablero.hoja_simulador_lugares import put_places, put_remark
from evaluacion.publish.tablero.hoja_simulador_medias import NO_APLICA, ROW
from evaluacion.publish.tablero.hoja_simulador_niveles import key_formula, key_of, put_level
from evaluacion.publish.tablero.hoja_simulador_nodos import Extremos, Lectura, Total, put_total
from evaluacion.publish.tablero.hoja_simulador_obra import (
    AL_MENOS,
    ALTO,
    ALTO_ALTERNO,
    BAJO,
    BAJO_ALTERNO,
    DIFERENCIA,
    HASTA,
    PUNTAJE_EN,
    REGISTRO,
    ULTIMA,
    Obra,
    Visible,
    reaches,
)
from evaluacion.score.kernel import APLICABILIDAD, COBERTURA, MAXIMO, MINIMO, PUNTAJE
from evaluacion.score.levels import comparable, has_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluacion.publish.tablero.hoja_detalle import Lugares
    from evaluacion.publish.tablero.hoja_simulador_niveles import Tablas
    from evaluacion.publish.tablero.hoja_simulador_pesos import Pesos
    from evaluacion.publish.tablero.seccion import Seccion

_LEAST_DECIMALS = 2
_WRAPPED = LINEA._replace(ajustar=True)
_LINK = ENLACE._replace(horizontal="center")
_CENTRED = LINEA_CENTRADA._replace(ajustar=True)
_DIFFERENCE = LINEA._replace(formato="+#,##0.00;-#,##0.00;0.00")
_SCORE = LINEA._replace(formato="#,##0.00")


@dataclass(frozen=True, slots=True)
class Renglones:
    """The records of a section: the columns that are seen and the hidden ones."""

    seccion: Seccion
    visibles: tuple[Visible, ...]
    ocultas: Columnas
    lugares: Lugares

    def row(self, record: int, number: int) -> tuple[list[Celda | None], Iterator[Celda | None]]:
        """Return the cells of a record, in the row of a number counted from 1: those that are seen, the way to its answers first, and the hidden ones."""
        renglon, words = self.seccion.renglones[record], str(number)
        cells: list[Celda | None] = [None] * (ULTIMA + 1 - REGISTRO)
        cells[0] = text(renglon.nombre, _WRAPPED)
        place = self.lugares.get((self.seccion.marco.marco, renglon.posicion))
        for column, (_, values, formula), estilo in self.visibles:
            value = values[record]
            if value is not None:
                cells[column - REGISTRO] = Celda(value, estilo, None, formula.replace(ROW, words) if formula else None)
        return [Celda("→", _LINK, place) if place is not None else None, *cells], self.ocultas.row(record, words)


def make_renglones(seccion: Seccion, pesos: Pesos, tablas: Tablas, rows: tuple[int, int], hidden: int, lugares: Lugares) -> Renglones:
    """Return the records of a section.

    Args:
        seccion: the marco and its records.
        pesos: where its weights stand.
        tablas: where its levels stand.
        rows: the first and the last row of the records.
        hidden: the first column that is free for hidden numbers.
        lugares: where Detalle shows each record.
    """
    work = Obra(seccion, pesos, tablas, rows, hidden)
    total = _put_totals(work)
    valid, keys = _put_limits(work, total)
    _put_levels(work, valid, keys)
    covered = _put_covered(work, total)
    if seccion.clasifica:
        put_places(work, valid, covered, keys)
    else:
        put_remark(work, valid, covered)
    _put_difference(work)
    if work.resultado.alterna is not None:
        _put_other_reading(work)
    return Renglones(seccion, tuple(work.visibles), work.ocultas, lugares)


def _put_totals(work: Obra) -> Total:
    """Add the columns of the total; return its formulas."""
    marco = work.marco
    asked = {MINIMO, MAXIMO, PUNTAJE}
    asked |= {COBERTURA} if marco.cobertura_minima > 0 else set()
    asked |= {APLICABILIDAD} if marco.aplicabilidad_minima > 0 else set()
    ends = Extremos(Columnas.ref(BAJO), Columnas.ref(ALTO))
    total = put_total(work.ocultas, Lectura(work.plan, work.nodos, frozenset(asked)), work.pesos, ends)
    edges = [nivel.desde for nivel in marco.niveles]
    for position, measure, formula in ((BAJO, MINIMO, total.bajo), (ALTO, MAXIMO, total.alto)):
        values = work.total(measure)
        decimals = decimals_apart([None if math.isnan(value) else value for value in values.tolist()], edges, _LEAST_DECIMALS)
        work.show(position, numbers_or(values, work.pesos.nada), formula, LINEA._replace(formato=f"#,##0.{'0' * decimals}"))
    scores = [
        work.pesos.nada if math.isnan(low) else score
        for low, score in zip(work.total(MINIMO).tolist(), numbers_or(work.total(PUNTAJE), DASH), strict=True)
    ]
    work.show(PUNTAJE_EN, scores, total.puntaje, _SCORE)
    return total


def _put_limits(work: Obra, total: Total) -> tuple[str, tuple[str, str]]:
    """Add whether each record may have a level, and what comparisons look at of its ends; return their cells."""
    applies = f"ISNUMBER({Columnas.ref(BAJO)})"
    if total.aplicabilidad:
        cell = work.hide("aplicabilidad", work.total(APLICABILIDAD).tolist(), total.aplicabilidad)
        applies = f"AND({applies},{reaches(cell, work.marco.aplicabilidad_minima)})"
    valid = work.hide("aplica lo suficiente", has_level(work.plan, work.nodos).astype(float).tolist(), f"IF({applies},1,0)")
    keys = [
        work.hide(
            f"{word}, como se compara",
            numbers_or(key_of(comparable(work.plan, work.total(measure))), NO_APLICA),
            key_formula(work.plan, Columnas.ref(position)),
        )
        for position, measure, word in ((BAJO, MINIMO, "garantizado"), (ALTO, MAXIMO, "alcanzable"))
    ]
    return valid, (keys[0], keys[1])


def _put_covered(work: Obra, total: Total) -> str:
    """Add the coverage of each record; return the formula of whether it is enough, empty where none is asked for."""
    if not total.cobertura:
        return ""
    cell = work.hide("cobertura", numbers_or(work.total(COBERTURA), 0.0), total.cobertura)
    return reaches(cell, work.marco.cobertura_minima)


def _put_levels(work: Obra, valid: str, keys: tuple[str, str]) -> None:
    for end, position in enumerate((AL_MENOS, HASTA)):
        if not work.marco.niveles:
            work.show(position, [DASH] * len(work.orden), None, _CENTRED)
            continue
        _, names, formula = put_level(work.ocultas, work.seccion, work.tablas, work.orden, end, (valid, keys[end]))
        work.show(position, list(names), formula, _CENTRED)


def _put_difference(work: Obra) -> None:
    """Add how much the guaranteed score changed since the start."""
    low = Columnas.ref(BAJO)
    start = numbers_or(work.total(MINIMO))
    before = work.hide("garantizado de inicio", start)
    formula = f'IF(AND(ISNUMBER({low}),ISNUMBER({before})),ROUND({low}-{before},{COMPARED_DECIMALS}),"{DASH}")'
    work.show(DIFERENCIA, [DASH if value is None else 0.0 for value in start], formula, _DIFFERENCE)


def _put_other_reading(work: Obra) -> None:
    """Add the ends of the total without the questions that some read the other way."""
    nodes = work.resultado.nodos_alternos[:, :, work.orden]
    reading = Lectura(work.plan, nodes, frozenset({MINIMO, MAXIMO}), "otra lectura")
    total = put_total(work.ocultas, reading, work.pesos, Extremos(Columnas.ref(BAJO_ALTERNO), Columnas.ref(ALTO_ALTERNO)))
    for position, measure, formula in ((BAJO_ALTERNO, MINIMO, total.bajo), (ALTO_ALTERNO, MAXIMO, total.alto)):
        work.show(position, numbers_or(nodes[measure, -1], work.pesos.nada), formula, _SCORE)

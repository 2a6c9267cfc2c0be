"""Tendencias: an index through the years, by level, with its means, its movers and the figures that were printed of it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evaluacion.compare.tendencia import POR_CONFIRMAR, SIN_NIVEL
from evaluacion.publish.cifras import VEREDICTO, count_text
from evaluacion.publish.libro import Celda, Grafica, Hoja, Hojeador
from evaluacion.publish.tablero.estilos import (
    ENCABEZADO,
    LIGHT_GREY,
    LINEA,
    LINEA_CENTRADA,
    NOTA,
    SECCION,
    SUBTITULO,
    TITULO,
    band,
    decimals_of,
    headers,
    label,
    number,
    text,
)
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import TENDENCIAS
from evaluacion.publish.tablero.tendencias_graficas import ALTO, make_graficas
from evaluacion.publish.tendencias_tablas import (
    GROWTH_DECIMALS,
    MEAN_DECIMALS,
    all_steps,
    figure_row,
    level_changes,
    levels_table,
    means_table,
    movers_text,
    movers_title,
    notes_of,
    records_table,
    span_name,
    transition_table,
    whole_text,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from evaluacion.compare.tendencia import RegistroSeguido
    from evaluacion.model.procedencia import Procedencia
    from evaluacion.publish.tendencias_datos import TendenciaHecha

_FIRST, _OTHER, _LEAST = 26.0, 13.0, 12
_ROW_PIXELS, _LINE = 20, 13.5
_NAMES, _SENTENCE = 165, 120
"""Characters of a line of names, from the third column, and of a sentence, from the sixth."""
_PLAIN = LINEA._replace(borde=False, tamano=9)
_SAME = LINEA_CENTRADA._replace(fondo=LIGHT_GREY)
"""The cell of those that stay in their level."""
_SMALL = LINEA_CENTRADA._replace(tamano=9)
_HEADER_HEIGHT = 30.0


def arrange_tendencias(tendencias: Sequence[TendenciaHecha], procedencia: Procedencia | None = None) -> Hoja:
    """Return the sheet, one section a trend; with `procedencia`, what it comes from at the end, for a sheet on its own."""
    sheet, charts, pages = Hojeador(), list[Grafica](), [0]
    widest = max([_LEAST, *(2 * len(hecha.evolucion.periodos) + 1 for hecha in tendencias)])
    sheet.put(label("Tendencias", TITULO), alto=28)
    for hecha in tendencias:
        sheet.put(*band(widest + 1, hecha.titulo, SECCION._replace(literal=True)), alto=22)
        for line in _heading(hecha):
            sheet.put(text(line, NOTA))
        charts.extend(_put_figures(sheet, hecha))
        pages.append(sheet.siguiente)
        _put_transitions(sheet, hecha)
        pages.append(sheet.siguiente)
        _put_movers(sheet, hecha)
        _put_records(sheet, hecha)
        pages.append(sheet.siguiente)
        _put_claims(sheet, hecha)
        if hecha.cifras:
            pages.append(sheet.siguiente)
    if procedencia is not None:
        _put_provenance(sheet, procedencia)
    widths = (_FIRST, *(_OTHER for _ in range(widest)))
    return Hoja(
        TENDENCIAS.nombre,
        TENDENCIAS.color,
        widths,
        tuple(sheet.filas),
        congelar=(1, 1),
        graficas=tuple(charts),
        impresion=print_sections(sheet.filas, widths, pages),
        cuadricula=False,
    )


def _heading(hecha: TendenciaHecha) -> Iterator[str]:
    marco, indicador = hecha.evolucion.marco, hecha.evolucion.indicador
    yield f"Indicador: {indicador.nombre} ({indicador.unidad}). Niveles: {marco.titulo} ({marco.marco} {marco.version})."
    if hecha.fuente:
        yield f"Fuente: {hecha.fuente}."


def _put_figures(sheet: Hojeador, hecha: TendenciaHecha) -> tuple[Grafica, ...]:
    """Put the tables of levels and of means and the room of their charts; return the charts."""
    levels_at = _put_levels(sheet, hecha)
    sheet.skip()
    means = means_table(hecha)
    sheet.put(label(means.titulo, SUBTITULO))
    means_at = sheet.put(*headers(*means.encabezado), alto=_HEADER_HEIGHT)
    for position in range(len(hecha.evolucion.periodos)):
        sheet.put(*_mean_cells(hecha, position))
    for line in (whole_text(hecha), *notes_of(hecha)):
        sheet.put(text(line, _PLAIN))
    sheet.skip()
    charts_at = sheet.siguiente
    sheet.skip(math.ceil(ALTO / _ROW_PIXELS) + 1)
    return make_graficas(hecha, levels_at, means_at, charts_at)


def _put_levels(sheet: Hojeador, hecha: TendenciaHecha) -> int:
    """Put how many records are in each level and, where some are not sure, how many may be; return the row of the heading."""
    trend, tabla = hecha.evolucion, levels_table(hecha)
    possible = [f"{nivel.nombre}, hasta" for nivel in trend.marco.niveles] if POR_CONFIRMAR in trend.lugares else []
    sheet.put(label(tabla.titulo, SUBTITULO))
    heading = sheet.put(*(text(name, ENCABEZADO) for name in (*tabla.encabezado, *possible)), alto=_HEADER_HEIGHT)
    for period in trend.periodos:
        unsure = {POR_CONFIRMAR: period.por_confirmar, SIN_NIVEL: period.sin_nivel}
        counts = [period.niveles[name].seguros if name in period.niveles else unsure[name] for name in trend.lugares]
        most = [count.posibles for count in period.niveles.values()] if possible else []
        sheet.put(label(period.periodo, LINEA), *(number(count, 0, LINEA_CENTRADA) for count in (*counts, period.n, *most)))
    return heading


def _mean_cells(hecha: TendenciaHecha, position: int) -> Iterator[Celda]:
    period, printed = hecha.evolucion.periodos[position], hecha.impresas[position]
    step = hecha.evolucion.tramos[position - 1] if position else None
    yield label(period.periodo, LINEA)
    yield number(_plain(period.media), MEAN_DECIMALS)
    if any(cifra is not None for cifra in hecha.impresas):
        value, decimals = printed.afirmacion.impreso if printed is not None else (None, 0)
        yield number(_plain(value), decimals)
        yield label(VEREDICTO[printed.veredicto] if printed is not None else "—", _SMALL)
    yield number(_plain(period.mediana), MEAN_DECIMALS)
    yield number(_plain(step.cambio) if step else None, MEAN_DECIMALS)
    yield number(_plain(step.crecimiento) if step else None, GROWTH_DECIMALS)


def _plain(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _put_transitions(sheet: Hojeador, hecha: TendenciaHecha) -> None:
    for step in all_steps(hecha):
        tabla = transition_table(hecha, step)
        sheet.put(label(tabla.titulo, SUBTITULO))
        sheet.put(*(text(name, ENCABEZADO) for name in tabla.encabezado))
        for position, row in enumerate(tabla.filas):
            looks = [_SAME if column == position else LINEA_CENTRADA for column in range(len(row) - 1)]
            sheet.put(text(row[0], LINEA), *(number(int(count), 0, look) for count, look in zip(row[1:], looks, strict=True)))
        for before, after, names in level_changes(hecha, step):
            first = (text(f"de {before} a {after}", _PLAIN), number(len(names), 0, _PLAIN._replace(horizontal="center")))
            _put_wrapped(sheet, first, ", ".join(names), _NAMES)
        sheet.skip()


def _put_movers(sheet: Hojeador, hecha: TendenciaHecha) -> None:
    sheet.put(label(movers_title(), SUBTITULO))
    for step in all_steps(hecha):
        span = text(span_name(step), _PLAIN)
        for name, changes in (("suben", step.suben), ("bajan", step.bajan)):
            _put_wrapped(sheet, (span, label(name, _PLAIN)), movers_text(changes), _NAMES)
        sheet.put(span, label("sin cambio", _PLAIN), number(step.iguales, 0, _PLAIN._replace(horizontal="left")), alto=_LINE)
    sheet.skip()


def _put_wrapped(sheet: Hojeador, first: Sequence[Celda], words: str, width: int) -> None:
    """Put some cells and a long text beside them, in as many rows as it takes: nothing is cut and no row grows."""
    for position, line in enumerate(textwrap.wrap(words, width)):
        sheet.put(*(first if position == 0 else (None,) * len(first)), text(line, _PLAIN), alto=_LINE)


def _put_records(sheet: Hojeador, hecha: TendenciaHecha) -> None:
    trend = hecha.evolucion
    names = [period.periodo for period in trend.periodos]
    sheet.put(label(records_table(hecha).titulo, SUBTITULO))
    sheet.put(*headers("Registro", *names, *(f"Nivel en {name}" for name in names), "Cambio"), alto=_HEADER_HEIGHT)
    decimals = max((decimals_of(_plain(value)) for record in trend.registros for value in record.valores), default=0)
    for record in trend.registros:
        sheet.put(*_record_cells(record, decimals), de=record.id)
    sheet.skip()


def _record_cells(record: RegistroSeguido, decimals: int) -> Iterator[Celda]:
    yield text(record.nombre, LINEA._replace(tamano=9))
    yield from (number(_plain(value), decimals, _SMALL) for value in record.valores)
    yield from (text(level.parte or level.lugar, _SMALL._replace(tamano=8)) for level in record.niveles)
    first, last = record.valores[0], record.valores[-1]
    yield number(_plain(last - first) if first is not None and last is not None else None, decimals, _SMALL)


def _put_claims(sheet: Hojeador, hecha: TendenciaHecha) -> None:
    if not hecha.cifras:
        return
    sheet.put(label("Cifras impresas, recalculadas con la tabla", SUBTITULO))
    sheet.put(label(count_text(hecha.cifras), _PLAIN))
    sheet.put(*headers("Cifra", "Publicado", "Recalculado", "Veredicto", "", "Por qué"))
    for cifra in hecha.cifras:
        *cells, sentence = figure_row(cifra)
        _put_wrapped(sheet, [label(cell, _PLAIN) for cell in (*cells, "")], sentence, _SENTENCE)


def _put_provenance(sheet: Hojeador, procedencia: Procedencia) -> None:
    sheet.put(label("De dónde sale", SUBTITULO))
    sheet.put(label(f"{procedencia.herramienta} {procedencia.version}", _PLAIN))
    for marco in procedencia.marcos:
        sheet.put(text(f"Marco {marco.marco} {marco.version}, {marco.archivo}, huella {marco.huella}", _PLAIN))
    for policy in procedencia.politicas:
        sheet.put(label(f"Política: {policy}", _PLAIN))
    for name, digest in procedencia.archivos:
        sheet.put(text(f"Archivo {name}, sha256 {digest}", _PLAIN))

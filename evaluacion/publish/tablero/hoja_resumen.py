"""Resumen: key figures, charts, levels and the table of records of each marco."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from evaluacion.model.ficha import Ficha, Puntaje
from evaluacion.publish.libro import Celda, Grafica, Hoja, Hojeador
from evaluacion.publish.tablero.estilos import (
    AVISO,
    CIFRA,
    CIFRA_ETIQUETA,
    LINEA,
    LINEA_CENTRADA,
    NOTA,
    TITULO,
    band,
    decimals_apart,
    headers,
    height_of,
    label,
    number,
    percent,
    text,
)
from evaluacion.publish.tablero.hoja_detalle import Lugares
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import RESUMEN, SIN_CLASIFICAR
from evaluacion.publish.tablero.resumen_graficas import CHART_COLUMNS, Tabla, make_graficas
from evaluacion.publish.tablero.resumen_tipologia import Renglones, type_counts, type_figures, type_headers, type_record_rows
from evaluacion.publish.tablero.seccion import Renglon, Seccion, criterio_name, number_of, reason_without_place
from evaluacion.publish.texto import coverage_text, level_text, place_text

_WIDTHS = (30.0, 48.0, 12.0, 10.0, 12.0, 14.0, 11.0, 38.0, 13.0, 13.0, 2.0, 36.0, 12.0, 12.0, 12.0)
_SPACER = 10
_HEADER_HEIGHT = 30.0
_TOP_HEIGHTS = (30.0, 21.0)
"""Heights of the rows of figures and levels: the first, and the others."""


def arrange_resumen(secciones: tuple[Seccion, ...], lugares: Lugares, *, sin_clasificar: bool) -> Hoja:
    """Return the sheet, one section a marco, each printed on a page of its own."""
    sheet, charts, starts = Hojeador(), list[Grafica](), list[int]()
    sheet.put(label("Resumen", TITULO), alto=28)
    if sin_clasificar:
        sheet.put(*band(_SPACER, SIN_CLASIFICAR, AVISO), alto=18)
    for seccion in secciones:
        starts.append(sheet.siguiente)
        tabla = _put_section(sheet, seccion, lugares)
        charts.extend(make_graficas(seccion, tabla))
        sheet.skip(2)
    return Hoja(
        RESUMEN.nombre,
        RESUMEN.color,
        _WIDTHS,
        tuple(sheet.filas),
        congelar=(1, 0),
        graficas=tuple(charts),
        impresion=print_sections(sheet.filas, _WIDTHS, starts, max((len(seccion.renglones) for seccion in secciones), default=0)),
        cuadricula=False,
    )


def _put_section(sheet: Hojeador, seccion: Seccion, lugares: Lugares) -> Tabla:
    marco = seccion.marco
    sheet.put(*band(len(_WIDTHS), f"{marco.titulo} ({marco.marco} {marco.version})"), alto=22)
    left, right = _top(seccion)
    for i in range(max(len(left), len(right))):
        cells = left[i] if i < len(left) else ()
        padding = (None,) * (_SPACER + 1 - len(cells))
        sheet.put(*cells, *padding, *(right[i] if i < len(right) else ()), alto=_TOP_HEIGHTS[min(i, 1)])
    sheet.skip()
    charts_at = sheet.siguiente
    sheet.skip(CHART_COLUMNS.rows_for(len(seccion.renglones)) if seccion.con_datos else 0)
    heading = sheet.siguiente
    names = headers(*_record_headers(seccion))
    sheet.put(*names, *(None,) * (_SPACER + 1 - len(names)), *_CRITERIA_HEADERS, alto=_HEADER_HEIGHT)
    records, criteria = _records(seccion, lugares), _criteria_rows(seccion)
    for i in range(max(len(records), len(criteria))):
        cells = records[i] if i < len(records) else ()
        of = seccion.renglones[i].ficha.practica if i < len(records) else ""
        row = (*cells, *(None,) * (_SPACER + 1 - len(cells)), *(criteria[i] if i < len(criteria) else ()))
        sheet.put(*row, alto=height_of(row, _WIDTHS), de=of)
    return Tabla(RESUMEN.nombre, charts_at, heading, heading + 1, len(records), len(criteria))


def _top(seccion: Seccion) -> tuple[Renglones, Renglones]:
    """Return the rows of key figures, and beside them those that count levels or types."""
    tipologia = seccion.marco.tipologia
    if tipologia is not None:
        return type_figures(seccion, tipologia), type_counts(seccion, tipologia)
    return _figures(seccion), _level_rows(seccion)


def _records(seccion: Seccion, lugares: Lugares) -> Renglones:
    tipologia = seccion.marco.tipologia
    return _record_rows(seccion, lugares) if tipologia is None else type_record_rows(seccion, tipologia, lugares)


_WRAPPED = LINEA._replace(ajustar=True)
_CRITERIA_HEADERS = headers("Criterio", "Garantizado (promedio)", "Puntaje (promedio)", "Alcanzable (promedio)")


def _figures(seccion: Seccion) -> list[tuple[Celda | None, ...]]:
    totals = [renglon.ficha.total for renglon in seccion.renglones]
    low, score, high = (_mean(getattr(total, name) for total in totals) for name in ("minimo", "puntaje", "maximo"))
    cover = _mean(total.cobertura for total in totals)
    margin = high - low if low is not None and high is not None else None
    names = (
        "Registros",
        "Garantizado (promedio)",
        "Puntaje (promedio)",
        "Alcanzable (promedio)",
        "Margen (promedio)",
        "Cobertura (promedio)",
    )
    values = [number(len(totals), 0, CIFRA), *(number(value, 1, CIFRA) for value in (low, score, high, margin))]
    covered = number(None, 0, CIFRA) if cover is None else Celda(cover, CIFRA._replace(formato="0%"))
    rows: list[tuple[Celda | None, ...]] = [(None, *headers(*names, estilo=CIFRA_ETIQUETA)), (None, *values, covered)]
    return [*rows, *((None, label(note, NOTA)) for note in _notes(seccion))]


_INTERVAL = (
    "Garantizado: si lo que falta resultara lo peor. Alcanzable: si resultara lo mejor. "
    "El margen entre ambos son respuestas que faltan, no errores de juicio."
)
_RANGE_OF_PLACE = (
    "Lugar: «2 a 5» quiere decir que, con lo respondido, ese registro puede ocupar cualquiera de ellos; no se distingue de otros."
)


def _notes(seccion: Seccion) -> list[str]:
    marco, rows = seccion.marco, seccion.renglones
    notes = [_INTERVAL]
    if any(row.ficha.provisional for row in rows):
        notes.append(f"* Provisional: menos de {percent(marco.cobertura_minima)} respondido; el puntaje puede cambiar mucho.")
    if seccion.clasifica:
        notes.append(_RANGE_OF_PLACE)
    elif not marco.clasificacion:
        notes.append("Este instrumento no ordena registros: se muestran por orden alfabético.")
    if not seccion.con_datos:
        notes.append("Ningún registro tiene todavía datos suficientes para una cifra; por eso no hay gráficas.")
    if _left_out(seccion):
        notes.append(f"«Sin {_left_out(seccion)}»: el total sin lo que algunos jurados leen al revés.")
    return notes


def _level_rows(seccion: Seccion) -> list[tuple[Celda | None, ...]]:
    levels = [renglon.ficha.nivel for renglon in seccion.renglones]
    if not seccion.marco.niveles:
        return []
    rows: list[tuple[Celda | None, ...]] = [(*headers("Nivel (registros en cada uno)", "Asegurado", "Alcanzable", "Ya definitivo"),)]
    for nivel in seccion.marco.niveles:
        name = nivel.nombre
        counts = (sum(getattr(item, field) == name for item in levels) for field in ("al_menos", "hasta", "seguro"))
        rows.append((text(name, LINEA), *(number(count, 0, LINEA_CENTRADA) for count in counts)))
    without = sum(item.al_menos is None for item in levels)
    if without:
        rows.append((label("sin nivel", LINEA), number(without, 0, LINEA_CENTRADA), number(without, 0, LINEA_CENTRADA), None))
    return rows


def _record_headers(seccion: Seccion) -> tuple[str, ...]:
    if seccion.marco.tipologia is not None:
        return type_headers(seccion.marco.tipologia)
    first = "Lugar" if seccion.clasifica else "Clave"
    names = (first, "Registro", "Garantizado", "Puntaje", "Alcanzable", "Margen: respuestas que faltan", "Cobertura", "Nivel")
    without = _left_out(seccion)
    return (*names, f"Garantizado sin {without}", f"Alcanzable sin {without}") if without else names


def _left_out(seccion: Seccion) -> str:
    """Return the numbers of the questions that some read the other way, as the headings name them."""
    found = [number_of(criterio, q) for criterio in seccion.marco.criterios for q in criterio.preguntas if q.lectura_alterna]
    return ", ".join(found)


def _record_rows(seccion: Seccion, lugares: Lugares) -> list[tuple[Celda | None, ...]]:
    edges = [nivel.desde for nivel in seccion.marco.niveles]
    totals = [renglon.ficha.total for renglon in seccion.renglones]
    low = decimals_apart([total.minimo for total in totals], edges)
    high = decimals_apart([total.maximo for total in totals], edges)
    return [_record_row(seccion, renglon, lugares, (low, high)) for renglon in seccion.renglones]


def _record_row(seccion: Seccion, renglon: Renglon, lugares: Lugares, decimals: tuple[int, int]) -> tuple[Celda | None, ...]:
    ficha, total = renglon.ficha, renglon.ficha.total
    empty = "n/a" if total.no_aplica else "—"
    cells: tuple[Celda | None, ...] = (
        label(_place(seccion, renglon), _WRAPPED) if seccion.clasifica else text(ficha.practica, _WRAPPED),
        text(renglon.nombre, _WRAPPED, lugares.get((seccion.marco.marco, renglon.posicion))),
        number(total.minimo, decimals[0], empty=empty),
        number(total.puntaje, 1, mark="*" if ficha.provisional else "", empty=empty),
        number(total.maximo, decimals[1], empty=empty),
        number(_margin(total), 1, empty=empty),
        label(coverage_text(ficha), LINEA_CENTRADA),
        text(_level(seccion, ficha), _WRAPPED),
    )
    other = ficha.lectura_alterna
    if other is None or not _left_out(seccion):
        return cells
    return (*cells, number(other.minimo), number(other.maximo))


def _margin(total: Puntaje) -> float | None:
    return total.maximo - total.minimo if total.minimo is not None and total.maximo is not None else None


def _place(seccion: Seccion, renglon: Renglon) -> str:
    place = renglon.ficha.lugar
    return (
        reason_without_place(seccion, renglon)
        if place is None
        else place_text(place) + (", no se distinguen" if place[0] != place[1] else "")
    )


def _level(seccion: Seccion, ficha: Ficha) -> str:
    if not seccion.marco.niveles:
        return ""
    return level_text(ficha) if ficha.nivel.al_menos is not None else "sin nivel: aplicabilidad insuficiente"


def _criteria_rows(seccion: Seccion) -> list[tuple[Celda | None, ...]]:
    rows = list[tuple[Celda | None, ...]]()
    for c, criterio in enumerate(seccion.marco.criterios):
        scores = [renglon.ficha.criterios[c].puntaje for renglon in seccion.renglones]
        means = (_mean(getattr(score, name) for score in scores) for name in ("minimo", "puntaje", "maximo"))
        rows.append((text(criterio_name(criterio), _WRAPPED), *(number(mean) for mean in means)))
    return rows


def _mean(values: Iterable[float | None]) -> float | None:
    known: Sequence[float] = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None

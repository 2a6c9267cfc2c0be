"""Ficha: a drop-down picks a record, and the sheet shows each of its criteria, what holds it back and its three best next steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evaluacion.publish.libro import Celda, Enlace, Grafica, Hoja, Hojeador, ListaDeCeldas, Rango, SerieGrafica
from evaluacion.publish.tablero.buscar import Buscador, difference
from evaluacion.publish.tablero.columnas_datos import gated
from evaluacion.publish.tablero.estilos import (
    BLUE,
    CIFRA_ETIQUETA,
    CUERPO,
    LINEA,
    NOTA,
    PALE,
    SUBTITULO,
    TITULO,
    band,
    headers,
    height_of,
    label,
    number,
    text,
)
from evaluacion.publish.tablero.hechos import facts_of
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import FICHA
from evaluacion.publish.tablero.pasos import PASOS, stepped
from evaluacion.publish.tablero.resumen_cifras import mean_of
from evaluacion.publish.tablero.seccion import criterio_name
from evaluacion.score.kernel import MINIMO

if TYPE_CHECKING:
    from evaluacion.publish.tablero.hoja_datos import Datos
    from evaluacion.publish.tablero.seccion import Seccion

_WIDTHS = (52.0, 12.0, 12.0, 12.0, 12.0, 16.0, 46.0, 2.0, 60.0)
_CRITERIA = ("Criterio", "Garantizado", "Puntaje", "Alcanzable", "Margen", "Garantizado (promedio)", "Requisito mínimo del criterio")
_STEPS = (
    "Criterio",
    "Núm.",
    "Gana en lo garantizado",
    "Garantizado con el cambio",
    "Margen que cierra",
    "Mejor respuesta",
    "Pregunta o indicador",
    "",
    "Qué abre, y cómo responder o mejorar",
)
_STEP_KEYS = ("criterio", "numero", "gana", "despues", "cierra", "mejor", "reactivo")
_NUMERIC = frozenset({"gana", "despues", "cierra"})
_CHART_COLUMN, _CHART_WIDTH, _LEAST_HEIGHT, _BAR = 8, 416, 300, 22
_HEADER_HEIGHT = 30.0
_FACT = LINEA._replace(borde=False, horizontal="left")
_LIVE = CUERPO._replace(formato="#,##0.0", horizontal="right")
_GAIN = CUERPO._replace(formato="#,##0.0", horizontal="right")
_MOST_STEP_HEIGHT = 100.0
_LEAST_STEP_HEIGHT = 30.0
_HOW = "Abra la lista de la celda amarilla: toda la hoja cambia con ella. Cada paso supone un solo cambio; lo que ganan no siempre se suma."
_NO_STEPS = "sin paso"


@dataclass(slots=True)
class _EnCurso:
    """The sheet being filled."""

    sheet: Hojeador = field(default_factory=Hojeador)
    graficas: list[Grafica] = field(default_factory=list)
    listas: list[ListaDeCeldas] = field(default_factory=list)
    inicios: list[int] = field(default_factory=list)


def arrange_ficha(secciones: tuple[Seccion, ...], datos: Datos) -> Hoja:
    """Return the sheet, one scorecard a marco, each printed on a page of its own."""
    made = _EnCurso()
    made.sheet.put(label("Ficha de un registro", TITULO), alto=28)
    made.sheet.put(label(_HOW if any(seccion.renglones for seccion in secciones) else "No hay registros calificados.", NOTA))
    for seccion in secciones:
        if seccion.renglones:
            made.inicios.append(made.sheet.siguiente)
            _put_section(made, seccion, datos)
            made.sheet.skip(2)
    return Hoja(
        FICHA.nombre,
        FICHA.color,
        _WIDTHS,
        tuple(made.sheet.filas),
        congelar=(1, 0),
        graficas=tuple(made.graficas),
        impresion=print_sections(made.sheet.filas, _WIDTHS, made.inicios),
        cuadricula=False,
        listas=tuple(made.listas),
    )


def _put_section(made: _EnCurso, seccion: Seccion, datos: Datos) -> None:
    sheet, marco = made.sheet, seccion.marco
    start = sheet.put(*band(len(_WIDTHS), f"{marco.titulo} ({marco.marco} {marco.version})"), alto=22)
    sheet.put(label("Registro ▼", CIFRA_ETIQUETA), *(Celda(None, CIFRA_ETIQUETA) for _ in range(6)))
    place, position = Enlace(FICHA.nombre, start + 2, 0), Enlace(FICHA.nombre, start + 3, 1)
    buscar = Buscador(datos, marco.marco, place, position, datos.renglones[marco.marco][0])
    sheet.put(buscar.choice(), alto=22)
    made.listas.append(buscar.drop_down())
    sheet.put(label("Renglón en Datos", _FACT), buscar.locate(_FACT))
    for fact in facts_of(seccion, buscar):
        sheet.put(label(fact.nombre, _FACT), fact.celda._replace(estilo=fact.celda.estilo._replace(ajustar=False, borde=False)))
    sheet.skip()
    heading = _put_criteria(sheet, seccion, buscar)
    if seccion.conjunto.con_datos and marco.criterios:
        made.graficas.append(_chart(seccion, start + 1, heading))
    if marco.tipologia is None:
        sheet.skip()
        _put_steps(sheet, seccion, datos, buscar)


def _put_criteria(sheet: Hojeador, seccion: Seccion, buscar: Buscador) -> int:
    """Add the table of criteria; return the row of its heading."""
    marco, asked = seccion.marco, gated(seccion.marco)
    sheet.put(label("Criterios", SUBTITULO))
    heading = sheet.put(*headers(*_CRITERIA[: 7 if asked else 6]), alto=_HEADER_HEIGHT)
    for c, criterio in enumerate(marco.criterios):
        key, row = f"{marco.marco}.{criterio.id}", sheet.siguiente
        low, score, high = (buscar.pick(f"{key}.{end}", _LIVE) for end in ("minimo", "puntaje", "maximo"))
        margin = difference(high, low, (Enlace(FICHA.nombre, row, 3), Enlace(FICHA.nombre, row, 1)), _LIVE)
        gate = (buscar.pick(f"{key}.requisito", CUERPO) if criterio.id in asked else text(None),) if asked else ()
        cells = (text(criterio_name(criterio)), low, score, high, margin, number(mean_of(seccion, MINIMO, c), 1, _LIVE), *gate)
        sheet.put(*cells, alto=height_of(cells, _WIDTHS))
    return heading


def _put_steps(sheet: Hojeador, seccion: Seccion, datos: Datos, buscar: Buscador) -> None:
    """Add the three best next steps, in rows as high as the longest text that any record puts there."""
    sheet.put(label("Los tres mejores pasos", SUBTITULO))
    found = stepped(seccion)
    if len(found) < len(seccion.renglones):
        words = f"Solo de los {len(found):,} registros que están en Detalle; los demás dicen «{_NO_STEPS}». Para verlos, haga un tablero con menos registros."
        sheet.put(label(words, NOTA))
    sheet.put(*(label(name, headers("")[0].estilo) if name else None for name in _STEPS), alto=_HEADER_HEIGHT)
    for n in range(1, PASOS + 1):
        empty = [_NO_STEPS, *["—"] * (len(_STEP_KEYS) - 1)]
        cells = [
            buscar.pick(f"paso{n}.{key}", _GAIN if key in _NUMERIC else CUERPO, word) for key, word in zip(_STEP_KEYS, empty, strict=True)
        ]
        advice = buscar.join(f"paso{n}.abre", f"paso{n}.como", CUERPO)
        sheet.put(*cells, None, advice, alto=_height(seccion, datos, n))


def _height(seccion: Seccion, datos: Datos, n: int) -> float:
    """Return the height of the row of a step: enough for every record, up to a limit."""
    highest = _LEAST_STEP_HEIGHT
    seen = set[tuple[str | float | None, ...]]()
    for row in datos.renglones[seccion.marco.marco]:
        criterio, asked, opens, how = (datos.value(row, f"paso{n}.{key}") for key in ("criterio", "reactivo", "abre", "como"))
        if (criterio, asked, opens, how) in seen:
            continue
        seen.add((criterio, asked, opens, how))
        cells = [text(criterio), None, None, None, None, None, text(asked), None, text(f"{opens or '—'}\n{how or '—'}")]
        highest = max(highest, height_of(cells, _WIDTHS) or 0.0)
    return min(highest, _MOST_STEP_HEIGHT)


def _chart(seccion: Seccion, row: int, heading: int) -> Grafica:
    title, rows = "Garantizado y margen por criterio", len(seccion.marco.criterios)
    names = Rango(heading + 1, 0, heading + rows, 0)
    return Grafica(
        "barras_apiladas",
        title,
        f"{title}, {seccion.marco.titulo}, del registro elegido. La barra oscura llega a lo garantizado; la clara, a lo alcanzable. "
        "Las cifras están en la tabla de criterios.",
        row,
        _CHART_COLUMN,
        _CHART_WIDTH,
        max(_LEAST_HEIGHT, rows * _BAR + 110),
        tuple(
            SerieGrafica(
                FICHA.nombre,
                Rango(heading, column, heading, column),
                names,
                Rango(heading + 1, column, heading + rows, column),
                color,
            )
            for column, color in ((1, BLUE), (4, PALE))
        ),
        seccion.marco.rango,
    )

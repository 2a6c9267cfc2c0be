"""Panel: consolidated totals beside those of each evaluator, how severe each one is, and how far they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_number
from evaluacion.publish.libro import Celda, Hoja, Hojeador
from evaluacion.publish.orden import lines_in_order
from evaluacion.publish.panel_datos import judge_names, known, mean_of, path_of
from evaluacion.publish.panel_textos import alpha_text, interval_text, linked_text, node_text, severity_note, share_text
from evaluacion.publish.tablero.estilos import (
    AVISO,
    ENCABEZADO,
    LINEA,
    LINEA_CENTRADA,
    NOTA,
    SECCION,
    SUBTITULO,
    TITULO,
    band,
    decimals_apart,
    headers,
    height_of,
    label,
    lines_of,
    number,
    text,
)
from evaluacion.publish.tablero.hoja_moderacion import arrange_moderacion
from evaluacion.publish.tablero.impresion import print_sections
from evaluacion.publish.tablero.nombres import PANEL, SIN_CLASIFICAR, Anexa
from evaluacion.publish.texto import level_text, place_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.compare.acuerdo import Acuerdo
    from evaluacion.compare.panel import Panel
    from evaluacion.publish.panel_datos import PanelHecho

_FIRST, _LEVEL, _OTHER = 36.0, 24.0, 13.0
_LEAST = 8
MAX_EVALUADORES = 40
"""Evaluators whose totals stand side by side; with more, the sheet says their severities only."""
_HEADER_HEIGHT = 30.0
_WRAPPED = LINEA._replace(tamano=9, ajustar=True)
_SHARED = ("Coincidencia", "IC 5-95 %", "n", "Votos")
_CRITERIA = ("Criterio", "Alfa (ordinal)", "Alfa conjunta", *_SHARED, "Preguntas con alfa")
_QUESTIONS = ("Pregunta", "Alfa (ordinal)", "No aplica: alfa", *_SHARED)
_HOW = (
    "Puntaje de una pregunta: la {} de sus votos, o la respuesta acordada; la evidencia de uno sirve a todos; no aplica por mayoría; un empate queda sin responder.",
    "Entre lo garantizado y lo alcanzable están las respuestas que faltan (margen); no los errores de juicio. Una abstención no es un voto.",
)
_READ = (
    "Alfa de Krippendorff: 1 es acuerdo completo; 0, el que daría el azar; menos de 0, desacuerdo sistemático.",
    "Se calcula dentro de cada pregunta, con los votos previos a cualquier corrección o moderación; criterio y total son medias ponderadas.",
    "«Alfa conjunta» mezcla los votos de todas sus preguntas: suele ser mayor, porque unas preguntas son más fáciles que otras.",
    "«No aplica: alfa» (nominal) dice si coinciden en que la pregunta corresponde. n: casos con dos votos o más.",
    "Coincidencia: parte de los pares de votos que son iguales. IC: sorteos de registros enteros; con menos de 10 registros, ninguno.",
)


def arrange_panel(hecho: PanelHecho) -> tuple[Anexa, ...]:
    """Return the sheets of some panels: the one with their figures, and the list of what is to be moderated."""
    sheet, pages = Hojeador(), [0]
    sheet.put(label("Panel de evaluadores", TITULO), alto=28)
    judges = max(min(len(panel.consolidado.votos.evaluadores), MAX_EVALUADORES) for panel in hecho.paneles)
    widths = (_FIRST, _OTHER, _OTHER, _OTHER, _LEVEL, *(_OTHER for _ in range(max(_LEAST - 5, 2 + judges))))
    if not hecho.clasificar:
        sheet.put(*band(len(widths), SIN_CLASIFICAR, AVISO), alto=18)
    for line in (hecho.titulo, hecho.nota):
        if line:
            sheet.put(text(line, NOTA))
    for panel in hecho.paneles:
        marco = panel.consolidado.resultado.marco
        sheet.put(*band(len(widths), f"{marco.titulo} ({marco.marco} {marco.version})", SECCION._replace(literal=True)), alto=22)
        if marco.tipologia is None:
            _put_lines(sheet, [line.format(marco.consolidacion) for line in _HOW], widths)
            _put_totals(sheet, panel, clasificar=hecho.clasificar)
            _put_judges(sheet, panel, widths)
            pages.append(sheet.siguiente)
        _put_agreement(sheet, panel, widths)
        pages.append(sheet.siguiente)
    hoja = Hoja(
        PANEL.nombre,
        PANEL.color,
        widths,
        tuple(sheet.filas),
        congelar=(1, 1),
        impresion=print_sections(sheet.filas, widths, pages[:-1]),
        cuadricula=False,
    )
    return Anexa(PANEL, hoja), arrange_moderacion(hecho)


def _put_lines(sheet: Hojeador, lines: Sequence[str], widths: Sequence[float]) -> None:
    for line in lines:
        for part in lines_of(line, widths, NOTA):
            sheet.put(label(part, NOTA))


def _put_totals(sheet: Hojeador, panel: Panel, *, clasificar: bool) -> None:
    resultado = panel.consolidado.resultado
    names = judge_names(panel)
    beside = names if len(names) <= MAX_EVALUADORES else []
    sheet.skip()
    sheet.put(label("Totales", SUBTITULO))
    fixed = headers("Registro", "Garantizado", "Puntaje", "Alcanzable", "Nivel", "Lugar", "Ajustado por severidad")
    sheet.put(*fixed, *(text(name, ENCABEZADO) for name in beside), alto=_HEADER_HEIGHT)
    lines = lines_in_order(resultado, clasificar=clasificar)
    edges = [nivel.desde for nivel in resultado.marco.niveles]
    low, high = (decimals_apart([getattr(linea, end) for linea, _ in lines], edges) for end in ("minimo", "maximo"))
    for linea, name in lines:
        own = panel.totales[linea.posicion].tolist() if beside else []
        who = (text(name, _WRAPPED), text(level_text(linea), _WRAPPED))
        sheet.put(
            who[0],
            number(linea.minimo, low, LINEA_CENTRADA),
            number(linea.puntaje, 1, LINEA_CENTRADA),
            number(linea.maximo, high, LINEA_CENTRADA),
            who[1],
            text(place_text(linea.lugar if clasificar else None), LINEA_CENTRADA),
            number(known(panel.ajustados[linea.posicion]), 1, LINEA_CENTRADA),
            *(number(known(value), 1, LINEA_CENTRADA) for value in own),
            alto=height_of(who, (_FIRST, _LEVEL)),
            de=linea.practica,
        )


def _put_judges(sheet: Hojeador, panel: Panel, widths: Sequence[float]) -> None:
    sheet.skip()
    sheet.put(label("Evaluadores", SUBTITULO))
    sheet.put(*headers("Evaluador", "Registros", "Media de sus totales", "Severidad"), alto=_HEADER_HEIGHT)
    for name, column, value in zip(judge_names(panel), panel.totales.T, panel.severidad.severidad.tolist(), strict=True):
        many = float((~np.isnan(column)).sum())
        cells = (number(many, 0, LINEA_CENTRADA), number(mean_of(column), 1, LINEA_CENTRADA), number(known(value), 1, LINEA_CENTRADA))
        sheet.put(text(name, LINEA), *cells)
    _put_lines(sheet, [line for line in (linked_text(panel), severity_note(panel), _of_totals(panel.acuerdo_en_totales)) if line], widths)


def _of_totals(item: Acuerdo) -> str:
    if item.alfa is None:
        return ""
    return f"Acuerdo entre los totales de los evaluadores: alfa {show_number(item.alfa, 3)} (intervalo), en {item.unidades} registros."


def _put_agreement(sheet: Hojeador, panel: Panel, widths: Sequence[float]) -> None:
    marco = panel.consolidado.resultado.marco
    sheet.skip()
    sheet.put(label("Acuerdo", SUBTITULO))
    _put_lines(sheet, _READ, widths)
    sheet.put(*headers(*_CRITERIA), alto=_HEADER_HEIGHT)
    strong = LINEA._replace(negrita=True)
    names = {criterio.id: criterio.nombre for criterio in marco.criterios}
    for node in (*panel.criterios, panel.total):
        pooled = node.conjunta
        figures = (_figure(node.alfa, node_text(node)), _figure(pooled.alfa, alpha_text(pooled)))
        many = number(float(node.preguntas), 0, LINEA_CENTRADA)
        sheet.put(text(names.get(node.id, "Total"), strong), *figures, *_shared(pooled, node.ic), many)
    sheet.skip()
    sheet.put(*headers(*_QUESTIONS), alto=_HEADER_HEIGHT)
    for item in panel.preguntas:
        figures = (_figure(item.ordinal.alfa, alpha_text(item.ordinal)), _figure(item.aplica.alfa, alpha_text(item.aplica)))
        name = path_of(panel, item.fila)
        sheet.put(text(name, LINEA._replace(tamano=9)), *figures, *_shared(item.ordinal, item.ic), de=name)


def _figure(value: float | None, words: str) -> Celda:
    return number(value, 3, LINEA_CENTRADA) if value is not None else _words(words)


def _words(words: str) -> Celda:
    return label(words, LINEA_CENTRADA._replace(tamano=9))


def _shared(item: Acuerdo, ic: tuple[float, float] | None) -> tuple[Celda, ...]:
    units, votes = (number(float(many), 0, LINEA_CENTRADA) for many in (item.unidades, item.votos))
    return _words(share_text(item.coincidencia)), _words(interval_text(ic)), units, votes

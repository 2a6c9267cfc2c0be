"""Correlaciones: which scores move together, with how many units, and how far the parts of each node measure one thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.correlaciones import POCOS_CASOS, Correlaciones, correlate, cronbach, pairs_beyond
from evaluacion.publish.libro import DEFAULT_HEIGHT, Celda, EscalaColor, Hoja, Hojeador, Rango
from evaluacion.publish.tablero.comparacion_tabla import CENTRADA, HEADER, put_named
from evaluacion.publish.tablero.comparacion_vista import UNIDAD, VALOR
from evaluacion.publish.tablero.estilos import (
    AVISO,
    DASH,
    ENCABEZADO_VERTICAL,
    HIGH_COLOR,
    LOW_COLOR,
    MIDDLE_COLOR,
    NOTA,
    SUBTITULO,
    TITULO,
    headers,
    label,
    lines_of,
    number,
    text,
)
from evaluacion.publish.tablero.impresion import Paginas
from evaluacion.publish.tablero.nombres import CORRELACIONES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.publish.tablero.comparacion_vista import ComparacionVista

MAX_NODOS = 120
"""Most nodes in the matrix."""
_CASI_IGUALES, _MAX_PAREJAS = 0.9, 50
_NAME, _CELL, _LEAST, _PRINTED = 34.0, 7.5, 10, 24
_HEADER_HEIGHT, _VERTICAL = 30.0, 130.0
_ABOVE = 5
"""Rows that stand above a square of nodes by nodes, at most."""
_SMALL = CENTRADA._replace(tamano=8)
_FEW = _SMALL._replace(formato='0.00"*"', cursiva=True)
_HOW = (
    "Correlación de Pearson entre puntajes normalizados, de -1 (se mueven al revés) a 1 (se mueven juntos), con las unidades que tienen los dos datos. "
    "El color va de naranja (-1) a blanco (0) y a azul (1). «—»: alguno no varía o hay menos de tres unidades."
)
_HOW_ALPHA = (
    "Alfa de Cronbach: qué tanto miden lo mismo los componentes de un nodo; 1 es lo más. Solo con las unidades que tienen todos. Un alfa bajo no es un "
    "error: dice que el nodo reúne cosas distintas."
)


def arrange_correlaciones(vista: ComparacionVista, nombre: str = CORRELACIONES.nombre) -> Hoja:
    """Return the sheet: the consistency of each node, the pairs that say almost the same, the matrix and its cases."""
    nodes = vista.nodos_desde_arriba[:MAX_NODOS]
    rows = vista.ultimo_periodo
    scores = vista.comparado.nodos[VALOR][rows]
    found = correlate(scores[:, nodes])
    widths = (_NAME, *(_CELL,) * max(_LEAST, len(nodes)))
    printed = widths[: 1 + _PRINTED]
    sheet = Hojeador()
    pages = Paginas(sheet, printed)
    sheet.put(text(f"Correlaciones: {vista.titulo}", TITULO), alto=28)
    for words, look in ((_few_words(len(rows)), AVISO), (_period_words(vista), NOTA)):
        for line in lines_of(words, printed, look):
            sheet.put(text(line, look))
    _put_alpha(sheet, vista, scores, printed)
    _put_pairs(sheet, vista, nodes, found)
    square = _VERTICAL + (len(nodes) + _ABOVE) * DEFAULT_HEIGHT
    pages.keep(square)
    scale = _put_matrix(sheet, vista, nodes, found, printed)
    pages.keep(square)
    _put_cases(sheet, vista, nodes, found)
    return Hoja(
        nombre,
        CORRELACIONES.color,
        widths,
        tuple(sheet.filas),
        congelar=(1, 1),
        escalas=scale,
        impresion=pages.impresion(),
        cuadricula=False,
    )


def _few_words(units: int) -> str:
    return (
        f"Pocos casos: {units} unidades. Con menos de {POCOS_CASOS}, una correlación puede deberse al azar." if units < POCOS_CASOS else ""
    )


def _period_words(vista: ComparacionVista) -> str:
    periods = vista.comparado.renglones.periodos
    return "" if periods is None else f"Con los datos del último periodo, {max(periods)}."


def _put_alpha(sheet: Hojeador, vista: ComparacionVista, scores: NDArray[np.float64], widths: Sequence[float]) -> None:
    tree = vista.comparado.arbol
    sheet.put(label("Consistencia de cada nodo", SUBTITULO))
    for line in lines_of(_HOW_ALPHA, widths, NOTA):
        sheet.put(label(line, NOTA))
    sheet.put(*headers("Nodo", "Alfa", "Casos", "Partes", "Nota", estilo=HEADER), alto=_HEADER_HEIGHT)
    for node in vista.nodos_desde_arriba:
        if node >= tree.n_hojas:
            alpha = cronbach(scores[:, np.flatnonzero(tree.padre == node)])
            figures = (number(alpha.valor, 2, CENTRADA), number(alpha.casos, 0, CENTRADA), number(alpha.componentes, 0, CENTRADA))
            put_named(sheet, vista.node_name(node), (*figures, _few_cell(few=alpha.son_pocos)), _NAME)
    sheet.skip()


def _few_cell(*, few: bool) -> Celda:
    return label("pocos casos" if few else "", UNIDAD._replace(borde=False))


def _put_pairs(sheet: Hojeador, vista: ComparacionVista, nodes: Sequence[int], found: Correlaciones) -> None:
    """Put the pairs of indicators that say almost the same, the strongest first."""
    leaves = [position for position, node in enumerate(nodes) if node < vista.comparado.arbol.n_hojas]
    among = Correlaciones(found.valores[np.ix_(leaves, leaves)], found.casos[np.ix_(leaves, leaves)])
    pairs = pairs_beyond(among, [vista.node_name(nodes[position]) for position in leaves], _CASI_IGUALES)
    sheet.put(label("Indicadores que dicen casi lo mismo", SUBTITULO))
    if not pairs:
        sheet.put(label(f"Ninguna pareja de indicadores llega a {_CASI_IGUALES}, en un sentido o en el otro.", NOTA))
    else:
        count = f"{len(pairs):,} parejas llegan" if len(pairs) > 1 else "Una pareja llega"
        cut = f" Se muestran las {_MAX_PAREJAS} más fuertes." if len(pairs) > _MAX_PAREJAS else ""
        sheet.put(label(f"{count} a {_CASI_IGUALES}, en un sentido o en el otro: cuentan dos veces, o se anulan.{cut}", NOTA))
        sheet.put(*headers("Indicador", "Correl.", "Casos", "Con", estilo=HEADER), alto=18)
    for one, other, value, cases in pairs[:_MAX_PAREJAS]:
        figures = (number(value, 2, CENTRADA), number(cases, 0, CENTRADA))
        put_named(sheet, one, (*figures, text(other, UNIDAD._replace(borde=False))), _NAME)
    sheet.skip()


def _put_matrix(
    sheet: Hojeador, vista: ComparacionVista, nodes: Sequence[int], found: Correlaciones, widths: Sequence[float]
) -> tuple[EscalaColor, ...]:
    """Put the matrix of correlations; return its colours."""
    sheet.put(label("Correlaciones", SUBTITULO))
    marks = f" Con «*»: pocos casos, menos de {POCOS_CASOS} unidades."
    cut = f" Se muestran {MAX_NODOS} de {len(vista.comparado.arbol.ids)} nodos." if len(nodes) < len(vista.comparado.arbol.ids) else ""
    on_paper = f" Al imprimir salen las primeras {_PRINTED} columnas." if len(nodes) > _PRINTED else ""
    for line in lines_of(_HOW + marks + cut + on_paper, widths, NOTA):
        sheet.put(label(line, NOTA))
    few = found.son_pocos.tolist()
    rows = [
        [label(DASH, _SMALL) if i == j else _value_cell(value, few=few[i][j]) for j, value in enumerate(values)]
        for i, values in enumerate(found.valores.tolist())
    ]
    first = _put_square(sheet, vista, nodes, rows)
    block = Rango(first, 1, sheet.siguiente - 1, len(nodes))
    sheet.skip()
    return (EscalaColor(block, (-1.0, 0.0, 1.0), (LOW_COLOR, MIDDLE_COLOR, HIGH_COLOR)),)


def _value_cell(value: float, *, few: bool) -> Celda:
    if not np.isfinite(value):
        return label(DASH, _SMALL)
    return Celda(value, _FEW) if few else number(value, 2, _SMALL)


def _put_cases(sheet: Hojeador, vista: ComparacionVista, nodes: Sequence[int], found: Correlaciones) -> None:
    """Put how many units have both scores: a matrix, or one line where it is the same for all."""
    least, most = int(found.casos.min()), int(found.casos.max())
    sheet.put(label("Casos: unidades que tienen los dos datos", SUBTITULO))
    if least == most:
        sheet.put(label(f"En todas las parejas, {most:,}.", NOTA))
        return
    _put_square(sheet, vista, nodes, [[number(cases, 0, _SMALL) for cases in row] for row in found.casos.tolist()])


def _put_square(sheet: Hojeador, vista: ComparacionVista, nodes: Sequence[int], rows: Sequence[Sequence[Celda]]) -> int:
    """Put a square of nodes by nodes; return its first row under the heading."""
    names = [vista.node_name(node) for node in nodes]
    head = sheet.put(Celda("Nodo", HEADER), *(text(name, ENCABEZADO_VERTICAL) for name in names), alto=_VERTICAL)
    for name, cells in zip(names, rows, strict=True):
        put_named(sheet, name, cells, _NAME)
    return head + 1

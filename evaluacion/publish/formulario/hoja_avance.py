"""The sheet of progress: how much is answered and what it is worth so far, by formulas on the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.numeros import round_half_away
from evaluacion.publish.formulario.estilos import CALCULO, CIFRA, TOTAL
from evaluacion.publish.libro import Celda, Estilo, Hoja, Hojeador, Impresion, Rango, absolute_name, cell_name
from evaluacion.publish.tablero.estilos import AVISO, DASH, GREEN, LINEA, NOTA, SECCION, TITULO, band, headers, label, text
from evaluacion.publish.tablero.seccion import criterio_name
from evaluacion.score.kernel import COBERTURA, MAXIMO, MINIMO, PUNTAJE
from evaluacion.score.plan import NO_APLICA, RESPONDIDA

if TYPE_CHECKING:
    from evaluacion.model.marco import Agregador, Criterio, Marco
    from evaluacion.publish.formulario.hoja_indicadores import Datos
    from evaluacion.publish.formulario.hoja_marco import Preguntas
    from evaluacion.score.evaluate import Resultado

_TITLES = ("Criterio", "Respondidas", "Aplican", "Puntaje", "Garantizado", "Alcanzable", "Cobertura")
_HIDDEN = ("_peso", "_aplica", "_hay", "_puntaje", "_mínimo", "_máximo", "_cobertura")
ANCHOS = (52.0, 12.0, 12.0, 12.0, 13.0, 12.0, 12.0, *(9.0 for _ in _HIDDEN))
_FIRST_HIDDEN = len(_TITLES)
_SHOWN = _TITLES.index("Alcanzable") + 1
_PESO, _APLICA, _HAY, _PUNTAJE, _MINIMO, _MAXIMO, _COBERTURA = range(_FIRST_HIDDEN, _FIRST_HIDDEN + len(_HIDDEN))
_MEASURES = ((_PUNTAJE, PUNTAJE), (_MINIMO, MINIMO), (_MAXIMO, MAXIMO), (_COBERTURA, COBERTURA))
_FORMATS = ("#,##0.0", "#,##0.0", "#,##0.0", "0%")
_HUGE = "1E+300"
_WHAT = "Estas cifras cambian con cada respuesta. Garantizado: lo que ya se tiene. Alcanzable: lo que se tendría si lo que falta fuera lo mejor."


class Bloque(NamedTuple):
    """What the sheet of progress shows of one marco."""

    resultado: Resultado
    posicion: int
    preguntas: Preguntas | None
    datos: Datos | None


def arrange_avance(nombre: str, bloques: Sequence[Bloque]) -> tuple[Hoja, dict[str, Celda]]:
    """Return the sheet of progress of a record, and for each marco with a score a line that repeats its total."""
    sheet = Hojeador()
    lines: dict[str, Celda] = {}
    sheet.put(label("Avance", TITULO), alto=28)
    sheet.put(label(_WHAT, NOTA))
    for bloque in bloques:
        marco = bloque.resultado.marco
        sheet.skip()
        sheet.put(*band(len(_TITLES), f"{marco.titulo}, versión {marco.version}", SECCION), alto=18)
        sheet.put(*headers(*_TITLES, *_HIDDEN), alto=18)
        if has_score(marco):
            _put_scores(sheet, bloque)
            lines[marco.marco] = _line(nombre, sheet)
        else:
            _put_counts(sheet, bloque)
    hidden = tuple(range(_FIRST_HIDDEN, len(ANCHOS)))
    filas = tuple(sheet.filas)
    impresion = Impresion((1, 0), area=Rango(0, 0, len(filas) - 1, _FIRST_HIDDEN - 1))
    hoja = Hoja(nombre, GREEN, ANCHOS, filas, impresion=impresion, cuadricula=False, protegida=True, columnas_ocultas=hidden)
    return hoja, lines


def _line(nombre: str, sheet: Hojeador) -> Celda:
    """Return a cell that says, in another sheet, what the last row of this one says."""
    row = sheet.siguiente - 1
    values = [cell.valor for cell in sheet.filas[row].celdas[1:_SHOWN] if cell is not None]
    places = [f"'{nombre}'!{absolute_name(row, column)}" for column in range(1, _SHOWN)]
    words = ("Respondidas: ", " de ", ". Puntaje: ", ". Garantizado: ", ". Alcanzable: ")
    pieces = [f'"{word}"&IF(ISNUMBER({place}),ROUND({place},1),{place})' for word, place in zip(words, places, strict=True)]
    said = "".join(f"{word}{_rounded(value)}" for word, value in zip(words, values, strict=True))
    return Celda(said, AVISO, formula="&".join(pieces))


def _rounded(value: str | float | None) -> str:
    return f"{round_half_away(value, 1).normalize():f}" if isinstance(value, float) else str(value)


def has_score(marco: Marco) -> bool:
    """Whether the form shows the score of a marco while it is filled in: questions only, and no typology."""
    return marco.tipologia is None and not marco.indicadores


class _Fila(NamedTuple):
    """A node of a marco: its name and weight, and, of what is answered, how much applies, how much there is and how many."""

    nombre: str
    peso: float
    aplica: float
    hay: float
    cuenta: tuple[int, int]
    valores: tuple[float, ...]
    formulas: tuple[str, ...]
    """Of how many are answered, how many apply, how much applies, how much there is, and the four measures."""
    estilo: Estilo


def _put_scores(sheet: Hojeador, bloque: Bloque) -> None:
    """Add the criteria of a marco, then its groups, then its total."""
    resultado, marco = bloque.resultado, bloque.resultado.marco
    first = sheet.siguiente
    rows: list[_Fila] = []
    values = np.nan_to_num(resultado.nodos[:, :, bloque.posicion])
    for c, criterio in enumerate(marco.criterios):
        rows.append(_of_criterio(bloque, c, criterio, first + c, _measures(values, c)))
    start, node = first, len(marco.criterios)
    for grupo in marco.grupos:
        end = start + len(grupo.criterios) - 1
        children = rows[start - first : end - first + 1]
        name = f"Grupo: {grupo.nombre}"
        row = first + node
        rows.append(_of_children(name, grupo.peso, children, (start, end, row), marco.agregacion.grupos, _measures(values, node), CIFRA))
        start, node = end + 1, node + 1
    groups = rows[len(marco.criterios) :]
    span = (first + len(marco.criterios), first + node - 1, first + node)
    rows.append(_of_children("Total", 1.0, groups, span, marco.agregacion.total, _measures(values, node), TOTAL))
    for fila in rows:
        _put(sheet, fila)


def _measures(values: np.ndarray, node: int) -> tuple[float, ...]:
    return tuple(float(values[measure, node]) for _, measure in _MEASURES)


def _of_criterio(bloque: Bloque, c: int, criterio: Criterio, row: int, values: tuple[float, ...]) -> _Fila:
    preguntas, plan = bloque.preguntas, bloque.resultado.plan.criterios[c]
    if preguntas is None:
        raise ValueError(criterio.id)
    states, weights = preguntas.estados[criterio.id], plan.pesos
    low, high = bloque.resultado.marco.rango
    mine = f'({preguntas.criterio}="{criterio.id}")'
    counted = f"{mine}*({preguntas.peso}>0)"
    at = {column: cell_name(row, column) for column in (_APLICA, _HAY, _MINIMO, _MAXIMO)}
    scale = f"{_plain(low)}+{_plain(high - low)}*SUMPRODUCT({mine}*{preguntas.peso}*"
    formulas = (
        f"SUMPRODUCT({counted}*({preguntas.estado}=2))",
        f"SUMPRODUCT({counted}*({preguntas.estado}<>1))",
        f"SUMPRODUCT({mine}*({preguntas.estado}<>1)*{preguntas.peso})",
        f"SUMPRODUCT({mine}*({preguntas.estado}=2)*{preguntas.peso})",
        f"IF({at[_HAY]}>0,MIN(MAX({scale}{preguntas.punto})/{at[_HAY]},{at[_MINIMO]}),{at[_MAXIMO]}),0)",
        f"IF({at[_APLICA]}>0,{scale}{preguntas.punto})/{at[_APLICA]},0)",
        f"IF({at[_APLICA]}>0,{scale}{preguntas.alto})/{at[_APLICA]},0)",
        f"IF({at[_APLICA]}>0,{at[_HAY]}/{at[_APLICA]},0)",
    )
    counts = tuple(sum(holds and bool(weight > 0) for holds, weight in zip(some, weights, strict=True)) for some in _answered(states))
    whole = [float(sum(weight * holds for holds, weight in zip(some, weights, strict=True))) for some in _answered(states)]
    return _Fila(criterio_name(criterio), criterio.peso, whole[1], whole[0], (counts[0], counts[1]), values, formulas, CIFRA)


def _answered(states: Sequence[int]) -> tuple[list[bool], list[bool]]:
    """Return which questions are answered, and which apply."""
    return [state == RESPONDIDA for state in states], [state != NO_APLICA for state in states]


def _of_children(
    name: str,
    weight: float,
    children: Sequence[_Fila],
    span: tuple[int, int, int],
    kind: Agregador,
    values: tuple[float, ...],
    estilo: Estilo,
) -> _Fila:
    """Return a node that puts together the rows from `span[0]` to `span[1]`, to be written in row `span[2]`."""
    first, last, row = span
    block = {column: f"{absolute_name(first, column)}:{absolute_name(last, column)}" for column in (1, 2, *range(_PESO, len(ANCHOS)))}
    applies, there = f"({block[_APLICA]}>0)", f"({block[_HAY]}>0)"
    at = {column: cell_name(row, column) for column in (_APLICA, _HAY, _MINIMO, _MAXIMO)}
    score = _mean(block[_PESO], there, block[_PUNTAJE], kind)
    formulas = (
        f"SUM({block[1]})",
        f"SUM({block[2]})",
        f"SUMPRODUCT({block[_PESO]}*{applies})",
        f"SUMPRODUCT({block[_PESO]}*{there})",
        f"IF({at[_HAY]}>0,MIN(MAX({score},{at[_MINIMO]}),{at[_MAXIMO]}),0)",
        f"IF({at[_APLICA]}>0,{_mean(block[_PESO], applies, block[_MINIMO], kind)},0)",
        f"IF({at[_APLICA]}>0,{_mean(block[_PESO], applies, block[_MAXIMO], kind)},0)",
        f"IF({at[_APLICA]}>0,{_mean(block[_PESO], applies, block[_COBERTURA], 'aritmetica')},0)",
    )
    counts = (sum(child.cuenta[0] for child in children), sum(child.cuenta[1] for child in children))
    whole = sum(child.peso for child in children if child.aplica > 0)
    known = sum(child.peso for child in children if child.hay > 0)
    return _Fila(name, weight, float(whole), float(known), counts, values, formulas, estilo)


def _mean(weights: str, flags: str, values: str, kind: Agregador) -> str:
    """Return the formula of a weighted mean of the flagged rows of a block (rules 7 and 8)."""
    whole = f"SUMPRODUCT({weights}*{flags})"
    if kind == "minimo":
        return f"SUMPRODUCT(MIN({values}+(1-{flags}*({weights}>0))*{_HUGE}))"
    if kind == "geometrica":
        return f"EXP(SUMPRODUCT({weights}*{flags}*LN({values}+1-{flags}))/{whole})"
    if kind == "armonica":
        return f"{whole}/SUMPRODUCT({weights}*{flags}/({values}+1-{flags}))"
    return f"SUMPRODUCT({weights}*{flags}*{values})/{whole}"


def _plain(value: float) -> str:
    return f"({value!r})"


def _put(sheet: Hojeador, fila: _Fila) -> None:
    row = sheet.siguiente
    flags = (fila.hay, fila.aplica, fila.aplica, fila.aplica)
    counts = [Celda(float(count), fila.estilo, formula=formula) for count, formula in zip(fila.cuenta, fila.formulas, strict=False)]
    shown = []
    for (column, _), value, flag, shape in zip(_MEASURES, fila.valores, flags, _FORMATS, strict=True):
        needed = cell_name(row, _HAY if column == _PUNTAJE else _APLICA)
        formula = f'IF({needed}>0,{cell_name(row, column)},"{DASH}")'
        shown.append(Celda(value if flag > 0 else DASH, fila.estilo._replace(formato=shape), formula=formula))
    hidden = [fila.peso, fila.aplica, fila.hay, *fila.valores]
    live = [Celda(value, CALCULO, formula=formula) for value, formula in zip(hidden[1:], fila.formulas[2:], strict=True)]
    name = text(fila.nombre, LINEA._replace(ajustar=True, negrita=fila.estilo.negrita))
    sheet.put(name, *counts, *shown, Celda(fila.peso, CALCULO), *live)


def _put_counts(sheet: Hojeador, bloque: Bloque) -> None:
    """Add the criteria of a marco whose score the form does not compute: only how much is answered."""
    for criterio in bloque.resultado.marco.criterios:
        source = bloque.datos if criterio.indicadores else bloque.preguntas
        if source is None:
            raise ValueError(criterio.id)
        (done, done_formula), (all_, all_formula) = source.progress(criterio)
        counts = (Celda(float(value), CIFRA, formula=formula) for value, formula in ((done, done_formula), (all_, all_formula)))
        sheet.put(text(criterio_name(criterio), LINEA._replace(ajustar=True)), *counts)
    sheet.put(label("La herramienta da el resultado al calificar; aquí se ve solo cuánto se ha respondido.", NOTA))

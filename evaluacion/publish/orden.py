"""The order in which people see records: by what is guaranteed, or by name where they are not compared."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache, partial
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.publish.tablero.estilos import percent
from evaluacion.score.ficha import level_between
from evaluacion.score.kernel import MAXIMO, MINIMO, PUNTAJE
from evaluacion.score.levels import below, comparable

if TYPE_CHECKING:
    from evaluacion.model.ficha import Ficha, NivelAlcanzado
    from evaluacion.score.evaluate import Resultado


class Linea(NamedTuple):
    """What one line says of a record: a scorecard without its questions, read out of the arrays of the result."""

    posicion: int
    practica: str
    titulo: str | None
    evaluador: str | None
    puntaje: float | None
    minimo: float | None
    maximo: float | None
    nivel: NivelAlcanzado
    subnivel: NivelAlcanzado | None
    lugar: tuple[int, int] | None
    provisional: bool
    elegible: bool | None
    respondidas: tuple[int, int]


def lines_of(resultado: Resultado) -> list[Linea]:
    """Return a line for each record of a result, in its order."""
    ids, _, judges, titles = resultado.registros.claves()
    rows = resultado.filas.tolist()
    marco, steps = resultado.marco, resultado.subniveles
    level = cache(partial(level_between, [nivel.nombre for nivel in marco.niveles]))
    step = cache(partial(level_between, [peldano.nombre for peldano in marco.peldanos]))
    return [
        Linea(*fields)
        for fields in zip(
            range(len(rows)),
            [ids[row] for row in rows],
            [titles[row] for row in rows],
            [judges[row] for row in rows],
            *(_totals(resultado, measure) for measure in (PUNTAJE, MINIMO, MAXIMO)),
            map(level, resultado.niveles.bajo.tolist(), resultado.niveles.alto.tolist()),
            map(step, steps.bajo.tolist(), steps.alto.tolist()) if marco.peldanos else repeat(None, len(rows)),
            [place if place[0] else None for place in zip(*(places.tolist() for places in resultado.lugares), strict=True)],
            resultado.provisional.tolist(),
            resultado.elegible,
            zip(*resultado.respondidas.tolist(), strict=True),
            strict=True,
        )
    ]


def _totals(resultado: Resultado, measure: int) -> list[float | None]:
    values, applies = resultado.nodos[measure, -1], ~np.isnan(resultado.nodos[MINIMO, -1])
    known = applies & ~np.isnan(values)
    return [value if keep else None for value, keep in zip(values.tolist(), known.tolist(), strict=True)]


def is_ranked(resultado: Resultado, *, clasificar: bool) -> bool:
    """Whether the order of a result is by score: it is asked for and the instrument is meant to."""
    return clasificar and resultado.marco.clasificacion


def lines_in_order(resultado: Resultado, *, clasificar: bool) -> list[tuple[Linea, str]]:
    """Return the records of a result with their names, best guaranteed score first and unranked ones at the end; or by name."""
    lines = lines_of(resultado)
    times = Counter(linea.practica for linea in lines)
    rows = [(linea, record_name(linea, several=times[linea.practica] > 1)) for linea in lines]
    if not is_ranked(resultado, clasificar=clasificar):
        return sorted(rows, key=_by_name)
    lows = comparable(resultado.plan, resultado.nodos[MINIMO, -1]).tolist()

    def by_score(row: tuple[Linea, str]) -> tuple[bool, float, str, str]:
        linea, _ = row
        shown = float("-inf") if linea.minimo is None else round(lows[linea.posicion], COMPARED_DECIMALS)
        return (linea.lugar is None, -shown, linea.practica, linea.evaluador or "")

    return sorted(rows, key=by_score)


def _by_name(row: tuple[Linea, str]) -> tuple[bool, str, str, str]:
    linea, name = row
    return (linea.minimo is None, sortable(name), linea.practica, linea.evaluador or "")


def record_name(record: Ficha | Linea, *, several: bool) -> str:
    """Return the title of a record (its id without one), with the evaluator where several judged it."""
    name = record.titulo or record.practica
    return f"{name} · {record.evaluador}" if several and record.evaluador else name


def sortable(text: str) -> str:
    """Return the text as the alphabet orders it in Spanish lists: no accents, no case."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def reason_without_place(ficha: Ficha) -> str:
    """Return why a record is shown without a place."""
    marco = ficha.marco
    if ficha.total.no_aplica:
        return "sin lugar: nada aplica"
    if ficha.elegible is not True:
        return "sin lugar: no elegible" if ficha.elegible is False else "sin lugar: elegibilidad por confirmar"
    applies = np.array([ficha.total.aplicabilidad], dtype=float)
    if bool(below(applies, marco.aplicabilidad_minima)[0]):
        return f"sin lugar: aplicabilidad menor que {percent(marco.aplicabilidad_minima)}"
    return f"sin lugar: cobertura menor que {percent(marco.cobertura_minima)}"

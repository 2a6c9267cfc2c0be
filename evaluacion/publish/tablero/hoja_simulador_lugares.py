"""The places of the records in the Simulador: the range of rank, why there is none, and what changed since the start."""

from __future__ import annotations

import math

import numpy as np

from evaluacion.publish.orden import reason_without_place
from evaluacion.publish.tablero.estilos import DASH, LINEA_CENTRADA, percent
from evaluacion.publish.tablero.hoja_simulador_columnas import Columnas, Valor, down, numbers_or
from evaluacion.publish.tablero.hoja_simulador_medias import NO_APLICA
from evaluacion.publish.tablero.hoja_simulador_niveles import key_of
from evaluacion.publish.tablero.hoja_simulador_obra import BAJO, CAMBIO, INICIO, LUGAR, Obra
from evaluacion.publish.texto import place_text
from evaluacion.score.kernel import COBERTURA, MAXIMO, MINIMO
from evaluacion.score.levels import below, comparable, has_level

_CENTRED = LINEA_CENTRADA._replace(ajustar=True, tamano=9)
_NOTHING = "nada aplica"
_NO_PLACE = f"sin lugar: {_NOTHING}"
_UP, _DOWN, _SAME = "▲", "▼", "="


def put_places(work: Obra, valid: str, covered: str, keys: tuple[str, str]) -> None:
    """Add the range of rank of each record, the one it had at the start and what changed.

    Args:
        work: the columns of the section.
        valid: the cell that says whether a record may have a level.
        covered: the formula of whether enough of it is answered; empty where none is asked for.
        keys: the cells of what comparisons look at of its ends.
    """
    conditions, reasons = _conditions(work, valid, covered)
    ranked = work.resultado.lugares.mejor[work.orden] > 0
    takes = work.hide("toma lugar", ranked.astype(float).tolist(), f"IF(AND({','.join(conditions)}),1,0)")
    now = _put_range(work, takes, keys)
    shown = f'IF({now[0]}={now[1]},{now[0]}&"",{now[0]}&" a "&{now[1]})'
    why = f'IF(ISNUMBER({Columnas.ref(BAJO)}),{reasons},IF({work.pesos.sirven}=1,"{_NO_PLACE}","{DASH}"))'
    work.show(LUGAR, _places(work), f"IF({takes}=1,{shown},{why})", _CENTRED)
    _put_change(work, takes, now)


def _conditions(work: Obra, valid: str, covered: str) -> tuple[list[str], str]:
    """Return what a record must meet to take a place, and the formula of why one that has a total does not."""
    marco, conditions = work.marco, [f"{valid}=1"]
    why = [(f"{valid}=0", _short_of("aplicabilidad", marco.aplicabilidad_minima))]
    if marco.requisitos:
        states: list[Valor] = [{True: 1.0, False: 0.0, None: 2.0}[work.resultado.elegible[i]] for i in work.orden]
        cell = work.hide("requisitos: 1 cumple, 0 no, 2 por confirmar", states)
        conditions.append(f"{cell}=1")
        why[:0] = [(f"{cell}=0", "sin lugar: no elegible"), (f"{cell}=2", "sin lugar: elegibilidad por confirmar")]
    conditions += [covered] if covered else []
    last = _short_of("cobertura", marco.cobertura_minima)
    return conditions, "".join(f'IF({test},"{words}",' for test, words in why) + f'"{last}"' + ")" * len(why)


def _put_range(work: Obra, takes: str, keys: tuple[str, str]) -> tuple[str, str]:
    """Add the best and the worst place of each record, 0 where it takes none; return their cells."""
    places = work.resultado.lugares
    ends = [np.where(places.mejor[work.orden] > 0, key_of(comparable(work.plan, work.total(end))), np.nan) for end in (MINIMO, MAXIMO)]
    low, high = (
        work.hide(f"{word} de los que toman lugar", numbers_or(values, NO_APLICA), f'IF({takes}=1,{key},"{NO_APLICA}")')
        for word, values, key in zip(("garantizado", "alcanzable"), ends, keys, strict=True)
    )
    above = f'1+COUNTIF({down(low, *work.rows)},">"&{keys[1]})'
    may_be_above = f'1+COUNTIF({down(high, *work.rows)},">"&{keys[0]})-IF({keys[1]}>{keys[0]},1,0)'
    best, worst = (
        work.hide(f"{word} lugar", values[work.orden].astype(float).tolist(), f"IF({takes}=1,{formula},0)")
        for word, values, formula in (("mejor", places.mejor, above), ("peor", places.peor, may_be_above))
    )
    return best, worst


def _places(work: Obra) -> list[Valor]:
    """Return the place of each record at the start, or why it has none."""
    found: list[Valor] = []
    for renglon in work.seccion.renglones:
        place = renglon.ficha.lugar
        if place is not None:
            found.append(place_text(place))
        elif renglon.ficha.total.no_aplica:
            found.append(DASH if work.pesos.nada == DASH else _NO_PLACE)
        else:
            found.append(reason_without_place(renglon.ficha))
    return found


def _put_change(work: Obra, takes: str, now: tuple[str, str]) -> None:
    """Add the place of the start and how many places each record moved since."""
    best, worst = (places[work.orden].astype(float).tolist() for places in work.resultado.lugares)
    work.show(INICIO, [place_text(renglon.ficha.lugar) for renglon in work.seccion.renglones], None, _CENTRED)
    before = (work.hide("mejor lugar de inicio", best), work.hide("peor lugar de inicio", worst))

    def moved(end: int) -> str:
        new, old = now[end], before[end]
        return f'IF({new}<{old},"{_UP} "&({old}-{new}),IF({new}>{old},"{_DOWN} "&({new}-{old}),"{_SAME}"))'

    same = f"{now[0]}-{before[0]}={now[1]}-{before[1]}"
    both = f'IF({same},{moved(0)},"mejor "&{moved(0)}&", peor "&{moved(1)})'
    formula = f'IF({takes}=0,IF({before[0]}=0,"{DASH}","sale"),IF({before[0]}=0,"entra",{both}))'
    work.show(CAMBIO, [_SAME if place else DASH for place in best], formula, _CENTRED)


def put_remark(work: Obra, valid: str, covered: str) -> None:
    """Add what keeps the level or the score of each record from being firm, where there are no places."""
    marco = work.marco
    short = f"sin nivel: aplicabilidad menor que {percent(marco.aplicabilidad_minima)}"
    provisional = f"provisional: cobertura menor que {percent(marco.cobertura_minima)}"
    rest = f'IF({covered},"{DASH}","{provisional}")' if covered else f'"{DASH}"'
    applies = f"ISNUMBER({Columnas.ref(BAJO)})"
    formula = f'IF({applies},IF({valid}=0,"{short}",{rest}),IF({work.pesos.sirven}=1,"{_NOTHING}","{DASH}"))'
    nothing = DASH if work.pesos.nada == DASH else _NOTHING
    may, thin = has_level(work.plan, work.nodos), below(work.total(COBERTURA), marco.cobertura_minima)
    cells: list[Valor] = [
        nothing if math.isnan(low) else short if not able else provisional if little else DASH
        for low, able, little in zip(work.total(MINIMO).tolist(), may.tolist(), thin.tolist(), strict=True)
    ]
    work.show(LUGAR, cells, formula, _CENTRED)


def _short_of(what: str, minimum: float) -> str:
    return f"sin lugar: {what} menor que {percent(minimum)}"

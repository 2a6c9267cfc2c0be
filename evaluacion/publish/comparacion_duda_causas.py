"""What moves the places of a ranking, in words: the assumptions that were drawn, and the indicators taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_number
from evaluacion.publish.comparacion_duda_dicha import DudaDicha, and_more, join_words

if TYPE_CHECKING:
    from evaluacion.compare.sorteos import Supuesto

_CIEN, _INDICADORES = 100, 3
NOMBRES: dict[Supuesto, str] = {
    "pesos": "los pesos",
    "normalizacion": "la normalización",
    "agregacion": "la agregación",
    "faltantes": "las respuestas que faltan",
}


def say_mover(dicha: DudaDicha) -> Iterator[str]:
    """Yield how far the places move, and which assumption moves them most."""
    duda = dicha.duda
    if not duda.varian:
        return
    yield f"De un sorteo a otro, una unidad se aparta en promedio {show_number(duda.corrimiento)} lugares del suyo."
    if duda.sensibilidad is None:
        yield f"Lo único que varió {_verb(duda.varian[0])} {NOMBRES[duda.varian[0]]}."
        return
    indices, names = duda.sensibilidad.indices, duda.sensibilidad.supuestos
    total, own = indices.total[:, 0], indices.primer[:, 0]
    if np.isnan(total).any():
        return
    most, *others = sorted(range(len(names)), key=lambda position: (-total[position], position))
    low, high = (_bounded(end) for end in indices.ic_primer[:, most, 0])
    rest = [f"{NOMBRES[names[position]]}, {_bounded(own[position])}" for position in others]
    yield (
        f"Lo que más mueve los lugares {_verb(names[most])} {NOMBRES[names[most]]}: de la variación, {_bounded(own[most])} viene solo de ahí"
        f" (IC de {low} a {high}), y {_bounded(total[most])} si se cuentan sus combinaciones; de {'; de '.join(rest)}."
    )
    if duda.pocos_casos:
        yield f"Pocos casos: con {len(dicha.unidades)} unidades, esas partes son solo una guía."


def _verb(supuesto: Supuesto) -> str:
    return "son" if supuesto in {"pesos", "faltantes"} else "es"


def _bounded(share: float) -> str:
    """Return an index as a share: the estimate of a small one may be under 0."""
    return f"{show_number(min(max(share, 0.0), 1.0) * _CIEN, 0)} %"


def say_removed(dicha: DudaDicha) -> Iterator[str]:
    """Yield which indicators, taken away alone, change the first place, and which one moves most."""
    removed, duda = dicha.duda.quitados, dicha.duda
    leaves = [position for position, node in enumerate(removed.nodos.tolist()) if node < dicha.comparado.arbol.n_hojas]
    firsts = frozenset(np.flatnonzero(duda.lugar == 1).tolist())
    without = {position: frozenset(np.flatnonzero(removed.lugares[position] == 1).tolist()) for position in leaves}
    changed = [position for position in leaves if without[position] and without[position] != firsts]
    if changed:
        told = [_without(dicha, int(removed.nodos[position]), without[position]) for position in changed[:_INDICADORES]]
        yield f"Quitar un solo indicador cambia el primer lugar: {and_more(told, len(changed), 'casos más')}."
    else:
        yield "Quitar un solo indicador, cualquiera, no cambia el primer lugar."
    measured = [position for position in leaves if removed.medio[position] > 0]
    if measured:
        most = max(measured, key=lambda position: (removed.medio[position], -position))
        name, mean = dicha.nodo(int(removed.nodos[most])), show_number(float(removed.medio[most]), 1)
        yield f"El indicador que más lugares mueve al quitarlo es «{name}»: {mean} por unidad en promedio."


def _without(dicha: DudaDicha, node: int, firsts: frozenset[int]) -> str:
    names = [dicha.unidades[unit] for unit in sorted(firsts)]
    return f"sin «{dicha.nodo(node)}» lo {'ocuparía' if len(names) == 1 else 'ocuparían'} {join_words(names)}"

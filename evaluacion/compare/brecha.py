"""The gap between the totals of two records under one instrument, by criterion and by question."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from evaluacion.compare.arbol import PESO_MENOR, NodoDeArbol, make_arbol
from evaluacion.compare.reparto_brecha import split_scores
from evaluacion.model.ficha import FichaPregunta
from evaluacion.score.kernel import MAXIMO, MINIMO
from evaluacion.score.levels import comparable

if TYPE_CHECKING:
    from evaluacion.compare.comparado import Arbol
    from evaluacion.model.ficha import Ficha, FichaCriterio, FichaIndicador
    from evaluacion.score.evaluate import Resultado

Medida = Literal["minimo", "puntaje", "maximo"]
MEDIDAS: tuple[Medida, ...] = ("minimo", "puntaje", "maximo")
_NAN = float("nan")
_TOTAL = "total"


class Aporte(NamedTuple):
    """What a part contributes to the gap, by measure (guaranteed, score, reachable): NaN where that gap is unknown."""

    minimo: float
    puntaje: float
    maximo: float


class AporteReactivo(NamedTuple):
    """A question or an indicator in both records, and what it contributes."""

    una: FichaPregunta | FichaIndicador
    otra: FichaPregunta | FichaIndicador
    aporte: Aporte


class AporteCriterio(NamedTuple):
    """A criterion in both records, what it contributes, and its questions or indicators."""

    una: FichaCriterio
    otra: FichaCriterio
    aporte: Aporte
    reactivos: tuple[AporteReactivo, ...]


@dataclass(frozen=True, slots=True)
class BrechaEntreDos:
    """The gap between two records: the total of the first less that of the second, by measure, and how it is made up.

    The contributions of the criteria and `ajuste` (what holding each score inside its interval moves) add up to it.
    """

    una: Ficha
    otra: Ficha
    brechas: Aporte
    criterios: tuple[AporteCriterio, ...]
    ajuste: Aporte
    orden: int
    """1 if the first is surely above, -1 if surely below, 0 if the missing answers can still decide it, or they tie."""


def find_gap(resultado: Resultado, una: int, otra: int) -> BrechaEntreDos:
    """Return the gap between the records at two positions of a result; a typology has none."""
    mine, other = (next(resultado.fichas([position])) for position in (una, otra))
    arbol = _tree(mine)
    splits = [split_scores(arbol, np.array([_scores(arbol, ficha, measure) for ficha in (mine, other)])) for measure in MEDIDAS]
    parts = np.array([np.full(len(arbol.ids), np.nan) if split is None else split.partes for split in splits])
    aportes = {name: Aporte(*parts[:, position].tolist()) for position, name in enumerate(arbol.ids)}
    pairs = enumerate(zip(mine.criterios, other.criterios, strict=True))
    criteria = tuple(_criterio(one, another, aportes, c) for c, (one, another) in pairs)
    gaps = Aporte(*(_NAN if split is None else split.total for split in splits))
    whole = [math.fsum(values) for values in zip(*(item.aporte for item in criteria), strict=True)]
    moved = Aporte(*(gap - sum_ for gap, sum_ in zip(gaps, whole, strict=True)))
    return BrechaEntreDos(mine, other, gaps, criteria, moved, _order(resultado, una, otra))


def _criterio(una: FichaCriterio, otra: FichaCriterio, aportes: dict[str, Aporte], c: int) -> AporteCriterio:
    pairs = enumerate(zip(_items(una), _items(otra), strict=True))
    items = tuple(AporteReactivo(one, another, aportes[_key(c, q)]) for q, (one, another) in pairs)
    return AporteCriterio(una, otra, aportes[_key(c)], items)


def _items(criterio: FichaCriterio) -> tuple[FichaPregunta | FichaIndicador, ...]:
    return criterio.preguntas or criterio.indicadores


def _key(c: int, q: int | None = None) -> str:
    """Return how a criterion, or a question of it, is called in the tree: by position, whatever its id."""
    return f"criterio {c}" if q is None else f"criterio {c}, reactivo {q}"


def _order(resultado: Resultado, una: int, otra: int) -> int:
    low, high = (comparable(resultado.plan, resultado.nodos[end, -1, [una, otra]]) for end in (MINIMO, MAXIMO))
    return int(low[0] > high[1]) - int(high[0] < low[1])


def _tree(ficha: Ficha) -> Arbol:
    """Return the questions, criteria, groups and total of a marco as a tree of a comparison."""
    rules, nodes, c = ficha.marco.agregacion, [NodoDeArbol(_TOTAL, _TOTAL, None)], 0
    weights = _relative([grupo.grupo.peso for grupo in ficha.grupos])
    for g, (grupo, weight) in enumerate(zip(ficha.grupos, weights, strict=True)):
        nodes.append(NodoDeArbol(f"grupo {g}", grupo.grupo.nombre, _TOTAL, weight))
        shares = _relative([criterio.criterio.peso for criterio in grupo.criterios])
        for criterio, share in zip(grupo.criterios, shares, strict=True):
            nodes.append(NodoDeArbol(_key(c), criterio.criterio.nombre, f"grupo {g}", share))
            parts = enumerate(_relative([_weight_of(item) for item in _items(criterio)]))
            nodes += [NodoDeArbol(_key(c, q), _key(c, q), _key(c), part) for q, part in parts]
            c += 1
    return make_arbol(nodes, ("aritmetica", rules.grupos, rules.total))


def _relative(weights: list[float]) -> list[float]:
    """Return weights over the greatest of them; those that vanish beside it are 0."""
    greatest = max(weights, default=0.0) or 1.0
    return [weight / greatest if weight / greatest >= PESO_MENOR else 0.0 for weight in weights]


def _scores(arbol: Arbol, ficha: Ficha, medida: Medida) -> list[float]:
    """Return what a record has at each node; NaN where it has nothing."""
    low, high = ficha.marco.rango
    found = {_TOTAL: _or_nan(getattr(ficha.total, medida))}
    found |= {f"grupo {g}": _or_nan(getattr(grupo.puntaje, medida)) for g, grupo in enumerate(ficha.grupos)}
    for c, criterio in enumerate(ficha.criterios):
        found[_key(c)] = _or_nan(getattr(criterio.puntaje, medida))
        found |= {_key(c, q): low + (high - low) * _points(item, medida) for q, item in enumerate(_items(criterio))}
    return [found[name] for name in arbol.ids]


def _weight_of(item: FichaPregunta | FichaIndicador) -> float:
    return item.pregunta.peso if isinstance(item, FichaPregunta) else item.indicador.peso


def _points(item: FichaPregunta | FichaIndicador, medida: Medida) -> float:
    if item.estado == "no_aplica":
        return _NAN
    value = {"minimo": item.bajo, "puntaje": item.puntos, "maximo": item.alto}[medida]
    return _or_nan(value)


def _or_nan(value: float | None) -> float:
    return _NAN if value is None else value

"""The gap between the totals of two records under one instrument, by criterion and by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from evaluacion.compare.aportes import Nodo, split_gap
from evaluacion.model.ficha import FichaPregunta
from evaluacion.score.kernel import MAXIMO, MINIMO
from evaluacion.score.levels import comparable

if TYPE_CHECKING:
    from evaluacion.model.ficha import Ficha, FichaCriterio, FichaGrupo, FichaIndicador, Puntaje
    from evaluacion.score.evaluate import Resultado

Medida = Literal["minimo", "puntaje", "maximo"]
MEDIDAS: tuple[Medida, ...] = ("minimo", "puntaje", "maximo")
_NAN = float("nan")


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
class Brecha:
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


def find_gap(resultado: Resultado, una: int, otra: int) -> Brecha:
    """Return the gap between the records at two positions of a result; a typology has none."""
    mine, other = (next(resultado.fichas([position])) for position in (una, otra))
    found: dict[str, list[float]] = {}
    gaps, moved = [], []
    for measure in MEDIDAS:
        split = split_gap(_tree(mine, other, measure))
        gaps.append(split.brecha if split is not None else _NAN)
        moved.append(split.ajuste if split is not None else _NAN)
        for name in _keys(mine):
            found.setdefault(name, []).append(split.por_nodo[name] if split is not None else _NAN)
    aportes = {name: Aporte(*values) for name, values in found.items()}
    pairs = enumerate(zip(mine.criterios, other.criterios, strict=True))
    criteria = tuple(_criterio(one, another, aportes, c) for c, (one, another) in pairs)
    return Brecha(mine, other, Aporte(*gaps), criteria, Aporte(*moved), _order(resultado, una, otra))


def _criterio(una: FichaCriterio, otra: FichaCriterio, aportes: dict[str, Aporte], c: int) -> AporteCriterio:
    pairs = enumerate(zip(_items(una), _items(otra), strict=True))
    items = tuple(AporteReactivo(one, another, aportes[f"{c}.{q}"]) for q, (one, another) in pairs)
    return AporteCriterio(una, otra, aportes[f"{c}"], items)


def _items(criterio: FichaCriterio) -> tuple[FichaPregunta | FichaIndicador, ...]:
    return criterio.preguntas or criterio.indicadores


def _keys(ficha: Ficha) -> list[str]:
    return [name for c, criterio in enumerate(ficha.criterios) for name in (f"{c}", *(f"{c}.{q}" for q in range(len(_items(criterio)))))]


def _order(resultado: Resultado, una: int, otra: int) -> int:
    low, high = (comparable(resultado.plan, resultado.nodos[end, -1, [una, otra]]) for end in (MINIMO, MAXIMO))
    return int(low[0] > high[1]) - int(high[0] < low[1])


def _tree(una: Ficha, otra: Ficha, medida: Medida) -> Nodo:
    rules, groups, c = una.marco.agregacion, [], 0
    for one, other in zip(una.grupos, otra.grupos, strict=True):
        groups.append(_group(one, other, medida, c, una.marco.rango)._replace(agregador=rules.grupos))
        c += len(one.criterios)
    return Nodo("total", _values(una.total, otra.total, medida), 1.0, rules.total, tuple(groups))


def _group(una: FichaGrupo, otra: FichaGrupo, medida: Medida, first: int, ends: tuple[float, float]) -> Nodo:
    pairs = enumerate(zip(una.criterios, otra.criterios, strict=True), start=first)
    children = tuple(_leafed(one, other, medida, str(c), ends) for c, (one, other) in pairs)
    return Nodo(f"grupo {first}", _values(una.puntaje, otra.puntaje, medida), una.grupo.peso, "aritmetica", children)


def _leafed(una: FichaCriterio, otra: FichaCriterio, medida: Medida, key: str, ends: tuple[float, float]) -> Nodo:
    pairs = enumerate(zip(_items(una), _items(otra), strict=True))
    children = tuple(Nodo(f"{key}.{q}", _reached(one, other, medida, ends), _weight_of(one)) for q, (one, other) in pairs)
    return Nodo(key, _values(una.puntaje, otra.puntaje, medida), una.criterio.peso, "aritmetica", children)


def _weight_of(item: FichaPregunta | FichaIndicador) -> float:
    return item.pregunta.peso if isinstance(item, FichaPregunta) else item.indicador.peso


def _reached(
    una: FichaPregunta | FichaIndicador, otra: FichaPregunta | FichaIndicador, medida: Medida, ends: tuple[float, float]
) -> tuple[float, float]:
    """Return what a question earns in both records, on the range of the instrument."""
    low, high = ends
    return low + (high - low) * _points(una, medida), low + (high - low) * _points(otra, medida)


def _points(item: FichaPregunta | FichaIndicador, medida: Medida) -> float:
    if item.estado == "no_aplica":
        return _NAN
    value = {"minimo": item.bajo, "puntaje": item.puntos, "maximo": item.alto}[medida]
    return _NAN if value is None else value


def _values(una: Puntaje, otra: Puntaje, medida: Medida) -> tuple[float, float]:
    return _or_nan(getattr(una, medida)), _or_nan(getattr(otra, medida))


def _or_nan(value: float | None) -> float:
    return _NAN if value is None else value

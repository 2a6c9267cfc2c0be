"""What moves when one record of a set changes: its answers, its nodes, its level, and who stands above and below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.score.brechas import Calificado, find_brechas
from evaluacion.score.kernel import MAXIMO, MINIMO
from evaluacion.score.levels import comparable
from evaluacion.score.ruta import Ruta, find_rutas

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.model.ficha import Ficha, FichaIndicador, FichaPregunta, Puntaje
    from evaluacion.model.suposicion import Suposicion
    from evaluacion.score.evaluate import Resultado

ENCIMA, JUNTO, DEBAJO = 1, 0, -1
"""Where another record stands: surely above, not told apart, surely below."""


class CambioDeReactivo(NamedTuple):
    """A question or an indicator that is not the same before and after."""

    antes: FichaPregunta | FichaIndicador
    despues: FichaPregunta | FichaIndicador


class CambioDeNodo(NamedTuple):
    """A criterion, a group or the total (`clase`) that is not the same before and after."""

    clase: str
    nombre: str
    antes: Puntaje
    despues: Puntaje


class Vecino(NamedTuple):
    """Another record: its position, where it stood and where it stands (None: one of the two has no place), and its places."""

    posicion: int
    antes: int | None
    despues: int | None
    lugar_antes: tuple[int, int] | None
    lugar_despues: tuple[int, int] | None


@dataclass(frozen=True, slots=True, eq=False)
class Efecto:
    """One record before and after a change, in its set."""

    antes: Resultado
    despues: Resultado
    posicion: int
    ficha_antes: Ficha
    ficha_despues: Ficha
    reactivos: tuple[CambioDeReactivo, ...]
    nodos: tuple[CambioDeNodo, ...]
    vecinos: tuple[Vecino, ...]
    """The other records whose standing or place is not the same."""
    camino: Ruta | None
    """What would assure a higher level after the change; None where nothing would, or it is the highest."""


@dataclass(frozen=True, slots=True)
class Supuesto:
    """What would change under one marco: with all the suppositions that touch it, and with each of them alone."""

    suposiciones: tuple[Suposicion, ...]
    juntas: Efecto
    solas: tuple[Efecto, ...]
    """None where there is only one supposition."""
    con_evidencia: bool
    """Whether each answer supposed brings its evidence."""


def find_effect(antes: Resultado, despues: Resultado, posicion: int) -> Efecto:
    """Return what changes for the record at a position, and around it.

    Both results hold the same records in the same order, and only that one is not the same.
    """
    before, after = antes.ficha(posicion), despues.ficha(posicion)
    items = zip(before.walk(), after.walk(), strict=True)
    moved = (CambioDeReactivo(one, other) for (_, one), (_, other) in items)
    ways = find_rutas(despues, find_brechas(despues, [Calificado(posicion, after)]))
    return Efecto(
        antes,
        despues,
        posicion,
        before,
        after,
        tuple(change for change in moved if _said(change.antes) != _said(change.despues)),
        tuple(change for change in _nodes(before, after) if _rounded(change.antes) != _rounded(change.despues)),
        tuple(_neighbours(antes, despues, posicion)),
        ways[0] if ways else None,
    )


def _said(item: FichaPregunta | FichaIndicador) -> tuple[object, ...]:
    return (item.estado, item.valor, item.puntos, item.bajo, item.alto, item.escrita)


def _rounded(puntaje: Puntaje) -> tuple[float | None, ...]:
    return tuple(None if value is None else round(value, COMPARED_DECIMALS) for value in puntaje)


def _nodes(before: Ficha, after: Ficha) -> list[CambioDeNodo]:
    pairs = zip(before.criterios, after.criterios, strict=True)
    found = [CambioDeNodo("criterio", one.criterio.nombre, one.puntaje, other.puntaje) for one, other in pairs]
    groups = zip(before.grupos, after.grupos, strict=True)
    found += [CambioDeNodo("grupo", one.grupo.nombre, one.puntaje, other.puntaje) for one, other in groups if len(before.grupos) > 1]
    return [*found, CambioDeNodo("total", "Total", before.total, after.total)]


def _neighbours(antes: Resultado, despues: Resultado, posicion: int) -> list[Vecino]:
    before, after = (_standing(resultado, posicion) for resultado in (antes, despues))
    found = []
    for i in range(len(antes)):
        stood, stands, place, now = before[i], after[i], _place(antes, i), _place(despues, i)
        if i != posicion and (stood != stands or place != now):
            found.append(Vecino(i, stood, stands, place, now))
    return found


def _standing(resultado: Resultado, posicion: int) -> list[int | None]:
    """Return where each record stands for the one at a position; None where one of the two has no place."""
    low, high = (comparable(resultado.plan, resultado.nodos[end, -1]) for end in (MINIMO, MAXIMO))
    stands: NDArray[np.int64] = (low > high[posicion]).astype(np.int64) - (high < low[posicion]).astype(np.int64)
    placed = resultado.lugares.mejor > 0
    return [where if has and placed[posicion] else None for where, has in zip(stands.tolist(), placed.tolist(), strict=True)]


def _place(resultado: Resultado, i: int) -> tuple[int, int] | None:
    best = int(resultado.lugares.mejor[i])
    return (best, int(resultado.lugares.peor[i])) if best else None

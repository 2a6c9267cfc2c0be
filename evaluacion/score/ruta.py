"""The way of each record to its next level: gaps that, mended together, assure it, with none to spare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evaluacion.base.numeros import COMPARED_DECIMALS
from evaluacion.score.kernel import MINIMO
from evaluacion.score.levels import find_levels
from evaluacion.score.variantes import Cambio, Variantes

if TYPE_CHECKING:
    from evaluacion.score.brechas import Brecha, Calificado
    from evaluacion.score.evaluate import Resultado


class Paso(NamedTuple):
    """A gap to mend, the guaranteed total once it and those before it are, and the level assured then."""

    brecha: Brecha
    despues: float
    nivel: str


@dataclass(frozen=True, slots=True)
class Ruta:
    """The steps of a record, those that earn most alone first. Without any of them the level `meta` would not be assured."""

    registro: Calificado
    meta: str
    pasos: tuple[Paso, ...]


def find_rutas(resultado: Resultado, brechas: Iterable[Brecha]) -> list[Ruta]:
    """Return the way of each record whose gaps can assure a higher level than today's, in the order of the gaps.

    Args:
        resultado: the scores.
        brechas: gaps of some of its records, from `find_brechas`.
    """
    if not resultado.marco.niveles:
        return []
    caminos = _needed(resultado, _shortest(resultado, _by_record(brechas)))
    variants = Variantes()
    for camino in caminos:
        for steps in range(1, len(camino) + 1):
            variants.mend(camino[0].registro.posicion, _changes(camino[:steps]))
    if not caminos:
        return []
    nodes = variants.score(resultado)
    names = [nivel.nombre for nivel in resultado.marco.niveles]
    ends, levels = iter(nodes[MINIMO, -1]), iter(find_levels(resultado.plan, nodes).bajo)
    found = []
    for camino in caminos:
        pasos = tuple(Paso(brecha, float(next(ends)), names[int(next(levels))]) for brecha in camino)
        found.append(Ruta(camino[0].registro, pasos[-1].nivel, pasos))
    return found


def _by_record(brechas: Iterable[Brecha]) -> list[list[Brecha]]:
    """Return the gaps of each record, those worth most first."""
    found: dict[int, list[Brecha]] = {}
    for brecha in brechas:
        found.setdefault(brecha.registro.posicion, []).append(brecha)
    for gaps in found.values():
        gaps.sort(key=lambda gap: (-round(gap.gana, COMPARED_DECIMALS), -round(gap.cierra, COMPARED_DECIMALS)))
    return list(found.values())


def _changes(brechas: Sequence[Brecha]) -> list[Cambio]:
    return [brecha.cambio for brecha in brechas]


def _shortest(resultado: Resultado, records: list[list[Brecha]]) -> list[list[Brecha]]:
    """Return, of the records that can rise, the fewest gaps from the first one on that assure a higher level."""
    variants = Variantes()
    for gaps in records:
        for steps in range(len(gaps) + 1):
            variants.mend(gaps[0].registro.posicion, _changes(gaps[:steps]))
    if not records:
        return []
    levels = iter(find_levels(resultado.plan, variants.score(resultado)).bajo)
    found = []
    for gaps in records:
        today, *then = (int(next(levels)) for _ in range(len(gaps) + 1))
        rises = next((steps for steps, level in enumerate(then, start=1) if level > today), None)
        if rises is not None:
            found.append(gaps[:rises])
    return found


def _needed(resultado: Resultado, caminos: list[list[Brecha]]) -> list[list[Brecha]]:
    """Return the ways without the gaps that they can spare, tried from the one worth least."""
    today = resultado.niveles.bajo
    for place in range(max(map(len, caminos), default=0) - 1, -1, -1):
        tried = [(i, [*camino[:place], *camino[place + 1 :]]) for i, camino in enumerate(caminos) if 0 < len(camino) - 1 >= place]
        if not tried:
            continue
        variants = Variantes()
        for _, camino in tried:
            variants.mend(camino[0].registro.posicion, _changes(camino))
        levels = find_levels(resultado.plan, variants.score(resultado)).bajo
        for (i, camino), level in zip(tried, levels, strict=True):
            if level > today[camino[0].registro.posicion]:
                caminos[i] = camino
    return caminos

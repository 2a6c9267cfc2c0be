"""How a level moved between two rounds, claiming nothing that the missing answers could still change."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.compare.diferencia import MovimientoDeNivel


def level_move(names: tuple[Sequence[str], Sequence[str]], before: tuple[int, int], after: tuple[int, int]) -> MovimientoDeNivel:
    """Return how a level moved.

    Args:
        names: the levels of the marco then and now, lowest first: other names are not compared.
        before: positions of the guaranteed and of the reachable level; -1 where there is none.
        after: likewise.
    """
    if list(names[0]) != list(names[1]) or min(*before, *after) < 0:
        return "sin_comparar"
    if after[0] > before[1]:
        return "gana"
    if after[1] < before[0]:
        return "pierde"
    if after[0] != before[0]:
        return "sube_garantizado" if after[0] > before[0] else "baja_garantizado"
    return "igual" if after[1] == before[1] else "cambia_alcanzable"

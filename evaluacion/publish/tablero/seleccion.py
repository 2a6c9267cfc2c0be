"""Which records a board lists when they are too many: the best, the worst, and a sample of the others by level."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluacion.publish.orden import Linea

FILAS_MAX = 20_000
"""Most rows of records (Datos) and of questions (Detalle), unless another cap is asked."""
SEMILLA = 2026
"""Seed of the sample: the same records come out each time."""

Nombrada = tuple["Linea", str]
"""The line of a record, with its name."""


def choose_lines(lines: Sequence[Nombrada], most: int, *, ranked: bool) -> list[Nombrada]:
    """Return the lines if they fit, in their order; else half of `most` are the best, a quarter the worst, the rest a sample.

    Args:
        lines: the records, best first where they are ranked.
        most: how many are wanted.
        ranked: whether the order means anything; without it, all that is chosen is a sample.
    """
    if len(lines) <= most:
        return list(lines)
    placed = [i for i, (linea, _) in enumerate(lines) if ranked and linea.lugar is not None]
    taken = {placed[i] for end in ends_of(len(placed), most) for i in end}
    pool = [i for i in range(len(lines)) if i not in taken]
    if not ranked:  # by key: a folder of scores is in that order, and lists the same records
        pool.sort(key=lambda i: (lines[i][0].practica, lines[i][0].evaluador or ""))
    taken |= set(_sample(pool, lines, most - len(taken)))
    return [lines[i] for i in sorted(taken)]


def _sample(pool: Sequence[int], lines: Sequence[Nombrada], wanted: int) -> list[int]:
    """Return that many of some positions, from each level in proportion to its records (largest remainders)."""
    strata: dict[tuple[bool, str | None, str | None], list[int]] = {}
    for i in pool:
        linea = lines[i][0]
        strata.setdefault((linea.lugar is None, linea.nivel.al_menos, linea.nivel.hasta), []).append(i)
    drawn = draw_by_stratum([len(group) for group in strata.values()], wanted)
    return [group[i] for group, places in zip(strata.values(), drawn, strict=True) for i in places]


def ends_of(placed: int, most: int) -> tuple[range, range]:
    """Return, of that many records in order of place, which ones are the best that are listed and which ones the worst."""
    best = range(min(placed, most // 2))
    return best, range(max(placed - most // 4, len(best)), placed)


def draw_by_stratum(sizes: Sequence[int], wanted: int) -> list[list[int]]:
    """Return, for strata of some sizes, which of each are drawn: so many in all, in proportion to the sizes (largest remainders)."""
    everyone = max(sum(sizes), 1)
    shares = [wanted * size / everyone for size in sizes]
    counts = [int(share) for share in shares]
    by_remainder = sorted(range(len(sizes)), key=lambda g: (counts[g] - shares[g], g))
    for g in by_remainder[: wanted - sum(counts)]:
        counts[g] += 1
    draw = random.Random(SEMILLA)  # noqa: S311 # nosec B311 # a sample that comes out the same each time, not a secret
    return [draw.sample(range(size), count) for size, count in zip(sizes, counts, strict=True)]


def selection_text(*, ranked: bool) -> str:
    """Return how the records were chosen, as the sheets say it."""
    sample = f"una muestra al azar de cada nivel, en proporción (semilla {SEMILLA})"
    return f"los de mayor y de menor puntaje garantizado y, de los demás, {sample}" if ranked else sample

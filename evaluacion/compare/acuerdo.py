"""Krippendorff's alpha with missing votes, in closed form: time and memory follow the votes, not the units by the values (rule 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Metrica = Literal["nominal", "ordinal", "intervalo", "razon"]
_BLOCK = 512
"""Values compared at once with all the others by the ratio metric, that has no closed form."""


class Acuerdo(NamedTuple):
    """How much some evaluators agree. `alfa` is None with no variation, and with no unit that two of them judge.

    `unidades` are those with two votes or more, `votos` the votes on them, `coincidencia` the share of the pairs of votes on
    one unit that are equal (None without pairs).
    """

    alfa: float | None
    coincidencia: float | None
    unidades: int
    votos: int

    @property
    def sin_variacion(self) -> bool:
        """Whether there are votes to compare and all of them are one value: then alpha says nothing."""
        return self.alfa is None and self.unidades > 0


NADA = Acuerdo(None, None, 0, 0)
"""The agreement of nobody."""


def measure_agreement(votos: NDArray[np.float64], metrica: Metrica) -> Acuerdo:
    """Return the agreement of some votes.

    Args:
        votos: (units, evaluators), NaN where there is no vote; for the ratio metric, none is negative.
        metrica: how far apart two values are.

    Raises:
        ValueError: a negative value with the ratio metric.
    """
    known = ~np.isnan(votos)
    kept = np.sort(votos[known.sum(axis=1) > 1], axis=1)  # in order: who gives a vote moves no bit
    if not kept.size:
        return NADA
    mask = ~np.isnan(kept)
    of, values = np.nonzero(mask)[0], kept[mask]
    many = mask.sum(axis=1).astype(float)
    _, codes = np.unique(values, return_inverse=True)
    same = _equal_pairs(of, codes, len(kept))
    coincidence = float(same.sum() / (many * (many - 1)).sum())
    if not codes.any():
        return Acuerdo(None, 1.0, len(kept), len(values))
    observed, expected = _DISAGREEMENTS[metrica](values, codes, of, many)
    return Acuerdo(1 - (len(values) - 1) * observed / expected, coincidence, len(kept), len(values))


def _equal_pairs(of: NDArray[np.intp], codes: NDArray[np.intp], units: int) -> NDArray[np.float64]:
    """Return (units,): the ordered pairs of equal votes on each unit."""
    width = int(codes.max()) + 1
    keys, counts = np.unique(of * width + codes, return_counts=True)
    found: NDArray[np.float64] = np.bincount(keys // width, weights=counts * (counts - 1), minlength=units).astype(float)
    return found


def _nominal(_: NDArray[np.float64], codes: NDArray[np.intp], of: NDArray[np.intp], many: NDArray[np.float64]) -> tuple[float, float]:
    """Return the disagreement inside units, each by its votes less one, and that of all the votes with all."""
    apart = many * (many - 1) - _equal_pairs(of, codes, len(many))
    counts = np.bincount(codes).astype(float)
    return float((apart / (many - 1)).sum()), float(counts.sum() ** 2 - (counts**2).sum())


def _ordinal(_: NDArray[np.float64], codes: NDArray[np.intp], of: NDArray[np.intp], many: NDArray[np.float64]) -> tuple[float, float]:
    """Return as `_nominal`: the distance of two ranks is that of their places in the middle of the votes that are equal to them."""
    counts = np.bincount(codes).astype(float)
    return _squares((np.cumsum(counts) - counts / 2)[codes], of, many)


def _intervalo(values: NDArray[np.float64], _: NDArray[np.intp], of: NDArray[np.intp], many: NDArray[np.float64]) -> tuple[float, float]:
    return _squares(values, of, many)


def _squares(values: NDArray[np.float64], of: NDArray[np.intp], many: NDArray[np.float64]) -> tuple[float, float]:
    """Return as `_nominal`, with squared differences: twice the votes times the squares around their mean."""
    means = np.bincount(of, values) / many
    within = np.bincount(of, (values - means[of]) ** 2)
    around = ((values - values.mean()) ** 2).sum()
    return float((2 * many * within / (many - 1)).sum()), float(2 * len(values) * around)


def _razon(values: NDArray[np.float64], codes: NDArray[np.intp], _: NDArray[np.intp], many: NDArray[np.float64]) -> tuple[float, float]:
    """Return as `_nominal`, with squares of the difference over the sum; blocks of values, never all the pairs at once."""
    if (values < 0).any():
        raise ValueError("negative value")
    own = np.split(values, np.cumsum(many.astype(np.intp))[:-1])
    inside = sum(float(_ratios(votes[:, None], votes[None]).sum()) / (len(votes) - 1) for votes in own)
    distinct, counts = np.unique(values), np.bincount(codes).astype(float)
    total = 0.0
    for start in range(0, len(distinct), _BLOCK):
        block, rest = slice(start, start + _BLOCK), slice(start, None)
        apart = np.triu(_ratios(distinct[block, None], distinct[None, rest]))
        total += 2 * float(np.einsum("i,j,ij->", counts[block], counts[rest], apart))
    return float(inside), total


def _ratios(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    both = one + other
    found = np.zeros(np.broadcast_shapes(one.shape, other.shape))
    np.divide(one - other, both, out=found, where=both > 0)
    squares: NDArray[np.float64] = found**2
    return squares


_DISAGREEMENTS = {"nominal": _nominal, "ordinal": _ordinal, "intervalo": _intervalo, "razon": _razon}

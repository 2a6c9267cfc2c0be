"""Sobol's indices: a function whose indices are known, and what never varies."""

from __future__ import annotations

import numpy as np

from evaluacion.compare.azar import Corriente, Uso
from evaluacion.compare.sensibilidad import estimate, sobol_indices

ISHIGAMI = ([0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437])


def ishigami(u):
    """Return Ishigami's function (a = 7, b = 0.1) of points of the unit cube, (n, 1)."""
    x = np.pi * (2 * u - 1)
    return (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]


def samples(n):
    """Return the function of both samples and of those with one variable exchanged."""
    first, second = (Corriente(7, Uso.PESOS, sample).uniform(n, 3) for sample in (0, 1))
    mixed = []
    for variable in range(3):
        one = first.copy()
        one[:, variable] = second[:, variable]
        mixed.append(ishigami(one))
    return ishigami(first), ishigami(second), np.stack(mixed)


def test_the_indices_of_ishigami_are_found():
    """First order 0.3139, 0.4424, 0 and total 0.5576, 0.4424, 0.2437, within what 60,000 draws allow."""
    found = sobol_indices(*samples(60_000))
    for indices, known in zip(found, ISHIGAMI, strict=True):
        assert np.abs(indices[:, 0] - known).max() < 0.015


def test_the_intervals_hold_the_known_indices():
    """With fewer draws the estimate is farther and its interval says so."""
    found = estimate(*samples(4_000), 7)
    for ends, known in ((found.ic_primer, ISHIGAMI[0]), (found.ic_total, ISHIGAMI[1])):
        low, high = ends[:, :, 0]
        width = high - low
        assert (width > 0).all()
        assert (low - width / 2 <= known).all()
        assert (high + width / 2 >= known).all()


def test_whole_numbers_give_exact_sums():
    """Places are whole, so the draws in any order give the same bits."""
    draw = np.random.default_rng(1)
    a, b, *ab = (draw.integers(-20, 20, (500, 4)).astype(float) for _ in range(5))
    order = draw.permutation(500)
    found, again = sobol_indices(a, b, np.stack(ab)), sobol_indices(a[order], b[order], np.stack(ab)[:, order])
    assert all(np.array_equal(one, other) for one, other in zip(found, again, strict=True))


def test_what_never_varies_has_no_index():
    """There is nothing to share out: no number is made up."""
    still = np.ones((50, 1))
    found = estimate(still, still, np.stack([still, still]), 7)
    assert all(np.isnan(part).all() for part in (found.primer, found.total, found.ic_primer, found.ic_total))

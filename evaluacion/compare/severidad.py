"""How severe each evaluator is, where the records that they share allow to say so: an additive model by least squares (rule 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Severidad(NamedTuple):
    """What the additive model says: total = record - severity, with severities that add up to 0.

    `grupos` (evaluators,) numbers the groups that no record links; with more than one, `severidad` and `ajuste` are NaN. `ajuste`
    (records,) is what to add to a total so that it does not depend on who judged it. `completo`: whether everyone judged everything.
    """

    severidad: NDArray[np.float64]
    ajuste: NDArray[np.float64]
    grupos: NDArray[np.intp]
    completo: bool

    @property
    def enlazado(self) -> bool:
        """Whether all the evaluators can be compared."""
        return bool(len(self.grupos)) and int(self.grupos.max()) == 0


def measure_severity(totales: NDArray[np.float64]) -> Severidad:
    """Return the severity of each evaluator from their totals (records, evaluators), NaN where one has not judged."""
    known = ~np.isnan(totales)
    groups = find_groups(known)
    nobody = np.full(totales.shape[1], np.nan), np.full(len(totales), np.nan)
    found = Severidad(*nobody, groups, bool(known.all()))
    if not found.enlazado:
        return found
    severity = _solve(totales, known)
    many = known.sum(axis=1)
    total = np.zeros(len(totales))
    for judge in range(totales.shape[1]):
        total += np.where(known[:, judge], severity[judge], 0.0)
    shift = np.full(len(totales), np.nan)
    np.divide(total, many, out=shift, where=many > 0)
    shift[known.all(axis=1)] = 0.0  # the severities of everybody add up to it: no rounding may move those totals
    return found._replace(severidad=severity, ajuste=shift)


def find_groups(known: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return (evaluators,): the number of the group of each; a record that two judge puts them in one."""
    of = np.arange(known.shape[1], dtype=np.intp)
    for row in known:
        own = of[row]
        if len(own) > 1:
            of[np.isin(of, own)] = own.min()
    found: NDArray[np.intp] = np.unique(of, return_inverse=True)[1].astype(np.intp)
    return found


def _solve(totales: NDArray[np.float64], known: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the severities: the normal equations with the records taken out, and their sum fixed at 0."""
    judges = totales.shape[1]
    matrix, side = np.zeros((judges, judges)), np.zeros(judges)
    for row, values in zip(known, totales, strict=True):
        own = np.flatnonzero(row)
        if len(own) > 1:
            matrix[np.ix_(own, own)] += np.eye(len(own)) - 1 / len(own)
            side[own] += values[own].mean() - values[own]
    solved: NDArray[np.float64] = np.linalg.solve(matrix + np.full((judges, judges), 1 / judges), side)
    return solved

"""The trend of an indicator: levels of each period, transitions between them, movers, and means from exact values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evaluacion.model.comun import fold
from evaluacion.score.evaluate import Resultado

if TYPE_CHECKING:
    from evaluacion.base.periodo import Periodo
    from evaluacion.model.marco import Indicador, Marco

POR_CONFIRMAR, SIN_NIVEL = "por confirmar", "sin nivel"
"""Where a record stands when its level is not sure, or when it has none."""
MOST_MOVERS = 5
"""How many of the largest rises and falls are listed; those that tie with the last one are too."""
_PERCENT = 100


class NivelEnPeriodo(NamedTuple):
    """The levels that a record may have in a period, lowest first; none when the marco does not apply to it.

    `parte` is the part of its level, where the marco divides its levels and only one is possible.
    """

    posibles: tuple[str, ...]
    parte: str | None = None

    @property
    def seguro(self) -> str | None:
        """The level, when only one is possible."""
        return self.posibles[0] if len(self.posibles) == 1 else None

    @property
    def lugar(self) -> str:
        """Where the record is counted: its level, `por confirmar` or `sin nivel`."""
        return self.seguro or (POR_CONFIRMAR if self.posibles else SIN_NIVEL)


@dataclass(frozen=True, slots=True)
class RegistroSeguido:
    """One record through the periods; None is a value that is not there."""

    id: str
    nombre: str
    valores: tuple[Fraction | None, ...]
    niveles: tuple[NivelEnPeriodo, ...]


class Conteo(NamedTuple):
    """How many records are surely in a level, and how many may be."""

    seguros: int
    posibles: int


@dataclass(frozen=True, slots=True)
class Tramo:
    """From one period to a later one, with the records that have a value in both.

    `celdas` has the ids of the records by where they were and where they are, those without a sure level included;
    `suben` and `bajan` are the largest changes, largest first.
    """

    desde: str
    hasta: str
    comparables: int
    cambio: Fraction | None
    crecimiento: Fraction | None
    """In percent; None when the first mean is not positive."""
    celdas: dict[tuple[str, str], tuple[str, ...]]
    suben: tuple[tuple[RegistroSeguido, Fraction], ...]
    bajan: tuple[tuple[RegistroSeguido, Fraction], ...]
    iguales: int


@dataclass(frozen=True, slots=True)
class EnPeriodo:
    """A period: how many records have a value, their mean and median, and how many are in each level."""

    periodo: str
    n: int
    media: Fraction | None
    mediana: Fraction | None
    niveles: dict[str, Conteo]
    por_confirmar: int
    sin_nivel: int


@dataclass(frozen=True, slots=True)
class Evolucion:
    """The trend of one indicator under one marco. `tramos` are the steps between consecutive periods."""

    marco: Marco
    indicador: Indicador
    periodos: tuple[EnPeriodo, ...]
    tramos: tuple[Tramo, ...]
    plazo: Tramo
    """From the first period to the last."""
    registros: tuple[RegistroSeguido, ...]

    @property
    def lugares(self) -> tuple[str, ...]:
        """Where a record may be: the levels of the marco, lowest first, and what is not sure if there is any."""
        extra = [(POR_CONFIRMAR, any(p.por_confirmar for p in self.periodos)), (SIN_NIVEL, any(p.sin_nivel for p in self.periodos))]
        return (*(nivel.nombre for nivel in self.marco.niveles), *(name for name, is_there in extra if is_there))


def follow(indicador: Indicador, periodos: Sequence[Periodo], resultados: Sequence[Resultado]) -> Evolucion:
    """Return the trend that the results of each period show.

    Args:
        indicador: which one of the marco.
        periodos: at least two, in order of time.
        resultados: for each of them, the result of the same records with the values of that period alone.
    """
    marco = resultados[0].marco
    records = _records(indicador, resultados)
    names = [nivel.nombre for nivel in marco.niveles]
    shown = [period.texto for period in periodos]
    steps = [_step(records, (i, i + 1), (shown[i], shown[i + 1])) for i in range(len(shown) - 1)]
    whole = _step(records, (0, len(shown) - 1), (shown[0], shown[-1]))
    return Evolucion(
        marco, indicador, tuple(_in_period(records, names, i, text) for i, text in enumerate(shown)), tuple(steps), whole, records
    )


def exact_value(value: float) -> Fraction:
    """Return a measured value as it was written: 2.4 is 12/5; what sums of decimals leave beyond 15 digits is dropped."""
    return Fraction(f"{value:.15g}")


def _records(indicador: Indicador, resultados: Sequence[Resultado]) -> tuple[RegistroSeguido, ...]:
    first = resultados[0]
    ids, _, judges, titles = first.registros.claves()
    measured = np.array([resultado.medidas[indicador.id].datos.valor for resultado in resultados])
    levels = [_levels(resultado) for resultado in resultados]
    found = []
    for position, row in enumerate(first.filas.tolist()):
        values = tuple(None if np.isnan(value) else exact_value(float(value)) for value in measured[:, position])
        judge = f" ({judges[row]})" if judges[row] else ""
        own = tuple(column[position] for column in levels)
        found.append(RegistroSeguido(f"{ids[row]}{judge}", f"{titles[row] or ids[row]}{judge}", values, own))
    return tuple(found)


def _levels(resultado: Resultado) -> list[NivelEnPeriodo]:
    """Return the levels that each record of a result may have, and the part of its level where only one is possible."""
    names = [nivel.nombre for nivel in resultado.marco.niveles]
    parts = [peldano.nombre for peldano in resultado.marco.peldanos]
    bounds = [ends.tolist() for ends in (*resultado.niveles, *resultado.subniveles)]
    return [
        NivelEnPeriodo(tuple(names[low : high + 1]) if low >= 0 else (), parts[least] if parts and least == most >= 0 else None)
        for low, high, least, most in zip(*bounds, strict=True)
    ]


def _in_period(records: Sequence[RegistroSeguido], names: Iterable[str], position: int, text: str) -> EnPeriodo:
    values = [value for record in records if (value := record.valores[position]) is not None]
    levels = [record.niveles[position] for record in records]
    counts = {name: Conteo(sum(item.seguro == name for item in levels), sum(name in item.posibles for item in levels)) for name in names}
    places = [item.lugar for item in levels]
    return EnPeriodo(text, len(values), mean(values), median(values), counts, places.count(POR_CONFIRMAR), places.count(SIN_NIVEL))


def _step(records: Sequence[RegistroSeguido], ends: tuple[int, int], names: tuple[str, str]) -> Tramo:
    start, end = ends
    cells: dict[tuple[str, str], list[str]] = {}
    for record in records:
        cells.setdefault((record.niveles[start].lugar, record.niveles[end].lugar), []).append(record.id)
    both = [
        (record, first, last)
        for record in records
        if (first := record.valores[start]) is not None and (last := record.valores[end]) is not None
    ]
    changes = [(record, last - first) for record, first, last in both]
    before, after = mean([first for _, first, _ in both]), mean([last for _, _, last in both])
    grown = (after / before - 1) * _PERCENT if before is not None and after is not None and before > 0 else None
    return Tramo(
        *names,
        len(both),
        after - before if before is not None and after is not None else None,
        grown,
        {key: tuple(ids) for key, ids in cells.items()},
        _largest([item for item in changes if item[1] > 0]),
        _largest([item for item in changes if item[1] < 0]),
        sum(change == 0 for _, change in changes),
    )


def _largest(changes: list[tuple[RegistroSeguido, Fraction]]) -> tuple[tuple[RegistroSeguido, Fraction], ...]:
    """Return the largest changes, whatever their sign, and those that tie with the last of them."""
    ordered = sorted(changes, key=lambda item: (-abs(item[1]), fold(item[0].nombre), item[0].id))
    if len(ordered) <= MOST_MOVERS:
        return tuple(ordered)
    least = abs(ordered[MOST_MOVERS - 1][1])
    return tuple(item for item in ordered if abs(item[1]) >= least)


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """Return the exact mean; None of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None


def median(values: Sequence[Fraction]) -> Fraction | None:
    """Return the exact median; None of nothing."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2

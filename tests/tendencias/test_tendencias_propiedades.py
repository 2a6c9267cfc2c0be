"""What holds for every trend, whatever its numbers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.base.periodo import parse_periodo
from evaluacion.compare.tendencia import follow
from evaluacion.model.practica import Practica
from evaluacion.read.marco import load_marco
from evaluacion.read.practica import RegistroLeido, RegistrosArchivo
from evaluacion.score.evaluate import evaluate
from evaluacion.score.periodo import RegistrosDelPeriodo

MARCO = load_marco(Path(__file__).parent / "casos" / "pueblos" / "marco.yaml").marco
ANOS = ("2010", "2015", "2020")
tables = st.lists(st.lists(st.none() | st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=12)


def trend_of_tenths(rows):
    """Return the trend of a table of tenths."""
    records = []
    for position, row in enumerate(rows):
        values = {year: value / 10 for year, value in zip(ANOS, row, strict=True) if value is not None}
        serie = {"meta": {"periodo": "2020", "valor": 3}, "valores": values}
        records.append(
            RegistroLeido(Practica.model_validate({"gobierno": f"g{position}", "indicadores": {"indice": serie}}), "x", {}, None)
        )
    everyone = RegistrosArchivo(records, {})
    periods = [parse_periodo(year) for year in ANOS]
    results = [evaluate(MARCO, RegistrosDelPeriodo(everyone, period), referencia=period.fin) for period in periods]
    return follow(MARCO.indicadores["indice"], periods, results)


@given(tables)
def test_every_record_is_in_one_place_in_each_period_and_in_one_cell_of_each_step(rows):
    """Levels, to be confirmed and without level add up to the records; so do the cells of each matrix."""
    trend = trend_of_tenths(rows)
    for period in trend.periodos:
        assert sum(count.seguros for count in period.niveles.values()) + period.por_confirmar + period.sin_nivel == len(rows)
        assert all(count.seguros <= count.posibles for count in period.niveles.values())
    for step in (*trend.tramos, trend.plazo):
        assert sorted(name for ids in step.celdas.values() for name in ids) == sorted(record.id for record in trend.registros)


@given(tables)
def test_the_margins_of_a_step_are_the_levels_of_its_periods(rows):
    """Who left a level and who stayed were in it."""
    trend = trend_of_tenths(rows)
    for position, step in enumerate(trend.tramos):
        for end, period in enumerate(trend.periodos[position : position + 2]):
            for name, count in period.niveles.items():
                assert sum(len(ids) for cell, ids in step.celdas.items() if cell[end] == name) == count.seguros


@given(tables)
def test_means_and_medians_are_exact(rows):
    """Against whole tenths."""
    for position, period in enumerate(trend_of_tenths(rows).periodos):
        tenths = [row[position] for row in rows if row[position] is not None]
        assert period.n == len(tenths)
        assert period.media == (Fraction(sum(tenths), 10 * len(tenths)) if tenths else None)
        assert period.mediana == (Fraction(median(map(Fraction, tenths))) / 10 if tenths else None)


@given(tables)
def test_no_mover_is_left_out_that_moved_as_much_as_one_listed(rows):
    """Ties with the last one stay."""
    trend = trend_of_tenths(rows)
    changes = {f"g{i}": Fraction(row[2] - row[0], 10) for i, row in enumerate(rows) if row[0] is not None and row[2] is not None}
    listed = {record.id: change for record, change in trend.plazo.suben}
    assert all(changes[name] == change > 0 for name, change in listed.items())
    left_out = [change for name, change in changes.items() if change > 0 and name not in listed]
    assert not left_out or max(left_out) < min(listed.values())
    assert len(listed) >= min(5, sum(change > 0 for change in changes.values()))
    assert trend.plazo.iguales == sum(change == 0 for change in changes.values())


def test_a_growth_from_zero_is_not_given():
    """There is nothing to divide by."""
    trend = trend_of_tenths([[0, 10, 20]])
    assert trend.tramos[0].crecimiento is None
    assert trend.tramos[1].crecimiento == pytest.approx(100)

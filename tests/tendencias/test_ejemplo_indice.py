"""The example of the index: the 160 state-years of Table 1, against a computation of a few lines that shares no code."""

from __future__ import annotations

import contextlib
import csv
import json
import re
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from evaluacion.flujo.tendencias import trend_of_file
from evaluacion.publish.libro import libro_como_texto
from evaluacion.publish.tablero.arrange_tendencia import arrange_tendencia
from evaluacion.publish.tendencias_datos import trend_as_dict

RAIZ = Path(__file__).parents[2]
ANOS = ("2005", "2010", "2015", "2020", "2025")


def level_of(value):
    """The printed rule: under 1, from 1, from 2, and 3."""
    return "muy alto" if value == 3 else "alto" if value >= 2 else "medio" if value >= 1 else "bajo"


@pytest.fixture(scope="module")
def impresa():
    """The printed table: key of the state -> its five values, exact; the printed means apart."""
    path = RAIZ / "examples" / "datos_publicados" / "tabla-1-indice.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["entidad"]: row for row in csv.DictReader(file)}
    means = rows.pop("promedio")
    return {key: [Fraction(row[year]) for year in ANOS] for key, row in rows.items()}, [means[year] for year in ANOS]


@pytest.fixture(scope="module")
def hecha():
    """The trend of the example."""
    with contextlib.chdir(RAIZ):
        return trend_of_file(Path("examples/indice/tendencia.yaml"))


@pytest.fixture(scope="module")
def dicho(hecha):
    """The trend as JSON has it."""
    return json.loads(json.dumps(trend_as_dict(hecha.tendencia)))


def test_the_160_state_years_are_in_the_level_of_the_printed_rule(impresa, dicho):
    """One by one, each sure."""
    wanted = {(key, year): level_of(value) for key, values in impresa[0].items() for year, value in zip(ANOS, values, strict=True)}
    found = {(item["id"], year): level["seguro"] for item in dicho["registros"] for year, level in zip(ANOS, item["niveles"], strict=True)}
    assert len(found) == 160
    assert found == wanted


def test_each_level_but_the_last_is_cut_in_equal_thirds(impresa, dicho):
    """A value belongs to the third that it starts."""
    thirds = ("tercio bajo", "tercio medio", "tercio alto")
    for item in dicho["registros"]:
        for value, level in zip(impresa[0][item["id"]], item["niveles"], strict=True):
            name = level_of(value)
            assert level["subnivel"] == (name if value == 3 else f"{name}: {thirds[int((value - int(value)) * 3)]}")


def test_levels_of_each_year_and_transitions_are_counted_right(impresa, dicho):
    """The table of levels and the five matrices."""
    states = impresa[0]
    for i, period in enumerate(dicho["periodos"]):
        counts = Counter(level_of(values[i]) for values in states.values())
        assert {name: count["seguros"] for name, count in period["niveles"].items() if count["seguros"]} == counts
    spans = [*pairwise(range(5)), (0, 4)]
    assert len(dicho["transiciones"]) == 5
    for (start, end), matrix in zip(spans, dicho["transiciones"], strict=True):
        wanted = Counter((level_of(values[start]), level_of(values[end])) for values in states.values())
        assert {(cell["de"], cell["a"]): cell["n"] for cell in matrix["celdas"]} == wanted
        assert sum(cell["n"] for cell in matrix["celdas"]) == 32


def test_means_and_growth_come_from_exact_values(impresa, hecha):
    """As fractions: the mean of 2020 is 2.51875."""
    means = [sum(column) / 32 for column in zip(*impresa[0].values(), strict=True)]
    trend = hecha.tendencia.evolucion
    assert [period.media for period in trend.periodos] == means
    assert means[3] == Fraction("2.51875")
    assert [step.crecimiento for step in trend.tramos] == [100 * (after / before - 1) for before, after in pairwise(means)]
    assert trend.plazo.crecimiento == 100 * (means[4] / means[0] - 1)


def test_only_the_printed_mean_of_2020_does_not_follow_because_it_was_cut(impresa, dicho):
    """The other four are the exact ones, rounded."""
    printed = [period["media_impresa"] for period in dicho["periodos"]]
    assert [item["publicado"] for item in printed] == impresa[1]
    assert [item["veredicto"] for item in printed] == ["se_sigue"] * 3 + ["no_se_reproduce"] + ["se_sigue"]
    assert printed[3]["receta"] == "truncamiento"


def test_none_of_the_five_printed_growth_rates_follows_and_all_come_from_rounded_means(impresa, dicho, raiz):
    """Each is given again by the printed means of two decimals, and the walk through says so."""
    claims = {item["id"]: item for item in dicho["cifras"]}
    told = (raiz / "examples" / "indice" / "LEEME.md").read_text(encoding="utf-8")
    printed = dict(zip(ANOS, map(Fraction, impresa[1]), strict=True))
    spans = [*pairwise(ANOS), ("2005", "2025")]
    for first, last in spans:
        item = claims[f"crecimiento_{first}_{last}"]
        from_rounded = 100 * (printed[last] / printed[first] - 1)
        assert item["veredicto"] == "no_se_reproduce"
        assert item["receta"].startswith("medias_impresas")
        assert abs(from_rounded - Fraction(str(item["publicado"]))) < Fraction(1, 100)
        assert f"| {first} a {last} | {item['publicado']:.2f} % | {item['recalculado']:.2f} % |" in told
    assert {name for name, item in claims.items() if item["veredicto"] != "se_sigue"} == {
        "media_2020", "aumento_2015_2020", "aumento_2020_2025", "tasa_por_lustro", *(f"crecimiento_{a}_{b}" for a, b in spans),
    }  # fmt: skip


def test_each_value_keeps_the_cell_of_the_table_that_holds_it(monkeypatch, raiz):
    """File, line and column, for messages and explanations."""
    from evaluacion.read.tabla_registros import registros_publicados
    from evaluacion.read.tendencia import read_tendencia

    monkeypatch.chdir(raiz)
    leida = read_tendencia(raiz / "examples" / "indice" / "tendencia.yaml")
    place = leida.documento.origen(())
    records = registros_publicados(leida.tabla, tipo="gobierno", indicador="indice", archivos={}, origen=place)
    row = records.claves().ids.index("14")
    assert str(records.origen(row, "indicadores", "indice", "2005")) == "examples/datos_publicados/tabla-1-indice.csv:16:3"
    assert str(records.origen(row)) == "examples/datos_publicados/tabla-1-indice.csv:16:3"
    assert str(records.origen(row, "indicadores", "indice", "2025")) == "examples/datos_publicados/tabla-1-indice.csv:16:7"
    assert records.practica(row).titulo == "Jalisco"


def test_the_sheet_of_the_example(hecha, dorado, raiz):
    """Every cell and chart; refreshed with --actualizar and read in the diff."""
    text = libro_como_texto(arrange_tendencia(hecha.tendencia, hecha.procedencia))
    stable = re.sub(r"\b[0-9a-f]{64}\b|\([0-9a-f]{12}\)", "…", text)
    dorado(raiz / "tests" / "tendencias" / "esperado" / "indice-hoja.txt", stable)

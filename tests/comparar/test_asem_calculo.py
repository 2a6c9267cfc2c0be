"""The ASEM index of the reference case: its three published results, and further settings against the second plain version."""

from __future__ import annotations

import math

import numpy as np
import pytest

from evaluacion.compare.aggregate import Disponibilidad
from evaluacion.compare.comparar import Denominador, compute
from evaluacion.compare.politicas import Politicas, Winsor
from evaluacion.compare.regla import Regla
from tests.independiente import comparacion as otra


def rules(asem, arbol, metodo, salida=None, **more):
    signs = [int(sign) for sign in asem.by_leaf(arbol, "Direction")]
    return [Regla(metodo, sign, salida, **{key: values[i] for key, values in more.items()}) for i, sign in enumerate(signs)]


def assert_published(asem, name, comparado, columns=None):
    """Every figure of a published file is found again, to 1e-9, and so is every place that follows from it."""
    rows = asem.read(name)
    assert [row["uCode"] for row in rows] == list(comparado.renglones.ids)
    for column in [column for column in rows[0] if column != "uCode"]:
        node = comparado.arbol.ids.index(column)
        expected = [float(row[column]) if row[column] else None for row in rows]
        np.testing.assert_allclose(comparado.nodos[0, :, node], [math.nan if v is None else v for v in expected], rtol=1e-9)
        if columns != "scores":
            assert comparado.mejor[:, node].tolist() == [place or 0 for place in otra.lugares(expected)]


def test_min_max_with_unequal_weights(asem):
    """`expected_minmax_0_100_amean_altw.csv`: eleven aggregates, scores and places."""
    weights = {row["iCode"]: float(row["Weight"]) for row in asem.read("weights_alt.csv")}
    arbol = asem.tree(pesos=weights)
    comparado = compute(arbol, *asem.table(arbol), rules(asem, arbol, "minmax", (0.0, 100.0)))
    assert_published(asem, "expected_minmax_0_100_amean_altw.csv", comparado)
    assert comparado.peor.tolist() == comparado.mejor.tolist()
    assert comparado.pesos_efectivos[: arbol.n_hojas].sum() == pytest.approx(1.0)


def test_a_threshold_of_availability(asem):
    """`expected_minmax_0_100_amean_datthresh067.csv`: six aggregates and one index are missing, and each is told."""
    arbol = asem.tree()
    politicas = Politicas(disponibilidad_minima=Disponibilidad((2 / 3,)))
    comparado = compute(arbol, *asem.table(arbol), rules(asem, arbol, "minmax"), politicas=politicas)
    assert_published(asem, "expected_minmax_0_100_amean_datthresh067.csv", comparado)
    assert np.isnan(comparado.nodos[0, :, arbol.n_hojas :]).sum() == 6
    assert np.isnan(comparado.nodos[0, :, -1]).sum() == 1
    told = [item for item in comparado.sucesos if item.clase == "sin_disponibilidad"]
    assert len(told) == 6


@pytest.mark.parametrize("umbral", [0.9, 1.0])
def test_stricter_thresholds_leave_out_as_many_as_in_the_reference(asem, umbral):
    """95 aggregates and 20 units."""
    arbol = asem.tree()
    politicas = Politicas(disponibilidad_minima=Disponibilidad((umbral,)))
    comparado = compute(arbol, *asem.table(arbol), rules(asem, arbol, "minmax"), politicas=politicas)
    assert np.isnan(comparado.nodos[0, :, arbol.n_hojas :]).sum() == 95
    assert np.isnan(comparado.nodos[0, :, -1]).sum() == 20


def goalposts(asem, arbol):
    ends = (asem.by_leaf(arbol, f"goalpost_{end}", "goalposts.csv") for end in ("lower", "upper"))
    return list(zip(*ends, strict=True))


def test_goalposts_in_natural_units(asem):
    """`expected_goalposts_normalised.csv`: 49 indicators, 14 of them better when less; what was capped is told."""
    arbol = asem.tree()
    comparado = compute(arbol, *asem.table(arbol), rules(asem, arbol, "postes", postes=goalposts(asem, arbol)))
    assert_published(asem, "expected_goalposts_normalised.csv", comparado, "scores")
    capped = sum(item.clase == "topada" for item in comparado.sucesos)
    posts = np.array(goalposts(asem, arbol))
    raw = comparado.crudos[0]
    assert capped == ((raw < posts[:, 0]) | (raw > posts[:, 1])).sum() > 100


SALIDAS = {"minmax": (1.0, 100.0), "postes": (1.0, 100.0), "distancia": (0.0, 1.0), "prank": (0.0, 1.0), "zscore": (10.0, 2.0)}


@pytest.mark.parametrize(
    ("metodo", "agregacion"),
    [
        ("minmax", ("geometrica",)),
        ("minmax", ("armonica",)),
        ("minmax", ("minimo",)),
        ("minmax", ("aritmetica", "aritmetica", "geometrica")),
        ("postes", ("geometrica", "armonica", "minimo")),
        ("prank", ("aritmetica",)),
        ("rango", ("geometrica",)),
        ("borda", ("aritmetica",)),
        ("zscore", ("aritmetica",)),
        ("distancia", ("aritmetica", "minimo", "aritmetica")),
    ],
)
def test_further_settings_agree_with_the_second_version(asem, metodo, agregacion):
    """Scores at every node to 1e-9, and places at every node."""
    weights = {row["iCode"]: float(row["Weight"]) for row in asem.read("weights_alt.csv")}
    arbol = asem.tree(agregacion, weights)
    renglones, values = asem.table(arbol)
    more = {"postes": {"postes": goalposts(asem, arbol)}, "distancia": {"meta": asem.by_leaf(arbol, "Target")}}.get(metodo, {})
    reglas = rules(asem, arbol, metodo, SALIDAS.get(metodo), **more)
    comparado = compute(arbol, renglones, values, reglas)
    columns = []
    for regla, column in zip(reglas, values.T, strict=True):
        raw = [None if math.isnan(value) else float(value) for value in column]
        if metodo == "postes":
            columns.append(otra.postes(raw, regla.sentido, regla.salida, *regla.postes))
        elif metodo == "distancia":
            columns.append(otra.distancia(raw, regla.sentido, regla.salida, regla.meta))
        elif regla.salida is None:
            columns.append(getattr(otra, metodo)(raw, regla.sentido))
        else:
            columns.append(getattr(otra, metodo)(raw, regla.sentido, regla.salida))
    parents = {row["iCode"]: row["Parent"] or None for row in asem.nodos}
    ways = agregacion * 3 if len(agregacion) == 1 else agregacion
    scores = [otra.agregar(parents, weights, dict(zip(arbol.ids, row, strict=False)), ways) for row in zip(*columns, strict=True)]
    for node, name in enumerate(arbol.ids):
        expected = [row[name] for row in scores]
        found = comparado.nodos[0, :, node]
        np.testing.assert_allclose(found, [math.nan if value is None else value for value in expected], rtol=1e-9, atol=1e-12)
        if node >= arbol.n_hojas:
            assert comparado.mejor[:, node].tolist() == [place or 0 for place in otra.lugares([v and round(v, 11) for v in expected])]


def test_the_panel_by_all_years_and_year_by_year(asem):
    """With `por_periodo` each year is what it would be alone; places are always within the year."""
    arbol = asem.tree()
    renglones, values = asem.table(arbol, "iData_panel.csv")
    reglas = rules(asem, arbol, "minmax")
    apart = [Regla("minmax", regla.sentido, por_periodo=True) for regla in reglas]
    every, each = (compute(arbol, renglones, values, given) for given in (reglas, apart))
    assert not np.allclose(every.nodos, each.nodos, equal_nan=True)
    for year in ("2018", "2022"):
        mine = np.array(renglones.periodos) == year
        alone = compute(arbol, asem.table(arbol)[0], values[mine], reglas)
        np.testing.assert_array_equal(each.nodos[:, mine], alone.nodos)
        np.testing.assert_array_equal(each.mejor[mine], alone.mejor)
        assert min(every.mejor[mine, -1]) == 1


def test_outliers_are_pulled_in_and_told(asem):
    """Every column ends as the second version leaves it; the table of what was touched names each value."""
    arbol = asem.tree()
    comparado = compute(arbol, *asem.table(arbol), rules(asem, arbol, "minmax"), politicas=Politicas(atipicos=Winsor()))
    for leaf in range(arbol.n_hojas):
        known = ~np.isnan(comparado.crudos[0, :, leaf])
        np.testing.assert_allclose(
            comparado.tratados[0, known, leaf], otra.tratar(comparado.crudos[0, known, leaf].tolist()), rtol=1e-9, atol=1e-12
        )
    done = comparado.tratamientos
    assert {item.metodo for item in done} <= {"winsor", "logaritmo"}
    assert len(done) > 5
    pulled = sum(item.puntos for item in done if item.metodo == "winsor")
    assert sum(item.clase == "atipica" and item.unidad is not None for item in comparado.sucesos) == pulled


def test_indicators_over_their_denominators(asem):
    """Per head, per product, per area: where the denominator is missing the value is lost, and told."""
    arbol = asem.tree()
    renglones, values = asem.table(arbol)
    named = {row["iCode"]: row["Denominator"] for row in asem.nodos if row["Denominator"]}
    rows = sorted(asem.read("iData.csv"), key=lambda row: row["uCode"])
    given = {
        arbol.ids.index(leaf): Denominador(name, np.array([float(row[name] or "nan") for row in rows])) for leaf, name in named.items()
    }
    comparado = compute(arbol, renglones, values, rules(asem, arbol, "minmax"), denominadores=given)
    leaf = arbol.ids.index("Flights")
    np.testing.assert_allclose(comparado.tratados[0, :, leaf], values[:, leaf] / given[leaf].valores)
    lost = [item for item in comparado.sucesos if item.clase == "denominada" and item.unidad is not None]
    energy = {arbol.ids.index(name) for name, by in named.items() if by == "Energy"}
    assert len(lost) == sum((np.isnan(given[i].valores) & ~np.isnan(values[:, i])).sum() for i in energy)

"""The doubt about a ranking: properties of its statistics, and that no order of the files moves a bit."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest

import evaluacion.compare.duda as module
from evaluacion.compare.aggregate import Disponibilidad, EscalaError
from evaluacion.compare.duda import DemasiadosSorteosError
from evaluacion.compare.escenarios import Escenarios
from evaluacion.compare.poner_en_duda import OpcionDeNormalizacion, put_in_doubt
from evaluacion.compare.sorteos import Supuestos
from tests.comparar.indice_de_prueba import NODOS, compare_units, make_tree, make_values, rules, with_ways

COMPLETOS = Supuestos(pesos=0.25, normalizacion=("minmax", "prank"), agregacion=("aritmetica", "minimo"), sorteos=300, semilla=7)
SOLO_PESOS = Supuestos(pesos=0.25, sorteos=300, semilla=7)


def options(arbol, *metodos):
    """Return the options of normalisation by their names."""
    return [OpcionDeNormalizacion(metodo, rules(metodo, arbol)) for metodo in metodos]


def doubt_of(values, supuestos=COMPLETOS, arbol=None, **more):
    """Return the doubt about some units."""
    comparado = compare_units(values, arbol)
    return put_in_doubt(comparado, supuestos, rules("minmax", comparado.arbol), options(comparado.arbol, *supuestos.normalizacion), **more)


def parts_of(value):
    """Yield every array and number of a result, whatever holds it."""
    if is_dataclass(value):
        for field in fields(value):
            yield from parts_of(getattr(value, field.name))
    elif isinstance(value, np.ndarray):
        yield value.tobytes()
    else:
        yield value


def bytes_of(duda):
    """Return a result as something that can be compared whole."""
    return list(parts_of(duda))


def test_the_statistics_hang_together():
    """Bands hold the median and nine draws in ten; pairs and ties are all the draws; shares grow with the group."""
    duda = doubt_of(make_values(40))
    found = duda.distribucion
    assert ((found.bajo <= found.mediana) & (found.mediana <= found.alto)).all()
    assert ((found.mejor <= found.bajo) & (found.alto <= found.peor)).all()
    assert (found.en_banda >= 0.9).all()
    both = duda.encima + duda.encima.T
    assert (both <= 1).all()
    assert not duda.encima.diagonal().any()
    assert duda.primeros == (1, 3, 5, 10)
    assert (np.diff(duda.en_primeros, axis=0) >= 0).all()
    assert duda.en_primeros[0].sum() >= 1
    assert (duda.en_primeros <= 1).all()
    assert duda.corrimiento > 0
    assert not duda.pocos_casos


def test_the_share_above_is_that_of_the_places():
    """A unit's mean place is 1 + the shares in which others are above it."""
    duda = doubt_of(make_values(12))
    assert np.allclose(1 + duda.encima.sum(axis=0), duda.distribucion.media)


def test_every_assumption_that_varies_has_its_indices():
    """One output for the mean shift and one for each unit; under 30 units they are few cases."""
    duda = doubt_of(make_values(12))
    assert duda.varian == ("pesos", "normalizacion", "agregacion")
    assert duda.sensibilidad.indices.primer.shape == (3, 13)
    assert duda.sensibilidad.indices.ic_total.shape == (2, 3, 13)
    assert duda.pocos_casos
    assert (duda.sensibilidad.indices.total[:, 0] >= 0).all()


def test_one_assumption_alone_needs_no_index():
    """What the only one that varies explains is everything."""
    assert doubt_of(make_values(12), SOLO_PESOS).sensibilidad is None


@pytest.mark.parametrize("seed", range(3))
def test_no_order_of_the_files_moves_a_bit(seed):
    """Units, nodes and options written in another order give the same bytes."""
    values = make_values(15)
    draw = random.Random(seed)  # noqa: S311 - a reproducible draw
    nodes, units = draw.sample(NODOS, len(NODOS)), draw.sample(sorted(values), len(values))
    other = {unit: dict(draw.sample(sorted(values[unit].items()), 5)) for unit in units}
    turned = replace(COMPLETOS, agregacion=COMPLETOS.agregacion[::-1])
    comparado = compare_units(other, make_tree(nodes))
    again = put_in_doubt(comparado, turned, rules("minmax", comparado.arbol), options(comparado.arbol, "prank", "minmax"))
    assert bytes_of(replace(doubt_of(values), supuestos=None)) == bytes_of(replace(again, supuestos=None))


def test_the_same_seed_gives_the_same_bytes_and_another_does_not():
    """Chance is only in the seed."""
    values = make_values(15)
    assert bytes_of(doubt_of(values)) == bytes_of(doubt_of(values))
    assert bytes_of(doubt_of(values)) != bytes_of(doubt_of(values, replace(COMPLETOS, semilla=8)))


def test_the_size_of_the_batches_does_not_matter(monkeypatch):
    """Draws in batches of 7 are the same draws."""
    whole = bytes_of(doubt_of(make_values(15)))
    monkeypatch.setattr(Escenarios, "tamano_de_lote", 7)
    assert bytes_of(doubt_of(make_values(15))) == whole


def test_fewer_draws_are_the_first_of_more():
    """Asking for more draws keeps those that were there."""
    comparado = compare_units(make_values(15))
    scale = rules("minmax", comparado.arbol)
    few, many = (put_in_doubt(comparado, replace(SOLO_PESOS, sorteos=n), scale) for n in (1, 50))
    assert (few.distribucion.mejor >= many.distribucion.mejor).all()
    assert (few.distribucion.peor <= many.distribucion.peor).all()


def test_without_anything_in_doubt_every_draw_is_the_declared_one():
    """Weights of ±0 %: each unit stays where it is, in all draws."""
    duda = doubt_of(make_values(15), Supuestos(pesos=0.0, sorteos=20, semilla=1))
    assert duda.varian == ()
    assert np.array_equal(duda.distribucion.bajo, duda.lugar)
    assert np.array_equal(duda.distribucion.alto, duda.lugar)
    assert duda.corrimiento == 0
    assert np.isin(duda.encima, (0, 1)).all()


def test_a_single_unit_is_always_first():
    """There is nobody to be above; min-max cannot even score it."""
    assert len(doubt_of({"sola": make_values(1, blanks=0)["u00"]}, SOLO_PESOS).filas) == 0
    alone = compare_units({"sola": make_values(1, blanks=0)["u00"]}, metodo="postes", postes=(0.0, 100.0))
    duda = put_in_doubt(alone, SOLO_PESOS, rules("postes", alone.arbol, postes=(0.0, 100.0)))
    assert duda.lugar.tolist() == [1]
    assert duda.distribucion.alto.tolist() == [1]
    assert duda.encima.tolist() == [[0.0]]


def test_units_all_equal_share_the_first_place_in_every_draw():
    """Ties are ties whatever the weights."""
    same = dict.fromkeys("abcde", 40.0)
    comparado = compare_units({"x": same, "y": same, "z": same}, metodo="postes", postes=(0.0, 100.0))
    duda = put_in_doubt(comparado, SOLO_PESOS, rules("postes", comparado.arbol, postes=(0.0, 100.0)))
    assert duda.lugar.tolist() == [1, 1, 1]
    assert duda.distribucion.peor.tolist() == [1, 1, 1]
    assert not duda.encima.any()
    assert duda.en_primeros[0].tolist() == [1, 1, 1]


def test_with_everything_missing_there_is_nobody_to_order():
    """No unit, no number: nothing is made up."""
    duda = doubt_of({name: dict.fromkeys("abcde") for name in "xyz"})
    assert len(duda.filas) == 0
    assert duda.sensibilidad is None
    assert duda.corrimiento == 0
    assert duda.encima.shape == (0, 0)


def test_who_is_not_ranked_is_in_no_draw():
    """A unit that does not meet a requisito takes nobody's place; nor does one of another period."""
    values = make_values(6, blanks=0)
    scale = rules("minmax", make_tree())
    ranked = compare_units(values, clasifica=[True, False, True, True, True, True])
    assert put_in_doubt(ranked, SOLO_PESOS, scale).filas.tolist() == [0, 2, 3, 4, 5]
    for periods, last in (
        (("2022", "2023") * 3, [1, 3, 5]),
        (("2022-T4", "2022-T1") * 3, [0, 2, 4]),
        (("antes", "después") * 3, [1, 3, 5]),
    ):
        duda = put_in_doubt(compare_units(values, periodos=periods), SOLO_PESOS, scale)
        assert duda.filas.tolist() == last
        assert sorted(duda.lugar.tolist()) == [1, 2, 3]


def test_a_unit_without_score_in_some_option_is_left_out_of_all():
    """Places of different sets of units are not compared."""
    values = {name: dict.fromkeys("abcde") | {"a": float(n)} for n, name in enumerate("wxyz")}
    values["solo_b"] = dict.fromkeys("abcde") | {"b": 3.0}
    comparado = compare_units(values, metodo="postes", postes=(0.0, 10.0))
    both = [
        OpcionDeNormalizacion("postes", rules("postes", comparado.arbol, postes=(0.0, 10.0))),
        OpcionDeNormalizacion("prank", rules("prank", comparado.arbol)),
    ]
    duda = put_in_doubt(comparado, replace(SOLO_PESOS, normalizacion=("postes", "prank")), both[0].reglas, both)
    assert [comparado.renglones.ids[row] for row in duda.filas] == ["w", "x", "y", "z"]


def test_the_least_availability_holds_in_the_draws():
    """Who lacks too much has no place in any of them."""
    values = make_values(8, blanks=0)
    values["u02"] |= {"d": None, "e": None, "a": None}
    assert 2 not in doubt_of(values, SOLO_PESOS, disponibilidad_minima=Disponibilidad((0.75,), (0.0,))).filas
    assert 2 in doubt_of(values, SOLO_PESOS).filas


def test_declared_aggregations_are_kept_when_they_are_not_in_doubt():
    """The minimum of the pillars is that of every draw."""
    comparado = with_ways(compare_units(make_values(10, blanks=0)), ["aritmetica", "minimo"])
    duda = put_in_doubt(comparado, replace(SOLO_PESOS, pesos=0.0), rules("minmax", comparado.arbol))
    assert np.array_equal(duda.distribucion.bajo, duda.lugar)


def test_a_geometric_mean_of_nothing_is_refused():
    """On a scale that reaches 0 that option cannot be drawn."""
    with pytest.raises(EscalaError, match="geométrica"):
        doubt_of(make_values(8), replace(COMPLETOS, agregacion=("geometrica",)))


def test_too_many_places_are_refused_with_how_many_fit(monkeypatch):
    """The memory has a limit, and the error says how many draws it allows."""
    monkeypatch.setattr(module, "MAX_LUGARES", 1000)
    with pytest.raises(DemasiadosSorteosError, match="caben 100 sorteos") as reason:
        doubt_of(make_values(10, blanks=0), SOLO_PESOS)
    assert reason.value.caben == 100


def test_pairs_are_kept_for_the_first_places_when_units_are_many(monkeypatch):
    """A matrix of all pairs of thousands of units would fill the memory; the first ones are kept."""
    monkeypatch.setattr(module, "UNIDADES_EN_DETALLE", 5)
    duda = doubt_of(make_values(20))
    assert duda.encima.shape == (5, 5)
    assert set(duda.distribucion.mediana[duda.en_detalle]) == set(np.sort(duda.distribucion.mediana)[:5])
    assert duda.sensibilidad.indices.primer.shape == (3, 6)


def test_the_size_of_the_group_of_finalists_is_asked_too():
    """`finalistas` is one more group of the first."""
    assert doubt_of(make_values(12), SOLO_PESOS, finalistas=4).primeros == (1, 3, 4, 5, 10)


def test_removing_a_node_is_an_index_without_it():
    """The places without each node are those of a tree in which nobody wrote it."""
    values = make_values(14)
    comparado = compare_units(values)
    duda = put_in_doubt(comparado, SOLO_PESOS, rules("minmax", comparado.arbol))
    for position, node in enumerate(duda.quitados.nodos.tolist()):
        name = comparado.arbol.ids[node]
        gone = {name, *(child for child, parent, _ in NODOS if parent == name)}
        arbol = make_tree([item for item in NODOS if item[0] not in gone])
        rest = compare_units({unit: {leaf: row[leaf] for leaf in arbol.ids[: arbol.n_hojas]} for unit, row in values.items()}, arbol)
        scores = rest.nodos[0][duda.filas, -1]
        seen = np.round(scores, 9)
        places = [0 if np.isnan(mine) else 1 + int((seen > mine).sum()) for mine in seen]
        assert duda.quitados.lugares[position].tolist() == places
        shift = [new - old for new, old in zip(places, duda.lugar.tolist(), strict=True) if new]
        assert duda.quitados.medio[position] == pytest.approx(sum(map(abs, shift)) / len(shift))


def test_removing_all_that_there_is_leaves_no_place():
    """An only child takes its parent with it; an only branch leaves nothing, and no number is made up."""
    arbol = make_tree([("a", "norte", 1.0), ("norte", "indice", 1.0), ("indice", None, 1.0)])
    values = {name: {"a": float(n)} for n, name in enumerate("wxyz")}
    comparado = compare_units(values, arbol)
    duda = put_in_doubt(comparado, SOLO_PESOS, rules("minmax", arbol))
    assert duda.quitados.nodos.tolist() == [0, 1]
    assert not duda.quitados.lugares.any()
    assert np.isnan(duda.quitados.medio).all()

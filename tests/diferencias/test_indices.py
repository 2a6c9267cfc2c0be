"""The split of a change of an index: it adds up, has no order, says the same backwards, and tells what comes from the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluacion.compare import cambio_indice
from evaluacion.compare.aggregate import Disponibilidad
from evaluacion.compare.arbol import NodoDeArbol, make_arbol
from evaluacion.compare.cambio_indice import CONOCIDAS, DATOS, DE_OTROS, POLITICAS, moved_cells, split_index
from evaluacion.compare.comparado import Renglones
from evaluacion.compare.comparar import Denominador
from evaluacion.compare.encuentro import AUSENTE, has_moved, hybrid, meet_files, meet_periods
from evaluacion.compare.entradas import Entradas, compute_inputs
from evaluacion.compare.politicas import Politicas, Winsor
from evaluacion.compare.regla import Regla

EXACT = 1e-8
LEAVES = ("x", "y", "z")
few = settings(max_examples=max(settings.default.max_examples // 5, 10), deadline=None)


def _rule(method):
    return Regla(method, postes=(0.0, 100.0) if method == "postes" else None, salida=(1.0, 100.0) if method == "minmax" else None)


def _side(  # noqa: PLR0913 - what a case varies
    units, cells, *, leaves=LEAVES, weights=(1.0, 1.0, 1.0), method="minmax", policies=None, periods=None, how="aritmetica", ends=0.0
):
    """Return inputs: `cells` (units, leaves) in the order of `units`."""
    nodes = [NodoDeArbol("indice", "Índice", None), NodoDeArbol("g", "G", "indice")]
    nodes += [
        NodoDeArbol(name, name.upper(), "g" if name.startswith("x") else "indice", weight)
        for name, weight in zip(leaves, weights, strict=False)
    ]
    tree = make_arbol(nodes, (how,))
    table = np.array(cells, dtype=float).reshape(len(units), -1)[:, : len(leaves)]
    columns = np.stack([table[:, leaves.index(name)] for name in tree.ids[: tree.n_hojas]], axis=-1)
    groups = {"zona": tuple("norte" if unit < "c" else "sur" for unit in units)}
    rows = Renglones(tuple(units), tuple(units), periods, groups, np.ones(len(units), dtype=bool))
    raw = np.stack([columns, columns - ends, columns + ends])
    return Entradas(tree, rows, raw, (_rule(method),) * len(leaves), policies or Politicas(), {})


def _ends(met):
    return tuple(compute_inputs(side).nodos[:, met.filas[end, met.leidos]] for end, side in enumerate(met.lados))


def _split(one, other):
    met = meet_files(one, other, por_periodo=False)
    return met, split_index(met, _ends(met))


cell = st.one_of(st.integers(0, 100).map(float), st.just(float("nan")))
sides = st.builds(
    lambda units, cells, **kind: _side(sorted(units), cells[: len(units)], **kind),
    st.sets(st.sampled_from("bcd"), min_size=0).map(lambda chosen: {"a", *chosen}),
    st.lists(st.lists(cell, min_size=3, max_size=3), min_size=4, max_size=4),
    leaves=st.sampled_from([LEAVES, ("x", "y")]),
    weights=st.tuples(*[st.sampled_from([1.0, 2.0, 3.0])] * 3),
    method=st.sampled_from(["minmax", "postes", "zscore", "prank"]),
    policies=st.sampled_from(
        [
            Politicas(),
            Politicas("media"),
            Politicas("mediana_de_grupo", "zona"),
            Politicas(disponibilidad_minima=Disponibilidad((0.5,), (0.0,)), atipicos=Winsor()),
        ]
    ),
)


@few
@given(sides, sides)
def test_the_parts_add_up_to_the_change_in_every_node_unit_and_end(one, other):
    """Where a node has a score on both sides; where it lacks one there are no parts."""
    _, found = _split(one, other)
    change = found.despues - found.antes
    np.testing.assert_allclose(found.partes.sum(axis=0), change, atol=EXACT, equal_nan=True)


@few
@given(sides, sides)
def test_backwards_every_part_and_what_comes_from_the_others_turns_its_sign_round(one, other):
    """Reading the rounds the other way says the same with the signs turned round."""
    _, forth = _split(one, other)
    _, back = _split(other, one)
    order = [back.nodos.index(name) for name in forth.nodos]
    np.testing.assert_allclose(forth.partes, -back.partes[..., order], atol=EXACT, equal_nan=True)
    np.testing.assert_allclose(forth.de_otros, -back.de_otros[..., order], atol=EXACT, equal_nan=True)


@few
@given(sides)
def test_a_comparison_with_itself_changes_nothing(one):
    """No part, no cell, nothing from the others."""
    met, found = _split(one, one)
    assert has_moved(met) == (False, False)
    assert not np.nan_to_num(found.partes).any()
    assert not np.nan_to_num(found.de_otros).any()
    assert len(moved_cells(met).unidad) == 0


@few
@given(sides, sides)
def test_a_unit_whose_cells_stay_moves_only_with_the_others(one, other):
    """If a unit says the same on both sides, all that data and knowledge move in it comes from the rest."""
    if one.arbol.n_hojas != other.arbol.n_hojas:
        return
    raw = other.crudos.copy()
    raw[:, 0] = one.crudos[:, 0]
    _, found = _split(one, replace(other, crudos=raw))
    np.testing.assert_allclose(found.de_otros[:, :, 0], found.partes[[DATOS, CONOCIDAS]][:, :, 0], atol=EXACT, equal_nan=True)


def test_with_fixed_goalposts_nothing_comes_from_the_others():
    """A scale that looks at nobody else leaves all the change in the unit's own data."""
    _, found = _split(_side("ab", [[1, 2, 3], [4, 5, 6]], method="postes"), _side("ab", [[9, 2, 3], [4, 50, 6]], method="postes"))
    assert not found.de_otros.any()


def test_with_too_many_units_what_comes_from_the_others_is_not_told(monkeypatch):
    """It takes several comparisons a unit: over the limit it is left inside the parts, and said."""
    monkeypatch.setattr(cambio_indice, "MAX_UNIDADES", 1)
    _, found = _split(_side("ab", [[1, 2, 3], [4, 5, 6]]), _side("ab", [[9, 2, 3], [4, 50, 6]]))
    assert found.de_otros is None


def test_each_kind_of_change_goes_to_its_part():
    """Another figure is data; a figure that was missing, a wider interval or a new unit, knowledge; weights and leaves, policies."""
    base = _side("ab", [[0, 20, 30], [100, 80, 90]], method="postes")
    sides = {
        DATOS: _side("ab", [[0, 60, 30], [100, 80, 90]], method="postes"),
        CONOCIDAS: _side("ab", [[0, 60, 30], [100, 80, 90]], method="postes", ends=5.0),
        POLITICAS: _side("ab", [[0, 20, 30], [100, 80, 90]], method="postes", weights=(1.0, 3.0, 1.0)),
    }
    for part, other in sides.items():
        _, found = _split(base, other)
        moved = [step for step in range(3) if np.nan_to_num(found.partes[step, 0, :, -1]).any()]
        assert moved == [part]
    _, found = _split(base, _side("ab", [[0, 20], [100, 80]], leaves=("x", "y"), method="postes"))
    assert found.nodos == ("x", "y", "g", "indice")
    assert found.partes[:, 0, 0, -1].tolist() == pytest.approx([0, 0, 10 - 50 / 3])
    _, found = _split(_side("ab", [[0, 20, 30], [100, 80, 90]]), _side("abc", [[0, 20, 30], [100, 80, 90], [200, 80, 90]]))
    assert found.partes[CONOCIDAS, 0, 1, -1] == found.de_otros[CONOCIDAS, 0, 1, -1] < 0


def test_a_missing_cell_that_neither_side_may_have_is_no_error_between_them():
    """Under «error» a hybrid may lack what both sides have under their own tree: it is left out."""
    strict = Politicas("error")
    _, found = _split(
        _side("ab", [[1, 2, 3], [4, 5, 6]], policies=strict),
        _side("abc", [[1, 2], [4, 8], [9, 9]], leaves=("x", "y"), policies=strict),
    )
    np.testing.assert_allclose(found.partes.sum(axis=0), found.despues - found.antes, atol=EXACT)


def test_trees_whose_leaves_are_all_others_differ_by_their_policies_and_have_no_cells_to_list():
    """Only what is over the leaves is in common; each side says what only its tree asks."""
    met, found = _split(_side("ab", [[1, 2, 3], [4, 5, 6]]), _side("ab", [[9, 2], [4, 5]], leaves=("x2", "y2")))
    assert found.nodos == ("g", "indice")
    np.testing.assert_allclose(found.partes[POLITICAS], found.despues - found.antes, atol=EXACT)
    assert moved_cells(met).hoja == ()


def test_a_hybrid_without_score_takes_the_middle_and_its_cells_do_not_tell_what_they_move():
    """A geometric mean of the later data, which reach below 0, does not exist: the parts add up all the same."""
    one = _side("ab", [[1, 2, 3], [4, 5, 6]], method="ninguna", how="geometrica")
    other = _side("ab", [[-1, 2, 3], [4, 5, 6]], method="ninguna")
    met, found = _split(one, other)
    everyone = np.ones(2, dtype=bool)
    assert np.isnan(hybrid(met, everyone, everyone, 0)).all()
    np.testing.assert_allclose(found.partes.sum(axis=0), found.despues - found.antes, atol=EXACT)
    cells = moved_cells(met)
    assert cells.hoja == ("x",)
    assert np.isnan(cells.en_indice).all()


def test_denominators_are_data_by_their_name():
    """Another population is data; a denominator that only one side uses is a policy."""
    one, other = (_side("ab", [[10, 20, 30], [40, 80, 90]], method="postes") for _ in range(2))
    first = replace(one, denominadores={0: Denominador("poblacion", np.array([2.0, 2.0]))})
    last = replace(other, denominadores={0: Denominador("poblacion", np.array([4.0, 2.0]))})
    met, found = _split(first, last)
    assert has_moved(met) == (True, False)
    assert found.partes[:, 0, 0, -1].tolist() == pytest.approx([-2.5 / 3, 0, 0])
    _, found = _split(one, last)
    assert found.partes[:, 0, 0, -1].tolist() == pytest.approx([0, 0, -7.5 / 3])


def test_the_group_that_fills_a_cell_is_taken_from_who_has_the_column():
    """The column of the other side where it has it, else the own one; a group that is not known on one side counts as knowledge."""
    nan = float("nan")
    policies = Politicas("media_de_grupo", "zona")
    one = _side("abcd", [[nan, 1, 1], [10, 1, 1], [50, 1, 1], [90, 1, 1]], method="postes", policies=policies)
    rows = replace(one.renglones, grupos={"zona": ("sur", "norte", "sur", "sur")})
    unknown = replace(one.renglones, grupos={"zona": (None, "norte", "sur", "sur")})
    _, found = _split(one, replace(one, renglones=rows))
    assert found.partes[:, 0, 0, -1].tolist() == pytest.approx([20, 0, 0])
    met, _ = _split(one, replace(one, renglones=unknown))
    assert has_moved(met) == (False, True)
    other = replace(one, renglones=replace(one.renglones, grupos={}), politicas=Politicas())
    _, found = _split(one, other)
    assert not np.nan_to_num(found.partes[[DATOS, CONOCIDAS]]).any()


def test_cells_move_the_index_first_and_last_by_the_same_where_nothing_else_does():
    """One cell of one unit, on fixed goalposts: its own move is the whole change; one that others moved says so."""
    met, found = _split(
        _side("ab", [[0, 20, 30], [100, 80, 90]], method="postes"), _side("ab", [[0, 50, 30], [100, 80, 90]], method="postes")
    )
    cells = moved_cells(met)
    assert (cells.unidad.tolist(), cells.hoja, cells.parte.tolist()) == ([0], ("y",), [DATOS])
    assert cells.puntajes[:, 0].tolist() == [20, 50]
    assert cells.en_indice[0] == pytest.approx(found.despues[0, 0, -1] - found.antes[0, 0, -1])
    met, _ = _split(_side("abc", [[0, 0, 0], [50, 50, 50], [100, 100, 100]]), _side("abc", [[0, 0, 0], [50, 50, 50], [200, 100, 100]]))
    cells = moved_cells(met)
    assert (cells.unidad.tolist(), cells.hoja, cells.parte.tolist()) == ([1, 2], ("x", "x"), [DE_OTROS, DATOS])


@few
@given(
    st.lists(st.lists(cell, min_size=3, max_size=3), min_size=6, max_size=6),
    st.sampled_from(["minmax", "zscore", "prank", "postes"]),
    st.booleans(),
)
def test_between_periods_both_ends_are_what_was_published(cells, method, by_period):
    """A unit that takes its later data in the earlier period scores what it scored in the later one, whoever else there is."""
    units, periods = ["a", "a", "b", "b", "c", "d"], ("2023", "2024", "2023", "2024", "2024", "2022")
    given_ = _side(units, cells, method=method, periods=periods)
    given_ = replace(given_, reglas=tuple(replace(rule, por_periodo=by_period) for rule in given_.reglas))
    met = meet_periods(given_, "2023", "2024")
    assert met.unidades == ("a", "b")
    assert (met.filas == AUSENTE).sum() == 2
    whole = compute_inputs(given_).nodos
    late = np.ones(len(met.claves), dtype=bool)
    np.testing.assert_allclose(hybrid(met, ~late, ~late, 0), whole[:, [0, 2]], atol=EXACT, equal_nan=True)
    np.testing.assert_allclose(hybrid(met, late, late, 0), whole[:, [1, 3]], atol=EXACT, equal_nan=True)
    found = split_index(met, _ends(met))
    assert not np.nan_to_num(found.partes[POLITICAS]).any()
    np.testing.assert_allclose(found.partes.sum(axis=0), found.despues - found.antes, atol=EXACT, equal_nan=True)


def test_files_with_the_same_periods_meet_by_unit_and_period():
    """A revision of a table with periods: each unit in each period goes with itself."""
    one = _side("aab", [[1, 2, 3], [4, 5, 6], [7, 8, 9]], periods=("2023", "2024", "2024"))
    other = replace(one, crudos=one.crudos + np.array([[[0.0], [1.0], [0.0]]]))
    met = meet_files(one, other, por_periodo=True)
    assert (met.unidades, met.periodos) == (("a", "a", "b"), ("2023", "2024", "2024"))
    np.testing.assert_allclose(split_index(met, _ends(met)).partes[POLITICAS], 0, atol=EXACT)

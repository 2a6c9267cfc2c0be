"""The doubt in words and as data: a paragraph that a journalist understands, and numbers that are never dressed up."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evaluacion.compare.poner_en_duda import OpcionDeNormalizacion, put_in_doubt
from evaluacion.compare.sorteos import Supuestos
from evaluacion.publish.comparacion_duda import doubt_paragraph, doubt_sentences
from evaluacion.publish.comparacion_duda_datos import band_rows, doubt_as_dict
from evaluacion.publish.comparacion_duda_dicha import DudaDicha, against_text, and_more, band_text, join_words, share_text
from tests.comparar.indice_de_prueba import compare_units, make_tree, make_values, rules

ESPERADO = Path(__file__).parent / "esperado"
PESOS = Supuestos(pesos=0.25, sorteos=1000, semilla=7)
COMPLETOS = Supuestos(pesos=0.25, normalizacion=("minmax", "prank [1, 7]"), agregacion=("aritmetica", "minimo"), sorteos=1000, semilla=7)


def said_of(values, supuestos=PESOS, *, finalistas=None, **more):
    """Return the doubt about some units with its names."""
    comparado = compare_units(values, **more)
    arbol = comparado.arbol
    found = [
        OpcionDeNormalizacion(name, rules(name.split()[0], arbol, salida=(1.0, 7.0) if " " in name else None))
        for name in supuestos.normalizacion
    ]
    duda = put_in_doubt(comparado, supuestos, rules("minmax", arbol), found, finalistas=finalistas)
    return DudaDicha(comparado, duda, finalistas)


@pytest.mark.parametrize(
    ("name", "values", "supuestos", "finalistas"),
    [
        ("pesos", make_values(12), PESOS, None),
        ("todo", make_values(12), COMPLETOS, 4),
        ("muchas", make_values(40, seed=3), COMPLETOS, None),
    ],
)
def test_the_paragraph(name, values, supuestos, finalistas, dorado):
    """Refreshed with --actualizar and read in the diff."""
    dorado(ESPERADO / f"duda_{name}.txt", "\n".join(doubt_sentences(said_of(values, supuestos, finalistas=finalistas))) + "\n")


def test_the_band_is_told_as_nine_draws_in_ten():
    """The sentence that a newspaper would print."""
    dicha = said_of(make_values(12))
    first = dicha.orden[0]
    band = band_text(int(dicha.duda.distribucion.bajo[first]), int(dicha.duda.distribucion.alto[first]))
    assert f"En 9 de cada 10 sorteos, con pesos hasta ±25 % distintos, {dicha.unidades[first]} queda {band}." in doubt_paragraph(dicha)


def steps(n, gap):
    """Return units that are apart by some points in every indicator."""
    good = {"a": 1, "b": -1, "c": 1, "d": 1, "e": -1}
    return {f"u{unit:02}": {leaf: 50.0 + sign * gap * unit for leaf, sign in good.items()} for unit in range(n)}


def test_what_never_moves_is_said_so():
    """Who is above in everything is first in every draw, and all pairs are told apart."""
    sentences = doubt_sentences(said_of(steps(4, 5.0)))
    assert "En todos los sorteos, con pesos hasta ±25 % distintos, Unidad u03 queda en el lugar 1." in sentences
    assert "Sí se puede decir que Unidad u03 ocupa el primer lugar: lo ocupa en todos los sorteos." in sentences
    assert "Todas las parejas se distinguen: una queda arriba de la otra en 95 % de los sorteos o más." in sentences
    assert "Lo único que varió son los pesos." in sentences
    assert "Quitar un solo indicador, cualquiera, no cambia el primer lugar." in sentences
    assert not any(sentence.startswith("El indicador que más") for sentence in sentences)
    assert not any(sentence.startswith("Entran y salen") for sentence in sentences)


def test_assumptions_that_move_nothing_share_nothing():
    """Without variation there is no part to give to each assumption."""
    sentences = doubt_sentences(said_of(steps(4, 5.0), replace(COMPLETOS, normalizacion=("minmax", "prank"))))
    assert "De un sorteo a otro, una unidad se aparta en promedio 0.0 lugares del suyo." in sentences
    assert not any(sentence.startswith("Lo que más mueve") for sentence in sentences)


def test_without_assumptions_nothing_is_claimed():
    """Nothing in doubt: draws that are all one prove nothing; only what happens without an indicator is told."""
    sentences = doubt_sentences(said_of(make_values(8), Supuestos(sorteos=10)))
    assert sentences[0] == "Ningún supuesto se puso a prueba: los sorteos no dicen qué tan firme es el orden."
    assert all(sentence.startswith(("Quitar un solo", "El indicador que más")) for sentence in sentences[1:])


def test_an_option_that_is_alone_is_told_for_it_may_not_be_the_declared_one():
    """Every draw with percentile ranks is not a draw around min-max."""
    alone = Supuestos(pesos=0.25, normalizacion=("prank",), agregacion=("minimo",), sorteos=100, semilla=1)
    sentences = doubt_sentences(said_of(make_values(8), alone))
    assert "Todos los sorteos usan la misma normalización: lugar en porcentaje." in sentences
    assert "Todos los sorteos agregan igual en cada nivel: el mínimo." in sentences
    declared = replace(alone, normalizacion=(), agregacion=("aritmetica",))
    assert not any(sentence.startswith("Todos los sorteos") for sentence in doubt_sentences(said_of(make_values(8), declared)))


def test_a_first_place_that_open_answers_can_still_change_is_never_given_for_sure():
    """Answers that were not drawn leave their margin, whatever the weights."""
    dicha = said_of(steps(6, 9.0))
    top = dicha.orden[0]
    assert f"Sí se puede decir que {dicha.unidades[top]} ocupa el primer lugar: lo ocupa en todos los sorteos." in doubt_sentences(dicha)
    best, worst = dicha.comparado.mejor.copy(), dicha.comparado.peor.copy()
    best[dicha.duda.filas[top], -1], worst[dicha.duda.filas[top], -1] = 1, 4
    sentences = doubt_sentences(replace(dicha, comparado=replace(dicha.comparado, mejor=best, peor=worst)))
    assert not any(sentence.startswith("Sí se puede") for sentence in sentences)
    assert "Las respuestas que faltan no se sortearon: solo cuentan las que hay." in sentences
    assert any("con lo que falta por responder su lugar puede ser cualquiera del 1 al 4" in sentence for sentence in sentences)


def test_two_shares_of_a_pair_never_add_up_to_more_than_all():
    """30.5 and 69.5 would read 31 and 70."""
    assert against_text(0.305, 0.695) == "30.5 % contra 69.5 %"
    assert against_text(0.285, 0.715) == "28.5 % contra 71.5 %"
    assert against_text(0.31, 0.69) == "31 % contra 69 %"
    assert against_text(0.305, 0.6) == "31 % contra 60 %"


def test_one_draw_is_told_in_singular():
    """«1 vez»."""
    assert "se repitió 1 vez (semilla 7)" in doubt_paragraph(said_of(make_values(8), replace(PESOS, sorteos=1)))


def test_a_first_place_that_two_share_is_not_given_to_one():
    """Two equal units are both first in all draws: they tie, and that is what is said."""
    values = steps(4, 5.0)
    values["u02"] = dict(values["u03"])
    sentences = doubt_sentences(said_of(values))
    assert "El primer lugar lo comparten Unidad u02 y Unidad u03, empatadas en todos los sorteos." in sentences


@pytest.mark.parametrize(
    ("shares", "wanted"),
    [
        ([1, 0.97, 0.03], "El primer lugar lo comparten Unidad u02 (100 % de los sorteos) y Unidad u01 (97 % de los sorteos)."),
        (
            [0.7, 0.6, 0],
            (
                "No se puede dar por seguro el primer lugar: lo ocupa Unidad u02 en 70 % y Unidad u01 en 60 % de los sorteos; "
                "en algunos lo comparten."
            ),
        ),
    ],
)
def test_a_first_place_that_is_shared_in_some_draws_says_so(shares, wanted):
    """Shares that add up to more than all the draws are of units that tie in some."""
    dicha = said_of(steps(3, 5.0))
    first = dicha.duda.primeros.index(1)
    every = dicha.duda.en_primeros.copy()
    every[first, list(dicha.orden)] = shares
    assert wanted in doubt_sentences(DudaDicha(dicha.comparado, replace(dicha.duda, en_primeros=every)))


def test_the_only_assumption_agrees_with_its_verb():
    """«es la normalización», «son los pesos»."""
    only = Supuestos(normalizacion=("minmax", "prank"), sorteos=100, semilla=1)
    assert "Lo único que varió es la normalización." in doubt_sentences(said_of(make_values(8), only))


def test_pairs_that_are_not_neighbours_are_only_counted():
    """There may be doubt between units that are not next to each other; no neighbours are named then."""
    dicha = said_of(steps(3, 5.0))
    above = np.array([[0.0, 0.0, 0.4], [1.0, 0.0, 0.0], [0.6, 1.0, 0.0]])
    sentences = doubt_sentences(DudaDicha(dicha.comparado, replace(dicha.duda, encima=above)))
    assert any(sentence.startswith("No se distinguen 1 de las 3 parejas") for sentence in sentences)
    assert not any(sentence.startswith("De las que quedan juntas") for sentence in sentences)


def test_nobody_sure_of_the_group_is_said():
    """Where no unit is nearly always among the first, no name is given."""
    values = {f"u{unit}": dict.fromkeys("abcde", 50.0) | {leaf: 90.0} for unit, leaf in enumerate("acd")}
    comparado = compare_units(values, metodo="postes", postes=(0.0, 100.0))
    duda = put_in_doubt(comparado, replace(PESOS, pesos=1.0), rules("postes", comparado.arbol, postes=(0.0, 100.0)), finalistas=2)
    duda = replace(duda, en_primeros=np.full(duda.en_primeros.shape, 0.5))
    assert "Nadie está entre los 2 primeros lugares en 95 % de los sorteos." in doubt_sentences(DudaDicha(comparado, duda, 2))


def test_an_indicator_that_decides_the_first_place_is_named():
    """Without it another unit would be first."""
    values = steps(4, 1.0)
    values["u00"] = {"a": 53.0, "b": 47.0, "c": 53.0, "d": 53.0, "e": -400.0}
    sentences = doubt_sentences(said_of(values))
    changed = [sentence for sentence in sentences if sentence.startswith("Quitar un solo indicador cambia")]
    assert changed == ["Quitar un solo indicador cambia el primer lugar: sin «Nodo e» lo ocuparían Unidad u00 y Unidad u03."]


def test_with_nobody_or_one_there_is_no_order_to_doubt():
    """No table, no number."""
    nobody = said_of({name: dict.fromkeys("abcde") for name in "xy"})
    assert doubt_sentences(nobody) == ("Ninguna unidad tiene lugar, así que no hay orden que poner en duda.",)
    assert nobody.periodo is None
    arbol = make_tree()
    alone = compare_units({"sola": dict.fromkeys("abcde", 30.0)}, arbol, metodo="postes", postes=(0.0, 100.0))
    one = DudaDicha(alone, put_in_doubt(alone, PESOS, rules("postes", arbol, postes=(0.0, 100.0))))
    assert doubt_sentences(one) == ("Solo Unidad sola tiene lugar, así que no hay orden que poner en duda.",)
    assert json.loads(json.dumps(doubt_as_dict(one), allow_nan=False))["unidades"][0]["lugar"] == 1
    assert one.grupo is None


def test_two_units_have_no_group_that_leaves_somebody_out():
    """Of two, to be among the first three says nothing."""
    dicha = said_of(steps(2, 5.0))
    assert dicha.grupo is None
    assert len(band_rows(dicha)[0]) == 5


def test_the_period_is_named_where_there_are_several():
    """The places are those of the last one."""
    dicha = said_of(make_values(12), periodos=("2022", "2023") * 6)
    assert dicha.periodo == "2023"
    assert doubt_sentences(dicha)[0].startswith("El cálculo del periodo 2023 se repitió 1,000 veces (semilla 7)")


def test_only_the_first_units_are_paired_when_they_are_many(monkeypatch):
    """The sentence says among which ones the pairs were counted."""
    monkeypatch.setattr("evaluacion.compare.duda.UNIDADES_EN_DETALLE", 6)
    sentences = doubt_sentences(said_of(make_values(20)))
    assert any("de las 15 parejas de las 6 unidades de los primeros lugares" in sentence for sentence in sentences)


def test_the_data_have_all_that_the_words_say():
    """Shares, bands, pairs, indices and what each node holds up, unrounded, and legal JSON."""
    dicha = said_of(make_values(12), COMPLETOS)
    data = json.loads(json.dumps(doubt_as_dict(dicha), allow_nan=False))
    units = data["unidades"]
    assert [unit["lugar"] for unit in units] == sorted(unit["lugar"] for unit in units)
    assert data["parrafo"] == doubt_paragraph(dicha)
    assert set(data["sensibilidad"]["corrimiento_medio"]) == {"pesos", "normalizacion", "agregacion"}
    low, high = data["sensibilidad"]["corrimiento_medio"]["pesos"]["ic_orden_total"]
    assert low <= high
    assert set(data["sensibilidad"]["unidades"]) == set(data["parejas"]["unidades"]) == {unit["id"] for unit in units}
    assert [item["nodo"] for item in data["quitar"]] == ["a", "b", "c", "d", "e", "norte", "sur"]
    assert data["pocos_casos"]


def test_what_never_varies_has_null_indices():
    """No number stands for what cannot be shared out."""
    data = doubt_as_dict(said_of(steps(4, 5.0), replace(COMPLETOS, normalizacion=("minmax", "prank"))))
    assert data["sensibilidad"]["corrimiento_medio"] is None


def test_an_interval_that_a_resample_cannot_give_is_null():
    """A unit that moves in one draw of few: some resamples have no variance."""
    dicha = said_of(make_values(12), COMPLETOS)
    found = dicha.duda.sensibilidad
    broken = replace(found.indices, ic_total=np.full(found.indices.ic_total.shape, np.nan))
    again = DudaDicha(dicha.comparado, replace(dicha.duda, sensibilidad=replace(found, indices=broken)))
    assert doubt_as_dict(again)["sensibilidad"]["corrimiento_medio"]["pesos"]["ic_orden_total"] is None


def test_removing_everything_is_null_in_the_data():
    """An index of one indicator without it is nothing."""
    arbol = make_tree([("a", "indice", 1.0), ("indice", None, 1.0)])
    comparado = compare_units({name: {"a": float(n)} for n, name in enumerate("xyz")}, arbol)
    data = doubt_as_dict(DudaDicha(comparado, put_in_doubt(comparado, PESOS, rules("minmax", arbol))))
    assert data["quitar"] == [{"nodo": "a", "es_indicador": True, "corrimiento_medio": None, "lugares": dict.fromkeys("xyz")}]


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0 %"),
        (0.004, "menos de 1 %"),
        (0.01, "1 %"),
        (0.5, "50 %"),
        (0.948, "94.8 %"),
        (0.95, "95 %"),
        (0.99, "99 %"),
        (0.996, "más de 99 %"),
        (1, "100 %"),
    ],
)
def test_a_share_never_reads_as_all_or_nothing_when_it_is_not(share, text):
    """99.6 % is not «100 %», nor is 0.4 % «0 %»."""
    assert share_text(share) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a y b"),
        (["a", "Italia"], "a e Italia"),
        (["a", "Hidalgo"], "a e Hidalgo"),
        (["a", "hielo"], "a y hielo"),
    ],
)
def test_lists_are_joined_as_they_are_said(words, text):
    """`y`, and `e` before the sound i."""
    assert join_words(words) == text


def test_a_long_list_says_how_many_more():
    """Nothing is dropped in silence."""
    assert and_more(["a", "b"], 2, "más") == "a y b"
    assert and_more(["a", "b"], 5, "más") == "a, b y 3 más"

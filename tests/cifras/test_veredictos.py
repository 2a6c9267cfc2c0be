"""Each recipe: a file of claims whose first lines say the verdict and the recipe of each one."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from evaluacion.compare.cifras import verify_all
from evaluacion.compare.proyeccion import Supuesto, project
from evaluacion.publish.cifras import RECETAS, answer_text, recipe_text
from evaluacion.read.cifras import read_verificacion

CASOS = Path(__file__).with_name("casos")
FILES = sorted(path for path in CASOS.glob("*.yaml") if path.name not in ("tablas.yaml", "enmiendas.yaml"))


def expected_of(path):
    return {
        name: (verdict, None if recipe == "-" else recipe)
        for name, verdict, recipe in re.findall(r"^# (\w+): (\w+) ([\w-]+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def answers_of(path):
    leida = read_verificacion(path)
    return {cifra.afirmacion.id: cifra for cifra in verify_all(leida.verificacion.cifras, leida.tablas)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_claim_of_a_case_has_the_verdict_and_the_recipe_that_it_says(path):
    """A positive and a near miss for each recipe."""
    found = {name: (cifra.veredicto, cifra.receta) for name, cifra in answers_of(path).items()}
    assert found == expected_of(path)


def test_every_recipe_that_a_sentence_names_has_a_case():
    """No recipe without a claim that provokes it."""
    provoked = {recipe for path in FILES for _, recipe in expected_of(path).values() if recipe}
    assert set(RECETAS) - provoked == set()


def test_every_answer_reads_as_spanish_sentences():
    """Verdict, printed figure, recomputed figure and how, with a final stop."""
    for path in FILES:
        for cifra in answers_of(path).values():
            text = answer_text(cifra)
            assert text.endswith("."), text
            assert ".." not in text, text
            if cifra.veredicto == "no_se_reproduce":
                assert cifra.afirmacion.publicado in text
                assert cifra.recalculado is not None
                assert ("se reproduce con " + recipe_text(cifra.receta) in text) if cifra.receta else ("ninguna de las recetas" in text)
            if cifra.veredicto == "no_verificable":
                assert text.endswith("Por confirmar con el impreso y el autor.")


def test_a_doubtful_reading_is_shown_and_decides_nothing():
    """The value with the proposed reading is given, and the figure stays to be confirmed."""
    cifra = answers_of(CASOS / "sin_datos.yaml")["c1"]
    assert (cifra.veredicto, float(cifra.recalculado)) == ("no_verificable", 141)
    assert "Con la lectura propuesta daría 141." in answer_text(cifra)


def test_a_projection_by_hand_has_its_band_from_the_first_period_on():
    """100 at 20 %, doubled: 20 more and then 48, by the recipe of the book; 40 % a period by compounding."""
    (done,) = project(Fraction(100), 2, [Supuesto("mejor", "Mejor", Fraction(20), Fraction(2), Fraction(25))])
    assert [point.receta_del_libro for point in done.puntos] == [100, 140, 188]
    assert [point.compuesta for point in done.puntos] == [100, 140, 196]
    assert [point.banda for point in done.puntos] == [None, (105, 175), (141, 235)]

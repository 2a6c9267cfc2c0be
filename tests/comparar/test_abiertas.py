"""Open answers drawn: over their scale, never out of the interval, with the dependences of the instrument."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evaluacion.compare.abiertas import Abiertas
from evaluacion.compare.arbol import NodoDeArbol, make_arbol
from evaluacion.compare.azar import Corriente, Uso
from evaluacion.compare.comparado import Renglones
from evaluacion.compare.comparar import compute
from evaluacion.compare.politicas import Politicas, Winsor
from evaluacion.compare.poner_en_duda import OpcionDeNormalizacion, put_in_doubt
from evaluacion.compare.regla import Regla
from evaluacion.compare.sorteos import Supuestos
from evaluacion.flujo.calificar import score_paths
from evaluacion.read.documento import parse_documento
from evaluacion.read.marco import resolve_marco
from evaluacion.read.practica import RegistrosArchivo, load_practica
from evaluacion.score.evaluate import evaluate
from evaluacion.score.kernel import MAXIMO, MINIMO, PUNTAJE

PREGUNTAS = [
    {"id": "p1", "texto": "Uno", "evidencia": "opcional"},
    {"id": "p2", "texto": "Dos", "depende_de": "p1", "evidencia": "opcional"},
    {"id": "p3", "texto": "Tres", "evidencia": "obligatoria"},
    {"id": "p4", "texto": "Cuatro", "evidencia": "opcional", "sentido": "inverso"},
]


def score(*records, preguntas=PREGUNTAS):
    """Score records by a criterion of four questions."""
    marco = {
        "marco": "m",
        "version": "1.0.0",
        "titulo": "De prueba",
        "grupos": [{"id": "g", "nombre": "G", "criterios": [{"id": "a", "nombre": "A", "preguntas": preguntas}]}],
    }
    leido = resolve_marco(parse_documento(json.dumps(marco), "marco.json"), Path("marco.json"))
    found = [
        load_practica(parse_documento(json.dumps({"practica": f"r{i}", "respuestas": {"m": record}}), f"{i}.json"))
        for i, record in enumerate(records)
    ]
    return evaluate(leido.marco, RegistrosArchivo(found, {}))


def answers(**written):
    """Return answers to the questions of criterion `a`."""
    return {f"a.{name}": value for name, value in written.items()}


def open_of(resultado):
    """Return the open answers of the records of a result, whose totals are the leaf 0."""
    n = len(resultado)
    return Abiertas.of(resultado, np.arange(n), np.array([0]), np.array([resultado.plan.n_nodos - 1]))


def drawn(resultado, n=600):
    """Return (draws, records) totals."""
    found = open_of(resultado)
    return found.draw(Corriente(7, Uso.FALTANTES).uniform(n, len(found)))[:, :, 0]


def test_a_blank_is_drawn_over_the_whole_scale():
    """Sí, parcial and no come out alike, and nothing else does."""
    totals = drawn(score(answers(p1="sí", p2="sí", p3="no")), 3000)
    values, times = np.unique(totals, return_counts=True)
    assert values.tolist() == [50.0, 62.5, 75.0]
    assert np.abs(times / 3000 - 1 / 3).max() < 0.04


def test_a_claim_without_evidence_is_drawn_up_to_what_it_claims():
    """A parcial that nobody proved is no or parcial, never sí."""
    totals = drawn(score(answers(p1="sí", p2="sí", p3="parcial", p4="no")))
    assert sorted(set(totals.ravel().tolist())) == [75.0, 87.5]


def test_a_question_that_depends_on_an_open_one_follows_its_draw():
    """Where p1 comes out no, p2 earns nothing although it says sí (rule 4)."""
    totals = drawn(score(answers(p2="sí", p3="no", p4="sí")))
    assert sorted(set(totals.ravel().tolist())) == [0.0, 37.5, 50.0]


def test_what_a_closed_door_leaves_blank_is_not_drawn():
    """With p1 no, p2 is answered: there is nothing to draw."""
    assert len(open_of(score(answers(p1="no", p3="no", p4="sí")))) == 0


def test_an_answered_record_does_not_move():
    """Draws of one record do not touch another."""
    resultado = score(answers(p1="sí", p2="no", p3="no", p4="no"), answers())
    totals = drawn(resultado)
    assert set(totals[:, 0]) == {resultado.nodos[PUNTAJE, -1, 0]}
    assert len(set(totals[:, 1])) > 3


@pytest.mark.parametrize("written", [{}, {"p1": "sí"}, {"p2": "sí"}, {"p2": "no"}, {"p3": "sí"}, {"p1": "parcial", "p4": "no"}])
def test_no_draw_leaves_the_interval(written):
    """And with enough draws both ends are reached, where a blank can reach them."""
    resultado = score(answers(**written))
    low, high = resultado.nodos[[MINIMO, MAXIMO], -1, 0]
    totals = drawn(resultado, 4000)
    assert totals.min() >= low
    assert totals.max() <= high
    assert totals.max() - totals.min() > (high - low) / 2


def test_the_order_of_the_questions_does_not_change_the_luck():
    """The same answers in an instrument written backwards give the same draws."""
    one, other = score(answers(p2="sí")), score(answers(p2="sí"), preguntas=PREGUNTAS[::-1])
    assert np.allclose(drawn(one), drawn(other), rtol=0, atol=1e-12)


def test_the_practices_of_the_examples_stay_inside_their_intervals(raiz):
    """Real records of a real instrument: every draw of every one."""
    done = score_paths([raiz / "examples" / "practicas"], marcos=["cualitativo"])
    resultado = done.resultados[0]
    totals = drawn(resultado, 300)
    low, high = resultado.nodos[[MINIMO, MAXIMO], -1]
    known = ~np.isnan(low)
    assert known.sum() > 3
    assert (totals[:, known] >= low[known]).all()
    assert (totals[:, known] <= high[known]).all()
    assert (totals.std(axis=0)[known] > 0).any()


def test_indicators_without_value_are_drawn_from_nothing_to_all(raiz):
    """An indicator has no scale of words: its points are drawn evenly."""
    done = score_paths([raiz / "examples" / "practicas"], marcos=["cuantitativo"])
    resultado = done.resultados[0]
    found = open_of(resultado)
    assert found.directos
    totals = drawn(resultado, 200)
    low, high = resultado.nodos[[MINIMO, MAXIMO], -1]
    known = ~np.isnan(low)
    assert (totals[:, known] >= low[known]).all()
    assert (totals[:, known] <= high[known]).all()
    spread = totals.std(axis=0)
    assert np.array_equal(spread[known] > 0, (low < high)[known])


def compare_records(*, politicas=None, metodo="ninguna", n=8):
    """Return the comparison of some records by the total of the marco and a figure of their own, and their open answers."""
    words = ["sí", "parcial", "no"]
    records = [answers(p1="sí", p2=words[i % 3], p4=words[i % 2]) | ({} if i % 3 == 0 else answers(p3="no")) for i in range(n)]
    resultado = score(*records)
    arbol = make_arbol([NodoDeArbol("0_total", "T", "raiz"), NodoDeArbol("cifra", "C", "raiz"), NodoDeArbol("raiz", "R", None)])
    figure = np.linspace(10, 90, n) if politicas is None else np.linspace(10, 11, n)
    total = resultado.nodos[[PUNTAJE, MINIMO, MAXIMO], -1]
    crudos = np.stack([total, np.stack([figure] * 3)], axis=2)
    ids = tuple(f"r{i}" for i in range(n))
    renglones = Renglones(ids, ids, None, {}, np.ones(n, dtype=bool))
    reglas = (Regla(metodo, salida=(0.0, 100.0)), Regla("minmax"))
    comparado = compute(arbol, renglones, crudos, reglas, politicas=politicas)
    return comparado, OpcionDeNormalizacion(metodo, reglas), open_of(resultado)


@pytest.mark.parametrize("metodo", ["ninguna", "minmax", "prank"])
def test_what_is_missing_moves_the_places_when_it_is_drawn(metodo):
    """Only the answers vary: the places move, and stay within the range that the margin leaves."""
    comparado, option, found = compare_records(metodo=metodo)
    duda = put_in_doubt(comparado, Supuestos(sorteos=500, semilla=7), option.reglas, [option], abiertas=[found])
    assert duda.varian == ("faltantes",)
    assert duda.n_abiertas == len(found) == 3
    assert duda.corrimiento > 0
    if metodo != "prank":
        assert (duda.distribucion.mejor >= comparado.mejor[:, -1]).all()
        assert (duda.distribucion.peor <= comparado.peor[:, -1]).all()


def test_what_is_missing_stays_as_declared_when_it_is_not_drawn():
    """`faltantes: no` holds the central scores."""
    comparado, option, found = compare_records()
    duda = put_in_doubt(comparado, Supuestos(faltantes=False, sorteos=20), option.reglas, [option], abiertas=[found])
    assert duda.varian == ()
    assert duda.n_abiertas == 0
    assert duda.corrimiento == 0


def test_records_of_two_instruments_are_drawn_apart():
    """Two leaves of the same record, each from its marco: the luck of one is not that of the other."""
    comparado, option, found = compare_records()
    other = replace(found, hojas=np.array([1]))
    duda = put_in_doubt(comparado, Supuestos(sorteos=50, semilla=7), option.reglas, [option], abiertas=[found, other])
    assert duda.n_abiertas == 6
    once = put_in_doubt(
        comparado, Supuestos(sorteos=50, semilla=7), option.reglas, [option], abiertas=[replace(found, hojas=np.array([0]))]
    )
    assert duda.corrimiento != once.corrimiento


def test_a_marco_without_open_answers_draws_nothing():
    """Answered instruments beside open ones stay as they are."""
    comparado, option, found = compare_records()
    closed = open_of(score(*[answers(p1="no", p3="no", p4="sí")] * 8))
    both = put_in_doubt(
        comparado, Supuestos(sorteos=50, semilla=7), option.reglas, [option], abiertas=[replace(closed, hojas=np.array([1])), found]
    )
    alone = put_in_doubt(comparado, Supuestos(sorteos=50, semilla=7), option.reglas, [option], abiertas=[found])
    assert np.array_equal(both.distribucion.media, alone.distribucion.media)


@pytest.mark.parametrize(("logaritmo", "metodo"), [(False, "winsor"), (True, "logaritmo")])
def test_extreme_values_are_treated_in_the_draws_as_in_the_comparison(logaritmo, metodo):
    """A column pulled in, or on a logarithm, is so in every draw: places stay within the range of the margin."""
    rule = Winsor(puntos_max=0 if logaritmo else 1, asimetria=0.01, curtosis=-9, logaritmo=logaritmo)
    comparado, option, found = compare_records(politicas=Politicas(atipicos=rule), metodo="minmax", n=9)
    assert comparado.tratamientos[0].metodo == metodo
    assert comparado.tratamientos[0].columna == 0
    duda = put_in_doubt(comparado, Supuestos(sorteos=300, semilla=7), option.reglas, [option], abiertas=[found])
    assert (duda.distribucion.mejor >= comparado.mejor[:, -1]).all()
    assert (duda.distribucion.peor <= comparado.peor[:, -1]).all()
    assert duda.corrimiento > 0

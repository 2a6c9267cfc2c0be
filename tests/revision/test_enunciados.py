"""What the rules do with a statement that somebody read: the text speaks where no field does, and fields win."""

from __future__ import annotations

from datetime import date

import pytest

from evaluacion.check.enunciado import Cantidad, Enunciado, HallazgoEnunciado, Plazo
from evaluacion.check.revisar import Criterios, review
from evaluacion.read.documento import parse_documento
from evaluacion.read.estrategia import load_estrategia

HOY = date(2025, 1, 31)


def cantidad(valor, hasta=None, unidad=None):
    return Cantidad(valor, hasta, unidad, "")


def leido(*reglas, cantidades=(), plazo=None, verbos=("firmar",)):
    """Return a statement as the reader gives it, with the findings of some rules."""
    deadline = Plazo(f"para {plazo}", plazo) if plazo is not None else None
    return Enunciado("", verbos, tuple(cantidades), None, deadline, tuple(HallazgoEnunciado(item, "falla") for item in reglas))


def judge(objetivo, dicho, *, cabeza="", pedidos=None):
    """Return the verdicts and findings of an objective whose statement reads as given."""
    carga = load_estrategia(parse_documento(f"estrategia: p\n{cabeza}objetivos:\n  - {objetivo}\n", "p.yaml"))

    def reader(texto, fecha):
        if pedidos is not None:
            pedidos.append((texto, fecha))
        return dicho

    done = review(carga.estrategia, carga.lugar, archivo="p.yaml", fecha=HOY, criterios=Criterios.default(), lector=reader)
    verdicts = {answer.regla.codigo: answer.veredicto for answer in done.respuestas}
    return verdicts, {(item.regla, item.ruta) for item in done.hallazgos}


SOLO_TEXTO = "{id: x, enunciado: Algo escrito}"
CON_META = "{id: x, enunciado: Algo escrito, meta: {periodo: 2027, valor: 3}}"
COMPLETO = {"cantidades": [cantidad(3.0, unidad="acuerdo")], "plazo": "2027-12-31"}
DE_TEXTO = ["sin_verbo", "doble_objetivo", "sin_cantidad", "cantidad_vaga", "sin_unidad", "sin_plazo", "plazo_vago", "fecha_inexistente"]
DE_CANTIDAD = ["cantidad_vaga", "rango", "numero_ambiguo", "sin_unidad", "moneda_ambigua", "valor_imposible", "meta_contra_linea_base"]
DE_PLAZO = ["plazo_vago", "fecha_inexistente", "plazo_pasado", "plazo_invertido"]


@pytest.mark.parametrize("codigo", DE_TEXTO)
def test_what_the_reader_finds_is_found_at_the_statement(codigo):
    """And what it does not find in a whole statement is right."""
    verdicts, found = judge(SOLO_TEXTO, leido(codigo))
    assert (codigo, "objetivos[x].enunciado") in found
    assert verdicts[codigo] == "no"
    assert judge(SOLO_TEXTO, leido(**COMPLETO))[0][codigo] == "sí"


@pytest.mark.parametrize("codigo", ["verbo_vago", "rango", "numero_ambiguo", "moneda_ambigua", "porcentaje_sin_base"])
def test_a_matter_of_degree_is_half_right(codigo):
    """A warning, and parcial."""
    assert judge(SOLO_TEXTO, leido(codigo))[0][codigo] == "parcial"


@pytest.mark.parametrize("codigo", DE_CANTIDAD)
def test_without_a_quantity_what_would_be_wrong_with_it_is_not_judged(codigo):
    """Silence does not pay: no number is neither a fault of these rules nor right."""
    verdicts, found = judge(SOLO_TEXTO, leido("sin_cantidad", plazo="2027-12-31"))
    assert verdicts[codigo] is None
    assert codigo not in {regla for regla, _ in found}


@pytest.mark.parametrize("codigo", DE_PLAZO)
def test_without_a_deadline_what_would_be_wrong_with_it_is_not_judged(codigo):
    """Nor is a statement without a day in the future, or in order."""
    assert judge(SOLO_TEXTO, leido("sin_plazo", cantidades=[cantidad(3.0)]))[0][codigo] is None


@pytest.mark.parametrize("codigo", ["verbo_vago", "doble_objetivo"])
def test_without_a_verb_what_would_be_wrong_with_it_is_not_judged(codigo):
    """A subject is not one goal."""
    assert judge(SOLO_TEXTO, leido("sin_verbo", verbos=()))[0][codigo] is None


def test_a_quantity_that_is_no_percentage_needs_no_base():
    """The rule does not apply, and says why; without any number it is not judged."""
    assert judge(SOLO_TEXTO, leido(**COMPLETO))[0]["porcentaje_sin_base"] == "no aplica"
    assert judge(SOLO_TEXTO, leido(cantidades=[cantidad(20.0, unidad="%")]))[0]["porcentaje_sin_base"] == "sí"
    assert judge(SOLO_TEXTO, leido("sin_cantidad"))[0]["porcentaje_sin_base"] is None


def test_an_objective_without_statement_leaves_its_text_open():
    """It is neither a fault of the text nor right."""
    verdicts, found = judge("{id: x, responsable: r}", leido(**COMPLETO))
    assert {verdicts[codigo] for codigo in (*DE_TEXTO, *DE_CANTIDAD, *DE_PLAZO, "porcentaje_sin_base", "OBJ-09")} <= {None, "no aplica"}
    assert not {regla for regla, _ in found} & {*DE_TEXTO, *DE_CANTIDAD, *DE_PLAZO}


@pytest.mark.parametrize("codigo", ["sin_cantidad", "cantidad_vaga", "numero_ambiguo", "rango", "sin_plazo", "plazo_vago"])
def test_a_target_written_as_data_wins_over_the_text(codigo):
    """The fault of the text is no fault of the objective."""
    assert judge(CON_META, leido(codigo))[0][codigo] == "sí"


@pytest.mark.parametrize(
    ("objetivo", "dicho", "rutas"),
    [
        (CON_META, leido(cantidades=[cantidad(3.0)], plazo="2027-12-31"), set()),
        (CON_META, leido(cantidades=[cantidad(4.0)], plazo="2027-12-31"), {"objetivos[x].meta.valor"}),
        (CON_META, leido(cantidades=[cantidad(3.0)], plazo="2028-12-31"), {"objetivos[x].meta.periodo"}),
        (CON_META, leido(cantidades=[cantidad(5.0)], plazo="2028-12-31"), {"objetivos[x].meta.valor", "objetivos[x].meta.periodo"}),
        (
            "{id: x, enunciado: Algo escrito, indicador: {unidad: millones de dólares}, meta: {periodo: 2027, valor: 3}}",
            leido(cantidades=[cantidad(3_000_000.0, None, "USD")]),
            set(),
        ),
        (CON_META, leido(cantidades=[cantidad(2.0, 3.0)]), set()),
        (CON_META, leido(), set()),
        (
            "{id: x, enunciado: Reducir 20 %, linea_base: {periodo: 2024, valor: 50}, meta: {periodo: 2027, valor: 40}}",
            leido(cantidades=[cantidad(20.0)]),
            set(),
        ),
        (
            "{id: x, enunciado: Sumar 15, linea_base: {periodo: 2024, valor: 30}, meta: {periodo: 2027, valor: 45}}",
            leido(cantidades=[cantidad(15.0)]),
            set(),
        ),
    ],
)
def test_a_contradiction_between_the_text_and_the_data_is_a_finding(objetivo, dicho, rutas):
    """In other units, as a change from the baseline or as a share of it, the same target is no contradiction."""
    assert {ruta for regla, ruta in judge(objetivo, dicho)[1] if regla == "OBJ-09"} == rutas


def test_the_deadline_of_the_text_is_compared_with_the_period():
    """Where no target says it."""
    found = judge(SOLO_TEXTO, leido(plazo="2030-12-31"), cabeza="periodo: {desde: 2024, hasta: 2027}\n")[1]
    assert ("OBJ-07", "objetivos[x].enunciado") in found


def test_a_statement_is_read_once_and_as_of_the_day_that_judges_the_plan():
    """A plan whose period is over is read as of its own beginning."""
    asked = []
    judge(SOLO_TEXTO, leido(), cabeza="periodo: {desde: 2018, hasta: 2021}\n", pedidos=asked)
    assert asked == [("Algo escrito", date(2018, 1, 1))]

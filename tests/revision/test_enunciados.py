"""What the rules do with a statement that somebody read: the text speaks where no field does, and fields win."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from evaluacion.check.revisar import Criterios, review
from evaluacion.read.documento import parse_documento
from evaluacion.read.estrategia import load_estrategia

HOY = date(2025, 1, 31)


@dataclass(frozen=True)
class Cantidad:
    """A quantity, as a reader gives it."""

    valor: float | None
    hasta: float | None = None
    unidad: str | None = None


@dataclass(frozen=True)
class Plazo:
    """A deadline, as a reader gives it."""

    texto: str
    fin: str | None


@dataclass(frozen=True)
class Falla:
    """A finding, as a reader gives it."""

    regla: str


@dataclass(frozen=True)
class Leido:
    """A statement that was read."""

    cantidades: tuple[Cantidad, ...] = ()
    plazo: Plazo | None = None
    hallazgos: tuple[Falla, ...] = ()


def judge(objetivo, leido=None, *, cabeza="", pedidos=None):
    """Return the verdicts and findings of an objective whose statement reads as given."""
    carga = load_estrategia(parse_documento(f"estrategia: p\n{cabeza}objetivos:\n  - {objetivo}\n", "p.yaml"))

    def reader(texto, fecha):
        if pedidos is not None:
            pedidos.append((texto, fecha))
        return leido

    lector = reader if leido is not None else None
    done = review(carga.estrategia, carga.origen, archivo="p.yaml", fecha=HOY, criterios=Criterios.default(), lector=lector)
    verdicts = {answer.regla.codigo: answer.veredicto for answer in done.respuestas}
    return verdicts, {(item.regla, item.ruta) for item in done.hallazgos}


SOLO_TEXTO = "{id: x, enunciado: Algo escrito}"
CON_META = "{id: x, enunciado: Algo escrito, meta: {periodo: 2027, valor: 3}}"
DE_TEXTO = ["sin_verbo", "doble_objetivo", "sin_cantidad", "cantidad_vaga", "sin_unidad", "sin_plazo", "plazo_vago", "fecha_inexistente"]


@pytest.mark.parametrize("codigo", DE_TEXTO)
def test_what_the_reader_finds_is_found_at_the_statement(codigo):
    """And what it does not find is right."""
    verdicts, found = judge(SOLO_TEXTO, Leido(hallazgos=(Falla(codigo),)))
    assert (codigo, "objetivos[x].enunciado") in found
    assert verdicts[codigo] == "no"
    assert judge(SOLO_TEXTO, Leido())[0][codigo] == "sí"


@pytest.mark.parametrize("codigo", ["verbo_vago", "rango", "moneda_ambigua", "porcentaje_sin_base"])
def test_a_matter_of_degree_is_half_right(codigo):
    """A warning, and parcial."""
    assert judge(SOLO_TEXTO, Leido(hallazgos=(Falla(codigo),)))[0][codigo] == "parcial"


@pytest.mark.parametrize("codigo", DE_TEXTO)
def test_without_a_reader_a_text_is_not_judged(codigo):
    """It is neither a fault nor right."""
    verdicts, found = judge(SOLO_TEXTO)
    assert verdicts[codigo] is None
    assert codigo not in {regla for regla, _ in found}


@pytest.mark.parametrize("codigo", ["sin_cantidad", "cantidad_vaga", "rango", "sin_plazo", "plazo_vago"])
def test_a_target_written_as_data_wins_over_the_text(codigo):
    """The fault of the text is no fault of the objective."""
    assert judge(CON_META, Leido(hallazgos=(Falla(codigo),)))[0][codigo] == "sí"


@pytest.mark.parametrize(
    ("objetivo", "leido", "rutas"),
    [
        (CON_META, Leido((Cantidad(3.0),), Plazo("para 2027", "2027-12-31")), set()),
        (CON_META, Leido((Cantidad(4.0),), Plazo("para 2027", "2027-12-31")), {"objetivos[x].meta.valor"}),
        (CON_META, Leido((Cantidad(3.0),), Plazo("para 2028", "2028-12-31")), {"objetivos[x].meta.periodo"}),
        (CON_META, Leido((Cantidad(5.0),), Plazo("2028", "2028-12-31")), {"objetivos[x].meta.valor", "objetivos[x].meta.periodo"}),
        (CON_META, Leido((Cantidad(3_000_000.0, None, "USD"),)), set()),
        (CON_META, Leido((Cantidad(2.0, 3.0),)), set()),
        (CON_META, Leido(), set()),
        (
            "{id: x, enunciado: Reducir 20 %, linea_base: {periodo: 2024, valor: 50}, meta: {periodo: 2027, valor: 40}}",
            Leido((Cantidad(20.0),)),
            set(),
        ),
        (
            "{id: x, enunciado: Sumar 15, linea_base: {periodo: 2024, valor: 30}, meta: {periodo: 2027, valor: 45}}",
            Leido((Cantidad(15.0),)),
            set(),
        ),
    ],
)
def test_a_contradiction_between_the_text_and_the_data_is_a_finding(objetivo, leido, rutas):
    """In other units, as a change from the baseline or as a share of it, the same target is no contradiction."""
    assert {ruta for regla, ruta in judge(objetivo, leido)[1] if regla == "OBJ-09"} == rutas


def test_the_deadline_of_the_text_is_compared_with_the_period():
    """Where no target says it."""
    leido = Leido(plazo=Plazo("para 2030", "2030-12-31"))
    found = judge(SOLO_TEXTO, leido, cabeza="periodo: {desde: 2024, hasta: 2027}\n")[1]
    assert ("OBJ-07", "objetivos[x].enunciado") in found


def test_a_statement_is_read_once_and_as_of_the_day_that_judges_the_plan():
    """A plan whose period is over is read as of its own beginning."""
    asked = []
    judge(SOLO_TEXTO, Leido(), cabeza="periodo: {desde: 2018, hasta: 2021}\n", pedidos=asked)
    assert asked == [("Algo escrito", date(2018, 1, 1))]

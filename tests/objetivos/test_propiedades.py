"""What holds for any text: a value always, pieces of the original always, and the same numbers however it is dressed."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluacion.check.enunciado import read_enunciado

HOY = date(2025, 1, 31)
TEXTOS = [
    case["texto"] for case in yaml.load(Path(__file__).with_name("enunciados.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
]
PIEZAS = st.sampled_from(
    [*{word for texto in TEXTOS for word in texto.split()}, "\u00a0", "½", "🎉", "é", "\u200b", "—", "“", "99999999999999999999"]
)
SUELTOS = st.one_of(st.text(max_size=80), st.lists(PIEZAS, max_size=25).map(" ".join))


def without_accents(texto):
    return "".join(char for char in unicodedata.normalize("NFD", texto) if char != "\u0301")


@settings(max_examples=300, deadline=None)
@given(SUELTOS, st.dates())
def test_any_text_on_any_day_gives_a_value_whose_pieces_are_of_the_text(texto, fecha):
    found = read_enunciado(texto, fecha)
    assert found.texto == texto
    assert all(item.tramo and item.tramo in texto for item in found.cantidades)
    assert found.plazo is None or (found.plazo.texto and found.plazo.texto in texto)
    assert read_enunciado(texto, fecha) == found


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("texto", TEXTOS)
def test_decomposed_accents_read_the_same_and_quote_the_original(texto, form):
    plain, dressed = read_enunciado(texto, HOY), read_enunciado(unicodedata.normalize(form, texto), HOY)
    assert [(item.valor, item.unidad) for item in dressed.cantidades] == [(item.valor, item.unidad) for item in plain.cantidades]
    assert all(item.tramo in dressed.texto for item in dressed.cantidades)
    assert (dressed.verbos, dressed.hallazgos, dressed.linea_base) == (plain.verbos, plain.hallazgos, plain.linea_base)


@pytest.mark.parametrize(
    "dress", [str.upper, str.lower, without_accents, lambda texto: f"  {texto.replace(' ', '  ')}\u00a0", lambda texto: f"«{texto}»"]
)
def test_capitals_accents_and_spaces_do_not_change_numbers_nor_deadlines(dress):
    for texto in TEXTOS:
        plain, dressed = read_enunciado(texto, HOY), read_enunciado(dress(texto), HOY)
        assert [(item.valor, item.hasta) for item in dressed.cantidades] == [(item.valor, item.hasta) for item in plain.cantidades], texto
        assert (dressed.plazo and dressed.plazo.fin) == (plain.plazo and plain.plazo.fin), texto
        assert [item.regla for item in dressed.hallazgos] == [item.regla for item in plain.hallazgos], texto


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "2027 ",
        "en 2027 ",
        "corto y ",
        "mayo de ",
        "treinta y ",
        "un millón ",
        "á\u0301",
        "🎉",
        "$1 ",
        "de 3 a ",
        "(",
        "1/2/",
        "a más tardar ",
        "9",
        "ODS 5, ",
    ],
)
def test_a_long_text_of_one_repeated_piece_gives_a_value(piece):
    """Time grows with length, not with its square: a quadratic pass would take minutes here."""
    texto = (piece * 20_000)[:20_000]
    assert read_enunciado(texto, HOY).texto == texto

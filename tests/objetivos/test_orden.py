"""`evaluacion leer-objetivo`: one text, a file, the standard input; text and JSON; the day of reference always said."""

from __future__ import annotations

import json

import pytest

TEXTO = "Captar $10M USD en IED para 2027"


@pytest.fixture
def leer(orden):
    """Call the command and return what it answered."""

    def call(*args, check=0, **more):
        return orden("leer-objetivo", *args, check=check, **more)

    return call


def test_one_text_is_one_object_with_the_keys_that_programs_rely_on(leer):
    done = json.loads(leer(TEXTO, "--fecha", "2025-01-31", "--formato", "json").stdout)
    assert done == {
        "texto": TEXTO,
        "verbos": ["captar"],
        "cantidades": [{"valor": 10_000_000, "hasta": None, "unidad": "USD", "tramo": "$10M USD"}],
        "linea_base": None,
        "plazo": {"texto": "para 2027", "fin": "2027-12-31"},
        "hallazgos": [],
    }


def test_a_file_is_a_list_with_one_statement_a_line(leer, tmp_path):
    path = tmp_path / "objetivos.txt"
    path.write_text(f"\ufeff{TEXTO}\r\n\r\nFirmar varios acuerdos\r\n", encoding="utf-8")
    done = json.loads(leer("--archivo", path, "--fecha", "2025-01-31", "--formato", "json").stdout)
    assert [item["texto"] for item in done] == [TEXTO, "Firmar varios acuerdos"]
    assert done[1]["hallazgos"] == [{"regla": "cantidad_vaga", "severidad": "falla"}, {"regla": "sin_plazo", "severidad": "falla"}]


@pytest.mark.parametrize("args", [("-",), ("--archivo", "-")])
def test_a_dash_reads_the_standard_input_as_a_list(leer, args):
    done = json.loads(leer(*args, "--fecha", "2025-01-31", "--formato", "json", entrada=TEXTO + "\n").stdout)
    assert [item["texto"] for item in done] == [TEXTO]


def test_the_text_says_the_day_of_reference_and_what_is_missing(leer):
    said = leer("Firmar acuerdos", "--fecha", "2025-01-31").stdout
    assert said.startswith("Día de referencia: 2025-01-31.\n")
    assert "falla [sin_cantidad] No dice cuánto." in said
    assert "falla [sin_plazo] No dice para cuándo." in said


def test_without_a_day_it_is_today_and_that_is_said(leer):
    assert " (hoy)." in leer(TEXTO).stdout
    assert " (hoy)." in leer(TEXTO, "--formato", "json").stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "solo uno"),
        ((TEXTO, "--archivo", "x"), "solo uno"),
        ((TEXTO, "--fecha", "31/01/2025"), "[opcion_no_valida]"),
        ((" ",), "[nada_que_evaluar]"),
    ],
)
def test_a_call_that_says_nothing_to_read_ends_with_2(leer, args, said):
    assert said in leer(*args, check=2).stderr

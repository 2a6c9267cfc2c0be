"""Properties: what is computed from a table follows from it, and rounding keeps the value inside its interval."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluacion.base.numeros import show_number
from evaluacion.compare.cifras import verify
from evaluacion.compare.intervalo import add, divide, exact, may_round_to, round_to, rounded, rounds_to, scale, share, truncate
from evaluacion.compare.proyeccion import Supuesto, compound, double_increment, project
from evaluacion.model.cifras import Afirmacion, parse_printed
from evaluacion.model.comun import Fuente
from evaluacion.model.tabla_publicada import Casilla, TablaPublicada

COUNTS = st.lists(st.tuples(st.integers(1, 5000), st.integers(1, 5000)), min_size=2, max_size=12)
NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000)
DECIMALS = st.integers(0, 4)


def table_of(rows, *, decimals=None):
    casillas = {}
    for i, row in enumerate(rows):
        for name, number in zip("ab", row, strict=True):
            printed = Fraction(number) if decimals is None else round_to(Fraction(number), decimals)
            casillas[str(i), name] = Casilla(str(printed), printed, decimals or 0, decimals is not None)
    return {"t": TablaPublicada("t", "Tabla", Fuente(), tuple(map(str, range(len(rows)))), ("a", "b"), casillas)}


CLAIMS = {
    "total": {"tipo": "total", "columna": "a"},
    "suma": {"tipo": "suma", "columnas": ["a", "b"]},
    "media": {"tipo": "media", "columna": "b"},
    "participacion": {"tipo": "participacion", "columna": "a", "fila": "1"},
    "participacion_de_columna": {"tipo": "participacion", "columna": "a", "entre": {"columna": "b"}},
    "crecimiento": {"tipo": "crecimiento", "desde": {"columna": "a"}, "hasta": {"columna": "b"}},
    "crecimiento_compuesto": {"tipo": "crecimiento", "desde": {"columna": "a"}, "hasta": {"columna": "b"}, "periodos": 4},
    "diferencia": {"tipo": "diferencia", "desde": {"columna": "a", "medida": "media"}, "hasta": {"columna": "b", "medida": "media"}},
    "mayores": {"tipo": "mayores", "columna": "a", "cuantos": 2},
    "lugar": {"tipo": "lugar", "columna": "a", "fila": "0"},
    "conteo": {"tipo": "conteo", "columna": "a", "condicion": {"minimo": 100}},
    "proyeccion": {"tipo": "proyeccion", "base": {"columna": "a"}, "tasa": 7, "periodos": 3, "factor": 2},
}


def claim(name, published):
    return Afirmacion.model_validate({"id": "c", "tabla": "t", "publicado": published, **CLAIMS[name]})


@pytest.mark.parametrize("name", CLAIMS)
@given(rows=COUNTS, decimals=DECIMALS)
def test_what_is_computed_from_the_table_follows_from_it(name, rows, decimals):
    """Whatever the kind of claim and the decimals with which it is printed."""
    tablas = table_of(rows)
    value = verify(claim(name, "0"), tablas).recalculado
    printed = show_number(float(value), decimals)
    assert verify(claim(name, printed), tablas).veredicto == "se_sigue"


@pytest.mark.parametrize("name", [name for name in CLAIMS if name not in ("lugar", "conteo")])
@given(rows=COUNTS)
def test_what_is_computed_before_the_table_was_rounded_follows_with_rounding(name, rows):
    """A table printed to tens of its unit never refutes the figure of the exact data."""
    exact_rows = [(Fraction(a, 7), Fraction(b, 7)) for a, b in rows]
    value = verify(claim(name, "0"), table_of(exact_rows)).recalculado
    answer = verify(claim(name, show_number(float(value), 2)), table_of(exact_rows, decimals=1))
    assume(answer.recalculado is not None)  # rounded to zero, it cannot be divided by
    assert answer.veredicto in ("se_sigue", "se_sigue_con_redondeo")


@given(value=NUMBERS, decimals=DECIMALS)
def test_the_interval_of_a_printed_value_contains_it_before_rounding(value, decimals):
    """Half a unit of the last decimal to each side."""
    interval = rounded(round_to(value, decimals), decimals)
    slack = Fraction(1, 10**12)
    assert interval.menor - slack <= value <= interval.mayor + slack
    assert may_round_to(interval, round_to(value, decimals), decimals)


@given(left=NUMBERS, right=NUMBERS, decimals=DECIMALS)
def test_arithmetic_end_by_end_contains_the_exact_result(left, right, decimals):
    """Sum, scaling, quotient and share."""
    a, b = rounded(left, decimals), rounded(right, decimals)
    for found in (add([a, b]), scale(a, -3), divide(a, b), share(a, b)):
        assert found is None or found.menor <= found.valor <= found.mayor


@given(value=NUMBERS, decimals=DECIMALS)
def test_cutting_decimals_never_goes_away_from_zero(value, decimals):
    """And differs from rounding by less than a unit of the last decimal."""
    cut = truncate(value, decimals)
    assert abs(cut) <= abs(value)
    assert abs(cut - value) < Fraction(1, 10**decimals)
    assert rounds_to(cut, cut, decimals)


@given(base=st.integers(1, 10_000), rate=st.integers(1, 60), periods=st.integers(0, 12), factor=st.integers(1, 4))
def test_doubling_the_increment_never_passes_doubling_the_rate(base, rate, periods, factor):
    """They agree in the first period, and without factor always."""
    book = double_increment(Fraction(base), Fraction(rate), Fraction(factor), periods)
    compounded = compound(Fraction(base), Fraction(rate * factor), periods)
    assert book <= compounded
    assert (book == compounded) is (periods <= 1 or factor == 1)


@given(base=st.integers(1, 10_000), rate=st.integers(-50, 60), band=st.integers(1, 100))
def test_a_band_is_around_its_trend(base, rate, band):
    """The same part to each side; the base has none."""
    (path,) = project(Fraction(base), 3, [Supuesto("e", "e", Fraction(rate), Fraction(1), Fraction(band))])
    assert path.puntos[0].banda is None
    for point in path.puntos[1:]:
        low, high = point.banda
        assert low + high == 2 * point.receta_del_libro


@given(value=st.integers(-(10**12), 10**12), decimals=st.integers(0, 6))
def test_a_printed_figure_is_read_as_it_was_written(value, decimals):
    """With thousands, decimals and per cent sign."""
    number = Fraction(value, 10**decimals)
    text = show_number(float(number), decimals)
    assert parse_printed(text) == parse_printed(f"{text}%") == (round_to(number, decimals), decimals)


def test_halves_go_away_from_zero():
    """2.675 is printed 2.68, whatever binary fractions say."""
    assert rounds_to(Fraction("2.675"), Fraction("2.68"), 2)
    assert rounds_to(exact(Fraction("-0.5")).valor, Fraction(-1), 0)

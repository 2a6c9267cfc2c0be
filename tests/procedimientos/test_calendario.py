"""Working days in Mexico: the holidays that the law sets, and counting that agrees with counting by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluacion.base.problema import EvaluacionError
from evaluacion.check.calendario import Calendario, CierreDias
from evaluacion.check.procedimiento import Plazos
from evaluacion.flujo.procedimiento import load_procedimiento, make_calendario
from evaluacion.model.procedimiento import Cierre
from evaluacion.read.calendario import read_feriados

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
AROUND = [date(2022, 1, 1), date(2030, 12, 31)]


def monday(year, month, number):
    """Return the number-th Monday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (number - 1))


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_days_of_rest_are_those_of_the_law(year):
    """Three moved Mondays and four fixed days, and no other."""
    wanted = {date(year, month, day) for month, day in ((1, 1), (5, 1), (9, 16), (12, 25))}
    wanted |= {monday(year, 2, 1), monday(year, 3, 3), monday(year, 11, 3)}
    assert set(read_feriados(year, year)[0]) == wanted


@pytest.mark.parametrize(("year", "counts"), [(2024, True), (2025, False), (2030, True), (2018, False)])
def test_the_first_of_october_counts_every_six_years_since_2024(year, counts):
    """The change of federal government is a day of rest on the first of October, since 2024."""
    assert (date(year, 10, 1) in read_feriados(year, year)[0]) == counts


def test_the_holidays_have_spanish_names_and_a_version():
    """A reader learns which holiday it is, and by which version of the calendar."""
    found, version = read_feriados(2026, 2026)
    assert found[date(2026, 9, 16)] == "Día de la Independencia"
    assert version[0].isdigit()


def calendar_with(*closures):
    """Return the calendar of Mexico around the tested years with some closures."""
    return make_calendario(AROUND, [Cierre(desde=a.isoformat(), hasta=b.isoformat(), motivo="Cierre") for a, b in closures])


def by_hand(calendario, day, days):
    """Return the day reached by writing down the days one by one, backwards, until enough of them count."""
    listed = []
    while len(listed) < days:
        day -= timedelta(days=1)
        if day.weekday() < 5 and day not in calendario.feriados and not any(c.desde <= day <= c.hasta for c in calendario.cierres):
            listed.append(day)
    return listed[-1]


@given(DAYS, st.integers(1, 25), st.lists(st.tuples(DAYS, st.integers(0, 20)), max_size=3))
def test_ten_working_days_before_are_those_counted_by_hand(day, days, closures):
    """The count agrees with brute force, whatever is closed."""
    calendario = calendar_with(*((first, first + timedelta(days=length)) for first, length in closures))
    reached = calendario.move(day, -days)
    assert reached == by_hand(calendario, day, days)
    assert calendario.count(reached, day) == days


@given(DAYS, st.integers(1, 25))
def test_forward_and_back_again_returns_to_the_same_working_day(day, days):
    """From a working day, so many ahead and as many back is the same day."""
    calendario = calendar_with()
    start = calendario.move(day, 0)
    assert calendario.move(calendario.move(start, days), -days) == start


@given(DAYS, st.tuples(DAYS, st.integers(0, 30)))
def test_adding_a_closure_never_gives_a_later_latest_day(firma, closure):
    """Closing offices can only make the request due earlier."""
    procedimiento = load_procedimiento("acuerdo_interinstitucional")
    numbers = {name: item.valor for name, item in procedimiento.parametros.items()}
    first, length = closure
    free = Plazos(procedimiento, numbers, calendar_with()).find_limites(firma)
    closed = Plazos(procedimiento, numbers, calendar_with((first, first + timedelta(days=length)))).find_limites(firma)
    assert all(closed[name] <= free[name] for name in free)


@given(DAYS)
def test_the_day_of_the_signature_does_not_count_and_that_of_reception_does(firma):
    """Ten working days stand in the calendar from the reception, counted, to the signature, not counted."""
    procedimiento = load_procedimiento("acuerdo_interinstitucional")
    numbers = {name: item.valor for name, item in procedimiento.parametros.items()}
    calendario = calendar_with()
    limites = Plazos(procedimiento, numbers, calendario).find_limites(firma)
    assert calendario.count(limites["recepcion_cja"], firma) == 10
    assert calendario.count(limites["recepcion_cja"] + timedelta(days=1), firma) == 9
    assert calendario.count(limites["envio"], limites["recepcion_cja"]) == numbers["margen_dgcp"]


@given(DAYS)
def test_the_signature_found_from_the_beginning_is_the_first_possible(desde):
    """No earlier working day would have left time for the request."""
    procedimiento = load_procedimiento("acuerdo_interinstitucional")
    plazos = Plazos(procedimiento, {name: item.valor for name, item in procedimiento.parametros.items()}, calendar_with())
    firma = plazos.find_ancla(desde)
    assert plazos.find_limites(firma)["envio"] >= desde
    assert plazos.find_limites(plazos.calendario.move(firma, -1))["envio"] < desde


def test_a_calendar_that_is_all_closed_is_an_error_and_not_a_loop():
    """Nothing is promised when no day counts."""
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    calendario = Calendario("cerrado", {}, (CierreDias(first, last, "Todo"),), first, last)
    with pytest.raises(EvaluacionError, match="días hábiles"):
        calendario.move(date(2026, 6, 1), -1)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 3, 14), "sábado"),
        (date(2026, 3, 15), "domingo"),
        (date(2026, 3, 16), "Natalicio de Benito Juárez"),
        (date(2026, 3, 18), "Cierre"),
        (date(2026, 3, 17), None),
    ],
)
def test_a_day_that_does_not_count_says_why(day, reason):
    """Saturday, Sunday, a holiday by its name, a closure by its reason."""
    assert calendar_with((date(2026, 3, 18), date(2026, 3, 18))).reason_closed(day) == reason

"""Numbers and periods as they are read, compared and shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluacion.base.numeros import parse_fraction, parse_number, round_half_away, show_apart, show_number, show_plain
from evaluacion.base.periodo import parse_periodo


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        (" 12 ", 12),
        ("-3", -3),
        ("+3", 3),
        ("1234.5", 1234.5),
        (".5", 0.5),
        ("5.", 5),
        ("1e3", 1000),
        ("1.5E-2", 0.015),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567),
        ("1,234,567.89", 1234567.89),
        ("0.350", 0.35),
        ("1\u00a0234", 1234),
        ("007", 7),
    ],
)
def test_numbers_of_tables(text, value):
    """The grammar of numbers in tables."""
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["1,500", "0,35", "1.234,5", "12,5", "-1,500", "1.234.567", "1.234.567,8"])
def test_numbers_that_read_two_ways_are_refused(text):
    """A comma that may be decimal or of thousands is refused, never guessed."""
    with pytest.raises(ValueError, match="coma"):
        parse_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "doce",
        "1 000 000 pesos",
        "12%",
        "$12",
        "1e999",
        "nan",
        "inf",
        "-inf",
        "NaN",
        "1__0",
        "1_000",
        "0x10",
        "1,23,456",
        "--1",
        "1e",
        "٣",
        "1²",
        "½",
    ],
)
def test_what_is_no_number(text):
    """Anything else says no number."""
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("4/3", 4 / 3), (" 200 / 3 ", 200 / 3), ("-1/4", -0.25), ("1/0", None), ("4", None), ("1/2/3", None), ("1.5/2", None), ("a/b", None)],
)
def test_fractions(text, value):
    """A fraction is its value, to the last bit; a division by zero is none."""
    assert parse_fraction(text) == value


@pytest.mark.parametrize(
    ("text", "end", "months"),
    [
        ("2024", (2024, 12), 12),
        (2024, (2024, 12), 12),
        ("2024-S1", (2024, 6), 6),
        ("2024-s2", (2024, 12), 6),
        ("2024-C1", (2024, 4), 4),
        ("2024-C3", (2024, 12), 4),
        ("2024-T1", (2024, 3), 3),
        ("2024-T4", (2024, 12), 3),
        ("2024-01", (2024, 1), 1),
        ("2024-12", (2024, 12), 1),
        ("2024-07-31", (2024, 7), 1),
        (" 2024 ", (2024, 12), 12),
    ],
)
def test_periods_end_where_they_end(text, end, months):
    """A period is its last month and how many it spans, on one axis."""
    period = parse_periodo(text)
    assert period is not None
    assert (period.fin, period.meses) == (end[0] * 12 + end[1], months)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "20245",
        "2024-S3",
        "2024-S0",
        "2024-C4",
        "2024-T5",
        "2024-13",
        "2024-00",
        "2024-1",
        "2024-07-32",
        "2024-02-30",
        "2024/07",
        "2024-Q1",
        "año 2024",
        "2024-",
        "-2024",
        "٢٠٢٤",
    ],
)
def test_what_is_no_period(text):
    """Anything else is no period, impossible days included."""
    assert parse_periodo(text) is None


def test_the_same_period_reads_the_same():
    """Case does not make another period."""
    assert parse_periodo("2024-s1") == parse_periodo("2024-S1")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.5, 0, "-1"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (0.1 + 0.2, 1, "0.3"),
        (1234.56, 1, "1,234.6"),
        (-0.04, 1, "0.0"),
        (1e6, 0, "1,000,000"),
    ],
)
def test_numbers_round_as_in_a_spreadsheet(value, decimals, shown):
    """Half goes away from zero on the shortest decimal; a rounded zero has no sign."""
    assert show_number(value, decimals) == shown
    assert round_half_away(value, decimals) == Decimal(shown.replace(",", ""))


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), float("-inf")])
def test_the_unknown_is_a_dash(value):
    """What is unknown is shown as a dash, never as zero."""
    assert (show_number(value), show_plain(value)) == ("—", "—")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234.50, "1,234.5"),
        (10.0, "10"),
        (100.0, "100"),
        (0.0, "0"),
        (1e-7, "0.0000001"),
        (-3.25, "-3.25"),
        (1e15, "1,000,000,000,000,000"),
    ],
)
def test_data_are_shown_with_the_decimals_they_have(value, shown):
    """A datum is shown with its own decimals."""
    assert show_plain(value) == shown


@pytest.mark.parametrize(
    ("values", "edges", "shown"),
    [
        ([79.96, 80.0], [80.0], ["79.96", "80.00"]),
        ([66.65, 66.66], [], ["66.65", "66.66"]),
        ([50.0, 50.0], [], ["50.0", "50.0"]),
        ([79.999999], [80.0], ["79.999999"]),
        ([None, 50.0], [], ["—", "50.0"]),
        ([80.0000000001], [80.0], ["80.0"]),
    ],
)
def test_different_values_read_differently(values, edges, shown):
    """Decimals grow until two different values, and a value and an edge, read apart."""
    assert show_apart(values, edges) == shown

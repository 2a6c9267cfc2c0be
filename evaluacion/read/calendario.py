"""The door of holidays: the obligatory days of rest of Mexico."""

from __future__ import annotations

from datetime import date


def read_feriados(first_year: int, last_year: int) -> tuple[dict[date, str], str]:
    """Return the obligatory days of rest of Mexico in some years, with their names in Spanish, and the version that says so."""
    from importlib.metadata import version  # noqa: PLC0415

    import holidays  # noqa: PLC0415 - heavy: only when days are counted

    found = holidays.country_holidays("MX", years=range(first_year, last_year + 1), language="es")
    return dict(sorted(found.items())), version("holidays")

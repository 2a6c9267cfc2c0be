"""Measures of one kind, and how many of one make another: 2 hours are 120 minutes."""

from __future__ import annotations

_KINDS: tuple[dict[str, float], ...] = (
    {
        "segundo": 1, "minuto": 60, "hora": 3600, "día": 86_400, "dia": 86_400, "semana": 604_800, "quincena": 1_296_000, "mes": 2_592_000,
        "bimestre": 5_184_000, "trimestre": 7_776_000, "semestre": 15_552_000, "año": 31_104_000, "ano": 31_104_000,
    },
    {"milímetro": 0.001, "centímetro": 0.01, "metro": 1, "kilómetro": 1000, "kilometro": 1000},
    {"metro cuadrado": 1, "hectárea": 10_000, "hectarea": 10_000, "kilómetro cuadrado": 1e6},
    {"gramo": 0.001, "kilogramo": 1, "kilo": 1, "tonelada": 1000},
    {"litro": 1, "metro cúbico": 1000, "metro cubico": 1000},
    {"watt": 1, "kilowatt": 1e3, "megawatt": 1e6, "gigawatt": 1e9},
    {"kilowatt-hora": 1, "megawatt-hora": 1e3, "gigawatt-hora": 1e6},
    {"megabyte": 1, "gigabyte": 1e3, "terabyte": 1e6},
)  # fmt: skip
"""A month has 30 days and a year 12 months, as in the rates of offices."""
_DAYS_OF_YEAR = {"día": 365, "dia": 365, "semana": 52}


def how_many(unit: str | None, other: str | None) -> float | None:
    """Return how many of another measure make one of the first, or None when they measure different things."""
    if unit == other:
        return 1.0
    if unit in {"año", "ano"} and other in _DAYS_OF_YEAR:
        return float(_DAYS_OF_YEAR[other])
    for kind in _KINDS:
        if unit in kind and other in kind:
            return kind[unit] / kind[other]
    return None

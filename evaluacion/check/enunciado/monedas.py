"""Currencies: signs and codes before a number, names and codes after it."""

from __future__ import annotations

import re
from typing import NamedTuple


class Moneda(NamedTuple):
    """A currency (ISO 4217, or `$` where it is not said), what it multiplies by, and where its text ends."""

    codigo: str
    escala: float
    fin: int


_CODES = "usd mxn eur gbp cad cop clp ars pen brl jpy cny chf uyu pyg bob gtq hnl crc dop nio pab ves aud krw cup"
CODIGOS = frozenset(_CODES.split())
_SIGNS = {
    "us$": "USD", "u$s": "USD", "u$d": "USD", "usd$": "USD", "mxn$": "MXN", "mx$": "MXN", "mex$": "MXN", "s/.": "PEN", "s/": "PEN", "r$": "BRL",
    "€": "EUR", "£": "GBP", "¥": "JPY", "₡": "CRC", "ar$": "ARS", "cop$": "COP", "clp$": "CLP", "ca$": "CAD", "c$": "NIO", "rd$": "DOP",
    "q": "GTQ", "l": "HNL", "lps.": "HNL", "lps": "HNL", "b/.": "PAB", "b/": "PAB", "gs.": "PYG", "gs": "PYG", "₲": "PYG", "bs.": "BOB", "bs": "BOB", "$u": "UYU", "$": "$",
    **{code: code.upper() for code in CODIGOS},
}  # fmt: skip
_BEFORE = re.compile(
    r"(?:\$ ?(?P<dollar>usd|us|mxn|mn|cop|clp|ars|cad)|(?P<sign>"
    + "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
    + r")(?: ?\$)?) ?(?=[\d-])"
)
STARTS = (
    frozenset({"us", "u", "s", "r", "mx", "mex", "ar", "ca", "c", "rd", "bs", "q", "l", "lps", "b", "gs", "$", "€", "£", "¥", "₡", "₲"})
    | CODIGOS
)
"""Tokens with which a currency before a number can begin."""

_SHORT = {"mdp": ("MXN", 1e6), "mdd": ("USD", 1e6), "mde": ("EUR", 1e6), "mmdp": ("MXN", 1e9), "mmdd": ("USD", 1e9), "mmde": ("EUR", 1e9)}
_PESOS = {
    "mexican": "MXN", "colombian": "COP", "chilen": "CLP", "argentin": "ARS", "uruguay": "UYU", "dominican": "DOP", "cuban": "CUP",
    "filipin": "PHP", "de mexico": "MXN", "de colombia": "COP", "de chile": "CLP", "de argentina": "ARS", "de uruguay": "UYU",
}  # fmt: skip
PESOS = frozenset(_PESOS.values())
"""Currencies that are called peso."""
_DOLARES = {"canadiens": "CAD", "australian": "AUD", "neozelandes": "NZD", "de canada": "CAD", "de australia": "AUD"}
_NAMES = {
    "dolar": "USD", "dolares": "USD", "dls": "USD", "dlls": "USD", "dol": "USD", "euro": "EUR", "euros": "EUR", "peso": "MXN", "pesos": "MXN",
    "soles": "PEN", "reales": "BRL", "quetzales": "GTQ", "lempiras": "HNL", "yenes": "JPY", "yuanes": "CNY", "guaranies": "PYG",
    "colones": "CRC", "cordobas": "NIO", "balboas": "PAB", "bolivares": "VES", "€": "EUR", "£": "GBP", "¥": "JPY",
    **{code: code.upper() for code in CODIGOS},
}  # fmt: skip
_AFTER = re.compile(
    r" ?(?P<mn>m\. ?n\.|m\.n\b|mn\b|moneda nacional)|"
    rf" ?(?P<short>{'|'.join(_SHORT)})\b|"
    r" ?(?:de )?(?P<name>" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")(?!\w)\.?(?: (?P<kind>de [a-z]+|[a-z]+))?|"
    r" ?(?:de )?(?P<pounds>libras esterlinas|francos suizos|pesos m\.?n\.?)"
)


SIGUEN = frozenset({"m", "mn", "moneda", "de", "libras", "francos"}) | frozenset(_SHORT) | frozenset(_NAMES)
"""Tokens with which a currency after a number can begin."""
LETRAS = frozenset(("q", "l", "gs", "lps"))
"""Letters that are a currency only before an amount: Q3 is a quarter, L2 a place."""
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{4,}|\d[\d.]* (?:mil|millon)")


def read_before(plain: str, place: int) -> Moneda | None:
    """Return the currency written before a number, and the place where the number begins."""
    found = _BEFORE.match(plain, place)
    if found is None or (found["sign"] in LETRAS and not _AMOUNT.match(plain, found.end())) or (place > 0 and plain[place - 1].isalnum()):
        return None
    dollar = found["dollar"]
    code = {"us": "USD", "mn": "MXN"}.get(dollar, dollar.upper()) if dollar else _SIGNS[found["sign"]]
    return Moneda(code, 1.0, found.end())


def read_after(plain: str, place: int) -> Moneda | None:
    """Return the currency written after a number: its code or name, with its country, or an abbreviation with its scale."""
    found = _AFTER.match(plain, place)
    if found is None:
        return None
    if found["mn"]:
        return Moneda("MXN", 1.0, found.end("mn"))
    if found["short"]:
        code, scale = _SHORT[found["short"]]
        return Moneda(code, scale, found.end("short"))
    if found["pounds"]:
        return Moneda({"l": "GBP", "f": "CHF"}.get(found["pounds"][0], "MXN"), 1.0, found.end("pounds"))
    code, kind = _NAMES[found["name"]], found["kind"] or ""
    table = _PESOS if found["name"].startswith("peso") else _DOLARES if found["name"].startswith("dolar") else {}
    for stem, of_country in table.items():
        if kind.startswith(stem):
            return Moneda(of_country, 1.0, found.end("kind"))
    if table and kind.startswith(("estadounidens", "american")):
        return Moneda(code, 1.0, found.end("kind"))
    return Moneda(code, 1.0, found.end("name"))

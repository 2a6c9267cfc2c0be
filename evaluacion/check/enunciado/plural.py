"""The singular of a Spanish noun, by its ending, with the accent that the singular needs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVARIABLES = frozenset("virus campus estatus bonus gas mes pais interes autobus anis compas ingles frances".split())
_IRREGULARES = {
    "caracteres": "carácter", "regimenes": "régimen", "especimenes": "espécimen", "gases": "gas", "meses": "mes", "dioses": "dios",
    "imagenes": "imagen", "jovenes": "joven", "examenes": "examen", "ordenes": "orden", "origenes": "origen", "volumenes": "volumen",
    "resumenes": "resumen", "dictamenes": "dictamen", "margenes": "margen", "virgenes": "virgen", "certamenes": "certamen",
    "crimenes": "crimen", "autobuses": "autobús", "buses": "bus", "microbuses": "microbús", "redes": "red", "huespedes": "huésped",
    "paredes": "pared", "sedes": "sede", "aires": "aire", "relojes": "reloj", "albumes": "álbum", "clubes": "club", "vales": "vale",
    "cadaveres": "cadáver", "lideres": "líder", "arboles": "árbol", "moviles": "móvil", "angeles": "ángel", "tuneles": "túnel",
    "marmoles": "mármol", "azucares": "azúcar", "dolares": "dólar", "martires": "mártir", "titeres": "títere", "crateres": "cráter",
    "posteres": "póster", "clusteres": "clúster", "clusters": "clúster", "estandares": "estándar", "chips": "chip", "moles": "mole",
    "paises": "país", "raices": "raíz", "maices": "maíz", "reses": "res", "toses": "tos", "bases": "base", "compases": "compás",
    "miles": "mil", "lapices": "lápiz", "utiles": "útil", "fosiles": "fósil", "misiles": "misil", "debiles": "débil", "faciles": "fácil",
    "bueyes": "buey", "cafes": "café", "bebes": "bebé", "comites": "comité",
    "hospitales": "hospital", "cárceles": "cárcel", "carceles": "cárcel", "sintesis": "síntesis", "areas": "área", "avales": "aval",
    "yugos": "yugo", "fines": "fin", "trenes": "tren", "planes": "plan", "bienes": "bien", "sones": "son", "panes": "pan", "canes": "can",
    "clanes": "clan", "dones": "don", "genes": "gen", "iones": "ion", "guiones": "guion", "truhanes": "truhan", "alemanes": "alemán",
}  # fmt: skip
_CE = frozenset(
    "enlace indice apendice cruce cauce dulce vertice codice vortice alcance avance lance balance romance bronce desenlace trance".split()
)
_ACUTE = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú"}
_BARE = {acute: bare for bare, acute in _ACUTE.items()}
_ACCENTED = re.compile("[áéíóú]")
_VOWEL_LETTERS = "aeiouáéíóúü"


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """Return the singular of a noun in lower case; a singular comes back as it is.

    Args:
        word: one word, with or without accents.
    """
    lower = unicodedata.normalize("NFC", word).lower()
    plain = "".join(char for char in unicodedata.normalize("NFD", lower) if not unicodedata.combining(char))
    if plain in _IRREGULARES:
        return _IRREGULARES[plain]
    if not plain.endswith("s") or len(plain) < 4 or plain in _INVARIABLES:
        return lower
    if plain.endswith(("is", "us")) or lower[-2] in _BARE:
        return lower
    if not plain.endswith("es"):
        return lower[:-1]
    return _without_es(lower, plain)


def _without_es(lower: str, plain: str) -> str:
    """Return the singular of a plural in `es`: some nouns lose the s alone, others both letters."""
    base, before = lower[:-2], plain[:-2]
    last, previous = before[-1], before[-2]
    if last == "c":
        return lower[:-1] if plain[:-1] in _CE or previous == "n" else base[:-1] + "z"
    if last == "n":
        return _accent_in_n(base)
    if last == "d":
        return base if before.endswith(("dad", "tad", "tud", "rtud")) else lower[:-1]
    if last == "s":
        return lower[:-1] if previous == "a" else _accent_last(base)
    if last in "rl":
        keeps_e = previous not in "aeiou" or (last == "l" and previous == "l")
        return lower[:-1] if keeps_e else base
    if last == "y":
        return base
    if lower[-3] in "íú":
        return base
    return lower[:-1]


def _accent_in_n(base: str) -> str:
    """Return a noun in n: `mision` is `misión`; an accent before the last syllable goes (`jóven` is `joven`)."""
    if _ACCENTED.search(base):
        return _ACCENTED.sub(lambda found: _BARE[found[0]], base) if not _ACCENTED.search(base[-2:]) else base
    return _accent_last(base)


def _accent_last(base: str) -> str:
    """Return a noun stressed on its last syllable, with the accent that it needs when it has more than one."""
    if sum(char in _VOWEL_LETTERS for char in base) < 2 or _ACCENTED.search(base) or base[-2] not in _ACUTE:
        return base
    return f"{base[:-2]}{_ACUTE[base[-2]]}{base[-1]}"

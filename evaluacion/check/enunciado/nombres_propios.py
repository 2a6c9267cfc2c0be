"""Names of their own that begin with a number: places called by a date, networks and campaigns called by how many they are."""

from __future__ import annotations

from evaluacion.check.enunciado.fechas import MESES, is_year
from evaluacion.check.enunciado.numeros_palabras import MILLONES
from evaluacion.check.enunciado.texto import Texto

_LUGARES = frozenset(
    "municipio calle avenida av colonia col barrio ciudad escuela primaria secundaria preparatoria telesecundaria mercado plaza plazuela parque partido "
    "localidad villa estadio teatro bulevar boulevard blvd hospital jardin auditorio ejido delegacion alcaldia fraccionamiento deportivo deportiva central "
    "puente glorieta callejon calzada cerrada privada andador terminal museo biblioteca instituto universidad pueblo puerto departamento provincia parroquia "
    "canton comuna comunidad rancheria estacion kiosco malecon rotonda pasaje prolongacion gimnasio polideportivo campamento cuartel".split()
)
_GRUPOS = frozenset(
    "red redes alianza pacto programa iniciativa campana cumbre coalicion club plan proyecto estrategia movimiento asociacion liga foro grupo consorcio "
    "coordinadora mancomunidad federacion plataforma reto desafio cruzada".split()
)
_DAYS = 31


def named_after_date(texto: Texto, i: int) -> tuple[int, int] | None:
    """Return the place that a day names: `municipio 9 de Julio`, `calle 5 de Febrero`, `la 20 de Noviembre`; with its year it is a date."""
    day = texto.word(i)
    if texto.word(i + 1) != "de" or texto.word(i + 2) not in MESES or not (day.isdigit() and len(day) < 3 and 0 < int(day) <= _DAYS):
        return None
    before = i - 1 - (texto.word(i - 1) == "de")
    before -= texto.word(before) == "."
    dated = texto.word(i + 3) in {"de", "del"} and is_year(texto.word(i + 4))
    is_place = texto.word(before) in _LUGARES or texto.word(i - 1) == "la"
    return (i, i + 3) if is_place and not dated else None


def named_after_count(texto: Texto, i: int) -> tuple[int, int] | None:
    """Return the name of a group with its number: «Red de 100 Ciudades Resilientes», with a capital as names have; a text all in capitals says nothing."""
    k = i - 1
    while texto.word(k) in {"de", "las", "los"}:
        k -= 1
    j = i + 1
    if texto.word(k) not in _GRUPOS or any(_capital(texto, n) for n in range(k + 1, i)):
        return None
    while texto.word(j) in MILLONES or texto.word(j) in {"mil", "de"}:
        j += 1
    return (i, j) if _capital(texto, j) and not texto.span(j, j + 1).isupper() else None


def named_by_all(texto: Texto, i: int) -> tuple[int, int] | None:
    """Return the whole list of goals of the agenda of the world, named by how many there are: `los 17 ODS`."""
    following = texto.palabras[i + 1 : i + 5]
    is_list = following[:1] in {("ods",), ("odss",)} or following == ("objetivos", "de", "desarrollo", "sostenible")
    return (i, i + 1) if is_list and texto.word(i) == "17" and texto.word(i - 1) == "los" else None


def _capital(texto: Texto, i: int) -> bool:
    return texto.is_word(i) and texto.span(i, i + 1)[:1].isupper()

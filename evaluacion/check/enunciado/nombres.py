"""Numbers that count nothing: names, numbering, ordinals, ages and frequencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluacion.check.enunciado import monedas
from evaluacion.check.enunciado.expresiones import MEDIDAS
from evaluacion.check.enunciado.fechas import MESES, PARTES, is_short_part, is_year
from evaluacion.check.enunciado.fracciones import SIGNOS
from evaluacion.check.enunciado.nombres_propios import named_after_count, named_after_date, named_by_all
from evaluacion.check.enunciado.numeros_palabras import EMPIEZAN
from evaluacion.check.enunciado.palabras import INFINITIVOS_QUE_NO_SON, VACIAS
from evaluacion.check.enunciado.texto import NUMERO, Texto

Tramo = tuple[int, int]
"""From one token to before another."""

_ANTES = frozenset(
    "agenda ods odss objetivo objetivos meta metas eje ejes linea lineas estrategia estrategias accion expo exposicion ruta lote iso nom nmx iec "
    "norma industria web gobierno horizonte vision plan programa proyecto iniciativa articulo articulos art arts fraccion fracciones capitulo "
    "anexo ley resolucion decreto km kilometro zona region distrito seccion cumbre copa mundial juegos censo presupuesto fase etapa carretera "
    "autopista avenida siglo apartado inciso numeral folio clave version serie tipo categoria numero num no sector tramo modulo mesa indicador "
    "componente convocatoria edicion foro feria festival congreso bloque grupo cluster covid boeing airbus canal radio escuela manzana parcela "
    "predio unidad nivel grado paso anio pacto protocolo acuerdo convencion convenio tratado tratados conferencia marca "
    "olimpiada olimpiadas mundiales estandar regla reglamento directiva recomendacion estrategico especifico prioritario transversal rector principio criterio pregunta tabla figura cuadro".split()
)
_LISTAN = frozenset("ods odss objetivos metas ejes lineas articulos arts fracciones estrategias".split())
_TAMBIEN_CUENTAN = frozenset(("meta", "metas", "no", "unidad", "grupo", "mesa", "linea", "nivel"))
_ORDINAL = frozenset("er ero era ro ra do da to ta vo va mo ma no na o a os as º ª °".split())
_ABREVIATURAS = frozenset(("art", "arts", "num", "no", "n", "cap", "frac", "av"))
_NUMERACION = re.compile(
    r"(?:[-*•·–—>#+▪●◦‣➢✓] ?)*(?:"
    r"\(?(?:[a-z]{1,3}[.-]?)?\d{1,2}(?:\.\d{1,2}){0,3} ?(?:[.)\]:°º]+ ?-?|[.-]-|- |— ?)(?![\d])|"
    r"\d{1,2}(?:\.\d{1,2}){1,3} (?=[a-z]+[aei]r)|\d{1,2} (?=[a-z]+[aei]r(?:se)?\b)|"
    r"\(?[ivx]{1,5} ?[.)]+ ?-?|\(?[a-z] ?\) ?)"
)
_EDAD = re.compile(
    r"(?:(?:menor|mayor|menores|mayores) (?:de|a) |(?:de |entre |desde )(?:los )?\d{1,3} (?:a|y|hasta)(?: los)? |(?:de|hasta|desde)(?: los)? )"
    r"\d{1,3} anos\b(?: (?:de edad|y mas|o mas|en adelante|o menos|cumplidos))*"
)
_FRECUENCIA = re.compile(
    r"(?:una|dos|tres|cuatro|\d{1,2}) ve(?:z|ces) (?:al|por|a la|cada) (?:ano|mes|semana|dia|semestre|trimestre)|"
    r"cada (?:(?:\d{1,2}|[a-z]+) )?(?:anos?|mes(?:es)?|semanas?|dias?|semestres?|trimestres?|bimestres?|horas?)\b|"
    r"\d{1,2} horas (?:al dia|diarias|del dia)(?:,? (?:los )?\d{1,3} dias)?|24/7\b"
)


_TIMES = frozenset(("cada", "una", "dos", "tres", "cuatro"))
_AGES = frozenset("de entre desde hasta menor mayor menores mayores".split())
_PARTS = frozenset(("t", "q", "s"))
_WITHOUT_AGES = _TIMES | {"cero"}
_STARTS = _WITHOUT_AGES | _AGES


def find_nombres(texto: Texto, free: list[bool]) -> Iterator[Tramo]:
    """Yield the spans whose numbers count nothing, in order."""
    start = _NUMERACION.match(texto.plano.lstrip("¡¿\"' (")) if texto.palabras else None
    if start is not None and start.end() > 0:
        offset = len(texto.plano) - len(texto.plano.lstrip("¡¿\"' ("))
        yield 0, texto.token_at(start.end() + offset)
    starts = _STARTS if "anos" in texto.palabras else _WITHOUT_AGES
    for i, word in enumerate(texto.palabras):
        if (word in starts or texto.clases[i] == NUMERO) and free[i]:
            span = _named(texto, i) if texto.clases[i] == NUMERO else _in_words(texto, i)
            if span is not None:
                yield span


def _in_words(texto: Texto, i: int) -> Tramo | None:
    """Return the name, frequency or age that starts at a word."""
    word = texto.word(i)
    if word in _TIMES:
        return _matched(texto, i, _FRECUENCIA)
    if word in _AGES and "anos" in texto.palabras[i + 2 : i + 8]:
        return _age(texto, i)
    if word == "cero" and _is_noun(texto.word(i - 1)) and not _ends_as_verb(texto.word(i - 1)):
        return i, i + 1
    return None


def _age(texto: Texto, i: int) -> Tramo | None:
    """Return the ages of a population; what a verb moves (`reducir de 5 a 3 años`) is no age."""
    if texto.word(i) in {"de", "entre", "desde", "hasta"} and (
        i == 0 or _ends_as_verb(texto.word(i - 1)) or texto.word(i - 1) in {"plazo", "periodo"}
    ):
        return None
    if texto.word(i) == "hasta" and texto.word(i - 1) not in {"jovenes", "personas", "ninas", "ninos"}:
        return None
    return _matched(texto, i, _EDAD)


def _matched(texto: Texto, i: int, pattern: re.Pattern[str]) -> Tramo | None:
    found = pattern.match(texto.plano, texto.inicios[i])
    return (i, texto.token_at(found.end(), i)) if found is not None else None


def _named(texto: Texto, i: int) -> Tramo | None:
    """Return the name that a figure belongs to, or None when it may count something."""
    before = texto.word(i - 1)
    if _is_short_part(texto, i):
        return None
    own = named_after_date(texto, i) or named_after_count(texto, i) or named_by_all(texto, i)
    if own is not None:
        return own
    if texto.glued(i) or texto.glued(i + 1):
        glued = _glued(texto, i)
        if glued is not None:
            return glued if texto.word(glued[1] - 1) not in _ORDINAL or not _dates(texto, glued[1]) else None
    if before == "#" or (before == "cop" and len(texto.word(i)) < 3 and texto.word(i + 1) not in {"mil", "millones"}):
        return i - 1, i + 1
    if before in _ANTES and not texto.is_number(i - 1):
        return _after_keyword(texto, i, before)
    head = i - 2 - (before in {"º", "°"} and texto.word(i - 2) == ".")
    if (before == "." and texto.word(head) in _ABREVIATURAS) or (before in {"º", "°"} and texto.word(head) == "n"):
        return head, i + 1
    is_version = texto.word(i).endswith(".0") and len(texto.word(i)) < 4
    if is_version and len(before) > 1 and texto.is_word(i - 1) and before not in VACIAS and not _ends_as_verb(before):
        return i, i + 1
    return _matched(texto, i, _FRECUENCIA)


def _glued(texto: Texto, i: int) -> Tramo | None:
    """Return the name or ordinal that a figure makes with what touches it: C40, 9001:2015, 4.ª, 1er, 5G."""
    after = texto.word(i + 1)
    if texto.glued(i):
        if texto.word(i - 1) == ":" and texto.glued(i - 1) and texto.is_number(i - 2):
            return i, i + 1
        if _glued_before(texto, i):
            return i - 1, _end_of_glued(texto, i)
    if not texto.glued(i + 1):
        return None
    if after in _ORDINAL and not (after == "°" and texto.word(i + 2) in {"c", "f"}):
        return i, i + 2
    if after in {".", "/"} and texto.word(i + 2) in _ORDINAL and texto.glued(i + 2):
        return i, i + 3
    if texto.is_word(i + 1) and len(after) < 4 and after not in SIGNOS and not _is_measure(after):
        return i, _end_of_glued(texto, i)
    return None


def find_ediciones(texto: Texto, free: list[bool]) -> Iterator[Tramo]:
    """Yield the years that belong to the noun before them, once dates are known: Feria del Libro 2026, Plan Municipal 2024-2027."""
    for i in range(1, len(texto.palabras)):
        if texto.clases[i] != NUMERO:
            continue
        before = texto.word(i - 1)
        if free[i] and free[i - 1] and _looks_as_year(texto, i) and _is_noun(before) and before not in VACIAS and not _ends_as_verb(before):
            yield i, i + 1
            if texto.word(i + 1) in {"-", "/"} and texto.is_number(i + 2):
                yield i + 1, i + 3


def _looks_as_year(texto: Texto, i: int) -> bool:
    return is_year(texto.word(i)) and texto.word(i + 1) not in {"%", "mil", "millones"}


def _is_short_part(texto: Texto, i: int) -> bool:
    """Whether a figure is that of a quarter or a semester: T3-2026, 2S 2026."""
    start = i - 1 if texto.glued(i) and texto.is_word(i - 1) else i
    if _PARTS.isdisjoint(texto.palabras[start : i + 3]):
        return False
    return is_short_part(texto.plano, texto.inicios[start])


def _dates(texto: Texto, k: int) -> bool:
    """Whether an ordinal belongs to a date: 1o. de marzo, 2do semestre."""
    k += texto.word(k) == "."
    k += texto.word(k) in {"y", "de", "dia"}
    k += texto.word(k) == "de"
    return texto.word(k) in PARTES or texto.word(k) in MESES or _looks_as_year(texto, k)


def _after_keyword(texto: Texto, i: int, keyword: str) -> Tramo | None:
    """Return `Agenda 2030`, `ODS 8 y 17`, `Plan 2024-2027`; what is measured (`nivel 70 %`, `grupo 5 becas`) is no name."""
    after = texto.word(i + 1)
    if after == "%" or (after == "por" and texto.word(i + 2) == "ciento"):
        return None
    if keyword in _TAMBIEN_CUENTAN and _is_noun(after) and not _ends_as_verb(after):
        return None
    j = i + 1
    if keyword in _LISTAN:
        while texto.word(j) in {",", "y", "e", "-", "al", "a", "/"}:
            k = j + 1 + (texto.word(j) == "," and texto.word(j + 1) == "y")
            if not texto.is_number(k) or len(texto.word(k)) > 4 or _is_noun(texto.word(k + 1)):
                break
            j = k + 1
    elif texto.word(j) in {"-", "/"} and texto.is_number(j + 1) and (len(texto.word(j + 1)) in {2, 4} or _dials(texto, i, keyword)):
        j += 2
        while _dials(texto, i, keyword) and texto.word(j) == "-" and texto.glued(j + 1) and texto.is_number(j + 1):
            j += 2
    return i - 1, j


def _dials(texto: Texto, i: int, keyword: str) -> bool:
    """Whether a figure begins a telephone number: línea 01-800."""
    return keyword == "linea" and texto.glued(i + 1) and texto.word(i + 1) == "-"


def _glued_before(texto: Texto, i: int) -> bool:
    """Whether a figure hangs from letters: C40, COVID-19, T-MEC; not USD500 nor -3."""
    before = texto.word(i - 1)
    if texto.is_word(i - 1):
        if before == "cop":
            return len(texto.word(i)) < 4
        if before in monedas.LETRAS:
            return monedas.read_before(texto.plano, texto.inicios[i - 1]) is None
        return before not in monedas.CODIGOS and before not in {"s", "bs", "mx", "us"}
    return before == "-" and texto.glued(i - 1) and texto.is_word(i - 2)


def _end_of_glued(texto: Texto, i: int) -> int:
    """Return where a name of letters and figures ends."""
    j = i + 1
    while (
        j < len(texto.palabras)
        and texto.glued(j)
        and (texto.is_word(j) or texto.is_number(j) or (texto.word(j) in "-+" and texto.glued(j + 1)))
    ):
        j += 1
    return j


def _is_measure(word: str) -> bool:
    return (
        word in MEDIDAS
        or word in monedas.CODIGOS
        or word in {"k", "m", "mm", "mil", "mdp", "mdd", "mde", "mmdp", "mmdd", "pp", "pct", "millones", "dls"}
    )


def _is_noun(word: str) -> bool:
    """Whether a word may be a noun: letters, and more than a preposition has."""
    return len(word) > 3 and word.isalpha() and word not in EMPIEZAN and word not in _CONECTAN


_CONECTAN = frozenset(
    "para entre hasta desde hacia sobre menos unos unas durante mediante alrededor otros otras esos estas estos cerca casi como".split()
)


def _ends_as_verb(word: str) -> bool:
    return word.endswith(("ar", "er", "ir", "arse", "erse", "irse")) and word not in INFINITIVOS_QUE_NO_SON

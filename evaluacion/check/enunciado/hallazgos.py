"""What is wrong with a statement, from what was read in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from evaluacion.check.enunciado.cantidades import Hallada
from evaluacion.check.enunciado.compartidas import lacks_unit
from evaluacion.check.enunciado.expresiones import PORCIENTO, PUNTOS
from evaluacion.check.enunciado.palabras import ARTICULOS, POSESIVOS
from evaluacion.check.enunciado.texto import Texto
from evaluacion.check.enunciado.valores import Cantidad, HallazgoEnunciado, LineaBase, Plazo
from evaluacion.check.enunciado.verbos import Verbo

AVISOS = frozenset(("rango", "moneda_ambigua", "porcentaje_sin_base", "verbo_vago", "numero_ambiguo"))
_VAGUE_VERBS = frozenset(
    "apoyar buscar coadyuvar consolidar contribuir dinamizar estimular facilitar favorecer fomentar fortalecer impulsar incentivar intentar mejorar optimizar "
    "potenciar procurar profundizar promover propiciar reforzar respaldar robustecer".split()
)
_VAGUE_WORDS = frozenset(
    "varios varias algunos algunas muchos muchas mucho mucha numerosos numerosas diversos diversas suficientes suficiente bastantes bastante multiples distintos "
    "distintas cuantiosos cuantiosas innumerables pocos pocas mas mayor mayores menos menor menores maximo maxima considerable considerables significativo "
    "significativa significativos significativas sustancial sustanciales notable notables unos unas cientos miles decenas docenas centenares millares "
    "multitud montones infinidad".split()
)
_ADVERBS = re.compile(
    r"(?:significativa|considerable|sustancial|notable|sensible|drastica|marcada|ampli|enorme|radical|importante|fuerte|mayor|substancial|apreciable|ostensible|masiva)mente"
)
_NOT_VAGUE_AFTER = {
    "mas": frozenset("tardar alla que pronto tarde rapido adelante bien".split()),
    "menos": frozenset("que".split()),
    "mayor": frozenset("que a de".split()),
    "mayores": frozenset("de".split()),
    "menores": frozenset("de".split()),
    "menor": frozenset("de que".split()),
}
_NOT_VAGUE_BEFORE = frozenset(
    "adultos adultas personas adulto adulta persona alcalde plaza calle templo no nunca lo ademas comercio ninos ninas al".split()
)
_GREAT = frozenset(("numero", "cantidad", "variedad", "cumulo", "volumen", "proporcion"))


def as_hallazgos(codes: Iterable[str]) -> tuple[HallazgoEnunciado, ...]:
    """Return each code once, with how much it matters."""
    return tuple(HallazgoEnunciado(code, "aviso" if code in AVISOS else "falla") for code in dict.fromkeys(codes))


def of_verbs(verbs: Sequence[Verbo], *, two_goals: bool) -> Iterator[str]:
    """Yield what is wrong with the verbs."""
    if not verbs:
        yield "sin_verbo"
    if two_goals:
        yield "doble_objetivo"
    if any(verb.lema in _VAGUE_VERBS for verb in verbs):
        yield "verbo_vago"


def of_quantities(texto: Texto, quantities: Sequence[Hallada], base: LineaBase | None) -> Iterator[str]:
    """Yield what is wrong with the quantities."""
    if lacks_unit(texto, quantities):
        yield "sin_unidad"
    for item in quantities:
        if item.ambigua:
            yield "numero_ambiguo"
        if item.unidad == "$":
            yield "moneda_ambigua"
        if item.hasta is not None:
            yield "rango"
        if item.es_cambio and base is None:
            yield "porcentaje_sin_base"
        if _is_impossible(item):
            yield "valor_imposible"
        if _goes_backwards(item, base):
            yield "meta_contra_linea_base"


def _is_impossible(item: Hallada) -> bool:
    """Whether a count is negative, a part is more than the whole, or a reduction takes more than there is."""
    top = item.hasta if item.hasta is not None else item.valor
    if top is None:
        return False
    if item.unidad == PORCIENTO and top > 100:
        return (item.es_cambio and item.sentido == -1) or (item.de_un_conjunto and not (item.es_cambio and item.sentido == 1))
    return (item.valor or 0) < 0 and item.unidad not in {PORCIENTO, PUNTOS, "grado", "punto"} and item.hasta is None


def _goes_backwards(item: Hallada, base: LineaBase | None) -> bool:
    start = item.base if item.base is not None else base.valor if base is not None and item.es_nivel else None
    if start is None or item.valor is None or not item.sentido:
        return False
    return item.valor <= start if item.sentido > 0 else item.valor >= start


def without_quantity(texto: Texto, verbs: Sequence[Verbo], free: list[bool]) -> Iterator[str]:
    """Yield what is wrong with a statement that has no quantity."""
    if any(free[k] and _is_vague(texto, k, word) for k, word in enumerate(texto.palabras)):
        yield "cantidad_vaga"
    elif not any(_takes_all(texto, verb.fin) for verb in verbs):
        yield "sin_cantidad"


def _is_vague(texto: Texto, k: int, word: str) -> bool:
    """Whether a word stands where a number should."""
    following, before = texto.word(k + 1), texto.word(k - 1)
    if word in {"gran", "buen", "elevado", "alto", "importante"}:
        return following in _GREAT
    if word in _GREAT:
        return following in {"importante", "considerable"}
    if word not in _VAGUE_WORDS:
        return word.endswith("mente") and _ADVERBS.fullmatch(word) is not None
    if word in {"cientos", "miles", "decenas", "docenas", "centenares", "millares"}:
        return following == "de"
    if word in {"unos", "unas", "pocos", "pocas"}:
        return texto.is_word(k + 1)
    return before not in _NOT_VAGUE_BEFORE and following not in _NOT_VAGUE_AFTER.get(word, ())


def _takes_all(texto: Texto, k: int) -> bool:
    """Whether a goal takes in a whole set: capacitar a todos los enlaces."""
    k += texto.word(k) == "a"
    return texto.word(k) in {"todos", "todas", "todo", "toda"} and (texto.word(k + 1) in ARTICULOS or texto.word(k + 1) in POSESIVOS)


def of_deadline(deadline: Plazo | None, state: str, today: date) -> Iterator[str]:
    """Yield what is wrong with the deadline; one without a day has its state as the code."""
    if deadline is None:
        yield "sin_plazo"
    elif deadline.fin is None:
        yield state
    elif date.fromisoformat(deadline.fin) < today:
        yield "plazo_pasado"


def plain_number(value: float | None) -> float | None:
    """Return a number without a decimal part that says nothing."""
    return int(value) if value is not None and value == int(value) else value


def as_cantidad(texto: Texto, item: Hallada) -> Cantidad:
    """Return a quantity as it is shown."""
    return Cantidad(plain_number(item.valor), plain_number(item.hasta), item.unidad, texto.span(item.i, item.j))

"""The conjugated verbs that state the goal where no infinitive does: `se capacitará`, `serán firmados`, `que 12 escuelas impartan`."""

from __future__ import annotations

from collections.abc import Iterator

from evaluacion.check.enunciado.conjugaciones import of_future, of_participle, of_present, of_wish
from evaluacion.check.enunciado.palabras import ARTICULOS, POSESIVOS, PREPOSICIONES
from evaluacion.check.enunciado.texto import Texto
from evaluacion.check.enunciado.verbos import Verbo, find_verbos

_RELATIVES = frozenset("que cual cuales quien quienes donde cuando cuyo cuya cuyos cuyas".split())
_CLAUSE_ENDS = frozenset((",", ";", ".", ":", ")", "—"))
_BEFORE_VERB = frozenset("se le les lo la los las no".split())
_AUXILIARIES = frozenset(("ser", "estar", "quedar", "haber"))
_SEEKING = frozenset("buscar pretender procurar esperar querer prever proponer planear intentar desear aspirar".split())
"""Verbs whose complement is the goal: se busca que exporten."""
_REACH = 24


def find_goals(texto: Texto, free: list[bool]) -> tuple[Verbo, ...]:
    """Return the verbs that state the goal, in order: its infinitives; where it has none, its conjugated verbs."""
    infinitives = find_verbos(texto, free)
    first = infinitives[0].i if infinitives else len(free)
    conjugated = tuple(_conjugated(texto, free)) if first else ()
    if not infinitives:
        return conjugated
    if conjugated and conjugated[0].i < first - 1 and not _RELATIVES.isdisjoint(texto.palabras[conjugated[0].fin : first - 1]):
        return conjugated
    return infinitives


def _conjugated(texto: Texto, free: list[bool]) -> Iterator[Verbo]:
    """Yield the conjugated verbs that are not of a relative clause."""
    if _starts_with_wish(texto, free):
        yield from _wished(texto, free, 1 + texto.palabras.index("que"))
        return
    i, relative = 0, False
    while i < len(texto.palabras):
        word = texto.word(i)
        if word in _CLAUSE_ENDS:
            relative = False
        elif word in _RELATIVES:
            relative = True
        elif free[i] and (found := _main(texto, i)) is not None:
            if not relative:
                sought = list(_wished(texto, free, found.fin + 1)) if found.lema in _SEEKING and texto.word(found.fin) == "que" else []
                yield from sought or [found]
                i = max(i, (sought or [found])[-1].fin - 1)
            relative = False
        i += 1


def _starts_with_wish(texto: Texto, free: list[bool]) -> bool:
    """Whether a statement opens as a wish, be it after its deadline: `Que 12 escuelas…`, `Para 2027, que 12 escuelas…`."""
    opened = next((k for k, word in enumerate(texto.palabras) if free[k] and texto.is_word(k)), None)
    return opened is not None and texto.word(opened) == "que"


def _wished(texto: Texto, free: list[bool], start: int) -> Iterator[Verbo]:
    """Yield the verb of what is wished for, after `que`."""
    for k in range(start, min(len(texto.palabras), start + _REACH)):
        if not free[k] or texto.word(k - 1) in ARTICULOS | POSESIVOS | PREPOSICIONES:
            continue
        lemma = of_wish(texto.word(k)) if texto.is_word(k) else None
        if lemma is not None:
            yield _with_participle(texto, k, lemma)
            return


def _main(texto: Texto, i: int) -> Verbo | None:
    """Return the verb in the future that a token is, or in the present after `se`."""
    if not texto.is_word(i):
        return None
    written = texto.written(i)
    impersonal = texto.word(i - 1) == "se" or (texto.word(i - 1) in _BEFORE_VERB and texto.word(i - 2) == "se")
    if written[0].isupper() and not (impersonal or texto.original.isupper()) and any(texto.is_word(k) for k in range(i)):
        return None
    if texto.word(i - 1) in (ARTICULOS | POSESIVOS | PREPOSICIONES) - _BEFORE_VERB:
        return None
    lemma = of_future(written.lower(), without_accent=impersonal)
    if lemma is None and impersonal:
        lemma = of_present(texto.word(i))
    return _with_participle(texto, i, lemma) if lemma is not None else None


def _with_participle(texto: Texto, i: int, lemma: str) -> Verbo:
    """Return the verb, or the one of its participle in a passive or compound form: serán firmados, habrá capacitado."""
    k = i + 1 + (texto.word(i + 1) == "sido")
    word = texto.word(k)
    if lemma in _AUXILIARIES and word.endswith(
        ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "to", "ta", "tos", "tas", "cho", "cha")
    ):
        done = of_participle(word)
        if done is not None:
            return Verbo(i, done, enclitico=False, fin=k + 1)
    return Verbo(i, lemma, enclitico=False, fin=i + 1)

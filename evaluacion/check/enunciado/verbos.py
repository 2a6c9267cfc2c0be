"""The infinitives that state the goal, wherever the sentence puts them; those of purpose, means or time are not."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import NamedTuple

from evaluacion.check.enunciado.palabras import ARTICULOS, DEMOSTRATIVOS, INFINITIVOS_QUE_NO_SON, POSESIVOS
from evaluacion.check.enunciado.texto import Texto


class Verbo(NamedTuple):
    """An infinitive of the goal: its token, its form without pronouns, whether it carried one, and the token after its set phrase."""

    i: int
    lema: str
    enclitico: bool
    fin: int


_INFINITIVE = re.compile(r"(?P<v>[a-z]*[aei]r)(?P<p>(?:se)?(?:lo|la|los|las|le|les)|se)?")
_ENDINGS = ("r", "se", "lo", "la", "los", "las", "le", "les")
_SHORT = frozenset(("dar", "ver", "ser", "oir", "ir"))
_NO_PRONOUN = frozenset(
    "charla charlas perla perlas burla burlas karla carla merlo mirlo orla orlas parla parlas borla borlas "
    "sirle sirles merlos merla".split()
)
_GOVERN = frozenset("a al de del para por en sin con tras hasta desde mediante sobre segun entre ante bajo".split())
_ADD = frozenset(("y", "e", "o", "u", "ni"))
_BREAKS = frozenset((",", ";", ".", "/", "•", "·", "—", "-", ":", ")"))
_NEW_CLAUSE = frozenset((".", ";"))
_THEN = frozenset("tambien luego posteriormente ademas despues asimismo igualmente simultaneamente finalmente".split())
_PHRASES = {
    "poner": (("en", "marcha"), ("en", "operacion"), ("en", "practica"), ("en", "valor"), ("en", "funcionamiento"), ("a", "disposicion")),
    "dar": (("a", "conocer"), ("seguimiento", "a"), ("continuidad", "a"), ("cumplimiento", "a"), ("cabida", "a"), ("de", "alta")),
    "llevar": (("a", "cabo"),),
    "hacer": (("llegar",),),
    "tomar": (("en", "cuenta"),),
    "sacar": (("adelante",),),
}
_MAIN_IN = frozenset("consiste consisten consistira consistiran radica estriba enfoca enfocara centra centrara concentra".split())
_MAIN_TO = frozenset(
    "compromete comprometemos comprometen comprometera comprometio aspira aspiran aspiramos aspirara dispone procedera procede comenzara "
    "empezara dedicara obliga va vamos van encamina orienta dirige tiende contribuira ayudara invita".split()
)
_MAIN_OF = frozenset(
    "objetivo proposito meta reto compromiso tarea mandato encargo mision finalidad trata tratara encarga encargara ha habra".split()
)
_HAVE = frozenset("tiene tienen tendra tendran hay habra deben tenemos asume asumen es fija plantea establece".split())


def find_verbos(texto: Texto, free: list[bool]) -> tuple[Verbo, ...]:
    """Return the infinitives that state the goal, in order: the first and those coordinated with it."""
    goals: list[Verbo] = []
    last: int | None = None
    last_is_goal = False
    for i, word in enumerate(texto.palabras):
        if not free[i] or not word.endswith(_ENDINGS):
            continue
        verb = _infinitive(texto, i, word)
        if verb is None:
            continue
        is_goal = _joins(texto, i, free, last, last_is_goal=last_is_goal) if goals else _opens(texto, i, free, last)
        if is_goal:
            goals.append(verb)
        if is_goal or not (goals and _chained(texto, i, last)):
            last_is_goal = bool(is_goal)
        last = i
    return tuple(goals)


def _infinitive(texto: Texto, i: int, word: str) -> Verbo | None:
    """Return the infinitive that a token is, if it is one."""
    found = _INFINITIVE.fullmatch(word)
    if (
        found is None
        or (found["v"] in INFINITIVOS_QUE_NO_SON and not _is_compound(texto, i))
        or word in _NO_PRONOUN
        or (found["p"] and len(found["v"]) < 4 and found["v"] not in _SHORT)
    ):
        return None
    if texto.glued(i) and texto.word(i - 1) in {"-", "."} and texto.is_word(i - 2):
        return None
    before = texto.word(i - 1)
    if (before in ARTICULOS or before in POSESIVOS or before in DEMOSTRATIVOS or before in {"un", "una"}) and texto.word(i - 1) != "lo":
        return None
    written = texto.written(i).lower()
    lemma = written[: len(found["v"])] if found["p"] else written
    if found["p"]:
        lemma = "".join(char for char in unicodedata.normalize("NFD", lemma) if char != "\u0301") if len(found["p"]) > 2 else lemma
        lemma = unicodedata.normalize("NFC", lemma)
    return Verbo(i, lemma, found["p"] not in {None, "se"}, _end_of_phrase(texto, i, found["v"]))


def _is_compound(texto: Texto, i: int) -> bool:
    """Whether `haber` is part of a verb: haber firmado."""
    return texto.word(i) == "haber" and texto.word(i + 1).endswith(("ado", "ido", "crito", "echo", "ierto", "uesto"))


def _end_of_phrase(texto: Texto, i: int, verb: str) -> int:
    """Return the token after a verb and the words that make one with it: poner en marcha, dar a conocer."""
    for phrase in _PHRASES.get(verb, ()):
        if texto.palabras[i + 1 : i + 1 + len(phrase)] == phrase:
            return i + 1 + len(phrase)
    return i + 1


def _opens(texto: Texto, i: int, free: list[bool], last: int | None) -> bool:
    """Whether an infinitive is the first of the goal."""
    before = texto.word(i - 1)
    if i == 0 or not free[i - 1]:
        return True
    if before in _GOVERN:
        return _governed_by_main(texto, i)
    if before == "que":
        return texto.word(i - 2) in _HAVE
    if last is not None and before in _ADD:
        return False
    if last is not None and before == ",":
        return any(texto.is_word(k) for k in range(last + 1, min(i - 1, last + 40))) or not _another_follows(texto, i)
    return True


def _another_follows(texto: Texto, i: int) -> bool:
    """Whether the verb of the goal comes later, after a list of purposes: «Para atraer, retener y formar talento, otorgar…»."""
    return any(
        texto.word(k - 1) == "," and _infinitive(texto, k, texto.word(k)) is not None
        for k in range(i + 2, min(len(texto.palabras), i + 40))
    )


def _governed_by_main(texto: Texto, i: int) -> bool:
    """Whether the preposition before an infinitive belongs to the main verb: consiste en, se compromete a, tiene el objetivo de."""
    preposition, head = texto.word(i - 1), texto.word(i - 2)
    if preposition == "en":
        return head in _MAIN_IN
    if preposition == "a":
        return head in _MAIN_TO
    if preposition == "de" and head in ARTICULOS and texto.word(i - 3) in {"es", "sera"}:
        return True
    if preposition == "de" and head in _MAIN_OF:
        return head in {"trata", "tratara", "encarga", "encargara", "ha", "habra"} or bool(
            _HAVE & set(texto.palabras[max(0, i - 5) : i - 2])
        )
    return False


def _joins(texto: Texto, i: int, free: list[bool], last: int | None, *, last_is_goal: bool) -> bool:
    """Whether an infinitive is coordinated with the last one of the goal."""
    before = texto.word(i - 1)
    if before in _NEW_CLAUSE:
        return True
    if not last_is_goal or last is None:
        return False
    if before in _ADD or before in _BREAKS:
        return True
    pair = (texto.word(i - 2), before)
    if pair in {("asi", "como"), ("ademas", "de"), ("y", "a"), ("tambien", "a")} or (before in _THEN and pair[0] in {"y", "e", ","}):
        return True
    return not free[i - 1] and _adds_before_span(texto, i, free)


def _adds_before_span(texto: Texto, i: int, free: list[bool]) -> bool:
    """Whether what precedes a date put before the verb is a conjunction: «y, para 2027, abrir»."""
    k = i - 1
    while k > 0 and i - k < 20 and not free[k]:
        k -= 1
    return texto.word(k) in _ADD or texto.word(k) == ","


def _chained(texto: Texto, i: int, last: int | None) -> bool:
    """Whether an infinitive depends on the one just before it, of which it is no rival: lograr captar."""
    return last is not None and last == i - 1 and texto.word(i - 1) not in _GOVERN


_NO_COMPLEMENT = frozenset("y e o u ni asi como ademas de a tambien luego".split())


def has_two_goals(texto: Texto, free: list[bool], verbs: tuple[Verbo, ...]) -> bool:
    """Whether two coordinated verbs have each their own complement."""
    for first, second in itertools.pairwise(verbs):
        own_first = any(_is_content(texto, free, k) for k in range(first.fin, second.i))
        own_second = not second.enclitico and not _takes_up(texto, second.fin) and _has_complement(texto, free, second)
        if own_first and own_second:
            return True
    return False


def _has_complement(texto: Texto, free: list[bool], verb: Verbo) -> bool:
    return any(_is_content(texto, free, k) for k in range(verb.fin, min(len(texto.palabras), verb.fin + 40)))


def _takes_up(texto: Texto, k: int) -> bool:
    """Whether a complement only takes up the one before: los mismos, estos, ello."""
    here, following = texto.word(k), texto.word(k + 1)
    return (here in ARTICULOS and following in {"mismos", "mismas", "mismo", "misma"}) or here in {
        "ello",
        "ellos",
        "ellas",
        "dichos",
        "dichas",
    }


def _is_content(texto: Texto, free: list[bool], k: int) -> bool:
    word = texto.word(k)
    return free[k] and (texto.is_word(k) or texto.is_number(k)) and word not in _NO_COMPLEMENT and not word.endswith("mente")

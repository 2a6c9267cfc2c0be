"""What some answers decide: every completion of what is unanswered is tried, so that nothing is claimed too early."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from evaluacion.base.problema import quote, suggestion
from evaluacion.check.defecto import Defecto

if TYPE_CHECKING:
    from evaluacion.model.decision import Decision

MOST_COMPLETIONS = 1 << 14
"""Most combinations of answers that a decision may have."""
NINGUNA = -1
"""Position of the rule that applies when none holds."""
Llegada = frozenset[tuple[str, int]]
"""The outcomes of one completion, each with the rule that leads to it."""


@dataclass(frozen=True, slots=True)
class Hallado:
    """An outcome, the rules that lead to it, and whether nothing that is missing can change it."""

    resultado: str
    reglas: tuple[int, ...]
    """Positions of the rules; `NINGUNA` when it is the outcome for no rule."""
    es_cierto: bool


@dataclass(frozen=True, slots=True)
class Resuelta:
    """What some answers decide."""

    hallados: tuple[Hallado, ...]
    deciden: tuple[str, ...]
    """Unanswered questions that can change the outcomes, in the order of the decision."""

    @property
    def ciertos(self) -> tuple[Hallado, ...]:
        """The outcomes that hold whatever is answered next."""
        return tuple(item for item in self.hallados if item.es_cierto)

    @property
    def posibles(self) -> tuple[Hallado, ...]:
        """The outcomes that depend on what is missing."""
        return tuple(item for item in self.hallados if not item.es_cierto)


def decide(decision: Decision, respuestas: Mapping[str, str]) -> Resuelta:
    """Return the outcomes of some answers: certain ones, possible ones, and the questions that would tell.

    Args:
        decision: a sound decision (`review` finds nothing wrong with it).
        respuestas: an admitted option by question; the others are unknown.
    """
    missing = [item for item in decision.preguntas if item.id not in respuestas]
    names = [item.id for item in missing]
    ends = {
        values: _end(decision, {**respuestas, **dict(zip(names, values, strict=True))}) for values in product(*(m.valores for m in missing))
    }
    seen: dict[str, set[int]] = {}
    for end in ends.values():
        for name, rule in end:
            seen.setdefault(name, set()).add(rule)
    order = {item.id: position for position, item in enumerate(decision.resultados)}
    found = [
        Hallado(name, tuple(sorted(rules)), all(any(name == other for other, _ in end) for end in ends.values()))
        for name, rules in sorted(seen.items(), key=lambda item: order[item[0]])
    ]
    return Resuelta(tuple(found), tuple(name for position, name in enumerate(names) if _matters(position, ends)))


def _matters(position: int, ends: Mapping[tuple[str, ...], Llegada]) -> bool:
    """Whether an answer alone changes the outcomes, whatever the other answers are in some completion."""
    first: dict[tuple[str, ...], frozenset[str]] = {}
    for values, end in ends.items():
        outcomes = frozenset(name for name, _ in end)
        if first.setdefault((*values[:position], *values[position + 1 :]), outcomes) != outcomes:
            return True
    return False


def _end(decision: Decision, answers: Mapping[str, str]) -> Llegada:
    """Return the outcomes of a full set of answers."""
    holding = [i for i, rule in enumerate(decision.reglas) if all(answers[name] in values for name, values in rule.si.items())]
    if not holding and decision.ninguna is not None:
        return frozenset({(decision.ninguna, NINGUNA)})
    kept = holding[:1] if decision.coincidencia == "primera" else holding
    return frozenset((decision.reglas[i].resultado, i) for i in kept)


def review(decision: Decision) -> list[Defecto]:
    """Return what is wrong with a decision: names of nothing, rules never reached, answers without an outcome."""
    found = [*_repeated(decision), *_unknown(decision)]
    if found:
        return found
    size = prod(len(item.valores) for item in decision.preguntas)
    if size > MOST_COMPLETIONS:
        what = f"Las preguntas se combinan de {size:,} maneras y el máximo es {MOST_COMPLETIONS:,}."
        return [_defect(what, ("preguntas",), "Quite preguntas, o haga dos decisiones.")]
    return list(_gaps(decision))


def _defect(what: str, ruta: Sequence[str | int], remedy: str) -> Defecto:
    return Defecto("decision_no_valida", what, tuple(ruta), remedy)


def _repeated(decision: Decision) -> Iterator[Defecto]:
    lists: list[tuple[tuple[str | int, ...], str, list[str]]] = [
        (("preguntas",), "id", [item.id for item in decision.preguntas]),
        (("resultados",), "id", [item.id for item in decision.resultados]),
    ]
    lists += [(("preguntas", i, "opciones"), "valor", [o.valor for o in item.opciones]) for i, item in enumerate(decision.preguntas)]
    for ruta, key, names in lists:
        for position, name in enumerate(names):
            if name in names[:position]:
                yield _defect(f"{quote(name)} está dos veces.", (*ruta, position, key), "Dele otro identificador.")


def _unknown(decision: Decision) -> Iterator[Defecto]:
    outcomes = [item.id for item in decision.resultados]
    asked = {item.id: item for item in decision.preguntas}
    for position, rule in enumerate(decision.reglas):
        if rule.resultado not in outcomes:
            what = f"No hay un resultado {quote(rule.resultado)}."
            yield _defect(what, ("reglas", position, "resultado"), suggestion(rule.resultado, outcomes))
        for name, values in rule.si.items():
            ruta = ("reglas", position, "si", name)
            if name not in asked:
                yield _defect(f"No hay una pregunta {quote(name)}.", ruta, suggestion(name, asked))._replace(en_clave=True)
                continue
            for value in values:
                if value not in asked[name].valores:
                    what = f"La pregunta {quote(name)} no tiene la opción {quote(value)}."
                    yield _defect(what, ruta, suggestion(value, asked[name].valores))
    if decision.ninguna is not None and decision.ninguna not in outcomes:
        yield _defect(f"No hay un resultado {quote(decision.ninguna)}.", ("ninguna",), suggestion(decision.ninguna, outcomes))


def _gaps(decision: Decision) -> Iterator[Defecto]:
    names = [item.id for item in decision.preguntas]
    used: set[tuple[str, int]] = set()
    without: dict[str, str] | None = None
    for values in product(*(item.valores for item in decision.preguntas)):
        answers = dict(zip(names, values, strict=True))
        end = _end(decision, answers)
        used |= end
        if not end and without is None:
            without = answers
    if without is not None:
        shown = ", ".join(f"{name}={value}" for name, value in without.items())
        yield _defect(f"Hay respuestas que no llegan a ningún resultado: {shown}.", ("reglas",), "Agregue una regla, o «ninguna».")
    reached = {rule for _, rule in used}
    for position, _ in enumerate(decision.reglas):
        if position not in reached:
            what = f"La regla {position + 1} nunca se cumple: otra anterior la cubre."
            yield _defect(what, ("reglas", position), "Quítela, o póngala antes.")
    outcomes = {name for name, _ in used}
    for position, item in enumerate(decision.resultados):
        if item.id not in outcomes:
            what = f"Ninguna respuesta lleva al resultado {quote(item.id)}."
            yield _defect(what, ("resultados", position, "id"), "Agregue su regla, o quítelo.")


def read_answers(
    decision: Decision, written: Mapping[str, object], ruta: tuple[str | int, ...] = ("respuestas",)
) -> tuple[dict[str, str], list[Defecto]]:
    """Return the options that some written answers name, and what is wrong with the others; an empty one is unknown."""
    asked = {item.id: item for item in decision.preguntas}
    found: dict[str, str] = {}
    wrong: list[Defecto] = []
    for name, value in written.items():
        if name not in asked:
            what = f"La decisión {quote(decision.decision)} no pregunta {quote(name)}."
            wrong.append(Defecto("pregunta_desconocida", what, (*ruta, name), suggestion(name, asked), en_clave=True))
            continue
        option = asked[name].find_option(value)
        if option is not None:
            found[name] = option
        elif value is not None and value != "":
            what = f"«{name}» no admite {quote(value)}."
            wrong.append(Defecto("respuesta_desconocida", what, (*ruta, name), suggestion(str(value), _shown(asked[name].valores))))
    return found, wrong


def _shown(values: Sequence[str]) -> list[str]:
    return ["sí" if value == "si" else value for value in values]

"""One marco in two rounds: which records are in both, their changes split, and what moved each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.compare.cambio import REGLAS, Nodo, Reparto, Solas, all_nodes, alone, nodes_of, split
from evaluacion.compare.cambio_niveles import level_move
from evaluacion.compare.cambio_reglas import CambioDeRegla, is_break, rule_changes
from evaluacion.compare.diferencia import (
    Ausente,
    MarcoComparado,
    NodoCambiado,
    PreguntaMovida,
    RegistroCambiado,
    ReglaMovida,
    Tres,
)
from evaluacion.flujo.diferencias_dicho import said_by
from evaluacion.flujo.diferencias_mundos import Consolidados, consolidated, worlds_of
from evaluacion.model.marco import Indicador
from evaluacion.publish.texto import claim_text
from evaluacion.score.evaluate import Resultado
from evaluacion.score.ficha import level_between
from evaluacion.score.kernel import SCORES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.flujo.diferencias_lados import Lado

TIPOLOGIA = "el marco clasifica en tipos y no califica"
RUPTURA = "ruptura de serie: es otra versión mayor del marco, y sus puntajes no miden lo mismo"
Pareja = tuple[int, int]
Partes = tuple[Tres, Tres, Tres, Tres]


def compare_marco(antes: Lado, despues: Lado, marco: str) -> MarcoComparado:
    """Return what changed in the records of two sides under a marco that both have."""
    lados = consolidated(antes, despues, marco)
    before, after = lados.resultados
    pairs, gone, new = pair_up(before, after)
    has_break = is_break(before.marco, after.marco)
    rules = rule_changes(before.marco, after.marco)
    reason = TIPOLOGIA if before.marco.tipologia is not None or after.marco.tipologia is not None else None
    if has_break and not antes.son_reglas and reason is None:
        reason = RUPTURA
    return MarcoComparado(
        marco,
        after.marco.titulo,
        antes.usado(marco),
        despues.usado(marco),
        has_break,
        reason,
        rules,
        tuple(_records(lados, pairs, rules, is_split=reason is None)),
        tuple(_absent(after, position) for position in new),
        tuple(_absent(before, position) for position in gone),
        before.marco.clasificacion and after.marco.clasificacion,
    )


def pair_up(before: Resultado, after: Resultado) -> tuple[list[Pareja], list[int], list[int]]:
    """Return the positions of the records in both results, those in the first only and those in the second only; each id is once."""
    one, other = ({_id_of(result, i): i for i in range(len(result))} for result in (before, after))
    pairs = [(i, other[name]) for name, i in one.items() if name in other]
    return pairs, [i for name, i in one.items() if name not in other], [i for name, i in other.items() if name not in one]


def _id_of(resultado: Resultado, position: int) -> str:
    return resultado.registros.claves().ids[int(resultado.filas[position])]


def _records(lados: Consolidados, pairs: Sequence[Pareja], rules: Sequence[CambioDeRegla], *, is_split: bool) -> list[RegistroCambiado]:
    """Return each record of both sides with what changed in it."""
    before, after = lados.resultados
    judges = [lados.jueces(_id_of(before, i)) for i, _ in pairs]
    reparto = solas = None
    if is_split and pairs:
        mundos = worlds_of(lados, [_id_of(before, i) for i, _ in pairs])
        reparto, solas = split(mundos), alone(mundos)
    moved = _rules_alone(lados, pairs, rules) if is_split and pairs else []
    found = []
    for position, (i, j) in enumerate(pairs):
        questions = _questions(before, after, (i, j), solas, position) if solas is not None else []
        own_rules = [ReglaMovida(rule, three(effect[:, position])) for rule, effect in moved]
        nodes = _nodes(before, after, (i, j), reparto, position, questions, own_rules)
        levels = tuple((int(side.niveles.bajo[p]), int(side.niveles.alto[p])) for side, p in ((before, i), (after, j)))
        names = [nivel.nombre for nivel in before.marco.niveles], [nivel.nombre for nivel in after.marco.niveles]
        found.append(
            RegistroCambiado(
                _id_of(before, i),
                after.registros.identidad(int(after.filas[j])).titulo,
                judges[position],
                not set(judges[position][0]) & set(judges[position][1]),
                tuple(nodes),
                tuple(questions),
                tuple(own_rules),
                (level_text(before, i), level_text(after, j)),
                level_move(names, levels[0], levels[1]) if is_split else "sin_comparar",
                (_place(before, i), _place(after, j)),
            )
        )
    return found


def _nodes(
    before: Resultado,
    after: Resultado,
    pair: Pareja,
    reparto: Reparto | None,
    position: int,
    questions: Sequence[PreguntaMovida],
    rules: Sequence[ReglaMovida],
) -> list[NodoCambiado]:
    """Return the total, the groups and the criteria of a record, before and after."""
    order = {"total": 0, "grupo": 1, "criterio": 2}
    nodes = all_nodes(before.plan, after.plan)
    found = []
    for node in sorted(nodes, key=lambda node: order[node.clase]):
        first, last = _value(before, node, pair[0]), _value(after, node, pair[1])
        parts: Partes | None = None
        change = together = None
        if reparto is not None:
            split_at = reparto.partes[:, :, nodes.index(node), position]
            parts = _by_part(split_at)
            change = Tres(*(None if a is None or b is None else b - a for a, b in zip(first, last, strict=True)))
            together = _together(node, split_at, questions, rules)
        found.append(NodoCambiado(node, _node_name(before, after, node), first, last, change, parts, together))
    return found


def _together(node: Nodo, parts: NDArray[np.float64], questions: Sequence[PreguntaMovida], rules: Sequence[ReglaMovida]) -> Partes | None:
    """Return what the questions and the rules move together, beyond what each moves alone: the rest of every part."""
    if node.clase == "grupo":
        return None
    rest = parts.copy()
    for question in questions:
        if node.clase == "total" or question.criterio == node.id:
            rest[question.parte] -= _known(question.en_total if node.clase == "total" else question.en_criterio)
    if node.clase == "total":
        for rule in rules:
            rest[REGLAS] -= _known(rule.en_total)
    else:
        rest[REGLAS] = np.nan
    return _by_part(rest)


def _by_part(values: NDArray[np.float64]) -> Partes:
    answers, found, rules, votes = (three(part) for part in values)
    return answers, found, rules, votes


def _known(value: Tres) -> NDArray[np.float64]:
    return np.array([0.0 if item is None else item for item in value])


def _questions(before: Resultado, after: Resultado, pair: Pareja, solas: Solas, position: int) -> list[PreguntaMovida]:
    """Return the questions of a record that do not say the same, with what each side says and what each moves alone."""
    first, last = np.searchsorted(solas.registro, [position, position + 1]).tolist()
    asked = {(criterion, name): item for side in (before, after) for criterion, name, item in side.plan.preguntas}
    found = []
    for place in range(first, last):
        criterion, name = solas.pregunta[place]
        item = asked[criterion, name]
        said = [said_by(side, row, (criterion, name)) for side, row in zip((before, after), pair, strict=True)]
        found.append(
            PreguntaMovida(
                criterion,
                name,
                item.nombre if isinstance(item, Indicador) else item.texto,
                int(solas.parte[place]),
                said[0],
                said[1],
                three(solas.criterio[:, place]),
                three(solas.total[:, place]),
            )
        )
    return found


def _rules_alone(lados: Consolidados, pairs: Sequence[Pareja], rules: Sequence[CambioDeRegla]) -> list[tuple[int, NDArray[np.float64]]]:
    """Return what each change of rule moves alone in the total, (3, records): the mean of it first and of it last."""
    ends = list(zip(lados.resultados, np.array(pairs, dtype=np.intp).T, (1, -1), strict=True))
    found = []
    for position, rule in enumerate(rules):
        if rule.mueve != "puntaje":
            continue
        effect = np.zeros((SCORES, len(pairs)))
        for side, (marco, (own, columns, sign)) in enumerate(zip((rule.hacia, rule.desde), ends, strict=True)):
            if marco is not None:
                varied = lados.score(marco, side)
                effect += sign * (varied.nodos[:SCORES, -1, columns] - own.nodos[:SCORES, -1, columns]) / 2
        found.append((position, effect))
    return found


def _absent(resultado: Resultado, position: int) -> Ausente:
    identity = resultado.registros.identidad(int(resultado.filas[position]))
    total = three(resultado.nodos[:SCORES, -1, position])
    return Ausente(identity.id, identity.titulo, identity.evaluador, total, level_text(resultado, position))


def _value(resultado: Resultado, node: Nodo, position: int) -> Tres:
    own = nodes_of(resultado.plan)
    if node not in own:
        return Tres(None, None, None)
    return three(resultado.nodos[:SCORES, own.index(node), position])


def three(values: NDArray[np.float64]) -> Tres:
    """Return a score and its ends; None where there is none."""
    return Tres(*(None if np.isnan(value) else float(value) for value in values))


def _node_name(before: Resultado, after: Resultado, node: Nodo) -> str:
    if node.clase == "total":
        return "Total"
    for resultado in (after, before):
        items = resultado.marco.grupos if node.clase == "grupo" else resultado.marco.criterios
        for item in items:
            if item.id == node.id:
                return item.nombre
    raise KeyError(node)


def level_text(resultado: Resultado, position: int) -> str:
    """Return the level of the record at a position as it may be claimed."""
    names = [nivel.nombre for nivel in resultado.marco.niveles]
    return claim_text(level_between(names, int(resultado.niveles.bajo[position]), int(resultado.niveles.alto[position])))


def _place(resultado: Resultado, position: int) -> tuple[int, int] | None:
    best = int(resultado.lugares.mejor[position])
    return (best, int(resultado.lugares.peor[position])) if best else None

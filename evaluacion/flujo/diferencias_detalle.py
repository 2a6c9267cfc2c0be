"""One marco in two rounds: which records are in both, their changes split, and what moved each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluacion.base.numeros import show_plain
from evaluacion.compare.cambio import REGLAS, Mundo, Nodo, Reparto, Solas, all_nodes, alone, nodes_of, split
from evaluacion.compare.cambio_niveles import level_move
from evaluacion.compare.cambio_reglas import CambioDeRegla, is_break, rule_changes
from evaluacion.compare.diferencia import (
    Ausente,
    Dicho,
    MarcoComparado,
    NodoCambiado,
    PreguntaMovida,
    RegistroCambiado,
    ReglaMovida,
    Tres,
)
from evaluacion.model.marco import Indicador
from evaluacion.publish.texto import claim_text
from evaluacion.score.evaluate import Resultado, evaluate
from evaluacion.score.ficha import level_between
from evaluacion.score.ficha_indicadores import ESTADOS
from evaluacion.score.indicators import points_of_indicators
from evaluacion.score.kernel import SCORES, Puntos

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluacion.flujo.diferencias_lados import Lado

NO_SE_PREGUNTA = "no_se_pregunta"
"""The state of a question that a version of the marco does not have."""
TIPOLOGIA = "el marco clasifica en tipos y no califica"
RUPTURA = "ruptura de serie: es otra versión mayor del marco, y sus puntajes no miden lo mismo"
Pareja = tuple[int, int]
Partes = tuple[Tres, Tres, Tres, Tres]


def compare_marco(antes: Lado, despues: Lado, marco: str) -> MarcoComparado:
    """Return what changed in the records of two sides under a marco that both have."""
    before, after = antes.resultados[marco], despues.resultados[marco]
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
        tuple(_records(before, after, pairs, rules, is_split=reason is None)),
        tuple(_absent(after, position) for position in new),
        tuple(_absent(before, position) for position in gone),
        before.marco.clasificacion and after.marco.clasificacion,
    )


def pair_up(before: Resultado, after: Resultado) -> tuple[list[Pareja], list[int], list[int]]:
    """Return the positions of the evaluations in both results, those in the first only and those in the second only.

    Evaluations go by record and evaluator; where a record has one on each side, the two are a pair whoever made them.
    """
    keys = [_keys(result) for result in (before, after)]
    counts = [Counter(name for name, _ in own) for own in keys]
    single = {name for name, count in counts[0].items() if count == counts[1][name] == 1}
    ends = [{(name, None) if name in single else (name, judge): i for i, (name, judge) in enumerate(own)} for own in keys]
    pairs = [(position, ends[1][key]) for key, position in ends[0].items() if key in ends[1]]
    gone = [position for key, position in ends[0].items() if key not in ends[1]]
    return pairs, gone, [position for key, position in ends[1].items() if key not in ends[0]]


def _keys(resultado: Resultado) -> list[tuple[str, str | None]]:
    ids, _, judges, _ = resultado.registros.claves()
    return [(ids[row], judges[row]) for row in resultado.filas.tolist()]


def worlds_of(before: Resultado, after: Resultado, pairs: Sequence[Pareja]) -> tuple[Mundo, Mundo]:
    """Return both sides of the pairs under the rules of the first and under those of the second.

    An answer that the rules of the other side cannot read is unanswered there.
    """
    columns = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    mundos = []
    for own in (before, after):
        sides = [
            side if side.marco == own.marco else evaluate(own.marco, side.registros, filas=side.filas.tolist()) for side in (before, after)
        ]
        points = [_points(side, column) for side, column in zip(sides, columns, strict=True)]
        codes = [side.codigos[:, column] for side, column in zip(sides, columns, strict=True)]
        mundos.append(Mundo(own.plan, (codes[0], codes[1]), (points[0], points[1])))
    return mundos[0], mundos[1]


def _points(resultado: Resultado, columns: NDArray[np.intp]) -> dict[int, Puntos]:
    known = points_of_indicators(resultado.marco, resultado.medidas)
    return {
        c: Puntos(points.estado[:, columns], points.punto[:, columns], points.bajo[:, columns], points.alto[:, columns])
        for c, points in known.items()
    }


def _records(
    before: Resultado, after: Resultado, pairs: Sequence[Pareja], rules: Sequence[CambioDeRegla], *, is_split: bool
) -> list[RegistroCambiado]:
    """Return each record of both sides with what changed in it."""
    keys = _keys(before), _keys(after)
    judges = [(keys[0][i][1], keys[1][j][1]) for i, j in pairs]
    other = np.array([one != last for one, last in judges], dtype=bool)
    reparto = solas = None
    if is_split and pairs:
        mundos = worlds_of(before, after, pairs)
        reparto, solas = split(mundos, other), alone(mundos, other)
    moved = _rules_alone(before, after, pairs, rules) if is_split and pairs else []
    found = []
    for position, (i, j) in enumerate(pairs):
        questions = _questions(before, after, (i, j), solas, position) if solas is not None else []
        own_rules = [ReglaMovida(rule, three(effect[:, position])) for rule, effect in moved]
        nodes = _nodes(before, after, (i, j), reparto, position, questions, own_rules)
        levels = tuple((int(side.niveles.bajo[p]), int(side.niveles.alto[p])) for side, p in ((before, i), (after, j)))
        names = [nivel.nombre for nivel in before.marco.niveles], [nivel.nombre for nivel in after.marco.niveles]
        found.append(
            RegistroCambiado(
                keys[0][i][0],
                after.registros.identidad(int(after.filas[j])).titulo,
                judges[position],
                bool(other[position]),
                tuple(nodes),
                tuple(questions),
                tuple(own_rules),
                (level_text(before, i), level_text(after, j)),
                level_move(names, levels[0], levels[1]),
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
        said = [_said(side, row, (criterion, name)) for side, row in zip((before, after), pair, strict=True)]
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


def _said(resultado: Resultado, position: int, path: tuple[str, str]) -> Dicho:
    """Return what a record says to a question, and where."""
    rows = {(criterion, name): (row, item) for row, (criterion, name, item) in enumerate(resultado.plan.preguntas)}
    if path not in rows:
        return Dicho(NO_SE_PREGUNTA, None, None, None)
    row, item = rows[path]
    line, registros = int(resultado.filas[position]), resultado.registros
    if isinstance(item, Indicador):
        measured = resultado.medidas[item.id]
        value, period = float(measured.datos.valor[position]), measured.periodo(position)
        shown = None if np.isnan(value) else f"{show_plain(value)} {item.unidad}" + (f" ({period.texto})" if period else "")
        series = registros.series_de(line).get(item.id)
        source = str(series.fuente) if series is not None and series.fuente is not None else None
        place = registros.origen(line, "indicadores", item.id) if series is not None else None
        return Dicho(ESTADOS[int(measured.estado[position])], shown, source, place)
    name = ".".join(path)
    answer = registros.respuestas([line], resultado.marco.marco, name)[0]
    criterio = next(c for c in resultado.plan.criterios if c.id == path[0])
    state = ESTADOS[int(criterio.estado[row - criterio.inicio, int(resultado.codigos[row, position])])]
    if answer is None:
        return Dicho(state, None, None, None)
    shown = resultado.marco.answer_of(answer.respuesta) if answer.respuesta else None
    backing = str(answer.evidencia) if answer.evidencia is not None else answer.motivo
    return Dicho(state, shown, backing, registros.origen(line, "respuestas", resultado.marco.marco, name))


def _rules_alone(
    before: Resultado, after: Resultado, pairs: Sequence[Pareja], rules: Sequence[CambioDeRegla]
) -> list[tuple[int, NDArray[np.float64]]]:
    """Return what each change of rule moves alone in the total, (3, records): the mean of it first and of it last."""
    first, last = np.array(pairs, dtype=np.intp).T
    found = []
    for position, rule in enumerate(rules):
        if rule.mueve != "puntaje":
            continue
        effect = np.zeros((SCORES, len(pairs)))
        if rule.hacia is not None:
            varied = evaluate(rule.hacia, before.registros, filas=before.filas.tolist())
            effect += (varied.nodos[:SCORES, -1, first] - before.nodos[:SCORES, -1, first]) / 2
        if rule.desde is not None:
            varied = evaluate(rule.desde, after.registros, filas=after.filas.tolist())
            effect += (after.nodos[:SCORES, -1, last] - varied.nodos[:SCORES, -1, last]) / 2
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

"""What changed between two versions of a marco, and the same marco with one of those changes alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from evaluacion.model.marco import Criterio, Indicador, Marco, Pregunta

if TYPE_CHECKING:
    from evaluacion.model.comun import Modelo

Mueve = Literal["puntaje", "nivel", "texto"]
"""What a rule bears on: the scores, only levels and places, or what people read."""
_LEVEL_FIELDS = ("niveles", "compuertas", "cobertura_minima", "aplicabilidad_minima", "clasificacion", "requisitos")
_SCORE_FIELDS = ("escala", "rango", "agregacion", "tipologia")
_WORDS = frozenset(
    {"texto", "ayuda", "recomendacion", "fuente", "nombre", "definicion", "familia", "numero", "titulo", "nota_metodologica", "toma_de"}
)
_SEEN_ONLY = frozenset({"semaforo", "semaforo_sobre", "dimension", "frecuencia", "lectura_alterna", "unidad", "admite_no_aplica"})
"""What the sheet of an indicator, or a question, says and no score reads."""


@dataclass(frozen=True, slots=True)
class CambioDeRegla:
    """One rule that is not the same: where, what it said and what it says; None where one of them has no such thing.

    `criterio` is the criterion that it belongs to, if one. `hacia` is the earlier marco with this change alone, `desde` the
    later one without it; both None where it moves no score.
    """

    lugar: str
    antes: str | None
    despues: str | None
    mueve: Mueve
    criterio: str | None = None
    hacia: Marco | None = None
    desde: Marco | None = None


def is_break(before: Marco, after: Marco) -> bool:
    """Whether two versions of a marco measure different things: another major version is a break of the series."""
    return before.version.split(".")[0] != after.version.split(".")[0]


def rule_changes(before: Marco, after: Marco) -> tuple[CambioDeRegla, ...]:
    """Return every rule that differs between two versions: of the whole marco, then by group, criterion and question."""
    return (*_whole_changes(before, after), *_tree_changes(before, after), *_question_changes(before, after))


def _whole_changes(before: Marco, after: Marco) -> Iterator[CambioDeRegla]:
    for name in (*_SCORE_FIELDS, *_LEVEL_FIELDS, "titulo", "nota_metodologica"):
        one, other = getattr(before, name), getattr(after, name)
        if one == other:
            continue
        if name not in _SCORE_FIELDS:
            yield CambioDeRegla(name, _shown(one), _shown(other), "nivel" if name in _LEVEL_FIELDS else "texto")
            continue
        hacia, desde = _with(before, {name: other}), _with(after, {name: one})
        yield CambioDeRegla(name, _shown(one), _shown(other), "puntaje", None, hacia, desde)


def _tree_changes(before: Marco, after: Marco) -> Iterator[CambioDeRegla]:
    """Yield what changed in the weights of groups and criteria, and in which group a criterion is."""
    groups, others = ({grupo.id: grupo for grupo in marco.grupos} for marco in (before, after))
    for name in sorted(groups.keys() & others.keys()):
        one, other = groups[name], others[name]
        yield from _words(f"grupo {name}", one, other, None)
        if one.peso != other.peso:
            hacia, desde = _reweigh_group(before, name, other.peso), _reweigh_group(after, name, one.peso)
            yield CambioDeRegla(f"grupo {name}: peso", _shown(one.peso), _shown(other.peso), "puntaje", None, hacia, desde)
    criteria, lasts = ({c.id: (g.id, c) for g in marco.grupos for c in g.criterios} for marco in (before, after))
    for name in sorted(criteria.keys() & lasts.keys()):
        (group, first), (other_group, last) = criteria[name], lasts[name]
        yield from _words(name, first, last, name)
        if first.peso != last.peso:
            hacia, desde = _reweigh_criterion(before, name, last.peso), _reweigh_criterion(after, name, first.peso)
            yield CambioDeRegla(f"{name}: peso", _shown(first.peso), _shown(last.peso), "puntaje", name, hacia, desde)
        if group != other_group:
            yield CambioDeRegla(f"{name}: grupo", group, other_group, "puntaje", name)


def _question_changes(before: Marco, after: Marco) -> Iterator[CambioDeRegla]:
    asked, last = ({(c.id, item.id): item for _, c, item in marco.walk()} for marco in (before, after))
    for path in (*asked, *(path for path in last if path not in asked)):
        one, other = asked.get(path), last.get(path)
        if one == other:
            continue
        place = ".".join(path)
        if one is not None and other is not None:
            yield from _fields(place, path[0], one, other, before, after)
            continue
        hacia, desde = _put(before, after, path, other), _put(after, before, path, one)
        yield CambioDeRegla(place, _name_of(one), _name_of(other), "puntaje", path[0], hacia, desde)


def _fields(
    place: str, criterio: str, one: Pregunta | Indicador, other: Pregunta | Indicador, before: Marco, after: Marco
) -> Iterator[CambioDeRegla]:
    names = dict.fromkeys((*type(one).model_fields, *type(other).model_fields))
    for name in names:
        values = getattr(one, name, None), getattr(other, name, None)
        if values[0] == values[1]:
            continue
        where, shown = f"{place}: {name}", (_shown(values[0]), _shown(values[1]))
        if name in _WORDS or name in _SEEN_ONLY:
            yield CambioDeRegla(where, *shown, "texto", criterio)
            continue
        if type(one) is not type(other):
            yield CambioDeRegla(where, *shown, "puntaje", criterio)
            continue
        path = (criterio, one.id)
        hacia = _put(before, after, path, one.model_copy(update={name: values[1]}))
        desde = _put(after, before, path, other.model_copy(update={name: values[0]}))
        yield CambioDeRegla(where, *shown, "puntaje", criterio, hacia, desde)


def _words(place: str, one: Modelo, other: Modelo, criterio: str | None) -> Iterator[CambioDeRegla]:
    for name in type(one).model_fields:
        if name in _WORDS and getattr(one, name) != getattr(other, name):
            yield CambioDeRegla(f"{place}: {name}", _shown(getattr(one, name)), _shown(getattr(other, name)), "texto", criterio)


def _with(marco: Marco, update: dict[str, Any]) -> Marco:
    """Return the marco with some fields changed, and nothing remembered of the one it was."""
    return Marco.model_construct(**{name: update.get(name, getattr(marco, name)) for name in Marco.model_fields})


def _reweigh_group(marco: Marco, name: str, weight: float) -> Marco:
    groups = (grupo.model_copy(update={"peso": weight}) if grupo.id == name else grupo for grupo in marco.grupos)
    return _with(marco, {"grupos": tuple(groups)})


def _reweigh_criterion(marco: Marco, name: str, weight: float) -> Marco:
    return _with_criterion(marco, name, lambda criterio: criterio.model_copy(update={"peso": weight}))


def _with_criterion(marco: Marco, name: str, change: Callable[[Criterio], Criterio | None]) -> Marco:
    """Return the marco with one criterion changed, or left out; a group that is left empty goes too."""
    groups = []
    for grupo in marco.grupos:
        kept = (change(criterio) if criterio.id == name else criterio for criterio in grupo.criterios)
        criteria = tuple(criterio for criterio in kept if criterio is not None)
        groups.extend([grupo.model_copy(update={"criterios": criteria})] if criteria else [])
    return _with(marco, {"grupos": tuple(groups)})


def _put(marco: Marco, source: Marco, path: tuple[str, str], item: Pregunta | Indicador | None) -> Marco | None:
    """Return a marco in which a question is that one, or is not there; None where nothing would be left of it."""
    name = path[0]
    if item is not None and all(criterio.id != name for criterio in marco.criterios):
        return _add_criterion(marco, source, name, item)
    found = _with_criterion(marco, name, lambda criterio: _put_in(criterio, path[1], item))
    return found if found.grupos else None


def _put_in(criterio: Criterio, name: str, item: Pregunta | Indicador | None) -> Criterio | None:
    items = criterio.reactivos
    there = any(other.id == name for other in items)
    kept = [item if other.id == name else other for other in items] + ([] if there else [item])
    found = [other for other in kept if other is not None]
    return _holding(criterio, found) if found else None


def _add_criterion(marco: Marco, source: Marco, name: str, item: Pregunta | Indicador) -> Marco:
    """Return the marco with a criterion that it lacks and one question in it, in the group that has it in the other version."""
    group, criterion = next((g, c) for g in source.grupos for c in g.criterios if c.id == name)
    new = _holding(criterion, [item])
    if all(grupo.id != group.id for grupo in marco.grupos):
        return _with(marco, {"grupos": (*marco.grupos, group.model_copy(update={"criterios": (new,)}))})
    groups = (g.model_copy(update={"criterios": (*g.criterios, new)}) if g.id == group.id else g for g in marco.grupos)
    return _with(marco, {"grupos": tuple(groups)})


def _holding(criterio: Criterio, items: Sequence[Pregunta | Indicador]) -> Criterio:
    """Return the criterion with those questions; one that depends on a question that is not there stands on its own."""
    ids = {item.id for item in items}
    questions = [
        item.model_copy(update={"depende_de": None}) if item.depende_de is not None and item.depende_de not in ids else item
        for item in items
        if isinstance(item, Pregunta)
    ]
    indicators = [item for item in items if isinstance(item, Indicador)]
    return criterio.model_copy(update={"preguntas": tuple(questions), "indicadores": tuple(indicators)})


def _name_of(item: Pregunta | Indicador | None) -> str | None:
    if item is None:
        return None
    return item.texto if isinstance(item, Pregunta) else item.nombre


def _shown(value: object) -> str | None:
    """Return a value of a marco as a person reads it; None where there is none."""
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, tuple):
        return "; ".join(str(_shown(item)) for item in value)
    fields = getattr(type(value), "model_fields", None)
    if fields is None:
        return str(value)
    said = ((name, getattr(value, name)) for name in fields)
    return ", ".join(f"{name} {_shown(item)}" for name, item in said if item not in (None, ()))

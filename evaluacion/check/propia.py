"""Rules that a configuration writes: a path, a condition of a closed set, a message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluacion.check.condiciones import is_empty
from evaluacion.check.regla import BIEN, Duda, Falta, Juicio, Ruta
from evaluacion.model.comun import fold

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.model.revision_config import ReglaPropia


@dataclass(frozen=True, slots=True)
class _Found:
    ruta: Ruta
    value: object


def judge_own(regla: ReglaPropia, ctx: Contexto) -> Iterator[Juicio]:
    """Yield what a rule of a configuration finds, or that there is nothing to look at; a path with `[]` looks at each item of a list."""
    holds = CONDICIONES[regla.condicion]
    looked = False
    for found in _walk(ctx.estrategia, regla.ruta.split("."), ()):
        if regla.condicion in DE_LO_AUSENTE or not is_empty(found.value):
            looked = True
            yield BIEN if holds(found.value, regla.valor) else Falta(found.ruta, regla.mensaje, found.value)
    if not looked:
        whole = tuple(step.removesuffix("[]") for step in regla.ruta.split("."))
        yield Duda(whole[:1] if "[]" in regla.ruta else whole, f"No hay nada que mirar en «{regla.ruta}».")


def _walk(node: object, steps: list[str], ruta: Ruta) -> Iterator[_Found]:
    if not steps:
        yield _Found(ruta, node)
        return
    name, is_list = steps[0].removesuffix("[]"), steps[0].endswith("[]")
    child = node.get(name) if isinstance(node, dict) else getattr(node, name, None)
    if not is_list:
        yield from _walk(child, steps[1:], (*ruta, name))
    elif isinstance(child, tuple):
        for position, item in enumerate(child):
            yield from _walk(item, steps[1:], (*ruta, name, position))


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, tuple | list) else (value,)
    return [fold(f"{item:.15g}" if isinstance(item, float) else str(item)) for item in items if item is not None]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _at_least(value: object, wanted: object) -> bool:
    found, bound = _number(value), _number(wanted)
    return found is None or bound is None or found >= bound


def _at_most(value: object, wanted: object) -> bool:
    found, bound = _number(value), _number(wanted)
    return found is None or bound is None or found <= bound


def _size(value: object) -> float:
    return float(len(value)) if isinstance(value, tuple | dict) else float(not is_empty(value))


CONDICIONES: dict[str, Callable[[object, object], bool]] = {
    "existe": lambda value, _: not is_empty(value),
    "no_existe": lambda value, _: is_empty(value),
    "uno_de": lambda value, wanted: is_empty(value) or set(_texts(value)) <= set(_texts(wanted)),
    "contiene": lambda value, wanted: is_empty(value) or all(any(word in text for text in _texts(value)) for word in _texts(wanted)),
    "no_contiene": lambda value, wanted: not any(word in text for text in _texts(value) for word in _texts(wanted)),
    "minimo": _at_least,
    "maximo": _at_most,
    "cuenta_minima": lambda value, wanted: _at_least(_size(value), wanted),
    "cuenta_maxima": lambda value, wanted: _at_most(_size(value), wanted),
}
"""What a rule of a configuration may demand."""
DE_LO_AUSENTE = frozenset({"existe", "no_existe", "cuenta_minima", "cuenta_maxima"})
"""The conditions that have something to say of what is absent."""

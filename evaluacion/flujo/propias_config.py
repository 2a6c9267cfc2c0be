"""What is wrong with the rules that a configuration writes: codes, paths and values that could never work."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from evaluacion.base.problema import Problema, quote, suggestion
from evaluacion.check.catalogo import all_rules
from evaluacion.model.estrategia import Estrategia
from evaluacion.read.load import inside, model_in

if TYPE_CHECKING:
    from evaluacion.base.origen import Origen
    from evaluacion.model.revision_config import ReglaPropia
    from evaluacion.read.configuracion import ConfiguracionLeida

_NUMERIC = frozenset({"minimo", "maximo", "cuenta_minima", "cuenta_maxima"})
_WITHOUT_VALUE = frozenset({"existe", "no_existe"})


def find_wrong_own_rules(leida: ConfiguracionLeida) -> Iterator[Problema]:
    """Yield every problem of the own rules of a configuration, each at its place."""
    seen: set[str] = set()
    for position, rule in enumerate(leida.configuracion.propias):
        place = ("propias", position)
        if rule.regla in all_rules() or rule.regla in seen:
            where = leida.origen((*place, "regla"))
            yield Problema("valor_no_permitido", f"Ya hay una regla {quote(rule.regla)}.", where, "Déle a la suya otro código.")
        seen.add(rule.regla)
        yield from _wrong_value(rule, leida, place)
        yield from _wrong_path(rule.ruta, leida.origen((*place, "ruta")))


def _wrong_value(rule: ReglaPropia, leida: ConfiguracionLeida, place: tuple[str | int, ...]) -> Iterator[Problema]:
    if rule.condicion in _WITHOUT_VALUE:
        return
    if rule.valor is None:
        yield Problema("falta_clave", f"La condición {quote(rule.condicion)} necesita «valor».", leida.origen(place), "Agréguelo.")
    elif rule.condicion in _NUMERIC and not isinstance(rule.valor, float):
        what = f"La condición {quote(rule.condicion)} necesita un número y dice {quote(rule.valor)}."
        yield Problema("tipo_equivocado", what, leida.origen((*place, "valor")), "Escriba un número sin comillas.")


def _wrong_path(ruta: str, where: Origen) -> Iterator[Problema]:
    """Yield the first step of a path that no strategy could have."""
    annotation: Any = Estrategia
    steps = ruta.split(".")
    for position, step in enumerate(steps):
        name, is_each = step.removesuffix("[]"), step.endswith("[]")
        model = model_in(annotation)
        if model is None and _is_of(annotation, dict):
            return
        known = tuple(model.model_fields) if model is not None else ()
        if name not in known:
            yield Problema("clave_desconocida", f"En {quote(ruta)}, la clave {quote(name)} no existe.", where, _nearest(name, known))
            return
        annotation = model.model_fields[name].annotation if model is not None else None
        is_list = _is_of(annotation, tuple)
        if is_each and not is_list:
            yield Problema("forma_no_valida", f"En {quote(ruta)}, {quote(name)} no es una lista.", where, f"Escriba «{name}».")
            return
        if is_list and not is_each and position + 1 < len(steps):
            yield Problema("forma_no_valida", f"En {quote(ruta)}, {quote(name)} es una lista.", where, f"Escriba «{name}[]».")
            return
        annotation = inside(annotation) if is_each else annotation


def _nearest(name: str, known: tuple[str, ...]) -> str:
    return suggestion(name, known) or "Ahí no hay más claves: quite lo que sigue al último punto."


def _is_of(annotation: Any, kind: type) -> bool:  # noqa: ANN401 - what a field of pydantic admits
    """Whether what a field admits is, or may be, a list or a mapping."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return any(_is_of(part, kind) for part in typing.get_args(annotation))
    return origin is kind

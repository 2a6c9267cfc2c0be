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
_COUNTS = frozenset({"cuenta_minima", "cuenta_maxima"})
_TEXTUAL = frozenset({"uno_de", "contiene", "no_contiene"})
_WITHOUT_VALUE = frozenset({"existe", "no_existe"})
_SCALARS = (str, float, int, bool)


def find_wrong_own_rules(leida: ConfiguracionLeida) -> Iterator[Problema]:
    """Yield every problem of the own rules of a configuration, each at its place."""
    seen: set[str] = set()
    for position, rule in enumerate(leida.configuracion.propias):
        place = ("propias", position)
        if rule.regla in all_rules() or rule.regla in seen:
            where = leida.origen((*place, "regla"))
            yield Problema("valor_no_permitido", f"Ya hay una regla {quote(rule.regla)}.", where, "Dele a la suya otro código.")
        seen.add(rule.regla)
        yield from _wrong_value(rule, leida, place)
        wrong, annotation = _follow(rule.ruta, leida.origen((*place, "ruta")))
        yield from [wrong] if wrong is not None else _wrong_kind(rule, annotation, leida.origen((*place, "condicion")))


def _wrong_value(rule: ReglaPropia, leida: ConfiguracionLeida, place: tuple[str | int, ...]) -> Iterator[Problema]:
    condition, value, where = quote(rule.condicion), rule.valor, leida.origen((*place, "valor"))
    if rule.condicion in _WITHOUT_VALUE:
        if value is not None:
            yield Problema("valor_no_permitido", f"La condición {condition} no usa «valor».", where, "Quítelo, o use otra condición.")
    elif value is None:
        yield Problema("falta_clave", f"La condición {condition} necesita «valor».", leida.origen(place), "Agréguelo.")
    elif rule.condicion in _NUMERIC and not isinstance(value, float):
        what = f"La condición {condition} necesita un número y dice {quote(value)}."
        yield Problema("tipo_equivocado", what, where, "Escriba un número sin comillas.")
    elif isinstance(value, float) and rule.condicion in _COUNTS and (value < 0 or not value.is_integer()):
        what = f"La condición {condition} cuenta elementos: necesita un número entero, cero o mayor, y dice {quote(f'{value:g}')}."
        yield Problema("fuera_de_limites", what, where, "Corrija el valor.")
    elif not isinstance(value, float) and not all(map(str.strip, value if value and isinstance(value, tuple) else [str(value or "")])):
        yield Problema("valor_vacio", f"La condición {condition} tiene un «valor» vacío.", where, "Escriba con qué se compara.")


def _wrong_kind(rule: ReglaPropia, annotation: Any, where: Origen) -> Iterator[Problema]:  # noqa: ANN401 - what a field of pydantic admits
    """Yield that a condition can say nothing of what is at the end of a path."""
    if annotation is None:
        return
    is_list = _is_of(annotation, tuple) or _is_of(annotation, dict)
    ends = inside(annotation) if is_list else annotation
    condition, path = quote(rule.condicion), quote(rule.ruta)
    if rule.condicion in _COUNTS and not is_list:
        remedy = "Use «existe», «minimo» o «maximo», o nombre una lista."
        yield Problema("valor_no_permitido", f"{condition} cuenta elementos y {path} no es una lista.", where, remedy)
    elif rule.condicion in _NUMERIC - _COUNTS and (is_list or not _is_scalar(ends, (float, int))):
        remedy = "Use otra condición, o una ruta que termine en un número."
        yield Problema("valor_no_permitido", f"{condition} compara números y {path} no es un número.", where, remedy)
    elif rule.condicion in _TEXTUAL and not _is_scalar(ends, _SCALARS):
        remedy = "Agregue a la ruta la clave que se compara."
        yield Problema("valor_no_permitido", f"{condition} compara textos y {path} es un grupo de claves.", where, remedy)


def _follow(ruta: str, where: Origen) -> tuple[Problema | None, Any]:
    """Return the problem of the first step of a path that no strategy could have, and what is at its end; None: it may be anything."""
    annotation: Any = Estrategia
    steps = ruta.split(".")
    for position, step in enumerate(steps):
        name, is_each = step.removesuffix("[]"), step.endswith("[]")
        model = model_in(annotation)
        if model is None and _is_of(annotation, dict):
            return None, None
        known = tuple(model.model_fields) if model is not None else ()
        if name not in known:
            return Problema("clave_desconocida", f"En {quote(ruta)}, la clave {quote(name)} no existe.", where, _nearest(name, known)), None
        annotation = model.model_fields[name].annotation if model is not None else None
        is_list = _is_of(annotation, tuple)
        if is_each and not is_list:
            return Problema("forma_no_valida", f"En {quote(ruta)}, {quote(name)} no es una lista.", where, f"Escriba «{name}»."), None
        if is_list and not is_each and position + 1 < len(steps):
            return Problema("forma_no_valida", f"En {quote(ruta)}, {quote(name)} es una lista.", where, f"Escriba «{name}[]»."), None
        annotation = inside(annotation) if is_each else annotation
    return None, annotation


def _nearest(name: str, known: tuple[str, ...]) -> str:
    return suggestion(name, known) or "Ahí no hay más claves: quite lo que sigue al último punto."


def _is_scalar(annotation: Any, kinds: tuple[type, ...]) -> bool:  # noqa: ANN401
    """Whether what a field admits is, or may be, one of some plain values."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return any(_is_scalar(part, kinds) for part in typing.get_args(annotation))
    if origin is typing.Literal:
        return str in kinds
    return isinstance(annotation, type) and issubclass(annotation, kinds) and not (annotation is bool and bool not in kinds)


def _is_of(annotation: Any, kind: type) -> bool:  # noqa: ANN401 - what a field of pydantic admits
    """Whether what a field admits is, or may be, a list or a mapping."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return any(_is_of(part, kind) for part in typing.get_args(annotation))
    return origin is kind

"""The door of pydantic: plain data with places become values, or problems in Spanish, all at once."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evaluacion.base.origen import Origen
from evaluacion.base.problema import EvaluacionError, Problema, choices, only_errors, quote, raise_errors, suggestion
from evaluacion.base.textos import ESCRITAS
from evaluacion.model.comun import Modelo
from evaluacion.read.documento import Documento
from evaluacion.read.nodos import Ruta
from evaluacion.read.texto import check_text

ModeloT = TypeVar("ModeloT", bound=Modelo)

_KINDS = {
    "string_type": ("texto", "Escriba un texto; si es un número o un sí/no que debe leerse como texto, póngalo entre comillas."),
    "float_type": ("número", "Escriba un número sin comillas, con punto decimal y sin separador de miles."),
    "float_parsing": ("número", "Escriba un número sin comillas, con punto decimal y sin separador de miles."),
    "int_type": ("número entero", "Escriba un número entero sin comillas."),
    "int_parsing": ("número entero", "Escriba un número entero sin comillas."),
    "int_from_float": ("número entero", "Escriba un número entero."),
    "dict_type": ("grupo de claves «clave: valor»", "Sangre las claves debajo de esta, o escriba {clave: valor}."),
    "model_type": ("grupo de claves «clave: valor»", "Sangre las claves debajo de esta, o escriba {clave: valor}."),
    "model_attributes_type": ("grupo de claves «clave: valor»", "Sangre las claves debajo de esta, o escriba {clave: valor}."),
    "tuple_type": ("lista", "Escriba [uno, dos], o un renglón con guion por elemento."),
    "list_type": ("lista", "Escriba [uno, dos], o un renglón con guion por elemento."),
}
_BOUNDS = {
    "greater_than": ("mayor que", "gt"),
    "greater_than_equal": ("mayor o igual que", "ge"),
    "less_than": ("menor que", "lt"),
    "less_than_equal": ("menor o igual que", "le"),
}


def load_model(documento: Documento, model: type[ModeloT], *, known: dict[str, tuple[str, ...]] | None = None) -> ModeloT:
    """Return the value that a document writes.

    Args:
        documento: what the file says.
        model: the shape that it must have.
        known: further words to suggest for an unknown key, by the path of its mapping (joined with dots).

    Raises:
        EvaluacionError: every problem of the document, each at its place.
    """
    if not isinstance(documento.datos, dict):
        raise EvaluacionError(
            [
                *documento.avisos,
                Problema(
                    "tipo_equivocado",
                    "El archivo debe ser un grupo de claves «clave: valor».",
                    documento.origen(()),
                    "Compárelo con un ejemplo de la guía.",
                ),
            ]
        )
    if any(problem.codigo == "caracter_de_control" for problem in documento.avisos):
        raise EvaluacionError(documento.avisos)  # half a character (a lone surrogate) breaks whatever looks further
    try:
        value = model.model_validate(documento.datos)
    except ValidationError as error:
        found = error.errors(include_url=False)
        problems = [problem_of(item, documento, model, known or {}) for item in found if not _follows(item, found)]
        told = {problem.origen for problem in only_errors(documento.avisos)}
        raise EvaluacionError([*documento.avisos, *(problem for problem in problems if problem.origen not in told)]) from None
    raise_errors(documento.avisos)
    return value


def try_model(data: Mapping[str, object], model: type[ModeloT]) -> tuple[ModeloT | None, list[Any]]:
    """Return the value that plain data write, or None and what pydantic finds wrong with them."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(error.errors(include_url=False))


def load_sound_part(documento: Documento, model: type[ModeloT]) -> ModeloT | None:
    """Return the value without the entries whose shape is wrong, to look further into it; None when too little is left."""
    try:
        return model.model_validate(documento.datos)
    except ValidationError as error:
        rutas = {tuple(_path_in_file(item["loc"], documento)) for item in error.errors(include_url=False)}
    try:
        return model.model_validate(_without(documento.datos, (), rutas))
    except ValidationError:
        return None


def _without(node: Any, ruta: tuple[str | int, ...], left_out: set[tuple[str | int, ...]]) -> Any:  # noqa: ANN401 - parsed data
    """Return a copy of the data without the entries at some paths."""
    if isinstance(node, dict):
        return {key: _without(value, (*ruta, key), left_out) for key, value in node.items() if (*ruta, key) not in left_out}
    if isinstance(node, list):
        return [_without(value, (*ruta, i), left_out) for i, value in enumerate(node) if (*ruta, i) not in left_out]
    return node


def _follows(item: Any, found: list[Any]) -> bool:  # noqa: ANN401 - findings of pydantic
    """Whether a list is called too short only because its items have problems of their own."""
    loc = item["loc"]
    return item["type"] == "too_short" and any(len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in found)


def problem_of(item: Any, documento: Documento, model: type[Modelo], known: dict[str, tuple[str, ...]]) -> Problema:  # noqa: ANN401
    """Return one finding of pydantic as a problem at its place."""
    kind, value = item["type"], item.get("input")
    ruta = _path_in_file(item["loc"], documento)
    where = " → ".join(str(step) if isinstance(step, str) else f"n.º {step + 1}" for step in ruta)
    if kind == "extra_forbidden":
        allowed = (*_keys_at(model, ruta[:-1]), *known.get(".".join(map(str, ruta[:-1])), ()))
        return Problema(
            "clave_desconocida",
            f"La clave {quote(ruta[-1])} no existe aquí.",
            documento.origen(ruta, key=True),
            suggestion(str(ruta[-1]), allowed),
        )
    if kind == "missing" and isinstance(item["loc"][-1], int):
        message = f"«{where}» tiene menos elementos de los debidos."
        return Problema("valor_vacio", message, documento.origen(ruta), f"Se esperan al menos {item['loc'][-1] + 1}.")
    if kind == "missing":
        return Problema(
            "falta_clave",
            f"Falta la clave {quote(ruta[-1])}{' en ' + _join(ruta[:-1]) if ruta[:-1] else ''}.",
            documento.origen(ruta[:-1]),
            "Agréguela.",
        )
    origen = documento.origen(ruta, key=item["loc"][-1:] == ("[key]",))
    hidden = check_text(str(value), origen, key=True) if kind == "string_pattern_mismatch" else None
    return hidden if hidden is not None else _value_problem(kind, value, item, where, origen)


def _join(ruta: Ruta) -> str:
    return quote(" → ".join(str(step) if isinstance(step, str) else f"n.º {step + 1}" for step in ruta))


def _value_problem(kind: str, value: Any, item: Any, where: str, origen: Origen) -> Problema:  # noqa: ANN401
    context = item.get("ctx", {})
    if value is None and kind != "value_error":
        return Problema("valor_vacio", f"«{where}» está vacío.", origen, "Escriba el valor o quite la clave.")
    if kind in _KINDS:
        what, remedy = _KINDS[kind]
        article = "una" if what == "lista" else "un"
        return Problema("tipo_equivocado", f"«{where}» debe ser {article} {what} y dice {quote(value)}.", origen, remedy)
    if kind == "literal_error":
        allowed = [word.strip("'\" ") for word in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        written = [ESCRITAS.get(word, word) for word in allowed]
        return Problema("valor_no_permitido", f"«{where}» dice {quote(value)}, que no se admite.", origen, choices(str(value), written))
    if kind in _BOUNDS:
        words, key = _BOUNDS[kind]
        return Problema(
            "fuera_de_limites", f"«{where}» debe ser {words} {context[key]:g} y dice {quote(value)}.", origen, "Corrija el valor."
        )
    if kind == "string_pattern_mismatch":
        return Problema(
            "forma_no_valida",
            f"«{where}» dice {quote(value)}, que no tiene la forma debida.",
            origen,
            _pattern_help(str(context.get("pattern"))),
        )
    if kind in ("string_too_short", "too_short", "too_long"):
        message = f"«{where}» está vacío." if kind == "string_too_short" else f"«{where}» tiene {context.get('actual_length')} elementos."
        return Problema("valor_vacio", message, origen, _length_help(kind, context))
    if kind == "value_error":
        message = str(context.get("error", ""))
        subject = f"«{where}»" if where else "El archivo"
        said = "" if isinstance(value, dict) else f" y dice {quote(value)}"
        return Problema("valor_no_permitido", f"{subject}: {message}{said}.", origen, "Corrija el valor.")
    return Problema("valor_no_permitido", f"«{where}» dice {quote(value)}, que no se admite.", origen, "Compárelo con la guía de formatos.")


def _pattern_help(pattern: str) -> str:
    helps = {
        "^[a-z]": "Use minúsculas sin acento, números y guion bajo, hasta 200; empiece con una letra.",
        "^[A-Za-z0-9]": "Use letras sin acento, números, guion y guion bajo, hasta 200.",
        "^[0-9]+": "Escriba tres números con puntos, como 1.0.0.",
        "^[A-Z]{2}": "Escriba el código de dos letras mayúsculas, como MX.",
        "^[0-9A-Za-z-]": "Escriba la clave con números o letras.",
    }
    return next((text for start, text in helps.items() if pattern.startswith(start)), "Compárelo con la guía de formatos.")


def _length_help(kind: str, context: dict[str, Any]) -> str:
    if kind == "too_short" and context.get("min_length"):
        return f"Se esperan al menos {context['min_length']}."
    if kind == "too_long" and context.get("max_length"):
        return f"Se esperan a lo más {context['max_length']}."
    return "Escriba el valor o quite la clave."


def _path_in_file(loc: tuple[str | int, ...], documento: Documento) -> list[str | int]:
    """Return the part of pydantic's location that exists in the file (it adds names of unions and validators)."""
    documento.require_places()
    node: Any = documento.datos
    ruta: list[str | int] = []
    for position, step in enumerate(loc):
        if isinstance(node, dict) and isinstance(step, str) and (step in node or position == len(loc) - 1) and step != "[key]":
            ruta.append(step)
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            ruta.append(step)
            node = node[step]
    return ruta


def _keys_at(model: type[Modelo], ruta: Ruta) -> tuple[str, ...]:
    """Return the keys that the model admits in the mapping at a path."""
    annotation: Any = model
    for step in ruta:
        current = model_in(annotation) if isinstance(step, str) else None
        if current is not None:
            annotation = current.model_fields[str(step)].annotation if step in current.model_fields else None
        else:
            annotation = inside(annotation)
    found = model_in(annotation)
    return tuple(found.model_fields) if found is not None else ()


def model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    """Return the model among what a field admits, if any."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) in (typing.Union, types.UnionType, typing.Annotated):
        return next((found for part in typing.get_args(annotation) if (found := model_in(part)) is not None), None)
    return None


def inside(annotation: Any) -> Any:  # noqa: ANN401
    """Return the type of the items of a list or of the values of a mapping."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType, typing.Annotated):
        return next((found for part in typing.get_args(annotation) if (found := inside(part)) is not None), None)
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if arguments else None

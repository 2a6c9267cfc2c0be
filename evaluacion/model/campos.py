"""What the fields of a model hold, to make a form of it: their shape, their kind, the words of their closed lists."""

from __future__ import annotations

import types
import typing
from typing import Annotated, Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from evaluacion.model.comun import Fecha, FechaParcial, IdRegistro, PeriodoTexto, SiNo, read_word

Clase = Literal["texto", "identificador", "palabra", "numero", "enteros", "fecha", "parcial", "periodo"]
SI, NO = "sí", "no"
_CLASES: dict[object, Clase] = {Fecha: "fecha", FechaParcial: "parcial", PeriodoTexto: "periodo", IdRegistro: "identificador"}


def shape_of(field: FieldInfo) -> tuple[Literal["grupo", "lista", "pares", "textos", "valor"], type[BaseModel] | None]:
    """Return what a field holds: a group of keys, a list of them, pairs, a list of values, or a value."""
    plain, _ = _strip(field.annotation, [])
    origin = typing.get_origin(plain)
    if isinstance(plain, type) and issubclass(plain, BaseModel):
        return "grupo", plain
    if origin is dict:
        return "pares", None
    if origin is tuple:
        item, _ = _strip(typing.get_args(plain)[0], [])
        return ("lista", item) if isinstance(item, type) and issubclass(item, BaseModel) else ("textos", None)
    return "valor", None


def inside(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any annotation
    """Return the types of what a list or a mapping holds."""
    return typing.get_args(_strip(annotation, [])[0])


def _strip(annotation: Any, notes: list[Any]) -> tuple[Any, list[Any]]:  # noqa: ANN401 - any annotation
    """Return a type without None and without its notes, and all the notes."""
    found = list(notes)
    while True:
        origin = typing.get_origin(annotation)
        if origin is Annotated:
            found += annotation.__metadata__
            annotation = annotation.__origin__
        elif origin in (typing.Union, types.UnionType):
            annotation = next(part for part in typing.get_args(annotation) if part is not type(None))
        else:
            return annotation, found


def clase_of(annotation: Any, notes: list[Any] | None = None) -> tuple[Clase, tuple[str, ...]]:  # noqa: ANN401 - any annotation
    """Return of which kind a value is, and the words of its closed list."""
    plain, found = _strip(annotation, notes or [])
    if typing.get_origin(plain) is Literal:
        return "palabra", tuple(_written(code, found) for code in typing.get_args(plain))
    if typing.get_args(SiNo)[1] in found:
        return "palabra", (SI, NO)
    if plain in (int, float):
        return "numero", ()
    return next((clase for known, clase in _CLASES.items() if typing.get_args(known)[1] in found), "texto"), ()


def _written(code: str, notes: list[Any]) -> str:
    """Return a word of a closed list as Spanish writes it."""
    extras = [extra for note in notes if isinstance(extra := getattr(note, "json_schema_extra", None), dict)]
    words = [str(word) for extra in extras for word in extra.get("enum", ())]
    return next((word for word in words if read_word(word) == code), code.replace("_", " "))

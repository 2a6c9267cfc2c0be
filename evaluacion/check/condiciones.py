"""Ways of looking that many rules share: a key that must be there, in the file or in each item of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, Duda, Falta, Juicio, Juzgar, Ruta
from evaluacion.model.comun import Modelo

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.model.estrategia import Objetivo
    from evaluacion.model.estrategia_partes import Accion
    from evaluacion.model.hallazgo import Severidad


_SCALARS = (str, int, float)
_GROUPS = (tuple, dict)
_NAMES = frozenset({"id", "eje", "objetivo", "tipo"})


def value_at(value: object, ruta: Sequence[str]) -> object:
    """Return the value at a path of attributes; None where any of it is missing."""
    for name in ruta:
        value = getattr(value, name, None)
        if value is None:
            return None
    return value


def is_empty(value: object) -> bool:
    """Whether nothing was written: absent, a list or mapping without entries, or a group whose keys are all blank."""
    if value is None:
        return True
    if isinstance(value, _SCALARS):
        return False
    if isinstance(value, _GROUPS):
        return not value
    return isinstance(value, Modelo) and all(map(is_empty, value.__dict__.values()))


def is_named_only(item: Modelo) -> bool:
    """Whether an item of a list says only its name, its kind or what it refers to: a link between blanks joins nothing."""
    for key, value in item.__dict__.items():  # noqa: SIM110 - half the cost of `all`, and every link asks
        if key not in _NAMES and not is_empty(value):
            return False
    return True


def joined(ruta: Ruta, *items: Objetivo | Accion) -> Juicio:
    """Return that what items refer to is right, or that it cannot be judged while one of them says nothing."""
    for item in items:
        if is_named_only(item):
            return Duda(ruta, f"«{item.id}» todavía no dice nada.")
    return BIEN


def requires(ruta: str, texto: str) -> Juzgar:
    """Return the look at one path of the file that must hold something."""
    path = tuple(ruta.split("."))

    def look(ctx: Contexto) -> Iterator[Juicio]:
        yield Falta(path, texto) if is_empty(value_at(ctx.estrategia, path)) else BIEN

    return look


def requires_each(lista: str, campo: str, texto: str, ninguno: str, *, severidad: Severidad | None = None) -> Juzgar:
    """Return the look at one key of each item of a list; `{id}` in the text is the item; without items there is a doubt."""
    path = tuple(campo.split("."))

    def look(ctx: Contexto) -> Iterator[Juicio]:
        items = getattr(ctx.estrategia, lista)
        if not items:
            yield Duda((lista,), ninguno)
        for position, item in enumerate(items):
            if is_empty(value_at(item, path)):
                yield Falta((lista, position, *path), texto.format(id=label_of(item)), severidad=severidad)
            else:
                yield BIEN

    return look


def requires_sheet(campo: str, texto: str) -> Juzgar:
    """Return the look at one key of the indicator of each objective; an objective without indicator leaves a doubt."""

    def look(ctx: Contexto) -> Iterator[Juicio]:
        if not ctx.estrategia.objetivos:
            yield Duda(("objetivos",), "No hay objetivos.")
        for position, objetivo in enumerate(ctx.estrategia.objetivos):
            if objetivo.indicador is None:
                yield Duda(("objetivos", position), f"El objetivo «{objetivo.id}» no tiene indicador.")
            elif is_empty(getattr(objetivo.indicador, campo)):
                yield Falta(("objetivos", position, "indicador", campo), texto.format(id=objetivo.id))
            else:
                yield BIEN

    return look


def label_of(item: object) -> str:
    """Return how an item is called: its id, its name, what it tells, or its kind."""
    return str(
        getattr(item, "id", None)
        or getattr(item, "nombre", None)
        or getattr(item, "descripcion", None)
        or getattr(item, "tipo", None)
        or ""
    )

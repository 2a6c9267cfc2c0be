"""How the rules about statements look: first the structured fields, which win, then what the text says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from evaluacion.base.problema import quote
from evaluacion.check.regla import BIEN, Duda, Falta, Juicio, Juzgar

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.model.estrategia import Objetivo

Estructura = Callable[["Objetivo", "Contexto", int], Juicio | None]
"""What the structured fields of an objective say; None: nothing, ask the text."""


def only_text(_objetivo: Objetivo, _ctx: Contexto, _posicion: int) -> Juicio | None:
    """Return nothing: no structured field answers."""
    return None


def with_target(objetivo: Objetivo, _ctx: Contexto, _posicion: int) -> Juicio | None:
    """Return that all is right when the target is written as data."""
    return BIEN if objetivo.meta is not None else None


def reads(codigo: str, texto: str, estructura: Estructura = only_text, *, parcial: bool = False) -> Juzgar:
    """Return the look at each objective: its fields, else the finding of that code that its statement has.

    Args:
        codigo: the rule.
        texto: what is said of the statement, with `{dicho}` where it is quoted.
        estructura: what the fields say.
        parcial: whether the fault is a matter of degree.
    """

    def look(ctx: Contexto) -> Iterator[Juicio]:
        if not ctx.estrategia.objetivos:
            yield Duda(("objetivos",), "No hay objetivos.")
        for posicion, objetivo in enumerate(ctx.estrategia.objetivos):
            found = estructura(objetivo, ctx, posicion)
            yield found if found is not None else _ask_text(ctx, posicion, objetivo)

    def _ask_text(ctx: Contexto, posicion: int, objetivo: Objetivo) -> Juicio:
        where = ("objetivos", posicion, "enunciado")
        if objetivo.enunciado is None:
            return Duda(where, f"El objetivo «{objetivo.id}» no tiene enunciado.")
        leido = ctx.enunciado(posicion)
        if leido is None:
            return Duda(where, f"El enunciado de «{objetivo.id}» no se leyó.")
        if any(item.regla == codigo for item in leido.hallazgos):
            return Falta(where, texto.format(dicho=quote(objetivo.enunciado, 80)), objetivo.enunciado, parcial=parcial)
        return BIEN

    return look

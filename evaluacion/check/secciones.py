"""Sections of a plan in which every key is to be said: how a rule looks at one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.condiciones import is_empty
from evaluacion.check.regla import BIEN, Falta, Juicio, Juzgar

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.model.comun import Modelo


def says_every_key(seccion: str, modelo: type[Modelo], sin_nada: str, sin_una: str) -> Juzgar:
    """Return the look at each key of a section.

    Args:
        seccion: the key of the section in the strategy.
        modelo: its class, whose fields are the keys.
        sin_nada: what is said when the section is empty.
        sin_una: what is said of a key left out, with `{clave}`; its description follows.
    """

    def look(ctx: Contexto) -> Iterator[Juicio]:
        written = getattr(ctx.estrategia, seccion)
        if written is None or is_empty(written):
            yield Falta((seccion,), sin_nada)
            return
        for name, field in modelo.model_fields.items():
            text = f"{sin_una.format(clave=name)}: {(field.description or '').lower()}"
            yield BIEN if getattr(written, name) else Falta((seccion, name), text)

    return look

"""How the rules about statements look: first the structured fields, which win, then what the text says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from evaluacion.base.problema import quote
from evaluacion.check.regla import BIEN, Ajena, Duda, Falta, Juicio, Juzgar

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.check.enunciado import Enunciado
    from evaluacion.check.regla import Ruta
    from evaluacion.model.estrategia import Objetivo

Estructura = Callable[["Objetivo", "Contexto", int], Juicio | None]
"""What the structured fields of an objective say; None: nothing, ask the text."""
Asunto = Callable[["Enunciado"], Juicio | str]
"""What a statement without the fault is worth: right when it says what the rule looks at; else why it cannot be judged."""
_UNSAID = frozenset({"sin_cantidad", "cantidad_vaga"})
_PERCENT = "%"


def only_text(_objetivo: Objetivo, _ctx: Contexto, _posicion: int) -> Juicio | None:
    """Return nothing: no structured field answers."""
    return None


def with_target(objetivo: Objetivo, _ctx: Contexto, _posicion: int) -> Juicio | None:
    """Return that all is right when the target is written as data."""
    return BIEN if objetivo.meta is not None else None


def a_verb(leido: Enunciado) -> Juicio | str:
    """Return that it is right when the statement has a verb."""
    return BIEN if leido.verbos else "no tiene verbo"


def a_quantity(leido: Enunciado) -> Juicio | str:
    """Return that it is right when the statement says how much, in figures or as a whole set."""
    is_said = bool(leido.cantidades) or not any(item.regla in _UNSAID for item in leido.hallazgos)
    return BIEN if is_said else "no dice cuánto"


def a_share(leido: Enunciado) -> Juicio | str:
    """Return that it is right when the statement gives a percentage; another quantity needs no base."""
    if a_quantity(leido) is not BIEN:
        return "no dice cuánto"
    is_share = any(item.unidad == _PERCENT for item in leido.cantidades)
    return BIEN if is_share else Ajena("Ningún objetivo da un porcentaje.")


def a_change(leido: Enunciado) -> Juicio | str:
    """Return that it is right when the statement says from how much to how much."""
    if not leido.cantidades:
        return "no dice cuánto"
    base = leido.linea_base
    return BIEN if base is not None and base.valor is not None else "no dice de cuánto se parte"


def a_deadline(leido: Enunciado) -> Juicio | str:
    """Return that it is right when the statement has a deadline with a day."""
    return BIEN if leido.plazo is not None and leido.plazo.fin is not None else "no dice para cuándo"


def reads(
    codigo: str,
    texto: str,
    asunto: Asunto,
    estructura: Estructura = only_text,
    *,
    respaldo: Estructura = only_text,
    parcial: bool = False,
) -> Juzgar:
    """Return the look at each objective: its fields, else the finding of that code that its statement has.

    Args:
        codigo: the rule.
        texto: what is said of the statement, with `{dicho}` where it is quoted.
        asunto: what the statement must say for its silence about the fault to be worth something.
        estructura: what the fields say.
        respaldo: what the fields say where the text does not let the rule judge.
        parcial: whether the fault is a matter of degree.
    """

    def look(ctx: Contexto) -> Iterator[Juicio]:
        if not ctx.estrategia.objetivos:
            yield Duda(("objetivos",), "No hay objetivos.")
        for posicion, objetivo in enumerate(ctx.estrategia.objetivos):
            found = estructura(objetivo, ctx, posicion)
            if found is None:
                found = _ask_text(ctx, posicion, objetivo)
            if type(found) is Duda:
                found = respaldo(objetivo, ctx, posicion) or found
            yield found

    def _ask_text(ctx: Contexto, posicion: int, objetivo: Objetivo) -> Juicio:
        where: Ruta = ("objetivos", posicion, "enunciado")
        leido = ctx.enunciado(posicion)
        if leido is None or objetivo.enunciado is None:
            return Duda(where, f"El objetivo «{objetivo.id}» no tiene enunciado.")
        if leido.has(codigo):
            return Falta(where, texto.format(dicho=quote(objetivo.enunciado, 80)), objetivo.enunciado, parcial=parcial)
        said = asunto(leido)
        return Duda(where, f"El enunciado de «{objetivo.id}» {said}.") if isinstance(said, str) else said

    return look

"""OBJ-09: el enunciado y los datos del objetivo no dicen lo mismo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.fechas import last_day
from evaluacion.check.regla import BIEN, Ajena, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


_SCALES = (1.0, 1e-2, 1e2, 1e3, 1e6, 1e9)
_CLOSE = 1e-9


def _look(ctx: Contexto) -> Iterator[Juicio]:
    both = [(position, item) for position, item in enumerate(ctx.estrategia.objetivos) if item.meta is not None and item.enunciado]
    if not both:
        yield Ajena("Ningún objetivo tiene a la vez enunciado y meta como dato.")
    for position, item in both:
        leido, where = ctx.enunciado(position), ("objetivos", position, "meta")
        if leido is None or item.meta is None:
            yield Duda(where, f"El enunciado de «{item.id}» no se leyó.")
            continue
        said = [end for quantity in leido.cantidades for end in (quantity.valor, quantity.hasta) if end is not None]
        base = item.linea_base.valor if item.linea_base is not None else None
        if said and not any(_is_same(value, item.meta.valor, base) for value in said):
            yield Falta(
                (*where, "valor"), f"La meta de «{item.id}» es {item.meta.valor:g} y su enunciado dice {said[0]:,.10g}.", item.meta.valor
            )
        end = leido.plazo.fin if leido.plazo is not None else None
        if end is not None and end != last_day(item.meta.periodo).isoformat():
            yield Falta(
                (*where, "periodo"), f"El plazo de «{item.id}» es {item.meta.periodo} y su enunciado dice {end}.", item.meta.periodo
            )
        else:
            yield BIEN


def _is_same(said: float, goal: float, base: float | None) -> bool:
    """Whether a quantity of the text is the target, in its unit or a larger one, or the change from the baseline to it."""
    wanted = [goal]
    if base is not None:
        wanted += [abs(goal - base)]
        wanted += [abs(goal - base) / abs(base) * 100, goal / base] if base else []
    return any(abs(said - value * scale) <= _CLOSE * max(1.0, abs(said)) for value in wanted for scale in _SCALES)


REGLA = Regla(
    codigo="OBJ-09",
    familia="revision_objetivos",
    pregunta="medible.concordancia",
    titulo="El enunciado y los datos del objetivo no dicen lo mismo",
    que="La cantidad o el plazo del enunciado no son los de la meta.",
    por_que="Quien lea la frase entenderá una meta y el tablero medirá otra.",
    fuente="decisión de esta herramienta: los campos mandan, y una contradicción con la frase se señala",
    mal="""\
objetivos: [{id: ied, enunciado: Captar 12 millones de dólares para 2027, meta: {periodo: 2027, valor: 10}}]
""",
    bien="""\
objetivos: [{id: ied, enunciado: Captar 10 millones de dólares para 2027, meta: {periodo: 2027, valor: 10}}]
""",
    remedio="Corrija el enunciado o la meta.",
    juzgar=_look,
    peso=2,
)

"""COH-03: un eje no tiene objetivos."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.condiciones import joined
from evaluacion.check.regla import LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto
    from evaluacion.model.estrategia import Objetivo


def _look(ctx: Contexto) -> Iterator[Juicio]:
    named: dict[str | None, list[Objetivo]] = {}
    for item in ctx.estrategia.objetivos:
        named.setdefault(item.eje, []).append(item)
    if not ctx.estrategia.ejes:
        yield Duda(("ejes",), "No hay ejes.")
    for position, eje in enumerate(ctx.estrategia.ejes):
        where = ("ejes", position)
        if eje.id in named:
            yield joined(where, *named[eje.id])
        else:
            yield Falta(where, f"Ningún objetivo es del eje «{eje.id}».")


REGLA = Regla(
    codigo="COH-03",
    familia="revision_coherencia",
    pregunta="cadena.ejes",
    titulo="Un eje no tiene objetivos",
    que="Ningún objetivo nombra ese eje.",
    por_que="Un eje sin objetivos es un título: no se puede cumplir ni incumplir.",
    fuente=f"{LIBRO}, cap. 1, paso 3",
    mal="""\
ejes: [{id: economia}, {id: cultura}]
objetivos: [{id: ied, eje: economia}]
""",
    bien="""\
ejes: [{id: economia}]
objetivos: [{id: ied, eje: economia}]
""",
    remedio="Agregue un objetivo del eje, o quite el eje.",
    juzgar=_look,
    peso=2,
)

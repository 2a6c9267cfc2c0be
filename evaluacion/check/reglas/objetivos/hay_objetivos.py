"""OBJ-01: no hay objetivos, o uno no dice nada."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.estrategia.objetivos:
        yield Falta(("objetivos",), "No hay objetivos.")
    for position, item in enumerate(ctx.estrategia.objetivos):
        is_said = item.enunciado is not None or item.meta is not None
        yield BIEN if is_said else Falta(("objetivos", position), f"El objetivo «{item.id}» no tiene enunciado ni meta.")


REGLA = Regla(
    codigo="OBJ-01",
    familia="revision_objetivos",
    pregunta="especifico.objetivos",
    titulo="No hay objetivos, o uno no dice nada",
    que="El archivo no tiene objetivos, o uno no tiene ni enunciado ni meta.",
    por_que="Los objetivos son el segundo paso del plan y de ellos cuelgan acciones, indicadores y presupuesto.",
    fuente=f"{LIBRO}, cap. 1, paso 2",
    mal="""\
objetivos: [{id: ied}]
""",
    bien="""\
objetivos: [{id: ied, enunciado: Captar 10 millones de USD en IED para 2027}]
""",
    remedio="Escriba el «enunciado» del objetivo: qué se logrará, cuánto y para cuándo.",
    juzgar=_look,
    peso=3,
)

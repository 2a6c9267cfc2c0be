"""OBJ-06: un objetivo no dice a qué prioridad sirve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, CUADERNO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.estrategia.objetivos:
        yield Duda(("objetivos",), "No hay objetivos.")
    whole = any(item.objetivo or item.ods for item in ctx.estrategia.alineacion)
    for position, item in enumerate(ctx.estrategia.objetivos):
        if item.objetivo_plan or item.ods:
            yield BIEN
            continue
        more = " La estrategia sí está alineada en general." if whole else ""
        text = f"El objetivo «{item.id}» no dice a qué objetivo del plan de desarrollo o a qué ODS sirve.{more}"
        yield Falta(("objetivos", position), text, parcial=whole, severidad="aviso" if whole else None)


REGLA = Regla(
    codigo="OBJ-06",
    familia="revision_objetivos",
    pregunta="relevante.prioridad",
    titulo="Un objetivo no dice a qué prioridad sirve",
    que="El objetivo no nombra un objetivo del plan de desarrollo ni un ODS.",
    por_que="Relevante es lo que sirve a una prioridad ya decidida: el objetivo internacional es un medio para uno de desarrollo.",
    fuente=f"{CUADERNO}, cap. IV, pasos 1 y 7",
    mal="""\
objetivos: [{id: ied}]
""",
    bien="""\
objetivos: [{id: ied, objetivo_plan: Atraer inversión, ods: [8]}]
""",
    remedio="Agregue «objetivo_plan» u «ods» al objetivo.",
    juzgar=_look,
)

"""EXC-04: una excepción está por vencer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from evaluacion.check.fechas import show_day
from evaluacion.check.regla import BIEN, Ajena, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.excepciones:
        yield Ajena("La estrategia no tiene excepciones.")

    for position, item in enumerate(ctx.excepciones):
        end = date.fromisoformat(item.hasta)
        left = (end - ctx.fecha).days
        if 0 <= left <= ctx.umbral("EXC-04", "dias"):
            text = f"La excepción de {item.regla} vence el {show_day(end)}: {_left(left)}."
            yield Falta(("excepciones", position, "hasta"), text, item.regla, parcial=True)
        else:
            yield BIEN


def _left(days: int) -> str:
    return "es el último día" if days == 0 else "queda 1 día" if days == 1 else f"quedan {days} días"


REGLA = Regla(
    codigo="EXC-04",
    familia="revision_coherencia",
    pregunta="excepciones.vigentes",
    titulo="Una excepción está por vencer",
    que="A la excepción le quedan treinta días o menos.",
    por_que="Avisar antes deja tiempo para arreglar lo exceptuado sin que la revisión falle de un día para otro.",
    fuente="decisión de esta herramienta: lo que se exceptúa se ve, se explica y caduca",
    mal="""\
fecha: 2026-12-15
ejes: [{id: a}, {id: b}, {id: c}, {id: d}]
excepciones: [{regla: EJE-03, motivo: Acuerdo de cabildo, hasta: 2026-12-31}]
""",
    bien="""\
fecha: 2026-06-15
ejes: [{id: a}, {id: b}, {id: c}, {id: d}]
excepciones: [{regla: EJE-03, motivo: Acuerdo de cabildo, hasta: 2026-12-31}]
""",
    remedio="Arregle lo exceptuado antes de esa fecha, o renueve la excepción.",
    juzgar=_look,
    severidad="aviso",
    umbrales={"dias": 30.0},
)

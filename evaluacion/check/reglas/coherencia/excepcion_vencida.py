"""EXC-03: una excepción venció."""

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
        if end < ctx.fecha:
            yield Falta(("excepciones", position, "hasta"), f"La excepción de {item.regla} venció el {show_day(end)}.", item.regla)
        else:
            yield BIEN


REGLA = Regla(
    codigo="EXC-03",
    familia="revision_coherencia",
    pregunta="excepciones.vigentes",
    titulo="Una excepción venció",
    que="La fecha «hasta» de la excepción ya pasó.",
    por_que="Lo que se exceptuó por un tiempo se tiene que volver a decidir, no heredar.",
    fuente="decisión de esta herramienta: lo que se exceptúa se ve, se explica y caduca",
    mal="""\
fecha: 2026-01-15
ejes: [{id: a}, {id: b}, {id: c}, {id: d}]
excepciones: [{regla: EJE-03, motivo: Acuerdo de cabildo, hasta: 2025-12-31}]
""",
    bien="""\
fecha: 2026-01-15
ejes: [{id: a}, {id: b}, {id: c}, {id: d}]
excepciones: [{regla: EJE-03, motivo: Acuerdo de cabildo, hasta: 2026-12-31}]
""",
    remedio="Arregle lo exceptuado, o renueve la excepción con su motivo.",
    juzgar=_look,
    peso=2,
)

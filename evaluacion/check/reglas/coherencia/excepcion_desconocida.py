"""EXC-02: una excepción nombra una regla que no existe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.problema import suggestion
from evaluacion.check.regla import BIEN, Ajena, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.excepciones:
        yield Ajena("La estrategia no tiene excepciones.")

    for position, item in enumerate(ctx.excepciones):
        if item.regla.startswith("EXC-"):
            text = f"De las reglas sobre excepciones, como «{item.regla}», no hay excepción."
            yield Falta(("excepciones", position, "regla"), text, item.regla, "Quítela, y corrija la excepción que esa regla señala.")
        elif item.regla in ctx.conocidas:
            yield BIEN
        else:
            remedy = suggestion(item.regla, sorted(ctx.conocidas))
            yield Falta(("excepciones", position, "regla"), f"No hay una regla «{item.regla}».", item.regla, remedy)


REGLA = Regla(
    codigo="EXC-02",
    familia="revision_coherencia",
    pregunta="excepciones.vigentes",
    titulo="Una excepción nombra una regla que no existe",
    que="El código de la excepción no es de ninguna regla, o es de una de las que miran las excepciones.",
    por_que="Quien la escribió cree que algo está exceptuado y no lo está.",
    fuente="decisión de esta herramienta: lo que se exceptúa se ve, se explica y caduca",
    mal="""\
excepciones: [{regla: EJE-3, motivo: Acuerdo de cabildo, hasta: 2030-12-31}]
""",
    bien="""\
ejes: [{id: a}, {id: b}, {id: c}, {id: d}]
excepciones: [{regla: EJE-03, motivo: Acuerdo de cabildo, hasta: 2030-12-31}]
""",
    remedio="Escriba el código como sale en la revisión.",
    juzgar=_look,
)

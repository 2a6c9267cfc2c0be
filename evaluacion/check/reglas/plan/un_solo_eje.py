"""EJE-02: hay un solo eje."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    ejes = ctx.estrategia.ejes
    if not ejes:
        yield Duda(("ejes",), "No hay ejes.")
    elif len(ejes) < (least := ctx.umbral("EJE-02", "minimo")):
        have = f"Hay un solo eje, «{ejes[0].id}»" if len(ejes) == 1 else f"Hay {len(ejes)} ejes"
        usual = least == REGLA.umbrales["minimo"]
        wanted = "se recomiendan dos o tres" if usual else f"se piden al menos {least:g}"
        yield Falta(("ejes",), f"{have}; {wanted}.", len(ejes), None if usual else f"Complete {least:g} ejes.", parcial=True)
    else:
        yield BIEN


REGLA = Regla(
    codigo="EJE-02",
    familia="revision_plan",
    pregunta="ejes.numero",
    titulo="Hay un solo eje",
    que="El plan tiene un único eje de acción.",
    por_que="No dispersa, pero tampoco es lo que el libro recomienda, que son dos o tres; con uno solo, un tropiezo detiene todo el plan.",
    fuente=f"{LIBRO}, cap. 1, paso 3",
    mal="""\
ejes: [{id: economia}]
""",
    bien="""\
ejes: [{id: economia}, {id: cultura}]
""",
    remedio="Agregue un segundo eje, si el plan lo admite.",
    juzgar=_look,
    severidad="aviso",
    umbrales={"minimo": 2.0},
)

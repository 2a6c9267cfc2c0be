"""RIE-01: falta considerar un tipo de riesgo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.condiciones import is_named_only
from evaluacion.check.regla import BIEN, CUADERNO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


TIPOS = (
    ("político o institucional", {"politico", "institucional"}),
    ("económico", {"economico"}),
    ("ambiental", {"ambiental"}),
    ("de infraestructura", {"infraestructura"}),
)
"""The four types of risk of the source, each with the words of a file that are of it."""
_FROM_ZERO = "Escriba en «riesgos» al menos uno político o institucional, uno económico, uno ambiental y uno de infraestructura."


def _look(ctx: Contexto) -> Iterator[Juicio]:
    present = {item.tipo for item in ctx.estrategia.riesgos}
    told = {item.tipo for item in ctx.estrategia.riesgos if not is_named_only(item)}
    if not present:
        yield Falta(("riesgos",), "No se consideró ningún riesgo.", remedio=_FROM_ZERO)
        return
    for shown, kinds in TIPOS:
        if told & kinds:
            yield BIEN
        elif present & kinds:
            yield Duda(("riesgos",), f"Del riesgo {shown} solo se dice su tipo.")
        else:
            yield Falta(("riesgos",), f"No se consideró ningún riesgo {shown}.", shown)


REGLA = Regla(
    codigo="RIE-01",
    familia="revision_entorno",
    pregunta="riesgos.tipos",
    titulo="Falta considerar un tipo de riesgo",
    que="No hay riesgos, o no se consideró alguno de los cuatro tipos.",
    por_que="El cuaderno pide mirar cuatro tipos; el que no se mira es el que sorprende.",
    fuente=f"{CUADERNO}, cap. IV, paso 9",
    mal="""\
riesgos: [{tipo: político, descripcion: Cambio de gobierno}]
""",
    bien="""\
riesgos: [{tipo: político}, {tipo: económico}, {tipo: ambiental}, {tipo: infraestructura}]
""",
    remedio="Agregue un riesgo de ese tipo; si de verdad no hay, escríbalo con probabilidad baja.",
    juzgar=_look,
    severidad="aviso",
)

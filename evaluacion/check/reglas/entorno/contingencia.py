"""RIE-03: un riesgo probable no tiene contingencia."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, CUADERNO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


_ORDER = {"alta": 0, "media": 1}


def _look(ctx: Contexto) -> Iterator[Juicio]:
    likely = [(position, item) for position, item in enumerate(ctx.estrategia.riesgos) if item.probabilidad]
    if not likely:
        yield Duda(("riesgos",), "Ningún riesgo dice su probabilidad.")
    for position, item in sorted(likely, key=lambda entry: _ORDER.get(entry[1].probabilidad or "", 2)):
        if item.contingencia or item.probabilidad == "baja":
            yield BIEN
            continue
        text = f"El riesgo «{item.descripcion or item.tipo}», de probabilidad {item.probabilidad}, no tiene contingencia."
        half = item.probabilidad == "media"
        yield Falta(("riesgos", position), text, item.probabilidad, parcial=half, severidad="aviso" if half else None)


REGLA = Regla(
    codigo="RIE-03",
    familia="revision_entorno",
    pregunta="riesgos.contingencia",
    titulo="Un riesgo probable no tiene contingencia",
    que="Un riesgo de probabilidad alta o media no dice qué se hará si ocurre.",
    por_que="Los planes alternos se preparan primero para lo que es más probable; por eso el riesgo alto es falla y el medio, aviso.",
    fuente=f"{CUADERNO}, cap. IV, paso 9",
    mal="""\
riesgos: [{tipo: político, descripcion: Cambio de gobierno, probabilidad: alta}]
""",
    bien="""\
riesgos: [{tipo: político, descripcion: Cambio de gobierno, probabilidad: alta, contingencia: Reunión de traspaso con el equipo electo}]
""",
    remedio="Escriba en «contingencia» qué se hará y quién.",
    juzgar=_look,
    peso=3,
)

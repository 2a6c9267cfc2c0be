"""EJE-03: más de tres ejes dispersan el esfuerzo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    ejes, most = ctx.estrategia.ejes, int(ctx.umbral("EJE-03", "maximo"))
    if not ejes:
        yield Duda(("ejes",), "No hay ejes.")
    elif len(ejes) > most:
        yield Falta(("ejes", most), f"Hay {len(ejes)} ejes y se recomiendan a lo más {most}: este es el primero que sobra.", len(ejes))
    else:
        yield BIEN


REGLA = Regla(
    codigo="EJE-03",
    familia="revision_plan",
    pregunta="ejes.numero",
    titulo="Más de tres ejes dispersan el esfuerzo",
    que="El plan tiene más de tres ejes de acción.",
    por_que="El libro pide elegir dos o tres para no dispersarse: con más, los recursos no alcanzan para ninguno.",
    fuente=f"{LIBRO}, cap. 1, paso 3",
    mal="""\
ejes: [{id: economia}, {id: cultura}, {id: ambiente}, {id: turismo}]
""",
    bien="""\
ejes: [{id: economia}, {id: cultura}, {id: ambiente}]
""",
    remedio="Junte ejes afines o deje para después los menos urgentes.",
    juzgar=_look,
    peso=3,
    umbrales={"maximo": 3.0},
)

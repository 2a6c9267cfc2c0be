"""PLAN-11: la unidad tiene menos personas de las que se recomiendan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    estructura, least = ctx.estrategia.estructura, ctx.umbral("PLAN-11", "minimo")
    if estructura is None or not estructura.unidad:
        yield Duda(("estructura",), "No se dice que haya una unidad.")
    elif estructura.personal is None:
        yield Falta(("estructura", "personal"), "No se dice cuántas personas tiene la unidad.")
    elif estructura.personal < least:
        people = "persona" if estructura.personal == 1 else "personas"
        text = f"La unidad tiene {estructura.personal:g} {people} y se recomiendan al menos {least:g}."
        remedy = f"Asigne al menos {least:g} personas, o declare «perfil: enlace» si solo hay un enlace."
        yield Falta(("estructura", "personal"), text, remedio=None if least == REGLA.umbrales["minimo"] else remedy, parcial=True)
    else:
        yield BIEN


REGLA = Regla(
    codigo="PLAN-11",
    familia="revision_plan",
    pregunta="estructura.personal",
    titulo="La unidad tiene menos personas de las que se recomiendan",
    que="La unidad de internacionalización tiene menos de dos personas, o no se dice cuántas.",
    por_que="El libro considera suficiente una unidad pequeña, de dos o tres personas; con una sola, la unidad se detiene cuando esa persona falta.",
    fuente=f"{LIBRO}, cap. 1, paso 4",
    mal="""\
estructura: {unidad: Oficina de asuntos internacionales, personal: 1}
""",
    bien="""\
estructura: {unidad: Oficina de asuntos internacionales, personal: 2}
""",
    remedio="Asigne al menos dos personas, o declare «perfil: enlace» si solo hay un enlace.",
    juzgar=_look,
    severidad="aviso",
    umbrales={"minimo": 2.0},
    exenta={
        "sin_oficina": "el libro propone a quien no puede pagar una oficina trabajar en red con otros municipios",
        "enlace": "el libro admite que una sola persona sirva de enlace cuando el presupuesto no da para una oficina",
    },
)

"""PLAN-16: falta algún elemento de la planificación."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.condiciones import is_empty
from evaluacion.check.regla import BIEN, LIBRO, Falta, Juicio, Regla
from evaluacion.model.estrategia_partes import Elementos

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    elementos = ctx.estrategia.elementos
    if elementos is None or is_empty(elementos):
        yield Falta(("elementos",), "No se dice nada de los demás elementos de la planificación.")
        return
    for name, field in Elementos.model_fields.items():
        text = f"No se dice nada de «{name}»: {(field.description or '').lower()}"
        yield BIEN if getattr(elementos, name) else Falta(("elementos", name), text)


REGLA = Regla(
    codigo="PLAN-16",
    familia="revision_plan",
    pregunta="permanencia.elementos",
    titulo="Falta algún elemento de la planificación",
    que="La sección de elementos no existe o deja sin decir alguno.",
    por_que="El libro enumera los elementos de una planificación estratégica; los que no tienen otra clave en este archivo se escriben aquí.",
    fuente=f"{LIBRO}, cap. 4, elementos de la planificación estratégica",
    mal="""\
elementos: {cartera: Doce proyectos}
""",
    bien="""\
elementos: {voluntad_politica: A, transversalidad: B, politica_exterior: C, fondos: D, capacitacion: E, region: F, cartera: G, atractividad: H, redes: I, multilateralismo: J, gobernanza: K}
""",
    remedio="Escriba una frase en cada elemento, o exceptúe la regla con su motivo.",
    juzgar=_look,
    severidad="aviso",
)

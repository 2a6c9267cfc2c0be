"""PLAN-15: falta algún frente de la sostenibilidad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.condiciones import is_empty
from evaluacion.check.regla import BIEN, CUADERNO, Falta, Juicio, Regla
from evaluacion.model.estrategia_partes import Sostenibilidad

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    sostenibilidad = ctx.estrategia.sostenibilidad
    if sostenibilidad is None or is_empty(sostenibilidad):
        yield Falta(("sostenibilidad",), "No se dice qué hará durar la estrategia.")
        return
    for name, field in Sostenibilidad.model_fields.items():
        text = f"La sostenibilidad no dice nada de «{name}»: {(field.description or '').lower()}"
        yield BIEN if getattr(sostenibilidad, name) else Falta(("sostenibilidad", name), text)


REGLA = Regla(
    codigo="PLAN-15",
    familia="revision_plan",
    pregunta="permanencia.frentes",
    titulo="Falta algún frente de la sostenibilidad",
    que="La sección de sostenibilidad no existe o deja sin decir alguno de sus ocho frentes.",
    por_que="El cuaderno reúne ocho frentes de los que depende que una estrategia sobreviva al gobierno que la hizo.",
    fuente=f"{CUADERNO}, cap. II, idea 11, y cap. IV, paso 16",
    mal="""\
sostenibilidad: {vision: Acuerdo ciudadano a 2040}
""",
    bien="""\
sostenibilidad: {vision: A, apropiacion: B, liderazgo: C, instrumentos: D, capacidades: E, contexto: F, espacios: G, ajustes: H}
""",
    remedio="Escriba una frase en cada frente de «sostenibilidad».",
    juzgar=_look,
    severidad="aviso",
)

"""PLAN-15: falta algún frente de la sostenibilidad."""

from __future__ import annotations

from evaluacion.check.regla import CUADERNO, Regla
from evaluacion.check.secciones import says_every_key
from evaluacion.model.estrategia_partes import Sostenibilidad

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
    juzgar=says_every_key(
        "sostenibilidad", Sostenibilidad, "No se dice qué hará durar la estrategia.", "La sostenibilidad no dice nada de «{clave}»"
    ),
    severidad="aviso",
)

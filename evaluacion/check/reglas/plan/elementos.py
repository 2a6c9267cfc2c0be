"""PLAN-16: falta algún elemento de la planificación."""

from __future__ import annotations

from evaluacion.check.regla import LIBRO, Regla
from evaluacion.check.secciones import says_every_key
from evaluacion.model.estrategia_partes import Elementos

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
    juzgar=says_every_key(
        "elementos", Elementos, "No se dice nada de los demás elementos de la planificación.", "No se dice nada de «{clave}»"
    ),
    severidad="aviso",
)

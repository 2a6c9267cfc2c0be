"""COM-02: no hay comunicación hacia fuera."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="COM-02",
    familia="revision_entorno",
    pregunta="comunicacion.externa",
    titulo="No hay comunicación hacia fuera",
    que="No se dice cómo se informa a la ciudadanía.",
    por_que="Casi todas las dudas sobre la acción internacional nacen de que nadie explicó para qué sirve.",
    fuente=f"{LIBRO}, cap. 4, elementos de la planificación, «Estrategia de comunicación»",
    mal="""\
comunicacion: {interna: Reunión trimestral}
""",
    bien="""\
comunicacion: {externa: Boletín mensual con resultados}
""",
    remedio="Escriba en «comunicacion: externa» cómo se informa a la ciudadanía.",
    juzgar=requires("comunicacion.externa", "No se dice cómo se informa a la ciudadanía."),
)

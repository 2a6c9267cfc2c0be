"""COM-01: no hay comunicación hacia dentro."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="COM-01",
    familia="revision_entorno",
    pregunta="comunicacion.interna",
    titulo="No hay comunicación hacia dentro",
    que="No se dice cómo se informa a la propia administración.",
    por_que="El público de la propia administración puede ser el más difícil de convencer; por él se empieza.",
    fuente=f"{CUADERNO}, cap. II, idea 8",
    mal="""\
comunicacion: {externa: Boletín mensual}
""",
    bien="""\
comunicacion: {interna: Reunión trimestral con las áreas}
""",
    remedio="Escriba en «comunicacion: interna» cómo se informa a las áreas.",
    juzgar=requires("comunicacion.interna", "No se dice cómo se informa dentro del gobierno."),
)

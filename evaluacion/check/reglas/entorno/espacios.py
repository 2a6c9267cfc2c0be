"""DIA-01: no hay espacios de diálogo."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="DIA-01",
    familia="revision_entorno",
    pregunta="dialogo.espacios",
    titulo="No hay espacios de diálogo",
    que="No se dice dónde conversan el gobierno y los actores.",
    por_que="El plan se construye en talleres con los actores, y espacios permanentes lo sostienen después.",
    fuente=f"{LIBRO}, cap. 4, elementos de la planificación, «Organización de diálogos participativos»",
    mal="""\
titulo: Estrategia internacional
""",
    bien="""\
dialogo: {espacios: [{nombre: Consejo consultivo}]}
""",
    remedio="Agregue a «dialogo: espacios» al menos uno.",
    juzgar=requires("dialogo.espacios", "No hay espacios de diálogo con los actores."),
    peso=2,
)

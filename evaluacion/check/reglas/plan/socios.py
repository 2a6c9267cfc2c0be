"""EJE-04: un eje no tiene socios clave."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="EJE-04",
    familia="revision_plan",
    pregunta="ejes.socios",
    titulo="Un eje no tiene socios clave",
    que="Un eje no dice con quién se trabajará.",
    por_que="Cada eje se escribe con sus acciones concretas y sus socios; un eje sin socios se queda en intención.",
    fuente=f"{LIBRO}, cap. 1, paso 3, tabla de ejes",
    mal="""\
ejes: [{id: economia, nombre: Atracción de inversión}]
""",
    bien="""\
ejes: [{id: economia, socios: [Cámara de industria]}]
""",
    remedio="Agregue «socios» al eje.",
    juzgar=requires_each("ejes", "socios", "El eje «{id}» no dice sus socios clave.", "No hay ejes."),
    severidad="aviso",
)

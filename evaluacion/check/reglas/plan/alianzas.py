"""PLAN-13: no se mencionan alianzas."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="PLAN-13",
    familia="revision_plan",
    pregunta="estructura.alianzas",
    titulo="No se mencionan alianzas",
    que="No se dice con qué instituciones o redes se apoya el gobierno.",
    por_que="La cancillería y las redes de ciudades ponen lo que un gobierno local no tiene: contactos, asesoría y respaldo jurídico.",
    fuente=f"{LIBRO}, cap. 1, paso 4",
    mal="""\
estructura: {unidad: Oficina de asuntos internacionales}
""",
    bien="""\
estructura: {alianzas: [Secretaría de Relaciones Exteriores]}
""",
    remedio="Anote en «estructura: alianzas» con quién se trabaja.",
    juzgar=requires("estructura.alianzas", "No se dice con qué instituciones o redes hay alianza."),
    severidad="aviso",
)

"""RIE-02: un riesgo no dice su probabilidad."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="RIE-02",
    familia="revision_entorno",
    pregunta="riesgos.probabilidad",
    titulo="Un riesgo no dice su probabilidad",
    que="Un riesgo no dice si su probabilidad es alta, media o baja.",
    por_que="La probabilidad decide qué se prepara primero; sin ella todos los riesgos pesan igual.",
    fuente=f"{CUADERNO}, cap. IV, paso 9",
    mal="""\
riesgos: [{tipo: político, descripcion: Cambio de gobierno}]
""",
    bien="""\
riesgos: [{tipo: político, descripcion: Cambio de gobierno, probabilidad: alta}]
""",
    remedio="Agregue «probabilidad»: alta, media o baja.",
    juzgar=requires_each("riesgos", "probabilidad", "El riesgo «{id}» no dice su probabilidad.", "No hay riesgos."),
)

"""ACC-01: una acción no tiene responsable."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="ACC-01",
    familia="revision_plan",
    pregunta="acciones.responsable",
    titulo="Una acción no tiene responsable",
    que="Una acción no dice qué área o persona responde por ella.",
    por_que="En la tabla de implementación cada acción va con su año y su responsable: lo que es de todos no lo hace nadie.",
    fuente=f"{LIBRO}, cap. 1, paso 5, tabla de tres años",
    mal="""\
acciones: [{id: feria, accion: Ir a la feria}]
""",
    bien="""\
acciones: [{id: feria, accion: Ir a la feria, responsable: Secretaría de Economía}]
""",
    remedio="Agregue «responsable» a la acción.",
    juzgar=requires_each("acciones", "responsable", "La acción «{id}» no tiene responsable.", "No hay acciones."),
    peso=2,
)

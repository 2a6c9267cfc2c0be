"""OBJ-08: un objetivo no tiene responsable."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="OBJ-08",
    familia="revision_objetivos",
    pregunta="especifico.responsable",
    titulo="Un objetivo no tiene responsable",
    que="El objetivo no dice qué área o persona responde por él.",
    por_que="Cada área atiende lo suyo según sus atribuciones; el objetivo sin área no lo atiende ninguna.",
    fuente=f"{LIBRO}, cap. 1, paso 4",
    mal="""\
objetivos: [{id: ied}]
""",
    bien="""\
objetivos: [{id: ied, responsable: Secretaría de Economía}]
""",
    remedio="Agregue «responsable» al objetivo.",
    juzgar=requires_each("objetivos", "responsable", "El objetivo «{id}» no tiene responsable.", "No hay objetivos."),
)

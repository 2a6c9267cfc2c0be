"""OBJ-05: un objetivo no dice su eje."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="OBJ-05",
    familia="revision_objetivos",
    pregunta="relevante.eje",
    titulo="Un objetivo no dice su eje",
    que="El objetivo no nombra un eje de acción.",
    por_que="Los ejes se eligen para no dispersarse; el objetivo que no está en ninguno es dispersión.",
    fuente=f"{LIBRO}, cap. 1, paso 3",
    mal="""\
objetivos: [{id: ied}]
""",
    bien="""\
objetivos: [{id: ied, eje: economia}]
""",
    remedio="Agregue «eje» con el identificador de uno de los ejes.",
    juzgar=requires_each("objetivos", "eje", "El objetivo «{id}» no dice a qué eje pertenece.", "No hay objetivos."),
)

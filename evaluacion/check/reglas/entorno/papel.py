"""ACT-03: un actor no tiene papel."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="ACT-03",
    familia="revision_entorno",
    pregunta="actores.papel",
    titulo="Un actor no tiene papel",
    que="Un actor no dice qué hace o qué puede hacer.",
    por_que="Un mapa aclara el papel de cada quien; una lista de nombres no dice a quién llamar ni para qué.",
    fuente=f"{CUADERNO}, cap. IV, paso 2",
    mal="""\
actores: [{nombre: Universidad local}]
""",
    bien="""\
actores: [{nombre: Universidad local, papel: Forma al personal}]
""",
    remedio="Agregue «papel» al actor.",
    juzgar=requires_each("actores", "papel", "El actor «{id}» no dice su papel.", "No hay actores."),
    severidad="aviso",
)

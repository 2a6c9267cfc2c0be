"""verbo_vago: el verbo no se puede observar."""

from __future__ import annotations

from evaluacion.check.enunciados import a_verb, reads
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="verbo_vago",
    familia="revision_objetivos",
    pregunta="especifico.verbo",
    titulo="El verbo no se puede observar",
    que="El enunciado dice promover, fomentar, impulsar u otro verbo cuyo cumplimiento no se ve.",
    por_que="Impulsar se cumple siempre; firmar tres acuerdos se cumple o no.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Promover 3 acuerdos con ciudades para 2028"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos con ciudades para 2028"}]
""",
    remedio="Cambie el verbo por uno que se pueda comprobar.",
    juzgar=reads("verbo_vago", "{dicho} usa un verbo que no se puede observar.", a_verb, parcial=True),
    severidad="aviso",
)

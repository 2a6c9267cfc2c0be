"""sin_verbo: el objetivo no tiene verbo."""

from __future__ import annotations

from evaluacion.check.enunciados import a_verb, reads
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="sin_verbo",
    familia="revision_objetivos",
    pregunta="especifico.verbo",
    titulo="El objetivo no tiene verbo",
    que="El enunciado no dice qué se hará.",
    por_que="Un tema no es un objetivo: sin acción no hay qué lograr.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Tres acuerdos con ciudades para 2028"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos con ciudades para 2028"}]
""",
    remedio="Empiece con lo que se hará: firmar, captar, reducir, formar o abrir.",
    juzgar=reads("sin_verbo", "{dicho} no dice qué se hará: le falta un verbo.", a_verb),
)

"""sin_plazo: el objetivo no tiene plazo."""

from __future__ import annotations

from evaluacion.check.enunciados import a_deadline, reads, with_target
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="sin_plazo",
    familia="revision_objetivos",
    pregunta="temporal.plazo",
    titulo="El objetivo no tiene plazo",
    que="Ni el enunciado ni la meta dicen para cuándo.",
    por_que="Lo que no tiene fecha no se incumple nunca.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos con ciudades"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos con ciudades para 2028"}]
""",
    remedio="Diga para cuándo: año, semestre o día.",
    juzgar=reads("sin_plazo", "{dicho} no dice para cuándo.", a_deadline, with_target),
    peso=3,
)

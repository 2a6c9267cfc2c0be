"""doble_objetivo: el enunciado tiene más de un objetivo."""

from __future__ import annotations

from evaluacion.check.enunciados import a_verb, reads
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="doble_objetivo",
    familia="revision_objetivos",
    pregunta="especifico.uno",
    titulo="El enunciado tiene más de un objetivo",
    que="La frase junta dos logros que se pueden cumplir por separado.",
    por_que="Si se cumple uno y otro no, nadie sabe qué poner en el tablero.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos y capacitar a 50 funcionarios para 2028"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos con ciudades para 2028"}]
""",
    remedio="Escriba un objetivo por cada logro.",
    juzgar=reads("doble_objetivo", "{dicho} junta más de un objetivo.", a_verb),
)

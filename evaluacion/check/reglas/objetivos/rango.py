"""rango: la meta es un rango."""

from __future__ import annotations

from evaluacion.check.enunciados import a_quantity, reads, with_target
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="rango",
    familia="revision_objetivos",
    pregunta="medible.cantidad",
    titulo="La meta es un rango",
    que="El enunciado da dos cantidades, de una a otra.",
    por_que="Con un rango se cumple desde el extremo más fácil; conviene decir cuál es la meta.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Firmar entre 3 y 5 acuerdos para 2028"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos para 2028"}]
""",
    remedio="Elija la meta, y deje el otro extremo como aspiración.",
    juzgar=reads("rango", "{dicho} da un rango en vez de una meta.", a_quantity, with_target, parcial=True),
    severidad="aviso",
)

"""numero_ambiguo: el número se puede leer de dos maneras."""

from __future__ import annotations

from evaluacion.check.enunciados import a_quantity, reads, with_target
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="numero_ambiguo",
    familia="revision_objetivos",
    pregunta="medible.cantidad",
    titulo="El número se puede leer de dos maneras",
    que="El enunciado escribe un número con un punto y tres cifras, como 1.500.",
    por_que="En México el punto separa decimales; en otros países, miles: la misma meta puede ser mil veces otra.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Capacitar a 1.500 personas para 2028"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Capacitar a 1,500 personas para 2028"}]
""",
    remedio="Escriba los miles con coma, 1,500, o sin separador, 1500.",
    juzgar=reads("numero_ambiguo", "{dicho} da un número que se puede leer de dos maneras.", a_quantity, with_target, parcial=True),
    severidad="aviso",
)

"""fecha_inexistente: la fecha no existe."""

from __future__ import annotations

from evaluacion.check.enunciados import a_deadline, reads, with_target
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="fecha_inexistente",
    familia="revision_objetivos",
    pregunta="temporal.plazo",
    titulo="La fecha no existe",
    que="El enunciado da un día que no está en el calendario.",
    por_que="Es un error de dedo que deja el plazo en duda.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos a más tardar el 31 de junio de 2027"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos a más tardar el 30 de junio de 2027"}]
""",
    remedio="Corrija el día.",
    juzgar=reads("fecha_inexistente", "{dicho} da una fecha que no existe.", a_deadline, respaldo=with_target),
)

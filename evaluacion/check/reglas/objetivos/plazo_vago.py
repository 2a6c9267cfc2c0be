"""plazo_vago: el plazo no es una fecha."""

from __future__ import annotations

from evaluacion.check.enunciados import a_deadline, reads, with_target
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="plazo_vago",
    familia="revision_objetivos",
    pregunta="temporal.plazo",
    titulo="El plazo no es una fecha",
    que="El enunciado dice pronto, a mediano plazo u otro plazo sin fecha.",
    por_que="A mediano plazo no vence ningún día.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos a mediano plazo"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos para 2028"}]
""",
    remedio="Cambie el plazo por un año, un semestre o un día.",
    juzgar=reads("plazo_vago", "{dicho} da un plazo sin fecha.", a_deadline, with_target),
    peso=2,
)

"""EJE-01: no hay ejes de acción."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="EJE-01",
    familia="revision_plan",
    pregunta="ejes.numero",
    titulo="No hay ejes de acción",
    que="El archivo no tiene ejes.",
    por_que="Los ejes ordenan los objetivos y dicen qué queda fuera; sin ellos todo parece prioritario.",
    fuente=f"{LIBRO}, cap. 1, paso 3",
    mal="""\
ejes: []
""",
    bien="""\
ejes: [{id: economia}, {id: cultura}]
""",
    remedio="Escriba dos o tres ejes.",
    juzgar=requires("ejes", "No hay ejes de acción."),
    peso=3,
)

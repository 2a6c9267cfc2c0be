"""PLAN-09: no se estudió ningún referente."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="PLAN-09",
    familia="revision_plan",
    pregunta="rumbo.referentes",
    titulo="No se estudió ningún referente",
    que="El archivo no menciona experiencias de otras ciudades que se hayan estudiado.",
    por_que="Aprender de pares ahorra errores: es un paso de la planeación, formal o informal.",
    fuente=f"{CUADERNO}, cap. IV, paso 8",
    mal="""\
titulo: Estrategia internacional
""",
    bien="""\
referentes: [Visita técnica a una ciudad con el mismo problema]
""",
    remedio="Anote en «referentes» qué experiencias se estudiaron.",
    juzgar=requires("referentes", "No se dice qué experiencias de otras ciudades se estudiaron."),
    severidad="aviso",
)

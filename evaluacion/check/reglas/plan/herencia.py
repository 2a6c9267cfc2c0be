"""PLAN-03: no se revisó lo que dejaron gobiernos anteriores."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="PLAN-03",
    familia="revision_plan",
    pregunta="diagnostico.herencia",
    titulo="No se revisó lo que dejaron gobiernos anteriores",
    que="El diagnóstico no dice qué acuerdos, alianzas y proyectos internacionales ya existían.",
    por_que="Cada gobierno que empieza de cero pierde relaciones hechas; revisar la memoria permite continuar, reactivar o cerrar.",
    fuente=f"{LIBRO}, cap. 4, elementos de la planificación, «Inventario-diagnóstico»",
    mal="""\
diagnostico: {fortalezas: [Puerto]}
""",
    bien="""\
diagnostico: {herencia: Doce acuerdos revisados y cuatro se continúan}
""",
    remedio="Haga el inventario de acuerdos y proyectos y resúmalo en «diagnostico: herencia».",
    juzgar=requires("diagnostico.herencia", "No se dice qué se revisó de gobiernos anteriores."),
    severidad="aviso",
)

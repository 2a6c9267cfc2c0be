"""PLAN-02: no hay perfil del territorio."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="PLAN-02",
    familia="revision_plan",
    pregunta="diagnostico.perfil",
    titulo="No hay perfil del territorio",
    que="El diagnóstico no menciona el documento con el perfil del estado o municipio.",
    por_que="El perfil sirve para conocerse y para presentarse: acompaña la carta con que se propone la relación a otra ciudad.",
    fuente=f"{LIBRO}, cap. 1, paso 5",
    mal="""\
diagnostico: {fortalezas: [Puerto]}
""",
    bien="""\
diagnostico: {perfil: Perfil municipal 2025}
""",
    remedio="Elabore el perfil del territorio y anote en «diagnostico: perfil» cuál es.",
    juzgar=requires("diagnostico.perfil", "No se dice qué documento tiene el perfil del territorio."),
    severidad="aviso",
)

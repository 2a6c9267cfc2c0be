"""PLAN-12: el área a cargo no tiene presupuesto asignado."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="PLAN-12",
    familia="revision_plan",
    pregunta="estructura.presupuesto",
    titulo="El área a cargo no tiene presupuesto asignado",
    que="No se dice con qué dinero cuenta el área a cargo.",
    por_que="Sin fondos propios, estatales o de cooperación, lo planeado depende de lo que sobre cada año.",
    fuente=f"{LIBRO}, cap. 1, paso 4",
    mal="""\
estructura: {unidad: Oficina de asuntos internacionales}
""",
    bien="""\
estructura: {presupuesto: {monto: 1200000, moneda: MXN}}
""",
    remedio="Diga en «estructura: presupuesto» cuánto se asigna y de dónde sale.",
    juzgar=requires("estructura.presupuesto", "No se dice qué presupuesto tiene asignado el área a cargo."),
    exenta={
        "sin_oficina": "el libro propone a quien no puede pagar una oficina trabajar en red con otros municipios",
        "enlace": "el libro admite que una sola persona sirva de enlace cuando el presupuesto no da para una oficina",
    },
)

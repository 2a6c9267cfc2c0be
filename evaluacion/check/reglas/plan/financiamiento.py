"""PLAN-14: no se dice de dónde sale el dinero."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="PLAN-14",
    familia="revision_plan",
    pregunta="estructura.financiamiento",
    titulo="No se dice de dónde sale el dinero",
    que="El presupuesto de la estrategia no dice sus fuentes.",
    por_que="Los medios para financiar se piensan desde el inicio: presupuesto propio, fondo con patrimonio aparte o recursos conjuntos.",
    fuente=f"{CUADERNO}, cap. IV, paso 15",
    mal="""\
presupuesto: {total: 3000000, moneda: MXN}
""",
    bien="""\
presupuesto: {total: 3000000, moneda: MXN, fuentes: [presupuesto municipal]}
""",
    remedio="Agregue «presupuesto: fuentes».",
    juzgar=requires("presupuesto.fuentes", "No se dice de dónde sale el dinero de la estrategia."),
    severidad="aviso",
)

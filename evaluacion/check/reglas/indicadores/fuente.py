"""IND-04: un indicador no tiene fuente."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_sheet
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="IND-04",
    familia="revision_indicadores",
    pregunta="ficha.fuente",
    titulo="Un indicador no tiene fuente",
    que="La ficha no dice de dónde sale el dato.",
    por_que="Antes de elegir un indicador hay que saber si su información existirá y con qué calidad.",
    fuente=f"{CUADERNO}, cap. IV, paso 14, información disponible",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED captada}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, fuente: Registro nacional de inversión extranjera}}]
""",
    remedio="Agregue «fuente»: informe, base de datos u oficina que da el dato.",
    juzgar=requires_sheet("fuente", "El indicador de «{id}» no dice de dónde sale su dato."),
    peso=2,
)

"""IND-01: un indicador no está definido."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_sheet
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="IND-01",
    familia="revision_indicadores",
    pregunta="ficha.definicion",
    titulo="Un indicador no está definido",
    que="La ficha no dice qué cuenta y qué no.",
    por_que="Dos personas que miden lo mismo con reglas distintas obtienen series que no se comparan.",
    fuente=f"{CUADERNO}, cap. IV, paso 13, interpretabilidad y comparabilidad",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED captada}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, definicion: Inversión nueva registrada en el año}}]
""",
    remedio="Agregue «definicion»: qué cuenta y qué no.",
    juzgar=requires_sheet("definicion", "El indicador de «{id}» no está definido."),
)

"""IND-06: nadie mide un indicador."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_sheet
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="IND-06",
    familia="revision_indicadores",
    pregunta="ficha.responsable",
    titulo="Nadie mide un indicador",
    que="La ficha no dice quién obtiene el dato.",
    por_que="Quién evalúa es una de las preguntas que se responden al planear, no al final.",
    fuente=f"{LIBRO}, cap. 4, elementos de la planificación, «Evaluación de resultados»",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED captada}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, responsable: Dirección de Economía}}]
""",
    remedio="Agregue «responsable» al indicador.",
    juzgar=requires_sheet("responsable", "El indicador de «{id}» no dice quién lo mide."),
    severidad="aviso",
)

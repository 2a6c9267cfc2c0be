"""IND-05: un indicador no dice cada cuánto se mide."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_sheet
from evaluacion.check.regla import Regla

REGLA = Regla(
    codigo="IND-05",
    familia="revision_indicadores",
    pregunta="ficha.frecuencia",
    titulo="Un indicador no dice cada cuánto se mide",
    que="La ficha no dice la frecuencia de medición.",
    por_que="Lo que no tiene fecha de medición se mide cuando alguien lo pide, y no siempre.",
    fuente="Manual para el diseño y la construcción de indicadores (CONEVAL, 2013), ficha técnica",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED captada}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, frecuencia: anual}}]
""",
    remedio="Agregue «frecuencia»: mensual, bimestral, trimestral, cuatrimestral, semestral, anual, bienal, trienal, quinquenal o sexenal.",
    juzgar=requires_sheet("frecuencia", "El indicador de «{id}» no dice cada cuánto se mide."),
)

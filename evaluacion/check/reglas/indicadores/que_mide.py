"""IND-07: no se dice qué mide un indicador."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_sheet
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="IND-07",
    familia="revision_indicadores",
    pregunta="proposito.que",
    titulo="No se dice qué mide un indicador",
    que="La ficha no dice cuál de los ocho objetos de la lista mide.",
    por_que="La lista del cuaderno empieza por ahí: si se mira la estrategia o una de sus partes, lo que se hace, lo que resulta, el impacto, lo cumplido, el camino recorrido o el entorno.",
    fuente=f"{CUADERNO}, cap. IV, paso 14, qué se quiere medir",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED captada}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, mide: resultados}}]
""",
    remedio="Agregue «mide»: estrategia, componentes, actividades, resultados, impacto, cumplimiento, avances_y_retrocesos o entorno.",
    juzgar=requires_sheet("mide", "El indicador de «{id}» no dice qué mide."),
    severidad="aviso",
)

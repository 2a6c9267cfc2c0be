"""IND-02: un indicador no tiene unidad."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_sheet
from evaluacion.check.regla import Regla

REGLA = Regla(
    codigo="IND-02",
    familia="revision_indicadores",
    pregunta="ficha.unidad",
    titulo="Un indicador no tiene unidad",
    que="La ficha no dice en qué se mide.",
    por_que="Un número sin unidad no se puede comparar con su meta.",
    fuente="Manual para el diseño y la construcción de indicadores (CONEVAL, 2013), ficha técnica",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: IED captada}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, unidad: millones de USD}}]
""",
    remedio="Agregue «unidad».",
    juzgar=requires_sheet("unidad", "El indicador de «{id}» no tiene unidad."),
    peso=2,
)

"""OBJ-03: un objetivo no tiene indicador."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="OBJ-03",
    familia="revision_objetivos",
    pregunta="medible.indicador",
    titulo="Un objetivo no tiene indicador",
    que="El objetivo no tiene ficha de indicador.",
    por_que="Lo medible de la regla SMART es un indicador: sin él la meta se interpreta a conveniencia.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: ied, enunciado: Captar 10 millones de USD para 2027}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, unidad: millones de USD}}]
""",
    remedio="Agregue «indicador» con nombre, unidad y fuente.",
    juzgar=requires_each("objetivos", "indicador", "El objetivo «{id}» no tiene indicador.", "No hay objetivos."),
    peso=2,
)

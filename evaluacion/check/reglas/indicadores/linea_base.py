"""IND-09: un objetivo no tiene línea base."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import Regla

REGLA = Regla(
    codigo="IND-09",
    familia="revision_indicadores",
    pregunta="valores.linea_base",
    titulo="Un objetivo no tiene línea base",
    que="El objetivo no dice de qué valor parte su indicador.",
    por_que="Sin punto de partida no se sabe si la meta es un avance, ni cuánto falta.",
    fuente="Manual para el diseño y la construcción de indicadores (CONEVAL, 2013), ficha técnica",
    mal="""\
objetivos: [{id: ied, meta: {periodo: 2027, valor: 10}}]
""",
    bien="""\
objetivos: [{id: ied, linea_base: {periodo: 2024, valor: 4.2}, meta: {periodo: 2027, valor: 10}}]
""",
    remedio="Agregue «linea_base» con periodo y valor; cero también es un dato.",
    juzgar=requires_each("objetivos", "linea_base", "El objetivo «{id}» no tiene línea base.", "No hay objetivos."),
    peso=2,
)

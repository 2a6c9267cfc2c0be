"""IND-10: un objetivo no tiene meta en su ficha."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import Regla

REGLA = Regla(
    codigo="IND-10",
    familia="revision_indicadores",
    pregunta="valores.meta",
    titulo="Un objetivo no tiene meta en su ficha",
    que="El objetivo no dice a qué valor quiere llegar su indicador y cuándo.",
    por_que="La meta escrita como dato es lo que el tablero compara; la que está solo en la frase la lee cada quien a su modo.",
    fuente="Manual para el diseño y la construcción de indicadores (CONEVAL, 2013), ficha técnica",
    mal="""\
objetivos: [{id: ied, linea_base: {periodo: 2024, valor: 4.2}}]
""",
    bien="""\
objetivos: [{id: ied, meta: {periodo: 2027, valor: 10}}]
""",
    remedio="Agregue «meta» con periodo y valor.",
    juzgar=requires_each("objetivos", "meta", "El objetivo «{id}» no tiene meta como dato.", "No hay objetivos.", severidad="aviso"),
    severidad="aviso",
)

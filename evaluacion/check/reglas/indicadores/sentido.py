"""IND-03: un indicador no dice hacia dónde mejora."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_sheet
from evaluacion.check.regla import Regla

REGLA = Regla(
    codigo="IND-03",
    familia="revision_indicadores",
    pregunta="ficha.sentido",
    titulo="Un indicador no dice hacia dónde mejora",
    que="La ficha no dice si el indicador debe subir, bajar o mantenerse.",
    por_que="Sin el sentido, un tablero no sabe si una subida es buena noticia.",
    fuente="Manual para el diseño y la construcción de indicadores (CONEVAL, 2013), ficha técnica",
    mal="""\
objetivos: [{id: ied, indicador: {nombre: Emisiones}}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: Emisiones, sentido: descendente}}]
""",
    remedio="Agregue «sentido»: ascendente, descendente o mantener.",
    juzgar=requires_sheet("sentido", "El indicador de «{id}» no dice hacia dónde mejora."),
)

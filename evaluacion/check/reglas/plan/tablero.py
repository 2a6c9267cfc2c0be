"""SEG-01: no hay tablero de control."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="SEG-01",
    familia="revision_plan",
    pregunta="seguimiento.tablero",
    titulo="No hay tablero de control",
    que="No se dice con qué tablero se siguen las metas.",
    por_que="El tablero es la herramienta con que el libro propone mirar las métricas mientras todavía se puede corregir.",
    fuente=f"{LIBRO}, cap. 1, paso 6",
    mal="""\
seguimiento: {evaluacion: [ex post]}
""",
    bien="""\
seguimiento: {tablero: Hoja compartida que alimenta cada área}
""",
    remedio="Diga en «seguimiento: tablero» cuál es y quién lo alimenta.",
    juzgar=requires("seguimiento.tablero", "No hay tablero de control."),
)

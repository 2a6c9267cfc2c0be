"""ACC-03: una acción no tiene presupuesto."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="ACC-03",
    familia="revision_plan",
    pregunta="acciones.presupuesto",
    titulo="Una acción no tiene presupuesto",
    que="Una acción no dice cuánto cuesta.",
    por_que="Los recursos insuficientes son uno de los tres retos del plan; se ven a tiempo solo si cada acción dice su costo, aunque sea cero.",
    fuente=f"{LIBRO}, cap. 1, retos y soluciones",
    mal="""\
acciones: [{id: feria, accion: Ir a la feria}]
""",
    bien="""\
acciones: [{id: feria, presupuesto: {monto: 250000, moneda: MXN}}]
""",
    remedio="Agregue «presupuesto»; si no cuesta, «monto: 0».",
    juzgar=requires_each("acciones", "presupuesto", "La acción «{id}» no tiene presupuesto.", "No hay acciones."),
)

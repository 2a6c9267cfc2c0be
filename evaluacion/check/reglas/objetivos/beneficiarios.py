"""OBJ-02: un objetivo no dice a quién beneficia."""

from __future__ import annotations

from evaluacion.check.condiciones import requires_each
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="OBJ-02",
    familia="revision_objetivos",
    pregunta="especifico.beneficiarios",
    titulo="Un objetivo no dice a quién beneficia",
    que="El objetivo no tiene beneficiarios.",
    por_que="Una estrategia ciudadana parte de lo que la población necesita y vuelve a ella; si no se dice a quién, no se le puede preguntar.",
    fuente=f"{CUADERNO}, cap. IV, paso 3",
    mal="""\
objetivos: [{id: ied, enunciado: Captar 10 millones de USD para 2027}]
""",
    bien="""\
objetivos: [{id: ied, beneficiarios: [Productores agroindustriales]}]
""",
    remedio="Agregue «beneficiarios» al objetivo.",
    juzgar=requires_each("objetivos", "beneficiarios", "El objetivo «{id}» no dice a quién beneficia.", "No hay objetivos."),
    severidad="aviso",
)

"""cantidad_vaga: la cantidad no es un número."""

from __future__ import annotations

from evaluacion.check.enunciados import a_quantity, reads, with_target
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="cantidad_vaga",
    familia="revision_objetivos",
    pregunta="medible.cantidad",
    titulo="La cantidad no es un número",
    que="El enunciado dice varios, algunos, más u otra cantidad sin número.",
    por_que="Varios puede ser dos o veinte.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Firmar varios acuerdos para 2028"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos para 2028"}]
""",
    remedio="Cambie la palabra por un número.",
    juzgar=reads("cantidad_vaga", "{dicho} da una cantidad sin número.", a_quantity, with_target),
    peso=2,
)

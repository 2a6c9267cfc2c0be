"""sin_cantidad: el objetivo no dice cuánto."""

from __future__ import annotations

from evaluacion.check.enunciados import a_quantity, reads, with_target
from evaluacion.check.regla import LIBRO, Regla

REGLA = Regla(
    codigo="sin_cantidad",
    familia="revision_objetivos",
    pregunta="medible.cantidad",
    titulo="El objetivo no dice cuánto",
    que="Ni el enunciado ni la meta dicen una cantidad.",
    por_que="Sin cantidad no hay meta, solo dirección.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: x, enunciado: "Firmar acuerdos con ciudades para 2028"}]
""",
    bien="""\
objetivos: [{id: x, enunciado: "Firmar 3 acuerdos con ciudades para 2028"}]
""",
    remedio="Diga cuánto: 3 acuerdos, 20 %, 50 personas.",
    juzgar=reads("sin_cantidad", "{dicho} no dice cuánto.", a_quantity, with_target),
    peso=3,
)

"""PLAN-05: no hay visión."""

from __future__ import annotations

from evaluacion.check.condiciones import requires
from evaluacion.check.regla import CUADERNO, Regla

REGLA = Regla(
    codigo="PLAN-05",
    familia="revision_plan",
    pregunta="rumbo.vision",
    titulo="No hay visión",
    que="El archivo no dice qué lugar busca el territorio a largo plazo.",
    por_que="La visión da sentido a los objetivos y es el primero de los frentes de que depende que la estrategia dure.",
    fuente=f"{CUADERNO}, cap. II, idea 11, frente 1, y cap. IV, paso 6",
    mal="""\
titulo: Estrategia internacional
""",
    bien="""\
vision: Ser en 2035 el puerto de referencia del sureste
""",
    remedio="Escriba en «vision» qué lugar busca el territorio y para cuándo.",
    juzgar=requires("vision", "No hay visión de largo plazo."),
    peso=2,
)

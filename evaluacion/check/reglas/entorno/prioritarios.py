"""ACT-01: falta un sector prioritario."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, CUADERNO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


PRIORITARIOS = (
    ("social", "la ciudadanía (sector social)"),
    ("privado", "la empresa y los gremios (sector privado)"),
    ("academico", "la academia (sector académico)"),
    ("internacional", "cooperantes y representaciones extranjeras (sector internacional)"),
    ("gobierno_local", "otras dependencias del gobierno local (sector gobierno local)"),
)
"""The sectors on which the source concentrates the effort, and who they are."""


def _look(ctx: Contexto) -> Iterator[Juicio]:
    present = {item.sector for item in ctx.estrategia.actores}
    if not present - {None}:
        yield Duda(("actores",), "Ningún actor dice su sector.")
        return
    for sector, shown in PRIORITARIOS:
        verb = "falta" if shown.startswith("la ") and " y " not in shown else "faltan"
        yield BIEN if sector in present else Falta(("actores",), f"En el mapa {verb} {shown}.", sector)


REGLA = Regla(
    codigo="ACT-01",
    familia="revision_entorno",
    pregunta="actores.prioritarios",
    titulo="Falta un sector prioritario",
    que="El mapa no tiene actores de alguno de los cinco sectores prioritarios.",
    por_que="El cuaderno concentra el esfuerzo en cinco grupos: ciudadanía, empresa y gremios, academia, cooperantes y representaciones extranjeras, y otras dependencias del gobierno local.",
    fuente=f"{CUADERNO}, cap. III, apartado 3.3",
    mal="""\
actores: [{nombre: Universidad local, sector: académico}]
""",
    bien="""\
actores: [{nombre: Comité vecinal, sector: social}, {nombre: Cámara, sector: privado}, {nombre: Universidad, sector: académico}, {nombre: Consulado, sector: internacional}, {nombre: Cabildo, sector: gobierno local}]
""",
    remedio="Agregue al menos un actor de ese sector.",
    juzgar=_look,
    peso=2,
)

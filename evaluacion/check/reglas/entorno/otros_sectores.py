"""ACT-02: falta un sector que no conviene olvidar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


_SECTORES = (
    ("medios", {"medios"}),
    ("otros gobiernos", {"otros_gobiernos"}),
    ("migrantes", {"migrantes"}),
    ("cultural o artístico", {"cultural", "artistico"}),
)


def _look(ctx: Contexto) -> Iterator[Juicio]:
    present = {item.sector for item in ctx.estrategia.actores if item.sector is not None}
    if not present:
        yield Duda(("actores",), "Ningún actor dice su sector.")
        return
    for shown, sectors in _SECTORES:
        yield BIEN if present & sectors else Falta(("actores",), f"En el mapa no hay actores del sector {shown}.", shown)


REGLA = Regla(
    codigo="ACT-02",
    familia="revision_entorno",
    pregunta="actores.otros",
    titulo="Falta un sector que no conviene olvidar",
    que="El mapa no tiene medios, otros gobiernos, migrantes o el sector cultural.",
    por_que="El cuaderno los llama actores a no olvidar y el libro suma a migrantes y artistas: son quienes cuentan la estrategia y la conectan fuera.",
    fuente=f"{LIBRO}, cap. 4, elementos de la planificación, «Elaborar un mapa de actores del territorio»",
    mal="""\
actores: [{nombre: Universidad local, sector: académico}]
""",
    bien="""\
actores: [{nombre: Radio local, sector: medios}, {nombre: Gobierno estatal, sector: otros gobiernos}, {nombre: Club de oriundos, sector: migrantes}, {nombre: Museo, sector: cultural}]
""",
    remedio="Valore agregar un actor de ese sector.",
    juzgar=_look,
    severidad="aviso",
    peso=0.5,
)

"""DIA-03: los espacios de diálogo no son plurales."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, CUADERNO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    dialogo = ctx.estrategia.dialogo
    sectors = {sector for item in (dialogo.espacios if dialogo else ()) for sector in item.participantes}
    if not sectors:
        yield Duda(("dialogo",), "No se dice quién participa en los espacios de diálogo.")
    elif len(sectors) < (least := ctx.umbral("DIA-03", "minimo")):
        taking = "participa 1 sector" if len(sectors) == 1 else f"participan {len(sectors)} sectores"
        text = f"En los espacios {taking} ({', '.join(sorted(sectors))}) y se piden al menos {least:g}."
        yield Falta(("dialogo", "espacios"), text, len(sectors), parcial=len(sectors) > 1)
    else:
        yield BIEN


REGLA = Regla(
    codigo="DIA-03",
    familia="revision_entorno",
    pregunta="dialogo.plural",
    titulo="Los espacios de diálogo no son plurales",
    que="Entre todos los espacios participan menos de tres sectores.",
    por_que="Un espacio de calidad reconoce la diversidad de quienes intervienen; con uno o dos sectores se valida lo que ya se decidió.",
    fuente=f"{CUADERNO}, cap. II, idea 12, atributos",
    mal="""\
dialogo: {espacios: [{nombre: Consejo consultivo, participantes: [privado]}]}
""",
    bien="""\
dialogo: {espacios: [{nombre: Consejo consultivo, participantes: [social, privado, académico]}]}
""",
    remedio="Invite a otros sectores y anótelos en «participantes».",
    juzgar=_look,
    severidad="aviso",
    umbrales={"minimo": 3.0},
)

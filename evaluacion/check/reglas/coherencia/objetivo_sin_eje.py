"""COH-01: un objetivo nombra un eje que no existe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.base.problema import suggestion
from evaluacion.check.condiciones import joined
from evaluacion.check.regla import LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    ids = [eje.id for eje in ctx.estrategia.ejes]
    named = [(position, item) for position, item in enumerate(ctx.estrategia.objetivos) if item.eje]
    if not named:
        yield Duda(("objetivos",), "Ningún objetivo nombra un eje.")
    for position, item in named:
        if item.eje in ids:
            yield joined(("objetivos", position), item)
        else:
            text = f"El objetivo «{item.id}» nombra el eje «{item.eje}», que no existe."
            yield Falta(("objetivos", position, "eje"), text, item.eje, suggestion(item.eje or "", ids) or None)


REGLA = Regla(
    codigo="COH-01",
    familia="revision_coherencia",
    pregunta="referencias.objetivos",
    titulo="Un objetivo nombra un eje que no existe",
    que="La clave «eje» de un objetivo no es el identificador de ningún eje.",
    por_que="El objetivo queda fuera de la tabla de ejes y nadie lo cuenta como propio.",
    fuente=f"{LIBRO}, cap. 1, paso 3, tabla de ejes",
    mal="""\
ejes: [{id: economia}]
objetivos: [{id: ied, eje: economico}]
""",
    bien="""\
ejes: [{id: economia}]
objetivos: [{id: ied, eje: economia}]
""",
    remedio="Escriba el identificador de uno de los ejes.",
    juzgar=_look,
    peso=2,
)

"""DIA-02: un espacio de diálogo no tiene propósito o producto."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.regla import BIEN, CUADERNO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    dialogo = ctx.estrategia.dialogo
    if dialogo is None or not dialogo.espacios:
        yield Duda(("dialogo",), "No hay espacios de diálogo.")
        return
    for position, item in enumerate(dialogo.espacios):
        missing = [shown for name, shown in (("proposito", "propósito"), ("producto", "producto")) if getattr(item, name) is None]
        text = f"El espacio «{item.nombre}» no dice su {' ni su '.join(missing)}."
        yield Falta(("dialogo", "espacios", position), text, parcial=len(missing) == 1) if missing else BIEN


REGLA = Regla(
    codigo="DIA-02",
    familia="revision_entorno",
    pregunta="dialogo.proposito",
    titulo="Un espacio de diálogo no tiene propósito o producto",
    que="Un espacio no dice para qué sirve o qué debe salir de él.",
    por_que="Según lo que se busca conviene consulta, deliberación, negociación o rendición de cuentas, y cada una da otro producto.",
    fuente=f"{CUADERNO}, cap. III, apartado 3.4",
    mal="""\
dialogo: {espacios: [{nombre: Consejo consultivo}]}
""",
    bien="""\
dialogo: {espacios: [{nombre: Consejo consultivo, proposito: consulta, producto: Diagnóstico anual}]}
""",
    remedio="Agregue «proposito» y «producto» al espacio.",
    juzgar=_look,
    severidad="aviso",
)

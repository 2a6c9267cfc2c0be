"""OBJ-03: un objetivo no tiene indicador."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evaluacion.check.condiciones import is_empty
from evaluacion.check.regla import BIEN, LIBRO, Duda, Falta, Juicio, Regla

if TYPE_CHECKING:
    from evaluacion.check.contexto import Contexto


def _look(ctx: Contexto) -> Iterator[Juicio]:
    if not ctx.estrategia.objetivos:
        yield Duda(("objetivos",), "No hay objetivos.")
    for position, item in enumerate(ctx.estrategia.objetivos):
        sheet, where = item.indicador, ("objetivos", position, "indicador")
        if sheet is None or is_empty(sheet):
            yield Falta(where, f"El objetivo «{item.id}» no tiene indicador.")
        elif sheet.nombre is None and sheet.definicion is None:
            yield Falta(where, f"El indicador de «{item.id}» no dice qué se mide.", parcial=True)
        else:
            yield BIEN


REGLA = Regla(
    codigo="OBJ-03",
    familia="revision_objetivos",
    pregunta="medible.indicador",
    titulo="Un objetivo no tiene indicador",
    que="El objetivo no tiene ficha de indicador, o su ficha no dice qué se mide.",
    por_que="Lo medible de la regla SMART es un indicador: sin él la meta se interpreta a conveniencia.",
    fuente=f"{LIBRO}, cap. 1, paso 2, regla SMART",
    mal="""\
objetivos: [{id: ied, enunciado: Captar 10 millones de USD para 2027}]
""",
    bien="""\
objetivos: [{id: ied, indicador: {nombre: IED captada, unidad: millones de USD}}]
""",
    remedio="Agregue «indicador» con nombre, unidad y fuente.",
    juzgar=_look,
    peso=2,
)

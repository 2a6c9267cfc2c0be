"""The sheets that a board adds for strategies, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluacion.publish.tablero.hoja_acciones import arrange_acciones
from evaluacion.publish.tablero.hoja_actores import arrange_actores
from evaluacion.publish.tablero.hoja_foda import arrange_foda
from evaluacion.publish.tablero.hoja_hallazgos import arrange_hallazgos
from evaluacion.publish.tablero.hoja_riesgos import arrange_riesgos

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluacion.model.hallazgo import Revision
    from evaluacion.publish.tablero.nombres import Anexa
    from evaluacion.publish.tablero.plan import PlanRevisado


def arrange_matrices(planes: Sequence[PlanRevisado], revisiones: Sequence[Revision]) -> tuple[Anexa, ...]:
    """Return FODA, actors, risks, actions and findings; none without strategies.

    Args:
        planes: the strategies, each with its review.
        revisiones: every review, also those of files of configuration.
    """
    if not planes:
        return ()
    return (arrange_foda(planes), arrange_actores(planes), arrange_riesgos(planes), arrange_acciones(planes), arrange_hallazgos(revisiones))
